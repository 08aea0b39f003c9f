/**
 * The grid of a recorded symbol, and decimals as whole steps of it.
 *
 * A recording does not name its tick and lot. They are the greatest common divisors of the prices and of the quantities
 * of its first snapshot; with a thousand levels a side that is exact. Whatever lies off the grid later is an error that says so.
 */
import { epochMs, type Price, price, type Quantity, quantity } from "../../kernel/units/units.ts";
import type { DepthEvent, LevelChange } from "../../kernel/simulation/depth/depth-event.ts";
import { fromSteps } from "../../kernel/domain/instrument.ts";
import type { Place } from "./message-fields.ts";
import type { RawLevel, RawMessage, RawSnapshot } from "./raw-message.ts";

export type Grid = { readonly tickSize: Price; readonly lotSize: Quantity };

/** Smallest step told apart: no venue quotes finer. */
const perUnit = 1e8;

export function gridOf({ levels }: RawSnapshot, place: Place): Grid {
  const step = (field: string, values: readonly number[]): number => {
    const steps = values.reduce((sum, value) => greatestCommonDivisor(sum, Math.round(value * perUnit)), 0);
    if (!(steps > 0)) throw place.wrong(field, "levels to tell the smallest step from", "none");
    return fromSteps(steps, 1 / perUnit);
  };
  return {
    tickSize: price(
      step(
        "prices of the snapshot",
        levels.map((level) => level.price),
      ),
    ),
    lotSize: quantity(
      step(
        "quantities of the snapshot",
        levels.map(({ amount }) => amount),
      ),
    ),
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}

export function onGrid(message: RawMessage, { tickSize, lotSize }: Grid, place: Place): DepthEvent {
  const tick = (value: number): number => steps(value, tickSize, { place, field: "price", option: "--tick" });
  const lots = (value: number): number => steps(value, lotSize, { place, field: "quantity", option: "--lot" });
  const change = ({ side, price: at, amount, stood }: RawLevel): LevelChange => {
    const level = { side, tick: tick(at), lots: lots(amount) };
    return stood === undefined ? level : { ...level, stood };
  };
  const at = epochMs(message.atMs);
  switch (message.kind) {
    case "SNAPSHOT":
      return { kind: "SNAPSHOT", at, lastUpdate: message.lastUpdate, levels: message.levels.map(change) };
    case "DIFF":
      return { kind: "DIFF", at, sequence: message.sequence, changes: message.levels.map(change) };
    case "TICKER": {
      const { bid, ask, update } = message;
      const best = {
        bidTick: tick(bid.price),
        bidLots: lots(bid.amount),
        askTick: tick(ask.price),
        askLots: lots(ask.amount),
      };
      return { kind: "TICKER", at, update, best };
    }
    case "TRADE":
      return { kind: "TRADE", at, side: message.side, tick: tick(message.price), lots: lots(message.amount) };
  }
}

type Told = { readonly place: Place; readonly field: string; readonly option: string };

function steps(value: number, size: number, { place, field, option }: Told): number {
  const whole = Math.round(value / size);
  if (Math.abs(value / size - whole) <= 1e-6 * Math.max(1, whole * 1e-6)) return whole;
  throw place.wrong(field, `a multiple of ${size}, found in the first snapshot (${option} gives a finer one)`, value);
}
