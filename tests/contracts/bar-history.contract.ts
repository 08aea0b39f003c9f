/** What every bar history promises: bars in order, the same again from any point, nothing after its end. */
import { expect, it } from "vitest";
import type { ClosedBars } from "../../src/kernel/domain/bar.ts";
import { epochMs } from "../../src/kernel/units/units.ts";
import type { BarHistory } from "../../src/ports/bar-history.ts";

function take(history: BarHistory, count: number, after?: number): ClosedBars[] {
  const taken: ClosedBars[] = [];
  for (const closed of history.closedBars(after === undefined ? undefined : epochMs(after))) {
    if (taken.length === count) break;
    taken.push(closed);
  }
  return taken;
}

/** @param open opens the same history, of at least 50 closes, anew each time */
export function barHistoryContract(name: string, open: () => BarHistory): void {
  it(`${name}: closes ascend, one item per close, beginning at firstClose`, () => {
    const history = open();
    const closes = take(history, 50).map(({ closedAt }) => closedAt);
    expect(closes[0]).toBe(history.firstClose);
    expect(closes).toEqual([...new Set(closes)].toSorted((a, b) => a - b));
  });
  it(`${name}: reads the same bars again, in one history and in two`, () => {
    const history = open();
    expect(take(history, 50)).toEqual(take(history, 50));
    expect(take(open(), 50)).toEqual(take(history, 50));
    expect(open().identity).toBe(history.identity);
  });
  it(`${name}: goes on strictly after any close, and after a moment between two`, () => {
    const all = take(open(), 50);
    for (const index of [0, 7, 30]) {
      const close = all[index]?.closedAt ?? 0;
      expect(take(open(), 5, close)).toEqual(all.slice(index + 1, index + 6));
      expect(take(open(), 5, close - 1)).toEqual(all.slice(index, index + 5));
    }
  });
  it(`${name}: two readers do not disturb each other`, () => {
    const history = open();
    const first = history.closedBars()[Symbol.iterator]();
    const second = history.closedBars()[Symbol.iterator]();
    first.next();
    first.next();
    expect(second.next().value).toEqual(take(open(), 1)[0]);
  });
  it(`${name}: bars are sound and of the instruments it names`, () => {
    const history = open();
    const symbols = new Set(history.instruments.map(({ symbol }) => symbol));
    for (const { bars, missing } of take(history, 50)) {
      for (const bar of bars) {
        expect(symbols).toContain(bar.symbol);
        expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
        expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
      }
      for (const symbol of missing) expect(bars.map((bar) => bar.symbol)).not.toContain(symbol);
    }
  });
  it(`${name}: has nothing after its end`, () => {
    const history = open();
    if (history.lastClose !== undefined) expect(take(history, 1, history.lastClose)).toEqual([]);
  });
}
