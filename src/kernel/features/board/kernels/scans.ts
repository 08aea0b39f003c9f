/** Kernels that keep the last so many values in a ring and look them through, now and then or at each bar. */
import type { Kernel, KernelDefinition } from "./kernel.ts";

function meanOf(memory: Float64Array, first: number, count: number): number {
  let total = 0;
  for (let at = first; at < first + count; at++) total += memory[at] ?? 0;
  return total / count;
}

/** What moved less than a hundred millionth of its size stood still but for rounding. */
const stillness = 1e-8;

/** Mean distance from the mean of the window; 0 of one that stood still. */
const meanDistance: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const ring = row + slot;
  let place = (seen + from - start) % period;
  for (let i = from; i < to; i++) {
    memory[ring + place] = lanes[x + i] ?? 0;
    place = place + 1 === period ? 0 : place + 1;
    const mean = meanOf(memory, ring, period);
    let total = 0;
    for (let at = ring; at < ring + period; at++) total += Math.abs((memory[at] ?? 0) - mean);
    const distance = total / period;
    lanes[out + i] = distance > stillness * Math.abs(mean) ? distance : 0;
  }
};

/** Bars since the largest of the window, of values times `sign`. Of equal ones the newest counts. */
const since = (sign: 1 | -1): Kernel => {
  return ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
    const at = row + slot;
    const ring = at + 2;
    let best = memory[at] ?? 0;
    let age = memory[at + 1] ?? 0;
    let count = seen + from - start;
    for (let i = from; i < to; i++) {
      const place = count % period;
      const value = sign * (lanes[x + i] ?? 0);
      memory[ring + place] = value;
      age += 1;
      if (value >= best || count === 0) age = 0;
      else if (age >= period) age = ageOfLargest(memory, ring, period, place);
      best = memory[ring + ((place - age + period) % period)] ?? 0;
      count += 1;
      lanes[out + i] = age;
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

export const scans = {
  meanDistance: of(meanDistance, 0),
  sinceHighest: of(since(1), 2),
  sinceLowest: of(since(-1), 2),
};
