/**
 * Exact value at risk and expected shortfall of the last so many losses, in a few dozen nanoseconds a step.
 *
 * Only the worst losses are kept sorted, somewhat more than the tail needs. Most steps bring and take losses that are
 * not among them and change nothing. When too many have left, the kept ones are chosen anew from the window. The sums
 * are added up in the order of `value-at-risk.ts`, so the answer is that of sorting the window, to the last bit, and
 * no error builds up over a long run. Plain data: it can be cloned and stored.
 */
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../value-at-risk.ts";
import { placeOf } from "./sorted-window.ts";

export type RollingTail = {
  readonly tail: number;
  /** The losses in order of arrival; the oldest is overwritten. */
  readonly ring: Float64Array;
  /** The first `kept` are the worst of the window, worst first. */
  readonly worst: Float64Array;
  /** VaR and ES of a full window; 0 before. */
  readonly answer: Float64Array;
  seen: number;
  next: number;
  kept: number;
};

/** How many of the worst losses VaR and ES of a full window look at. */
const neededOf = (size: number, tail: number): number =>
  Math.min(size, Math.max(Math.floor(tail * (size - 1)) + 2, Math.floor(tail * size) + 1));

/**
 * @param size losses in the window, a whole number of 2 or more
 * @param tail above 0 and below 1
 */
export function openRollingTail(size: number, tail: number): RollingTail {
  if (!(Number.isInteger(size) && size >= 2)) throw new RangeError(`expected a window of 2 or more, was ${size}`);
  if (!(tail > 0 && tail < 1)) throw new RangeError(`expected a tail above 0 and below 1, was ${tail}`);
  const needed = neededOf(size, tail);
  return {
    tail,
    ring: new Float64Array(size),
    worst: new Float64Array(Math.min(size, 2 * needed + 16)),
    answer: new Float64Array(2),
    seen: 0,
    next: 0,
    kept: 0,
  };
}

/** Takes `loss` in and, when full, the oldest out. A loss that is not finite throws. */
export function pushLoss(rolling: RollingTail, loss: number): void {
  if (!Number.isFinite(loss)) throw new RangeError(`expected a finite loss, was ${loss}`);
  const { ring, next } = rolling;
  const oldest = ring[next] ?? 0;
  ring[next] = loss;
  rolling.next = next + 1 === ring.length ? 0 : next + 1;
  if (rolling.seen < ring.length) {
    rolling.seen += 1;
    if (rolling.seen === ring.length) choose(rolling);
  } else exchange(rolling, oldest, loss);
}

/** VaR of the window; NaN until it is full. */
export const rollingValueAtRisk = (rolling: RollingTail): number => read(rolling, 0);
/** ES of the window; NaN until it is full. */
export const rollingExpectedShortfall = (rolling: RollingTail): number => read(rolling, 1);

const read = ({ answer, ring, seen }: RollingTail, which: 0 | 1): number =>
  seen === ring.length ? (answer[which] ?? Number.NaN) : Number.NaN;

function exchange(rolling: RollingTail, oldest: number, loss: number): void {
  const { worst } = rolling;
  const least = worst[rolling.kept - 1] ?? 0;
  const leaves = oldest >= least;
  const comes = loss > least;
  if (!leaves && !comes) return;
  if (comes) keep(rolling, loss);
  if (leaves) drop(rolling, oldest);
  if (rolling.kept < neededOf(rolling.ring.length, rolling.tail)) choose(rolling);
  else renew(rolling);
}

function keep(rolling: RollingTail, loss: number): void {
  const { worst } = rolling;
  if (rolling.kept === worst.length) rolling.kept -= 1;
  let place = rolling.kept;
  while (place > 0 && (worst[place - 1] ?? 0) < loss) {
    worst[place] = worst[place - 1] ?? 0;
    place -= 1;
  }
  worst[place] = loss;
  rolling.kept += 1;
}

/** The loss may have made room for a worse one a moment ago; then it is gone already. */
function drop(rolling: RollingTail, loss: number): void {
  const { worst } = rolling;
  const place = placeOf(worst, rolling.kept, loss);
  if (place >= rolling.kept) return;
  rolling.kept -= 1;
  for (let index = place; index < rolling.kept; index++) worst[index] = worst[index + 1] ?? 0;
}

/** Chooses the kept ones from the whole window, halfway between as few as needed and as many as there is room for. */
function choose(rolling: RollingTail): void {
  const { ring, worst, tail } = rolling;
  const needed = neededOf(ring.length, tail);
  rolling.kept = Math.max(needed, (needed + worst.length) >>> 1);
  worst.set(worstFirst(Float64Array.from(ring)).subarray(0, rolling.kept));
  renew(rolling);
}

function renew({ answer, ring, worst, tail }: RollingTail): void {
  answer[0] = historicalValueAtRisk(worst, tail, ring.length);
  answer[1] = historicalExpectedShortfall(worst, tail, ring.length);
}
