/**
 * How a model has done: win rate and Sharpe ratio of acting on its word alone, long above one half and short below it.
 *
 * A word is judged when its horizon has passed, before costs; one half is no word. Words whose horizons overlap are not
 * independent, so `horizon` outcomes count as one case, as in calibration. Rates cover the last 30 UTC days, or as many
 * more as 20 cases need, and are unknown below 20 cases (resolutions 20, 65).
 */
import { logCloseBack, type MarketFeatures } from "../../features/market-features.ts";
import { dayMs, epochMs, type Fraction, fraction, type Ratio, ratio, utcDay } from "../../units/units.ts";

const windowDays = 30;
/** Rates of fewer are unknown. */
export const minimumCases = 20;
const daysPerYear = 365;
/** A variance below this share of the mean square is what rounding leaves of none. */
const rounding = 1e-9;

/** Outcomes and sums over the returns they brought. */
type Tally = { outcomes: number; wins: number; returns: number; squares: number };
type DayTally = Tally & { readonly day: number };

export type TrackRecord = {
  /** Bars a word speaks about. */
  readonly horizon: number;
  /** Row-major rings of the signs said, waiting for their horizon to pass. */
  readonly pending: Int8Array;
  /** Days of the window with outcomes, oldest first. The last may still grow. */
  readonly days: DayTally[];
  /** The sum of all days but the last, kept so that rates need not add them up at every close. */
  earlier: Tally;
};

const noOutcomes = (): Tally => ({ outcomes: 0, wins: 0, returns: 0, squares: 0 });

export const openTrackRecord = (instruments: number, horizon: number): TrackRecord => ({
  horizon,
  pending: new Int8Array(instruments * horizon),
  days: [],
  earlier: noOutcomes(),
});

/** One half: what a model that is silent says. */
export const noWord = 0.5;

/**
 * Judges the word spoken `horizon` bars ago on instrument `id`, and remembers this one. Call once at every bar. Days are
 * those of the bars, whenever they came in: a start feeds a year of them at one moment.
 */
export function judgeAndRemember(
  record: TrackRecord,
  features: MarketFeatures,
  id: number,
  upProbability: number,
): void {
  const { horizon, pending } = record;
  const slot = id * horizon + ((features.barsSeen[id] ?? 0) % horizon);
  const sign = pending[slot] ?? 0;
  if (sign !== 0) {
    const gain = sign * (logCloseBack(features, id, 0) - logCloseBack(features, id, horizon));
    count(record, gain, utcDay(epochMs(features.closedAt[id] ?? 0)));
  }
  pending[slot] = Math.sign(upProbability - noWord);
}

function count(record: TrackRecord, gain: number, day: number): void {
  const today = dayOf(record, day);
  today.outcomes += 1;
  today.wins += gain > 0 ? 1 : 0;
  today.returns += gain;
  today.squares += gain * gain;
}

/** The tally of `day`. When a new one begins, those leave that neither the window nor 20 cases need. */
function dayOf(record: TrackRecord, day: number): DayTally {
  const { days, horizon } = record;
  const last = days.at(-1);
  if (last !== undefined && last.day >= day) return last;
  let outcomes = days.reduce((sum, each) => sum + each.outcomes, 0);
  for (let oldest = days[0]; oldest !== undefined; oldest = days[0]) {
    outcomes -= oldest.outcomes;
    if (oldest.day > day - windowDays || outcomes < minimumCases * horizon) break;
    days.shift();
  }
  record.earlier = days.reduce(added, noOutcomes());
  const today: DayTally = { day, ...noOutcomes() };
  days.push(today);
  return today;
}

const added = (sum: Tally, day: Tally): Tally => ({
  outcomes: sum.outcomes + day.outcomes,
  wins: sum.wins + day.wins,
  returns: sum.returns + day.returns,
  squares: sum.squares + day.squares,
});

export type Rates = {
  readonly winRate: Fraction | undefined;
  readonly sharpe: Ratio | undefined;
  /** Independent outcomes. */
  readonly cases: number;
};

/** @param barMs length of a bar, for the year */
export function ratesOf({ days, earlier, horizon }: TrackRecord, barMs: number): Rates {
  const today = days.at(-1);
  const all = today === undefined ? earlier : added(earlier, today);
  const cases = Math.floor(all.outcomes / horizon);
  if (cases < minimumCases) return { winRate: undefined, sharpe: undefined, cases };
  return { winRate: fraction(all.wins / all.outcomes), sharpe: ratio(sharpeOf(all, horizon * barMs)), cases };
}

/** Annualised; 0 when nothing varies. */
function sharpeOf({ outcomes, returns, squares }: Tally, periodMs: number): number {
  const mean = returns / outcomes;
  const variance = (squares - returns * mean) / (outcomes - 1);
  const isFlat = !(variance > (squares / outcomes) * rounding);
  return isFlat ? 0 : (mean / Math.sqrt(variance)) * Math.sqrt((daysPerYear * dayMs) / periodMs);
}
