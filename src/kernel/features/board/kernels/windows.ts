/**
 * Kernels over the last so many values whose window is put together of two halves, so that nothing is ever subtracted.
 *
 * Values come in rounds of one window's length. `B` holds the values of this round up to `place` and behind it, for each
 * place of the round before, what the rest of that round comes to. The window is the rest of the last round and the
 * beginning of this one. So a sum of values that are not negative is exact to rounding however long the stream, a window of
 * zeros sums to 0, and an extreme costs the same in any market. Idea: van Herk (1992), Gil and Werman (1993).
 *
 * No one reads what a window says before it is full.
 */
import type { Kernel, KernelDefinition } from "./kernel.ts";

const ago: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const ring = row + slot;
  let place = (seen + from - start) % period;
  for (let i = from; i < to; i++) {
    lanes[out + i] = memory[ring + place] ?? 0;
    memory[ring + place] = lanes[x + i] ?? 0;
    place = place + 1 === period ? 0 : place + 1;
  }
};

/** The window's sum, times `constant`. Its last slot stays 0: the rest behind the last place. */
const sum: Kernel = ({ x, out, start, slot, period, constant }, { lanes, memory, row, seen }, from, to) => {
  const rest = row + slot + 1;
  let begun = memory[row + slot] ?? 0;
  let at = rest + ((seen + from - start) % period);
  for (let i = from; i < to; at = rest) {
    if (at === rest) begun = sumRests(memory, rest, period);
    const turn = Math.min(to, i + rest + period - at);
    for (; i < turn; i++, at++) {
      const value = lanes[x + i] ?? 0;
      begun += value;
      memory[at] = value;
      lanes[out + i] = (begun + (memory[at + 1] ?? 0)) * constant;
    }
  }
  memory[row + slot] = begun;
};

/** Makes rests of a round's values; the new round begins with nothing. */
function sumRests(memory: Float64Array, first: number, period: number): number {
  let rest = 0;
  for (let at = first + period - 1; at >= first; at--) {
    rest += memory[at] ?? 0;
    memory[at] = rest;
  }
  return 0;
}

/**
 * Of the population: mean of squares less square of the mean, both of distances from an anchor, the first value of the
 * round. It is always one of the window, so that little is lost in the difference and a window of one price has variance 0.
 */
const variance: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const state = row + slot;
  const rest = state + 3;
  const squares = period + 1;
  const share = 1 / period;
  let anchor = memory[state] ?? 0;
  let begun = memory[state + 1] ?? 0;
  let begunSquares = memory[state + 2] ?? 0;
  let at = rest + ((seen + from - start) % period);
  for (let i = from; i < to; at = rest) {
    if (at === rest) {
      anchor = lanes[x + i] ?? 0;
      begun = begunSquares = squareRests(memory, rest, period, anchor);
    }
    const turn = Math.min(to, i + rest + period - at);
    for (; i < turn; i++, at++) {
      const value = lanes[x + i] ?? 0;
      const off = value - anchor;
      begun += off;
      begunSquares += off * off;
      memory[at] = value;
      const mean = (begun + (memory[at + 1] ?? 0)) * share;
      const result = (begunSquares + (memory[at + 1 + squares] ?? 0)) * share - mean * mean;
      lanes[out + i] = result > 0 ? result : 0;
    }
  }
  memory[state] = anchor;
  memory[state + 1] = begun;
  memory[state + 2] = begunSquares;
};

/** Makes rests of the distances and, behind them, of their squares. */
function squareRests(memory: Float64Array, first: number, period: number, anchor: number): number {
  let rest = 0;
  let squares = 0;
  for (let at = first + period - 1; at >= first; at--) {
    const off = (memory[at] ?? 0) - anchor;
    rest += off;
    squares += off * off;
    memory[at] = rest;
    memory[at + period + 1] = squares;
  }
  return 0;
}

/** The mean whose weights fall from `period` for the newest value to 1 for the oldest. */
const weightedMean: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  const rest = at + 2;
  const share = 2 / (period * (period + 1));
  let place = (seen + from - start) % period;
  let begun = memory[at] ?? 0;
  let numbered = memory[at + 1] ?? 0;
  for (let i = from; i < to; i++) {
    if (place === 0) begun = numbered = weighRests(memory, rest, period);
    const value = lanes[x + i] ?? 0;
    begun += value;
    numbered += (place + 1) * value;
    lanes[out + i] = ((period - place - 1) * begun + numbered + (memory[rest + place + 1] ?? 0)) * share;
    memory[rest + place] = value;
    place = place + 1 === period ? 0 : place + 1;
  }
  memory[at] = begun;
  memory[at + 1] = numbered;
};

/** A rest's first value weighs 1, the next 2: the sum of all rests from there on. */
function weighRests(memory: Float64Array, first: number, period: number): number {
  let rest = 0;
  let rests = 0;
  for (let at = first + period - 1; at >= first; at--) {
    rest += memory[at] ?? 0;
    rests += rest;
    memory[at] = rests;
  }
  return 0;
}

const highest: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const rest = row + slot + 1;
  let place = (seen + from - start) % period;
  let begun = memory[row + slot] ?? 0;
  for (let i = from; i < to; i++) {
    const value = lanes[x + i] ?? 0;
    if (place === 0) begun = highestRests(memory, rest, period, value);
    if (value > begun) begun = value;
    const behind = memory[rest + place + 1] ?? 0;
    lanes[out + i] = place + 1 < period && behind > begun ? behind : begun;
    memory[rest + place] = value;
    place = place + 1 === period ? 0 : place + 1;
  }
  memory[row + slot] = begun;
};

/** Makes rests of a round's values, and begins the new round with its first value. */
function highestRests(memory: Float64Array, first: number, period: number, begin: number): number {
  for (let at = first + period - 2; at >= first; at--) {
    const behind = memory[at + 1] ?? 0;
    if (behind > (memory[at] ?? 0)) memory[at] = behind;
  }
  return begin;
}

const lowest: Kernel = ({ x, out, start, slot, period }, { lanes, memory, row, seen }, from, to) => {
  const rest = row + slot + 1;
  let place = (seen + from - start) % period;
  let begun = memory[row + slot] ?? 0;
  for (let i = from; i < to; i++) {
    const value = lanes[x + i] ?? 0;
    if (place === 0) begun = lowestRests(memory, rest, period, value);
    if (value < begun) begun = value;
    const behind = memory[rest + place + 1] ?? 0;
    lanes[out + i] = place + 1 < period && behind < begun ? behind : begun;
    memory[rest + place] = value;
    place = place + 1 === period ? 0 : place + 1;
  }
  memory[row + slot] = begun;
};

function lowestRests(memory: Float64Array, first: number, period: number, begin: number): number {
  for (let at = first + period - 2; at >= first; at--) {
    const behind = memory[at + 1] ?? 0;
    if (behind < (memory[at] ?? 0)) memory[at] = behind;
  }
  return begin;
}

const of = (run: Kernel, scalars: number): KernelDefinition => ({ run, slots: (period) => period + 1 + scalars });

export const windows = {
  ago: { run: ago, slots: (period: number) => period },
  sum: of(sum, 1),
  variance: { run: variance, slots: (period: number) => 2 * (period + 1) + 3 },
  weightedMean: of(weightedMean, 2),
  highest: of(highest, 1),
  lowest: of(lowest, 1),
};
