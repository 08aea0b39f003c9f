/**
 * The last look at bars before the fund believes them: is it a bar, and could the price have moved so far?
 *
 * A close farther from the last one than a bar may move is held back: the symbol goes without a bar, so that nothing is
 * entered, learnt or valued on it. The next bar settles it: near the old price, the odd one was an error; near the odd
 * one from its open on, the market is really there. Two spikes that open at the old price do not vouch for each other. A
 * true crash is believed one bar late; stops rest at the venue and do not wait (PT-14; docs/concepts/stress.md).
 */
import type { Bar } from "../domain/bar.ts";
import { keepSound, type RefusedBar } from "../domain/raw-bar.ts";
import type { MarketFeatures } from "../features/market-features.ts";
import { type EpochMs, hours } from "../units/units.ts";

export type BarGate = {
  /** The close that was held back last, by instrument id; 0 where none waits. */
  readonly suspect: Float64Array;
};

/** Farthest a close may be from the last one after an hour or less, as a factor; with time it grows by its root. */
export const believedMove = 1.5;

/** How many times as far, in logarithms, a shadow may reach: real crashes have long ones (MATIC, 2021-05-19). */
export const shadowReach = 2;

export const openBarGate = (instruments: number): BarGate => ({ suspect: new Float64Array(instruments) });

type Scene = {
  readonly features: Pick<MarketFeatures, "close" | "closedAt">;
  readonly ids: ReadonlyMap<string, number>;
  readonly closedAt: EpochMs;
};
type Admitted = { readonly bars: readonly Bar[]; readonly refused: readonly RefusedBar[] };

/** Call before features have taken the bars in. */
export function admitBars(gate: BarGate, bars: readonly Bar[], scene: Scene): Admitted {
  const { sound, refused } = keepSound(bars);
  const admitted: Bar[] = [];
  const faults = [...refused];
  for (const bar of sound) {
    const reason = implausible(gate, bar, scene);
    if (reason === undefined) admitted.push(bar);
    else faults.push({ symbol: bar.symbol, reason: `${bar.symbol}: ${reason}` });
  }
  return { bars: admitted, refused: faults };
}

/** Why a bar is held back. One that waits for a second opinion is remembered; an odd shadow is simply an error. */
function implausible(gate: BarGate, bar: Bar, { features, ids, closedAt }: Scene): string | undefined {
  const id = ids.get(bar.symbol);
  const last = id === undefined ? 0 : (features.close[id] ?? 0);
  if (id === undefined || !(last > 0)) return undefined;
  const waited = Math.max(1, (closedAt - (features.closedAt[id] ?? closedAt)) / hours(1));
  const limit = Math.log(believedMove) * Math.sqrt(waited);
  const suspect = gate.suspect[id] ?? 0;
  const { open, close } = bar;
  const isThere = isNear(open, suspect, limit) && isNear(close, suspect, limit);
  const isConfirmed = isNear(close, last, limit) || isThere;
  gate.suspect[id] = isConfirmed ? 0 : close;
  const factor = Math.exp(limit).toFixed(2);
  if (!isConfirmed)
    return `close: expected at most a factor of ${factor} from the last, ${last}, was ${close}; held back until the next bar confirms it`;
  return oddShadow(bar, last, limit * shadowReach);
}

/** Why the high or the low is held to be an error, or nothing. */
function oddShadow({ close, high, low }: Bar, last: number, reach: number): string | undefined {
  const odd = [high, low].find((price) => !isNear(price, last, reach) && !isNear(price, close, reach));
  if (odd === undefined) return undefined;
  return `${odd === high ? "high" : "low"}: expected at most a factor of ${Math.exp(reach).toFixed(2)} from the last, ${last}, or the close, was ${odd}`;
}

/** Of rounding error, no more. */
const tolerance = 1e-9;
const isNear = (price: number, other: number, limit: number): boolean =>
  Math.abs(Math.log(price / other)) <= limit + tolerance;
