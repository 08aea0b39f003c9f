/**
 * historic_replay: every symbol struck makes the moves of a recorded window, bar for bar, from the price it stands at.
 *
 * The window is read by whoever has the recording (`src/apps/stress`); here it is a path of factors. Its volume is not
 * taken over: a replay of prices in another market's depth. The level reached stays.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapPriceDown } from "../../domain/instrument.ts";
import type { Price } from "../../units/units.ts";
import { type BarShock, followPath, type Struck } from "./bar-shock.ts";
import type { HistoricReplay, MoveStep } from "./stress.ts";

export function historicReplay({ fromBar, path }: HistoricReplay, struck: Struck): BarShock {
  const levels = new Map<string, number>();
  const reached = new Map<string, number>();
  const later = followPath(struck, ({ symbol }) => ({ factor: reached.get(symbol) ?? 1 }));
  const replay = (bar: Bar, step: number): Bar => {
    const move = path[step - fromBar];
    const instrument = struck.get(bar.symbol);
    if (move === undefined || instrument === undefined) return bar;
    const level = levels.get(bar.symbol) ?? bar.open;
    const moved = moveBar(bar, instrument, level, move);
    levels.set(bar.symbol, moved.close);
    reached.set(bar.symbol, moved.close / bar.close);
    return moved;
  };
  return (bars, step) => {
    const replayed = bars.map((bar) => replay(bar, step));
    // Followed all the while, so that what comes after opens where the window closed.
    const followed = later(bars, step);
    return step >= fromBar + path.length ? followed : replayed;
  };
}

function moveBar(bar: Bar, instrument: Instrument, level: number, { open, high, low, close }: MoveStep): Bar {
  const ticks = (factor: number): Price => snapPriceDown(instrument, level * factor + instrument.tickSize / 2);
  return { ...bar, open: ticks(open), high: ticks(high), low: ticks(low), close: ticks(close) };
}

/** The bars of a window as factors of the close before each; the first from its own open. */
export function pathOf(bars: readonly Pick<Bar, "open" | "high" | "low" | "close">[]): MoveStep[] {
  let level: number = bars[0]?.open ?? 1;
  return bars.map(({ open, high, low, close }) => {
    const step = { open: open / level, high: high / level, low: low / level, close: close / level };
    level = close;
    return step;
  });
}
