/** What is heard of feeds and clocks reaches the guard: each corrupt feed refuses entries with its control's name, and only those. */
import { describe, expect, it } from "vitest";
import { at, bar, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import { allModelsSay, close, factsNamed, feed, fundOf, openWorld, type World } from "../../tests/scenarios/world.ts";
import type { FundConfig } from "./domain/config.ts";
import { defaultControlLimits } from "./domain/control-limits.ts";
import type { InputEvent } from "./events/catalogue.ts";
import { marketQuoteReceived } from "./events/market-events.ts";
import { venueClockMeasured } from "./events/venue-events.ts";
import { bps, durationMs, epochMs, price, quantity } from "./units/units.ts";

const start = (change: Partial<FundConfig["controls"]> = {}): World => {
  const world = openWorld({ ...tradingConfig, controls: { ...defaultControlLimits, ...change } });
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  return world;
};
const quote = (bid: number, ask: number, hours = 0, source: "VENUE" | "SECOND" = "VENUE"): InputEvent =>
  marketQuoteReceived.create({
    source,
    symbol: "BTC",
    bidUsd: price(bid),
    askUsd: price(ask),
    quotedAtMs: at(hours * hour),
  });
const refusals = (world: World) => factsNamed(world, "order.refused").map(({ control, check }) => [control, check]);
const entries = (world: World) => factsNamed(world, "order.submitted").filter(({ purpose }) => purpose === "ENTRY");

/** Hears `event` with the close at which the fund means to buy. */
function decided(world: World, event?: InputEvent): World {
  if (event !== undefined) feed(world, at(0), event.type.startsWith("market") ? "market" : "venue", event);
  close(world, at(0), [bar("BTC", 100)]);
  return world;
}

it("a sound feed is bought on", () => expect(entries(decided(start()))).toHaveLength(1));

describe("each corrupt feed refuses the entry", () => {
  it.each([
    ["a crossed book", {}, quote(101, 99), "book-uncrossed"],
    ["a second source far away", { maxSourceGapBps: bps(20) }, quote(97, 99, 0, "SECOND"), "second-source"],
    ["a second source that is silent", { maxSourceGapBps: bps(20) }, undefined, "second-source"],
  ] as const)("%s", (_, change, event, check) => {
    const world = decided(start(change), event);
    expect(entries(world)).toEqual([]);
    expect(refusals(world)).toEqual([["PT-14", check]]);
  });

  it("a hole before the bar", () => {
    const world = start();
    close(world, at(4 * hour), [bar("BTC", 100)]);
    expect(refusals(world)).toEqual([["PT-14", "feed-in-sequence"]]);
  });

  it("bars that neither trade nor move", () => {
    const world = start({ maxFrozenBars: 1 });
    close(world, at(0), [{ ...bar("BTC", wavyClose(-1)), volume: quantity(0) }]);
    expect(entries(world)).toEqual([]);
    const tally = fundOf(world).controls.current.tallies.get("PT-14");
    expect(tally?.lastReason, "also where another control refused first").toContain("was still for 1");
  });

  it("clocks that differ", () => {
    const measured = (skewMs: number) => venueClockMeasured.create({ skewMs, roundTripMs: durationMs(0) });
    expect(entries(decided(start(), measured(500)))).toHaveLength(1);
    expect(refusals(decided(start(), measured(501)))).toEqual([["PT-15", "clock-skew"]]);
  });
});

it("a quote of a stranger, one from the future, or one that comes late, is said to be ignored", () => {
  const world = start();
  feed(world, at(0), "market", quote(99, 101, 1_000));
  feed(world, at(0), "market", quote(99, 101));
  feed(world, at(0), "market", quote(99, 101));
  const stranger = { source: "VENUE" as const, symbol: "XYZ", bidUsd: price(1), askUsd: price(2) };
  feed(world, at(0), "market", marketQuoteReceived.create({ ...stranger, quotedAtMs: epochMs(1) }));
  const reasons = factsNamed(world, "input.ignored").map(({ reason }) => reason);
  expect(reasons).toEqual([
    expect.stringContaining("after it was heard"),
    expect.stringContaining("is not after"),
    "XYZ is not configured",
  ]);
});
