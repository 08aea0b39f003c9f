/**
 * Which models did well: ranks, the primary with its fallbacks, and those better left out.
 *
 * Source: origin-facts 2.9. At least 20 cases to rank, more than 50 to disable (resolutions 20). A profit factor nobody
 * knows counts as 1, a recent win rate nobody knows as no change. What is disabled comes back when it is clearly better.
 */
import type { ModelPerformance } from "../../../domain/briefing.ts";
import { suits } from "../../../domain/meta-strategy.ts";
import type { MetaStrategy, RankedStrategy, StrategyBand } from "../../../domain/strategy-advice.ts";
import { standsBeyond } from "../../../domain/alert.ts";

export const minimumCases = 20;
const points = { winRate: 40, sharpe: 30, profitFactor: 20, regime: 10, improvement: 20, mostImprovement: 10 };
const full = { sharpe: 3, profitFactor: 2 };
const bands = { winRate: [0.45, 0.55, 0.6], sharpe: [0.5, 1.5, 2.5] } as const;
/** A win rate from which a model is primary or fallback. */
const acceptableWinRate = 0.45;
/** Another model takes the primary's place only with a win rate this much higher. */
const challengerWinRate = 1.1;
const mostFallbacks = 3;
const disable = { cases: 50, winRate: 0.45, sharpe: 0, profitFactor: 1 };
/** How much better it must be to come back (chosen), so that one at the line does not flap. */
const relief = { winRate: 0.01, sharpe: 0.1, profitFactor: 0.02 };

type Rated = ModelPerformance & {
  readonly winRate: NonNullable<ModelPerformance["winRate"]>;
  readonly sharpe: NonNullable<ModelPerformance["sharpe"]>;
};

const isRated = (model: ModelPerformance): model is Rated =>
  model.cases >= minimumCases && model.winRate !== undefined && Number.isFinite(model.sharpe);

export type RegimeFit = {
  readonly metaStrategy: MetaStrategy;
  /** How sure the market officer is of the regime, 0 to 1. */
  readonly score: number;
};

/** The best first; of equals the first named. */
export const rankStrategies = (models: readonly ModelPerformance[], fit: RegimeFit): RankedStrategy[] =>
  models
    .filter(isRated)
    .map((model) => ({ model: model.model, rank: rankOf(model, fit), band: bandOf(model) }))
    .toSorted((a, b) => b.rank - a.rank);

function rankOf({ model, winRate, sharpe, ...rates }: Rated, { metaStrategy, score }: RegimeFit): number {
  const profitFactor = rates.profitFactor ?? 1;
  const recentWinRate = rates.recentWinRate ?? winRate;
  const improvement = points.improvement * (recentWinRate - winRate);
  return (
    points.winRate * winRate +
    points.sharpe * Math.min(sharpe / full.sharpe, 1) +
    points.profitFactor * Math.min(profitFactor / full.profitFactor, 1) +
    points.regime * (score > 0 && suits(model, metaStrategy) ? score : 0) +
    Math.min(improvement, points.mostImprovement)
  );
}

/** The worse of what win rate and Sharpe ratio say. */
function bandOf({ winRate, sharpe }: Rated): StrategyBand {
  const [poor, fair, good] = bands.winRate;
  const [poorSharpe, fairSharpe, goodSharpe] = bands.sharpe;
  if (winRate < poor || sharpe < poorSharpe) return "poor";
  if (winRate < fair || sharpe < fairSharpe) return "fair";
  return winRate < good || sharpe < goodSharpe ? "good" : "excellent";
}

export type Incumbents = { readonly primary: string | undefined; readonly disable: readonly string[] };
export type Choice = { readonly primary: string | undefined; readonly fallbacks: readonly string[] };

/** @param held the primary so far, which stays while it wins enough and no other wins much more; none that is disabled */
export function chooseStrategies(
  ranked: readonly RankedStrategy[],
  models: readonly ModelPerformance[],
  { primary: held, disable: disabled }: Incumbents,
): Choice {
  const winRates = new Map(models.map(({ model, winRate }) => [model, winRate]));
  const able = ranked.filter(
    ({ model }) => (winRates.get(model) ?? 0) >= acceptableWinRate && !disabled.includes(model),
  );
  const heldRate = able.some(({ model }) => model === held) ? winRates.get(held ?? "") : undefined;
  const isChallenged = able.some(({ model }) => (winRates.get(model) ?? 0) > challengerWinRate * (heldRate ?? 0));
  const primary = heldRate === undefined || isChallenged ? able[0]?.model : held;
  const rest = able.map(({ model }) => model).filter((model) => model !== primary);
  return { primary, fallbacks: rest.slice(0, mostFallbacks) };
}

/** @param disabled those that were named before */
export const strategiesToDisable = (models: readonly ModelPerformance[], disabled: readonly string[]): string[] =>
  models.filter((model) => isToDisable(model, disabled.includes(model.model))).map(({ model }) => model);

/** Below a line is beyond it the other way round, so the signs are turned. */
function isToDisable({ winRate, sharpe, profitFactor, cases }: ModelPerformance, wasDisabled: boolean): boolean {
  if (!(cases > disable.cases) || winRate === undefined) return false;
  const isBelow = (value: number, line: number, back: number) => standsBeyond(-value, -line, back, wasDisabled);
  return (
    isBelow(winRate, disable.winRate, relief.winRate) ||
    (sharpe !== undefined && isBelow(sharpe, disable.sharpe, relief.sharpe)) ||
    (profitFactor !== undefined && isBelow(profitFactor, disable.profitFactor, relief.profitFactor))
  );
}
