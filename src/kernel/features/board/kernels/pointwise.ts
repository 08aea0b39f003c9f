/** Kernels of one bar: arithmetic on values of the same bar, with nothing to remember but the true range's last close. */
import type { Kernel, KernelDefinition } from "./kernel.ts";

const none = () => 0;
const of = (run: Kernel): KernelDefinition => ({ run, slots: none });

const plus: Kernel = ({ x, y, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = (lanes[x + i] ?? 0) + (lanes[y + i] ?? 0);
};

const minus: Kernel = ({ x, y, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = (lanes[x + i] ?? 0) - (lanes[y + i] ?? 0);
};

const times: Kernel = ({ x, y, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = (lanes[x + i] ?? 0) * (lanes[y + i] ?? 0);
};

const over: Kernel = ({ x, y, out, constant }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) {
    const divisor = lanes[y + i] ?? 0;
    lanes[out + i] = divisor === 0 ? constant : (lanes[x + i] ?? 0) / divisor;
  }
};

/** `x / y`, and z where y is 0. */
const overElse: Kernel = ({ x, y, z, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) {
    const divisor = lanes[y + i] ?? 0;
    lanes[out + i] = divisor === 0 ? (lanes[z + i] ?? 0) : (lanes[x + i] ?? 0) / divisor;
  }
};

const larger: Kernel = ({ x, y, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) {
    const a = lanes[x + i] ?? 0;
    const b = lanes[y + i] ?? 0;
    lanes[out + i] = a > b ? a : b;
  }
};

const smaller: Kernel = ({ x, y, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) {
    const a = lanes[x + i] ?? 0;
    const b = lanes[y + i] ?? 0;
    lanes[out + i] = a < b ? a : b;
  }
};

const above: Kernel = ({ x, y, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = (lanes[x + i] ?? 0) > (lanes[y + i] ?? 0) ? 1 : 0;
};

const scaled: Kernel = ({ x, out, constant }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = (lanes[x + i] ?? 0) * constant;
};

const raised: Kernel = ({ x, out, constant }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = (lanes[x + i] ?? 0) + constant;
};

const size: Kernel = ({ x, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) lanes[out + i] = Math.abs(lanes[x + i] ?? 0);
};

/** Of a negative number, which only rounding makes, 0. */
const root: Kernel = ({ x, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) {
    const value = lanes[x + i] ?? 0;
    lanes[out + i] = value > 0 ? Math.sqrt(value) : 0;
  }
};

const logarithm: Kernel = ({ x, out }, { lanes }, from, to) => {
  for (let i = from; i < to; i++) {
    const value = lanes[x + i] ?? 0;
    lanes[out + i] = value > 0 ? Math.log(value) : 0;
  }
};

/** x, y, z: high, low, close. Before the first bar the price stood at its low: its true range is its range. */
const trueRange: Kernel = ({ x, y, z, out, start, slot }, { lanes, memory, row, seen }, from, to) => {
  const at = row + slot;
  let before = seen + from === start ? (lanes[y + from] ?? 0) : (memory[at] ?? 0);
  for (let i = from; i < to; i++) {
    const high = lanes[x + i] ?? 0;
    const low = lanes[y + i] ?? 0;
    lanes[out + i] = (high > before ? high : before) - (low < before ? low : before);
    before = lanes[z + i] ?? 0;
  }
  memory[at] = before;
};

export const pointwise = {
  plus: of(plus),
  minus: of(minus),
  times: of(times),
  over: of(over),
  overElse: of(overElse),
  larger: of(larger),
  smaller: of(smaller),
  above: of(above),
  scaled: of(scaled),
  raised: of(raised),
  size: of(size),
  root: of(root),
  logarithm: of(logarithm),
  trueRange: { run: trueRange, slots: () => 1 },
};
