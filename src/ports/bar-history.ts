/**
 * Closed bars that can be read again from any point: a recorded market or a seeded simulated one.
 *
 * Reading is synchronous so that a backtest awaits nothing between bars. Two histories with one `identity` give the
 * same bars, which is why a journal may name bars by reference instead of copying them (resolutions 39a).
 */
import type { ClosedBars } from "../kernel/domain/bar.ts";
import type { Instrument } from "../kernel/domain/instrument.ts";
import type { DurationMs, EpochMs } from "../kernel/units/units.ts";

export interface BarHistory {
  /** What the bars are, exactly: `recorded sha256:...` or `simulated seed=42 v1`. */
  readonly identity: string;
  /** Where to find them again: paths or generator settings, for people and for `qt replay`. */
  readonly source: string;
  readonly interval: DurationMs;
  /** In the order of instrument ids. */
  readonly instruments: readonly Instrument[];
  readonly firstClose: EpochMs;
  /** `undefined` when the history has no end. */
  readonly lastClose: EpochMs | undefined;
  /** Number of bars of all symbols, or `undefined` when the history has no end. */
  readonly barCount: number | undefined;
  /** Bars in order of close, those that close after `after` only, or all. */
  closedBars(after?: EpochMs): Iterable<ClosedBars>;
}
