/**
 * What a stress of prices or volumes does to the closes that pass by: a transform with a memory of its own.
 *
 * Every close goes through it, those before the strike too, which come out as they went in. Nothing is looked up ahead.
 */
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import { scaleBar } from "./scale-bar.ts";

/** @param step closes from the strike; below 0 before it */
export type BarShock = (bars: readonly Bar[], step: number) => readonly Bar[];

/** Whom a shock strikes: instruments by symbol. */
export type Struck = ReadonlyMap<string, Instrument>;

/** Factor of the price at the close of `step`, given what the close would have been; 1 before the strike. */
export type PathFactor = (bar: Bar, step: number) => PathPoint;
export type PathPoint = {
  readonly factor: number;
  readonly swing?: number;
  /** Factor at the open, where it is not the one of the last close: a gap. */
  readonly from?: number | undefined;
};

/** Prices led along a path of factors; each bar opens where the path stood at the symbol's last close. */
export function followPath(struck: Struck, factorOf: PathFactor): BarShock {
  const factors = new Map<string, number>();
  const follow = (bar: Bar, step: number): Bar => {
    const instrument = struck.get(bar.symbol);
    if (instrument === undefined) return bar;
    const { factor: after, swing = 1, from } = factorOf(bar, step);
    const before = from ?? factors.get(bar.symbol) ?? 1;
    factors.set(bar.symbol, after);
    return scaleBar(bar, instrument, { before, after, swing });
  };
  return (bars, step) => bars.map((bar) => follow(bar, step));
}
