/**
 * Whole columns of features at once, for research and for tables: the kernels of the board, run over blocks of many bars.
 *
 * A block's intermediate values fit the processor's first caches, so that a formula of many parts costs one pass over
 * memory. The values are those of the stream to the last bit; a property holds it.
 */
import { type Field, fields, type Formula } from "./formula.ts";
import { planOf } from "./plan.ts";
import { runPlan } from "./run-plan.ts";

/** Columns of equal length. Those no formula reads may be left out. */
export type BarColumns = Partial<Readonly<Record<Field, Float64Array>>>;

/** Bars of a block: a lane is 16 KB, and no power of two, which would put all lanes in the same places of a cache. */
const block = 2_000;

/** A column for each formula: NaN while its window fills. Throws on a value that is no finite number. */
export function featureColumns(formulas: readonly Formula[], bars: BarColumns): Float64Array[] {
  const plan = planOf(formulas, block);
  const sources = plan.fields.map((name) => ({ lane: fields.indexOf(name) * block, column: columnIn(bars, name) }));
  const count = lengthOf(sources.map(({ column }) => column.length));
  const frame = {
    lanes: new Float64Array(plan.lanes * block),
    memory: new Float64Array(plan.rowLength),
    row: 0,
    seen: 0,
  };
  const columns = plan.outputs.map(() => new Float64Array(count));
  for (let seen = 0; seen < count; seen += block) {
    const length = Math.min(block, count - seen);
    frame.seen = seen;
    for (const { lane, column } of sources) fillLane(frame.lanes, lane, column, seen);
    runPlan(plan, frame, length);
    for (const [index, { lane }] of plan.outputs.entries())
      columns[index]?.set(frame.lanes.subarray(lane, lane + length), seen);
  }
  for (const [index, { barsToFill }] of plan.outputs.entries()) columns[index]?.fill(Number.NaN, 0, barsToFill - 1);
  return columns;
}

function lengthOf([first = 0, ...others]: readonly number[]): number {
  if (others.some((length) => length !== first)) throw new RangeError("expected columns of equal length");
  return first;
}

/** Copies the block of `column` that begins at `from`. A value that is no number would hide in comparisons, so it throws. */
function fillLane(lanes: Float64Array, lane: number, column: Float64Array, from: number): void {
  const values = column.subarray(from, from + block);
  if (!areFinite(values, 0)) {
    const row = values.findIndex((value) => !Number.isFinite(value));
    throw new RangeError(`expected a finite value in row ${from + row}, was ${values[row]}`);
  }
  lanes.set(values, lane);
}

/** Nothing times a number is 0, times anything else NaN. Four sums, as one would wait for itself. */
function areFinite(values: Float64Array, nothing: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const fours = values.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    a += nothing * (values[i] ?? 0);
    b += nothing * (values[i + 1] ?? 0);
    c += nothing * (values[i + 2] ?? 0);
    d += nothing * (values[i + 3] ?? 0);
  }
  for (let i = fours; i < values.length; i++) a += nothing * (values[i] ?? 0);
  return a + b + c + d === 0;
}

function columnIn(bars: BarColumns, name: Field): Float64Array {
  const column = bars[name];
  if (column === undefined) throw new RangeError(`expected a column of ${name}`);
  return column;
}
