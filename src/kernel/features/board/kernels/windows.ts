/**
 * Kernels of the last so many values, which they keep in a ring.
 *
 * While a ring fills it holds zeros; no one reads what a window says before it is full. Sums move by what comes and goes
 * and are computed anew every `renewal` bars.
 */
import { type Kernel, type KernelDefinition, renewal } from "./kernel.ts";

const ago: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const ring = row + slot;
  let place = (seen + from - start) % period;
  for (let i = from; i < to; i++) {
    lanes[out + i] = memory[ring + place] ?? 0;
    memory[ring + place] = lanes[x + i] ?? 0;
    place = place + 1 === period ? 0 : place + 1;
  }
};

/** The sum of a window, times `factor`. */
const sumTimes = (factorOf: (period: number) => number): Kernel => {
  return ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
    const ring = row + slot + 1;
    const factor = factorOf(period);
    let total = memory[row + slot] ?? 0;
    let count = seen + from - start;
    let place = count % period;
    for (let i = from; i < to; i++) {
      const value = lanes[x + i] ?? 0;
      total += value - (memory[ring + place] ?? 0);
      memory[ring + place] = value;
      place = place + 1 === period ? 0 : place + 1;
      count += 1;
      if ((count & (renewal - 1)) === 0) total = sumOf(memory, ring, period);
      lanes[out + i] = total * factor;
    }
    memory[row + slot] = total;
  };
};

function sumOf(memory: Float64Array, from: number, count: number): number {
  let total = 0;
  for (let i = from; i < from + count; i++) total += memory[i] ?? 0;
  return total;
}

/**
 * Welford's recursion over a sliding window, begun when the window is full. A deviation below a hundred millionth of the mean is rounding: such a window
 * stood still and has variance 0.
 */
const variance: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  const ring = at + 2;
  const share = 1 / period;
  let mean = memory[at] ?? 0;
  let squares = memory[at + 1] ?? 0;
  let count = seen + from - start;
  let place = count % period;
  for (let i = from; i < to; i++) {
    const value = lanes[x + i] ?? 0;
    const leaving = memory[ring + place] ?? 0;
    const earlier = mean;
    memory[ring + place] = value;
    place = place + 1 === period ? 0 : place + 1;
    count += 1;
    mean += (value - leaving) * share;
    squares += (value - leaving) * (value - mean + leaving - earlier);
    if (count === period || (count & (renewal - 1)) === 0) {
      mean = sumOf(memory, ring, period) * share;
      squares = squaresAround(mean, memory, ring, period);
    }
    const result = squares * share;
    lanes[out + i] = result > stillness * mean * mean ? result : 0;
  }
  memory[at] = mean;
  memory[at + 1] = squares;
};
const stillness = 1e-16;

function squaresAround(mean: number, memory: Float64Array, from: number, count: number): number {
  let total = 0;
  for (let i = from; i < from + count; i++) {
    const off = (memory[i] ?? 0) - mean;
    total += off * off;
  }
  return total;
}

/** The largest of a window, of values times `sign`. Of equal ones the newest counts. */
const extreme = (sign: 1 | -1, tells: "value" | "age"): Kernel => {
  return ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
    const at = row + slot;
    const ring = at + 2;
    let best = memory[at] ?? 0;
    let age = memory[at + 1] ?? 0;
    let count = seen + from - start;
    let place = count % period;
    for (let i = from; i < to; i++) {
      const value = sign * (lanes[x + i] ?? 0);
      memory[ring + place] = value;
      age += 1;
      if (value >= best || count === 0) {
        best = value;
        age = 0;
      } else if (age >= period) {
        age = ageOfLargest(memory, ring, period, place);
        best = memory[ring + ((place - age + period) % period)] ?? 0;
      }
      place = place + 1 === period ? 0 : place + 1;
      count += 1;
      lanes[out + i] = tells === "age" ? age : sign * best;
    }
    memory[at] = best;
    memory[at + 1] = age;
  };
};

/** How many places before `newest` the largest of a full ring stands. */
function ageOfLargest(memory: Float64Array, ring: number, period: number, newest: number): number {
  let age = 0;
  let best = memory[ring + newest] ?? 0;
  for (let back = 1; back < period; back++) {
    const value = memory[ring + ((newest - back + period) % period)] ?? 0;
    if (value > best) {
      best = value;
      age = back;
    }
  }
  return age;
}

const of = (run: Kernel, scalars: number): KernelDefinition => ({ run, slots: (period) => period + scalars });

export const windows = {
  ago: of(ago, 0),
  sum: of(
    sumTimes(() => 1),
    1,
  ),
  mean: of(
    sumTimes((period) => 1 / period),
    1,
  ),
  variance: of(variance, 2),
  highest: of(extreme(1, "value"), 2),
  lowest: of(extreme(-1, "value"), 2),
  sinceHighest: of(extreme(1, "age"), 2),
  sinceLowest: of(extreme(-1, "age"), 2),
};
