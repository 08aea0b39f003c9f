/**
 * How each estimator's forecasts have turned out, and which of them limits are held against.
 *
 * Every test can be read at any time (`backtest-tally.ts`). What is read covers the last 500 to 1,000 days: a second count
 * starts every 500 days and takes the place of the first when it is as old. Ranked are those that no test rejects at 5 %,
 * by FZ0 loss of VaR and ES at 97.5 % against the historical estimator on the same days (Patton, Ziegel and Chen 2019;
 * methods B1). The best binds for 30 days, or until it is rejected; where all are rejected the worst forecast binds.
 */
import { type Estimator, estimators, type Forecast, shortfall975, tailLevels } from "../../../domain/tail.ts";
import {
  type BacktestReading,
  type BacktestTally,
  openTally,
  readTally,
  tallyDay,
} from "../../../maths/risk/backtest-tally.ts";
import { doubtfulShortfall } from "../../../maths/risk/shortfall-tests.ts";
import { fz0 } from "../../../maths/risk/tail-score.ts";

/** Days before a verdict counts: Basel's year. */
export const minimumJudgedDays = 250;
const blockDays = 500;
const rankedForDays = 30;
/** Size of every test. */
const significance = 0.05;

type Record = {
  /** One for each of `tailLevels`. */
  readonly tallies: readonly BacktestTally[];
  /** FZ0 less that of the historical estimator, summed over the days both spoke. */
  relativeScore: number;
};
type Count = { days: number; readonly records: ReadonlyMap<Estimator, Record> };

export type Scoreboard = { judgedDays: number; count: Count; next: Count | undefined };

const openCount = (): Count => ({
  days: 0,
  records: new Map(
    estimators.map((estimator) => [
      estimator,
      { tallies: tailLevels.map((tail) => openTally(tail)), relativeScore: 0 },
    ]),
  ),
});

export const openScoreboard = (): Scoreboard => ({ judgedDays: 0, count: openCount(), next: undefined });

export type Forecasts = ReadonlyMap<Estimator, Forecast>;

/** Counts one day. @param loss per unit of value */
export function recordDay(board: Scoreboard, by: Forecasts, loss: number): void {
  if (board.judgedDays > 0 && board.judgedDays % blockDays === 0) {
    board.count = board.next ?? board.count;
    board.next = openCount();
  }
  board.judgedDays += 1;
  countDay(board.count, by, loss);
  if (board.next !== undefined) countDay(board.next, by, loss);
}

function countDay(count: Count, by: Forecasts, loss: number): void {
  count.days += 1;
  const usual = scoreOf(by.get("HISTORICAL"), loss);
  for (const [estimator, { tallies }] of count.records) {
    const forecast = by.get(estimator);
    if (forecast?.kind !== "FORECAST") continue;
    forecast.levels.forEach((level, index) => {
      const tally = tallies[index];
      if (tally !== undefined) tallyDay(tally, { loss, ...level });
    });
    const record = count.records.get(estimator);
    const difference = scoreOf(forecast, loss) - usual;
    if (record !== undefined && Number.isFinite(difference)) record.relativeScore += difference;
  }
}

/** At 97.5 %. */
function scoreOf(forecast: Forecast | undefined, loss: number): number {
  if (forecast?.kind !== "FORECAST") return Number.NaN;
  const { valueAtRisk, expectedShortfall } = forecast.levels[1];
  return fz0(loss, valueAtRisk, expectedShortfall, tailLevels[1]);
}

export const hasJudgedEnough = ({ count }: Scoreboard): boolean => count.days >= minimumJudgedDays;

/** Which estimator limits are held against, why that one, and since which judged day; 0 before any was chosen. */
export type Choice = {
  readonly binding: Estimator;
  readonly because: string;
  readonly sinceDay: number;
  /** Nobody is trusted: whoever forecasts the largest loss of the sample at hand binds, not the one named here. */
  readonly isWorst: boolean;
};

export const firstChoice: Choice = {
  binding: "HISTORICAL",
  because: "too few days have been judged",
  sinceDay: 0,
  isWorst: false,
};

/** @param held the choice so far @param by what they forecast now: who does not speak cannot bind */
export function chooseBinding(board: Scoreboard, held: Choice, by: Forecasts): Choice {
  if (!hasJudgedEnough(board)) return held;
  const isSettled = held.sinceDay > 0 && board.judgedDays - held.sinceDay < rankedForDays;
  if (isSettled && !held.isWorst && isFit(board, held.binding, by)) return held;
  const fit = estimators.filter((estimator) => isFit(board, estimator, by));
  const best = fit.reduce<Estimator | undefined>((first, each) => better(board, first, each), undefined);
  const sinceDay = board.judgedDays;
  if (best === undefined) return { binding: worstSpeaker(by), because: allRejected, sinceDay, isWorst: true };
  return { binding: best, because: `best score of the ${fit.length} that no test rejects`, sinceDay, isWorst: false };
}
const allRejected = "every estimator is rejected: the worst binds";

const isFit = (board: Scoreboard, estimator: Estimator, by: Forecasts): boolean =>
  by.get(estimator)?.kind === "FORECAST" && readRecord(board, estimator).passes === true;

/** Of equals the earlier one in the list. */
function better(board: Scoreboard, first: Estimator | undefined, second: Estimator): Estimator {
  if (first === undefined) return second;
  const [a, b] = [readRecord(board, first).relativeScore, readRecord(board, second).relativeScore];
  return (b ?? 0) < (a ?? 0) ? second : first;
}

/** Whoever forecasts the largest expected shortfall. */
export function worstSpeaker(by: Forecasts): Estimator {
  let worst: { readonly estimator: Estimator; readonly shortfall: number } = { estimator: "HISTORICAL", shortfall: -1 };
  for (const [estimator, forecast] of by)
    if (forecast.kind === "FORECAST" && !(shortfall975(forecast) <= worst.shortfall))
      worst = { estimator, shortfall: shortfall975(forecast) };
  return worst.estimator;
}

export type RecordReading = {
  /** One for each of `tailLevels`; undefined before the second day. */
  readonly levels: readonly (BacktestReading | undefined)[];
  /** Mean FZ0 less that of the historical estimator on the same days; undefined before the first. */
  readonly relativeScore: number | undefined;
  /** Undefined below `minimumJudgedDays`. */
  readonly passes: boolean | undefined;
};

export function readRecord({ count }: Scoreboard, estimator: Estimator): RecordReading {
  const record = count.records.get(estimator);
  const levels = record?.tallies.map(readTally) ?? [];
  const [, middle, high] = levels;
  const days = middle?.days ?? 0;
  return {
    levels,
    relativeScore: record === undefined || days === 0 ? undefined : record.relativeScore / days,
    passes: middle === undefined || high === undefined || days < minimumJudgedDays ? undefined : isSound(middle, high),
  };
}

/** NaN rejects. The line of Acerbi and Szekely's test is that of 250 days, which narrows with the root of the days. */
function isSound(middle: BacktestReading, high: BacktestReading): boolean {
  const shortfallLine = doubtfulShortfall * Math.sqrt(minimumJudgedDays / middle.days);
  return (
    middle.kupiec.pValue >= significance &&
    high.kupiec.pValue >= significance &&
    middle.conditionalCoverage.pValue >= significance &&
    middle.z2 >= shortfallLine
  );
}
