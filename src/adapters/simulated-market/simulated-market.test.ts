/** The seeded market keeps the promises of the bar history port. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import { epochMs, hours } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { simulatedMarket } from "./simulated-market.ts";

const firstOf = (history: BarHistory, count: number, from?: number): ClosedBars[] => {
  const read: ClosedBars[] = [];
  for (const bars of history.closedBars(from === undefined ? undefined : epochMs(from))) {
    read.push(bars);
    if (read.length === count) break;
  }
  return read;
};

describe("simulated market", () => {
  it("names seed, interval and start in its identity, and no end unless one is given", () => {
    const history = simulatedMarket({ seed: 42 });
    expect(history.identity).toBe("simulated v1 seed=42 interval=3600000 start=1704067200000");
    expect(history.firstClose).toBe(1_704_067_200_000 + 3_600_000);
    expect(history.lastClose).toBeUndefined();
    expect(history.barCount).toBeUndefined();
    expect(history.instruments.map((instrument) => instrument.symbol)).toEqual([
      "BTC-SIM",
      "ETH-SIM",
      "SOL-SIM",
      "XRP-SIM",
      "BNB-SIM",
    ]);
  });

  it("ends after `bars` closes or at `until`, whichever is earlier, and says so", () => {
    const limited = simulatedMarket({ seed: 1, bars: 10 });
    const closes = [...limited.closedBars()];
    expect(closes.length).toBe(10);
    expect(closes[0]?.closedAt).toBe(limited.firstClose);
    expect(closes.at(-1)?.closedAt).toBe(limited.lastClose);
    expect(limited.barCount).toBe(50);
    const until = epochMs(limited.firstClose + 4.5 * hours(1));
    expect([...simulatedMarket({ seed: 1, bars: 10, until }).closedBars()]).toEqual(closes.slice(0, 5));
    expect([...simulatedMarket({ seed: 1, until }).closedBars()]).toEqual(closes.slice(0, 5));
    expect([...limited.closedBars(limited.lastClose)]).toEqual([]);
  });

  it("reads from any point what a reading from the start gives there", () => {
    const history = simulatedMarket({ seed: 8 });
    const all = firstOf(history, 400);
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 380 }), fc.nat(hours(1) - 1), (closed, extra) => {
        const after = history.firstClose - hours(1) + closed * hours(1) + extra;
        const from = Math.max(0, closed);
        expect(firstOf(history, 10, after)).toEqual(all.slice(from, from + 10));
      }),
    );
  });

  it("lets one iterable be read twice, and two readings at once", () => {
    const bars = simulatedMarket({ seed: 3, bars: 5 }).closedBars();
    expect([...bars]).toEqual([...bars]);
    const [one, two] = [bars[Symbol.iterator](), bars[Symbol.iterator]()];
    one.next();
    expect(two.next().value).toEqual([...bars][0]);
  });

  it("skips ten years of hours in a fraction of a second", () => {
    const history = simulatedMarket({ seed: 2 });
    expect(firstOf(history, 1, history.firstClose + 87_600 * hours(1))[0]?.bars.length).toBe(5);
  });

  it("refuses settings that name no market", () => {
    expect(() => simulatedMarket({ seed: -1 })).toThrow(/expected a seed/);
    expect(() => simulatedMarket({ seed: 1, bars: 0 })).toThrow(/expected a whole number of bars/);
    expect(() => simulatedMarket({ seed: 1, until: epochMs(0) })).toThrow(/expected an end/);
  });
});
