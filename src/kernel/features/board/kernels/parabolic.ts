/**
 * Wilder's parabolic stop and reverse ("New Concepts in Technical Trading Systems", 1978).
 *
 * A stop that follows a trend: each bar it goes a share of the way to the trend's extreme, the share grows with each new
 * extreme, and it stays outside the last two bars. A price that touches it turns the trend. The first two bars' middles say
 * which trend there is to begin with.
 */
import type { Frame, Kernel, Part } from "./kernel.ts";

const slots = { stop: 0, extreme: 1, share: 2, side: 3, high: 4, low: 5, highBefore: 6, lowBefore: 7 } as const;
const slotCount = 8;

/** x, y: high, low. `constant` is the first share and its step, `period` how many steps it grows to at most. */
const stop: Kernel = (part, frame, from, to) => {
  const { lanes, memory } = frame;
  const at = frame.row + part.slot;
  for (let i = from; i < to; i++) {
    const high = lanes[part.x + i] ?? 0;
    const low = lanes[part.y + i] ?? 0;
    const count = frame.seen + i - part.start;
    if (count === 1) begin(memory, at, part.constant, high + low);
    if (count > 0) follow(part, frame, high, low);
    memory[at + slots.highBefore] = count === 0 ? high : told(memory, at + slots.high);
    memory[at + slots.lowBefore] = count === 0 ? low : told(memory, at + slots.low);
    memory[at + slots.high] = high;
    memory[at + slots.low] = low;
    lanes[part.out + i] = told(memory, at + slots.stop);
  }
};

function begin(memory: Float64Array, at: number, share: number, secondMiddle: number): void {
  const high = told(memory, at + slots.high);
  const low = told(memory, at + slots.low);
  const isRising = high + low <= secondMiddle;
  memory[at + slots.stop] = isRising ? low : high;
  memory[at + slots.extreme] = isRising ? high : low;
  memory[at + slots.side] = isRising ? 1 : -1;
  memory[at + slots.share] = share;
}

/** A falling trend is a rising one of prices times -1. */
function follow({ slot, constant, period }: Part, { memory, row }: Frame, high: number, low: number): void {
  const at = row + slot;
  const side = told(memory, at + slots.side);
  const ahead = side > 0 ? high : -low;
  const behind = side > 0 ? low : -high;
  const extreme = side * told(memory, at + slots.extreme);
  const share = told(memory, at + slots.share);
  const before = side * told(memory, at + slots.stop);
  const last = side * told(memory, at + (side > 0 ? slots.low : slots.high));
  const lastButOne = side * told(memory, at + (side > 0 ? slots.lowBefore : slots.highBefore));
  const stopAt = Math.min(before + share * (extreme - before), last, lastButOne);
  if (behind < stopAt) {
    memory[at + slots.stop] = side * Math.max(extreme, ahead);
    memory[at + slots.extreme] = side * behind;
    memory[at + slots.side] = -side;
    memory[at + slots.share] = constant;
    return;
  }
  memory[at + slots.stop] = side * stopAt;
  if (ahead > extreme) {
    memory[at + slots.extreme] = side * ahead;
    memory[at + slots.share] = Math.min(share + constant, period * constant);
  }
}

const told = (memory: Float64Array, at: number): number => memory[at] ?? 0;

export const parabolic = { parabolic: { run: stop, slots: () => slotCount } };
