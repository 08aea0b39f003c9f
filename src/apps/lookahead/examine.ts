/**
 * Whether a strategy looks ahead: what can be proved by playing it again, and what can only be suspected.
 *
 * Proved: it says the same on the same bars; what it says up to a close is what it says when nothing came after; it never
 * fails. The view gives no way to a later bar, so what these find is a strategy that remembers, or brings its own data.
 * One that brings the future with it says the same every time. It gives itself away by what it earns: more on the bar it
 * enters, or in all, than anybody does who does not know.
 */
import { sameValue } from "../../kernel/domain/same-value.ts";
import type { ClosedBar, Strategy } from "../../kernel/trading/strategies/strategy.ts";
import { type Trial, type TrialOptions, tryOut } from "../../kernel/trading/strategies/try-out.ts";

export type ExaminedMarket = {
  readonly symbol: string;
  readonly bars: readonly ClosedBar[];
  readonly closedAtMs: readonly number[];
  readonly intervalMs: number;
};

export type Fault = { readonly symbol: string; readonly what: string };

/** Result of the trades when they are carried out so many bars late. */
export type LagResult = {
  readonly lagBars: number;
  readonly trades: number;
  /** Share of them that won. */
  readonly winRate: number | undefined;
  /** Mean return of a trade after costs. */
  readonly meanReturn: number | undefined;
  /** Sum of the log returns of all. */
  readonly logReturn: number;
};

export type Examination = {
  readonly verdict: "HONEST" | "SUSPECT" | "LOOKS_AHEAD";
  readonly bars: number;
  readonly cuts: number;
  /** What proves that it must not trade. */
  readonly faults: readonly Fault[];
  /** What nobody earns who does not know. */
  readonly suspicions: readonly string[];
  /** What to know before it trades. */
  readonly warnings: readonly string[];
  readonly onTime: LagResult;
  readonly late: LagResult;
  /** Mean return of the bar of entry, in standard deviations of one bar. */
  readonly foresight: number | undefined;
};

export type ExamineOptions = { readonly parameters?: Readonly<Record<string, number>>; readonly cuts?: number };

const usualCuts = 40;
/** Fewer entries say nothing either way. */
const leastEntries = 20;
/** Who knows the next bar stands at about 0.8; honest strategies of the field below 0.2 (chosen between). */
const implausibleForesight = 0.5;
/** Trades that win this often after costs are known in advance (chosen; the highest of ours is 0.65). */
const implausibleWinRate = 0.9;
/** What has to be left of the profit when everything is done one bar late (chosen). */
const leastKeptLate = 0.5;

export function examine(strategy: Strategy, markets: readonly ExaminedMarket[], options: ExamineOptions): Examination {
  const { cuts = usualCuts, parameters = {} } = options;
  const trials = markets.map((market) => {
    const play = (bars: readonly ClosedBar[], lagBars = 0) =>
      tryOut(strategy, bars, optionsOf(market, parameters, lagBars));
    const whole = play(market.bars);
    return { market, whole, late: play(market.bars, 1), faults: faultsOf(market, whole, play, cuts) };
  });
  const faults = trials.flatMap((trial) => trial.faults);
  const onTime = resultOf(
    0,
    trials.map(({ whole }) => whole),
  );
  const late = resultOf(
    1,
    trials.map((trial) => trial.late),
  );
  const foresight = foresightOf(trials);
  const suspicions = suspicionsOf(onTime, foresight);
  return {
    verdict: faults.length > 0 ? "LOOKS_AHEAD" : suspicions.length > 0 ? "SUSPECT" : "HONEST",
    bars: markets.reduce((sum, { bars }) => sum + bars.length, 0),
    cuts,
    faults,
    suspicions,
    warnings: warningsOf(onTime, late),
    onTime,
    late,
    foresight,
  };
}

const optionsOf = (
  { closedAtMs, intervalMs }: ExaminedMarket,
  parameters: Readonly<Record<string, number>>,
  lagBars: number,
): TrialOptions => ({ closedAtMs, intervalMs, parameters, lagBars });

type Play = (bars: readonly ClosedBar[]) => Trial;

function faultsOf({ symbol, bars }: ExaminedMarket, whole: Trial, play: Play, cuts: number): Fault[] {
  const rested = whole.said.findIndex((said) => said.rested !== undefined);
  if (rested >= 0) return [{ symbol, what: `fails at bar ${rested}: ${whole.said[rested]?.rested}` }];
  const again = firstDifference(whole, play(bars));
  if (again !== undefined) return [{ symbol, what: `says something else at bar ${again} when it is played again` }];
  for (let cut = 1; cut <= cuts; cut++) {
    const length = Math.floor((bars.length * cut) / (cuts + 1));
    const differs = firstDifference(play(bars.slice(0, length)), whole);
    if (differs !== undefined)
      return [{ symbol, what: `says something else at bar ${differs} when the market ends at bar ${length - 1}` }];
  }
  return [];
}

/** The first close of the shorter trial at which the two part. */
function firstDifference(shorter: Trial, longer: Trial): number | undefined {
  const at = shorter.said.findIndex((said, index) => !sameValue(said, longer.said[index]));
  return at < 0 ? undefined : at;
}

function resultOf(lagBars: number, trials: readonly Trial[]): LagResult {
  const returns = trials.flatMap(({ trades }) => trades.map(({ returnRatio }) => returnRatio));
  const count = returns.length;
  return {
    lagBars,
    trades: count,
    winRate: count === 0 ? undefined : returns.filter((each) => each > 0).length / count,
    meanReturn: count === 0 ? undefined : returns.reduce((sum, each) => sum + each, 0) / count,
    logReturn: returns.reduce((sum, each) => sum + Math.log1p(each), 0),
  };
}

type Played = { readonly market: ExaminedMarket; readonly whole: Trial };

/** Over all markets: how much better the bars of entry were than bars are. */
function foresightOf(played: readonly Played[]): number | undefined {
  let entries = 0;
  let sum = 0;
  for (const { market, whole } of played) {
    const moves = market.bars.map(({ open, close }) => Math.log(close / open));
    const mean = moves.reduce((total, move) => total + move, 0) / moves.length;
    const deviation = Math.sqrt(moves.reduce((total, move) => total + (move - mean) ** 2, 0) / moves.length);
    for (const { enteredAt } of whole.trades) {
      entries += 1;
      sum += deviation > 0 ? ((moves[enteredAt] ?? mean) - mean) / deviation : 0;
    }
  }
  return entries < leastEntries ? undefined : sum / entries;
}

function suspicionsOf({ trades, winRate = 0 }: LagResult, foresight = 0): string[] {
  const suspicions: string[] = [];
  if (foresight > implausibleForesight)
    suspicions.push(
      `the bar after its word moves ${foresight.toFixed(2)} standard deviations its way on average; above ${implausibleForesight} is knowledge`,
    );
  if (trades >= leastEntries && winRate > implausibleWinRate)
    suspicions.push(
      `${(100 * winRate).toFixed(0)} % of its trades win; above ${100 * implausibleWinRate} % is knowledge`,
    );
  return suspicions;
}

function warningsOf(onTime: LagResult, late: LagResult): string[] {
  if (onTime.trades === 0) return ["it made no trade on these bars: nothing is known of it"];
  if (onTime.trades < leastEntries) return [`it made ${onTime.trades} trades on these bars: little is known of it`];
  if (onTime.logReturn <= 0) return ["it loses on these bars after costs"];
  if (late.logReturn < leastKeptLate * onTime.logReturn)
    return ["carried out one bar late it keeps less than half of its profit: a small delay is all its edge"];
  return [];
}
