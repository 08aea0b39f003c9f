/**
 * Kernels whose next value follows from the last one: exponential means and what is made of them in one loop.
 *
 * Written as `kept * value + weight * x`, so that each bar waits for one product and one sum only.
 */
import type { Kernel, KernelDefinition } from "./kernel.ts";

const of = (run: Kernel, slots: number): KernelDefinition => ({ run, slots: () => slots });

/** `constant` is the weight of the newest value. Begins with the first value. */
const smoothed: Kernel = ({ x, out, start, slot, constant }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  const kept = 1 - constant;
  let value = seen + from === start ? (lanes[x + from] ?? 0) : (memory[at] ?? 0);
  const first = seen + from === start ? from + 1 : from;
  lanes[out + from] = value;
  for (let i = first; i < to; i++) {
    value = kept * value + constant * (lanes[x + i] ?? 0);
    lanes[out + i] = value;
  }
  memory[at] = value;
};

/** The mean of all values until `period` are in, then weights the newest by 1 / period. */
const wilder: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  const weight = 1 / period;
  const kept = 1 - weight;
  const full = Math.min(to, Math.max(from, start + period - seen));
  let value = memory[at] ?? 0;
  for (let i = from; i < full; i++) {
    value += ((lanes[x + i] ?? 0) - value) / (seen + i - start + 1);
    lanes[out + i] = value;
  }
  for (let i = full; i < to; i++) {
    value = kept * value + weight * (lanes[x + i] ?? 0);
    lanes[out + i] = value;
  }
  memory[at] = value;
};

/**
 * Wilder's means of gains and losses in one loop without branches: a gain is half of the change and its size together.
 * The first `period` changes are summed, which makes the mean they begin with.
 */
const relativeStrength: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  const weight = 1 / period;
  const kept = 1 - weight;
  const full = Math.min(to, Math.max(from, start + 1 + period - seen));
  let before = seen + from === start ? (lanes[x + from] ?? 0) : (memory[at] ?? 0);
  let gains = memory[at + 1] ?? 0;
  let losses = memory[at + 2] ?? 0;
  for (let i = from; i < full; i++) {
    const value = lanes[x + i] ?? 0;
    const moved = value - before;
    before = value;
    gains += (Math.abs(moved) + moved) * weight;
    losses += (Math.abs(moved) - moved) * weight;
    lanes[out + i] = shareOf(gains, losses);
  }
  for (let i = full; i < to; i++) {
    const value = lanes[x + i] ?? 0;
    const moved = value - before;
    const moves = Math.abs(moved);
    before = value;
    gains = kept * gains + weight * (moves + moved);
    losses = kept * losses + weight * (moves - moved);
    const all = gains + losses;
    lanes[out + i] = all > 0 ? 100 * (gains / all) : 50;
  }
  memory[at] = before;
  memory[at + 1] = gains;
  memory[at + 2] = losses;
};

const shareOf = (gains: number, losses: number): number => (gains + losses > 0 ? 100 * (gains / (gains + losses)) : 50);

/** Moves by the share y of the way to x. Begins from z. */
const adapted: Kernel = ({ x, y, z, out, start, slot }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  let value = seen + from === start ? (lanes[z + from] ?? 0) : (memory[at] ?? 0);
  for (let i = from; i < to; i++) {
    value += (lanes[y + i] ?? 0) * ((lanes[x + i] ?? 0) - value);
    lanes[out + i] = value;
  }
  memory[at] = value;
};

/** The sum of all values since the row began. */
const total: Kernel = ({ x, out, slot }, { lanes, memory, row }, from, to) => {
  const at = row + slot;
  let value = memory[at] ?? 0;
  for (let i = from; i < to; i++) {
    value += lanes[x + i] ?? 0;
    lanes[out + i] = value;
  }
  memory[at] = value;
};

export const recursions = {
  smoothed: of(smoothed, 1),
  wilder: of(wilder, 1),
  relativeStrength: of(relativeStrength, 3),
  adapted: of(adapted, 1),
  total: of(total, 1),
};
