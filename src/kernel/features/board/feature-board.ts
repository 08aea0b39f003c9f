/**
 * The features of closed bars that somebody asked for, one row per instrument, updated bar by bar and never recomputed.
 *
 * Row `i` belongs to instrument id `i`. Nothing looks ahead: a feature at a close depends on that instrument's bars up to
 * that close. A bar that is no bar (a value that is no number, a close outside the range) empties the row: a window
 * with a hole in it would show a number that nobody should act on, so every feature is NaN until it is full again.
 */
import type { Bar } from "../../domain/bar.ts";
import { featureDefinitions, type FeatureName } from "./catalogue/catalogue.ts";
import { type Plan, planOf } from "./plan.ts";
import { runPlan } from "./run-plan.ts";

export { type FeatureName, featureNames } from "./catalogue/catalogue.ts";

export type FeatureBoard = {
  /** Place of each feature's value in a row of `latest`. */
  readonly columns: ReadonlyMap<FeatureName, number>;
  readonly plan: Plan;
  /** Bars of each instrument since its row began. */
  readonly barsSeen: Int32Array;
  /** Values after the latest bar, a row per instrument. */
  readonly latest: Float64Array;
  readonly memory: Float64Array;
  /** Working space of one bar. */
  readonly lanes: Float64Array;
  row: number;
  seen: number;
};

export function openFeatureBoard(instruments: number, names: readonly FeatureName[]): FeatureBoard {
  const wanted = [...new Set(names)];
  const plan = planOf(
    wanted.map((name) => featureDefinitions[name].formula),
    1,
  );
  return {
    columns: new Map(wanted.map((name, index) => [name, index])),
    plan,
    barsSeen: new Int32Array(instruments),
    latest: new Float64Array(instruments * wanted.length),
    memory: new Float64Array(instruments * plan.rowLength),
    lanes: new Float64Array(plan.lanes),
    row: 0,
    seen: 0,
  };
}

/** Takes one closed bar of instrument `id` in. */
export function updateFeatureBoard(board: FeatureBoard, id: number, bar: Bar): void {
  const { plan, lanes, latest, barsSeen } = board;
  board.row = id * plan.rowLength;
  board.seen = barsSeen[id] ?? 0;
  if (!isBar(bar)) return emptyRow(board, id);

  lanes[0] = bar.open;
  lanes[1] = bar.high;
  lanes[2] = bar.low;
  lanes[3] = bar.close;
  lanes[4] = bar.volume;
  runPlan(plan, board, 1);

  const { outputs } = plan;
  for (let index = 0; index < outputs.length; index++)
    latest[id * outputs.length + index] = lanes[outputs[index]?.lane ?? 0] ?? 0;
  barsSeen[id] = board.seen + 1;
}

/** The feature after the latest bar of instrument `id`; NaN while its window fills. The board must have been asked for it. */
export function featureOf(board: FeatureBoard, name: FeatureName, id: number): number {
  const column = board.columns.get(name);
  if (column === undefined) throw new RangeError(`expected a feature the board was opened with, was ${name}`);
  const { outputs } = board.plan;
  const isFull = (board.barsSeen[id] ?? 0) >= (outputs[column]?.barsToFill ?? Number.POSITIVE_INFINITY);
  return isFull ? (board.latest[id * outputs.length + column] ?? Number.NaN) : Number.NaN;
}

/** Prices beyond these bounds are no prices; within them no formula leaves the finite numbers. NaN is within nothing. */
function isBar({ open, high, low, close, volume }: Bar): boolean {
  if (!(low >= 1e-15)) return false;
  if (!(high <= 1e15)) return false;
  if (!isWithin(open, low, high)) return false;
  if (!isWithin(close, low, high)) return false;
  if (!isWithin(volume, 0, 1e18)) return false;
  return true;
}
const isWithin = (value: number, low: number, high: number): boolean => value >= low && value <= high;

function emptyRow({ barsSeen, memory, plan: { rowLength } }: FeatureBoard, id: number): void {
  barsSeen[id] = 0;
  memory.fill(0, id * rowLength, (id + 1) * rowLength);
}
