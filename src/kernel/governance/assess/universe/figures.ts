/**
 * The figures a symbol is judged by.
 *
 * Formulas: origin-facts 26 (stability) and 27.4 (quality, toxicity). Quality is 0.4 profitability + 0.3 reliability +
 * 0.3 stability; what the first two are is chosen: the mean R up to one, and the win rate of what was wished for.
 * Toxicity is a mean of rates, of which one, explosions of the spread, needs a book and is left out, not taken for 0.
 */
import { universeConditions, type UniverseCondition } from "../../../domain/universe.ts";
import type { RecordedTrade, SymbolRecord } from "./symbol-record.ts";

export type SymbolFigures = {
  readonly trades: number;
  readonly signals: number;
  readonly totalR: number;
  readonly meanR: number;
  /** Of R, over trades less one. */
  readonly varianceR: number;
  /** Mean cost of a trade in R. */
  readonly costR: number;
  readonly winRate: number;
  readonly disallowRate: number;
  readonly stability: number;
  readonly quality: number;
  readonly toxicity: number;
  /** Mean R of trades opened in each kind of market; undefined below `conditionTrades`. */
  readonly meanRIn: Readonly<Record<UniverseCondition, number | undefined>>;
};

/** Trades of one kind of market from which their mean speaks. Chosen: half of what a symbol needs. */
const conditionTrades = 10;

export function figuresOf({ trades, refusals, spikes }: SymbolRecord): SymbolFigures {
  const rs = trades.map(({ r }) => r);
  const totalR = rs.reduce((sum, r) => sum + r, 0);
  const meanR = mean(rs);
  const varianceR = rs.length > 1 ? rs.reduce((sum, r) => sum + (r - meanR) ** 2, 0) / (rs.length - 1) : 0;
  const costR = mean(trades.map(({ costR: cost }) => cost));
  const winRate = shareOf(rs.map((r) => r > 0));
  const disallowRate = shareOf(refusals);
  const stability = stabilityOf({ meanR, winRate, costR, varianceR });
  const quality = 0.4 * inUnit(meanR) + 0.3 * winRate * (1 - disallowRate) + 0.3 * inUnit(stability);
  const toxicity = mean([shareOf(spikes), disallowRate, inUnit(-meanR)]);
  const [trending, calm, unstable] = universeConditions.map((condition) => meanIn(trades, condition));
  return {
    trades: rs.length,
    signals: refusals.length,
    totalR,
    meanR,
    varianceR,
    costR,
    winRate,
    disallowRate,
    stability,
    quality,
    toxicity,
    meanRIn: { TRENDING: trending, CALM: calm, UNSTABLE: unstable },
  };
}

type Steady = Pick<SymbolFigures, "meanR" | "winRate" | "costR" | "varianceR">;

/** Nothing is steady where there is nothing to divide by. */
export function stabilityOf({ meanR, winRate, costR, varianceR }: Steady): number {
  const against = costR + varianceR;
  return against > 0 ? (meanR * winRate) / against : 0;
}

function meanIn(trades: readonly RecordedTrade[], condition: UniverseCondition): number | undefined {
  const rs = trades.filter(({ openedIn }) => openedIn.includes(condition)).map(({ r }) => r);
  return rs.length >= conditionTrades ? mean(rs) : undefined;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
const shareOf = (flags: readonly boolean[]): number => mean(flags.map((flag) => (flag ? 1 : 0)));
const inUnit = (value: number): number => Math.min(1, Math.max(0, value));
