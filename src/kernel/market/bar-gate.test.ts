/** What is believed at once, what waits for a second bar, what never counts; at the line and just past it. */
import { describe, expect, it } from "vitest";
import type { Bar } from "../domain/bar.ts";
import { epochMs, hours, price, quantity } from "../units/units.ts";
import { admitBars, believedMove, openBarGate } from "./bar-gate.ts";

const hour = hours(1);
const startsAt = 1_700_000_000_000;
const bar = (close: number, wicks: { high?: number; low?: number } = {}): Bar => ({
  symbol: "BTCUSDT",
  open: price(close),
  high: price(wicks.high ?? close),
  low: price(wicks.low ?? close),
  close: price(close),
  volume: quantity(1),
});

/** A gate behind a fund that believed `last` one hour ago; what it admits becomes the last close. */
function openScene(last: number) {
  const gate = openBarGate(1);
  const features = { close: Float64Array.of(last), closedAt: Float64Array.of(startsAt) };
  const ids = new Map([["BTCUSDT", 0]]);
  let closes = 0;
  return (next: Bar, waited = 1): string => {
    closes += waited;
    const closedAt = epochMs(startsAt + closes * hour);
    const { bars, refused } = admitBars(gate, [next], { features, ids, closedAt });
    if (bars.length === 1) {
      features.close[0] = next.close;
      features.closedAt[0] = closedAt;
    }
    return refused[0]?.reason ?? "admitted";
  };
}

describe("a close", () => {
  it.each([believedMove, 1 / believedMove, 1.2, 1])("%s times the last is believed", (factor) =>
    expect(openScene(100)(bar(100 * factor))).toBe("admitted"),
  );

  it.each([believedMove * 1.001, 1 / (believedMove * 1.001), 10])("%s times the last is held back", (factor) =>
    expect(openScene(100)(bar(100 * factor))).toMatch(
      /^BTCUSDT: close: expected at most a factor of 1.50 from the last, 100/,
    ),
  );

  it("may be farther away after a gap, by the root of time", () => {
    expect(openScene(100)(bar(224), 4)).toBe("admitted");
    expect(openScene(100)(bar(226), 4)).toMatch("held back");
  });

  it("is believed when the next bar is where it was", () => {
    const hear = openScene(100);
    expect(hear(bar(40))).toMatch("held back");
    expect(hear(bar(42))).toBe("admitted");
    expect(hear(bar(43))).toBe("admitted");
  });

  it("was an error when the next bar is where the one before was", () => {
    const hear = openScene(100);
    expect(hear(bar(1_000))).toMatch("held back");
    expect(hear(bar(101))).toBe("admitted");
    expect(hear(bar(1_000)), "the suspicion is forgotten").toMatch("held back");
  });

  it("waits on while every bar is somewhere else", () => {
    const hear = openScene(100);
    expect(hear(bar(1_000))).toMatch("held back");
    expect(hear(bar(10))).toMatch("held back");
    expect(hear(bar(5_000))).toMatch("held back");
  });

  it("is not vouched for by a second spike from the old price, such as stress found", () => {
    const hear = openScene(100);
    const spike = { ...bar(1_000), open: price(100), low: price(100) };
    expect(hear(spike)).toMatch("held back");
    expect(hear(spike)).toMatch("held back");
    expect(hear({ ...bar(1_000), open: price(670), low: price(670) }), "it opens where the odd one closed").toBe(
      "admitted",
    );
  });

  it("of a symbol never seen is believed: there is nothing to hold it against", () =>
    expect(openScene(0)(bar(1e6))).toBe("admitted"));
});

describe("shadows", () => {
  it("may reach twice as far as a close, in logarithms", () => {
    expect(openScene(100)(bar(100, { high: 225, low: 44.45 }))).toBe("admitted");
    expect(openScene(100)(bar(100, { high: 225.1 }))).toMatch("high: expected at most a factor of 2.25");
    expect(openScene(100)(bar(100, { low: 44.4 }))).toMatch("low: expected");
  });

  it("may reach from the last close to beyond the one that is believed", () =>
    expect(openScene(100)(bar(67, { high: 100, low: 30 }))).toBe("admitted"));
});

describe("a bar that is none", () => {
  it.each(["open", "high", "low", "close", "volume"] as const)("is refused for its %s", (field) =>
    expect(openScene(100)({ ...bar(100), [field]: Number.NaN })).toMatch(`BTCUSDT: ${field}: expected`),
  );
});
