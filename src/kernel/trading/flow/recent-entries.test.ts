/** What counts as the same entry again, and as the same strategy again. */
import { describe, expect, it } from "vitest";
import { at, hour } from "../../../../tests/scenarios/given.ts";
import { hours } from "../../units/units.ts";
import { executionsWithin, lastSent, type RecentEntry, rememberEntry } from "./recent-entries.ts";
import { repeatWindow } from "../../domain/control-limits.ts";

const one = (change: Partial<RecentEntry> = {}): RecentEntry => ({
  at: at(0),
  strategy: "trend",
  symbol: "BTC",
  side: "BUY",
  quantity: 1,
  price: 100,
  isPart: false,
  ...change,
});

describe("the same again", () => {
  it.each<[string, Partial<RecentEntry>, boolean]>([
    ["by another strategy", { strategy: "reversion" }, true],
    ["in another symbol", { symbol: "ETH" }, false],
    ["on the other side", { side: "SELL" }, false],
    ["of another quantity", { quantity: 1.001 }, false],
    ["at another price", { price: 100.01 }, false],
    ["as a part of what was decided once", { isPart: true }, false],
  ])("%s", (_, change, isSame) => {
    const sent = lastSent([one()], one({ at: at(5), ...change }));
    expect(sent).toBe(isSame ? at(0) : undefined);
  });

  it("the latest counts", () => expect(lastSent([one(), one({ at: at(7) })], one({ at: at(9) }))).toBe(at(7)));
});

describe("the same strategy again", () => {
  const entries = [0, 1, 2].map((ago) => one({ at: at(-ago * hour) })).reverse();
  const count = (wanted: RecentEntry, window: number) => executionsWithin(entries, wanted, window);

  it("counts this one, and those within the window, its beginning left out", () => {
    const now = one({ at: at(0) });
    expect([count(now, 0), count(now, 1), count(now, hour), count(now, hour + 1), count(now, 3 * hour)]).toEqual([
      1, 2, 2, 3, 4,
    ]);
  });
  it("in another symbol, on another side or by another strategy it is the first", () => {
    for (const change of [{ symbol: "ETH" }, { side: "SELL" as const }, { strategy: "reversion" }])
      expect(count(one(change), 3 * hour)).toBe(1);
  });
  it("parts of one decision are one execution, and count for none themselves", () => {
    const parts = [one(), one({ isPart: true }), one({ isPart: true })];
    expect(executionsWithin(parts, one({ at: at(1) }), hour)).toBe(2);
    expect(executionsWithin(parts, one({ isPart: true }), hour)).toBe(0);
  });
});

it("the window is twice as many bars as executions are allowed at least; without one nothing is counted", () => {
  const repeats = { maxExecutions: 8, windowMs: hours(24) };
  expect([hours(1), hours(2), hours(24)].map((interval) => repeatWindow(repeats, interval))).toEqual(
    [24, 32, 384].map(hours),
  );
  expect(repeatWindow({ ...repeats, windowMs: hours(0) }, hours(1))).toBe(0);
});

it("forgets what is older than anybody looks back", () => {
  const entries = [one({ at: at(0) }), one({ at: at(1) })];
  rememberEntry(entries, one({ at: at(11) }), 10);
  expect(entries.map((entry) => entry.at)).toEqual([at(1), at(11)]);
});
