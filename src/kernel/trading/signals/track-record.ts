/**
 * How a model has done: rates of acting on its word alone, long above one half and short below it.
 *
 * A word is judged when its horizon has passed, before costs; one half is no word. Words whose horizons overlap are not
 * independent, so `horizon` outcomes count as one case, as in calibration. Rates cover the last 30 UTC days, or as many
 * more as 20 cases need, and are unknown below 20 cases (resolutions 20, 65). The recent win rate covers 7 of them.
 * Drawdown is that of a book which puts an equal part on every word, seen at the end of each day.
 */
import { logCloseBack, type MarketFeatures } from "../../features/market-features.ts";
import { dayMs, epochMs, type Fraction, fraction, type Ratio, ratio, utcDay } from "../../units/units.ts";

const windowDays = 30;
const recentDays = 7;
/** Rates of fewer are unknown. */
export const minimumCases = 20;
const daysPerYear = 365;
/** What stands for a record that never lost. */
const largestProfitFactor = 1_000;
/** A variance below this share of the mean square is what rounding leaves of none. */
const rounding = 1e-9;

/** How far from one half a word is one of high confidence. Chosen. */
const confidentFrom = 0.05;
/** What the ring holds for such a word; any other is one, silence nothing. */
const confidentSign = 2;

/** Outcomes and sums over the returns they brought; `gains` over those above zero. */
type Tally = {
  outcomes: number;
  wins: number;
  returns: number;
  squares: number;
  gains: number;
  confidentOutcomes: number;
  confidentWins: number;
};
type DayTally = Tally & { readonly day: number };

export type TrackRecord = {
  /** Bars a word speaks about. */
  readonly horizon: number;
  /** Row-major rings of the signs said, twofold where confident, waiting for their horizon to pass. */
  readonly pending: Int8Array;
  /** Days of the window with outcomes, oldest first. The last may still grow. */
  readonly days: DayTally[];
  /** The sum of all days but the last, kept so that rates need not add them up at every close. */
  earlier: Tally;
  /** Of those days, the ones that are recent. */
  earlierRecent: Pick<Tally, "outcomes" | "wins">;
  /** Highest sum of returns at the end of one of those days, from zero, and the deepest fall below it. */
  earlierPeak: number;
  earlierFall: number;
};

const noOutcomes = (): Tally => ({
  outcomes: 0,
  wins: 0,
  returns: 0,
  squares: 0,
  gains: 0,
  confidentOutcomes: 0,
  confidentWins: 0,
});

export const openTrackRecord = (instruments: number, horizon: number): TrackRecord => ({
  horizon,
  pending: new Int8Array(instruments * horizon),
  days: [],
  earlier: noOutcomes(),
  earlierRecent: { outcomes: 0, wins: 0 },
  earlierPeak: 0,
  earlierFall: 0,
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
  const said = pending[slot] ?? 0;
  if (said !== 0) {
    const gain = Math.sign(said) * (logCloseBack(features, id, 0) - logCloseBack(features, id, horizon));
    const today = dayOf(record, utcDay(epochMs(features.closedAt[id] ?? 0)));
    count(today, gain);
    if (Math.abs(said) === confidentSign) countConfident(today, gain);
  }
  const lean = upProbability - noWord;
  pending[slot] = Math.sign(lean) * (Math.abs(lean) >= confidentFrom ? confidentSign : 1);
}

function count(today: DayTally, gain: number): void {
  today.outcomes += 1;
  today.wins += gain > 0 ? 1 : 0;
  today.returns += gain;
  today.squares += gain * gain;
  if (gain > 0) today.gains += gain;
}

function countConfident(today: DayTally, gain: number): void {
  today.confidentOutcomes += 1;
  if (gain > 0) today.confidentWins += 1;
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
  sumUp(record, day);
  const today: DayTally = { day, ...noOutcomes() };
  days.push(today);
  return today;
}

/** Once a day: what rates need of every day but `day`, so that a close adds two numbers. */
function sumUp(record: TrackRecord, day: number): void {
  const { days } = record;
  record.earlier = days.reduce(added, noOutcomes());
  record.earlierRecent = { outcomes: 0, wins: 0 };
  record.earlierPeak = 0;
  record.earlierFall = 0;
  let sum = 0;
  for (const each of days) {
    sum += each.returns;
    record.earlierPeak = Math.max(record.earlierPeak, sum);
    record.earlierFall = Math.max(record.earlierFall, record.earlierPeak - sum);
    if (each.day <= day - recentDays) continue;
    record.earlierRecent.outcomes += each.outcomes;
    record.earlierRecent.wins += each.wins;
  }
}

const added = (sum: Tally, day: Tally): Tally => ({
  outcomes: sum.outcomes + day.outcomes,
  wins: sum.wins + day.wins,
  returns: sum.returns + day.returns,
  squares: sum.squares + day.squares,
  gains: sum.gains + day.gains,
  confidentOutcomes: sum.confidentOutcomes + day.confidentOutcomes,
  confidentWins: sum.confidentWins + day.confidentWins,
});

export type Rates = {
  readonly winRate: Fraction | undefined;
  readonly sharpe: Ratio | undefined;
  /** Independent outcomes. */
  readonly cases: number;
  /** What was won over what was lost, at most 1,000. */
  readonly profitFactor: Ratio | undefined;
  /** Of the last seven days. */
  readonly recentWinRate: Fraction | undefined;
  /** Of words of high confidence. */
  readonly confidentWinRate: Fraction | undefined;
  readonly drawdown: Ratio | undefined;
};

const unknownRates = {
  winRate: undefined,
  sharpe: undefined,
  profitFactor: undefined,
  recentWinRate: undefined,
  confidentWinRate: undefined,
  drawdown: undefined,
} as const;

/** @param barMs length of a bar, for the year */
export function ratesOf(record: TrackRecord, barMs: number): Rates {
  const { days, earlier, earlierRecent, horizon } = record;
  const today = days.at(-1) ?? noToday;
  const all = added(earlier, today);
  const cases = Math.floor(all.outcomes / horizon);
  if (cases < minimumCases) return { ...unknownRates, cases };
  const enough = minimumCases * horizon;
  return {
    winRate: fraction(all.wins / all.outcomes),
    sharpe: ratio(sharpeOf(all, horizon * barMs)),
    cases,
    profitFactor: profitFactorOf(all.gains, all.gains - all.returns),
    recentWinRate: shareOf(earlierRecent.wins + today.wins, earlierRecent.outcomes + today.outcomes, enough),
    confidentWinRate: shareOf(all.confidentWins, all.confidentOutcomes, enough),
    drawdown: ratio(drawdownOf(record, all.returns)),
  };
}

function profitFactorOf(gains: number, losses: number): Ratio | undefined {
  if (!(gains > 0 || losses > 0)) return undefined;
  return ratio(losses > 0 ? Math.min(gains / losses, largestProfitFactor) : largestProfitFactor);
}

const noToday: Tally = noOutcomes();

const shareOf = (wins: number, outcomes: number, enough: number): Fraction | undefined =>
  outcomes >= enough ? fraction(wins / outcomes) : undefined;

/** As many words are alive at once as the horizon has bars, on each instrument: each holds its part of the book. */
function drawdownOf({ pending, earlierPeak, earlierFall }: TrackRecord, sum: number): number {
  const deepest = Math.max(earlierFall, earlierPeak - sum);
  return 1 - Math.exp(-deepest / pending.length);
}

/**
 * Completes a record that older code wrote. What it did not count of a day is estimated from what it did: the mean size
 * of a normal return is sqrt(2/pi) of its root mean square. Confident words count from now on.
 */
export function completeRecord(record: TrackRecord): void {
  for (const day of record.days) {
    if (day.gains !== undefined) continue;
    const turnover = Math.sqrt((2 / Math.PI) * day.outcomes * day.squares);
    day.gains = Math.max(0, day.returns, (turnover + day.returns) / 2);
    day.confidentOutcomes = 0;
    day.confidentWins = 0;
  }
  const today = record.days.pop();
  if (record.earlierRecent === undefined) sumUp(record, today?.day ?? 0);
  if (today !== undefined) record.days.push(today);
}

/** Annualised; 0 when nothing varies. */
function sharpeOf({ outcomes, returns, squares }: Tally, periodMs: number): number {
  const mean = returns / outcomes;
  const variance = (squares - returns * mean) / (outcomes - 1);
  const isFlat = !(variance > (squares / outcomes) * rounding);
  return isFlat ? 0 : (mean / Math.sqrt(variance)) * Math.sqrt((daysPerYear * dayMs) / periodMs);
}
