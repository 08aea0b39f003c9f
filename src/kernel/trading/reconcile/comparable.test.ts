/** Which accounts can be held against the books: those of the same report, that say everything once and in numbers. */
import { describe, expect, it } from "vitest";
import { mirrorOf } from "../../../../tests/scenarios/books.ts";
import { deskBooks } from "../../../../tests/scenarios/given-books.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import type { VenueOpenOrder } from "../../domain/venue-account.ts";
import { usd } from "../../units/units.ts";
import { isSound, momentOf } from "./comparable.ts";
import type { Told } from "./compare.ts";

describe("the moment of an account", () => {
  it.each([
    [7, 7, "SAME"],
    [7, 8, "VENUE_AHEAD"],
    [7, 6, "VENUE_BEHIND"],
    [Number.NaN, 7, "NO_SENSE"],
    [7, Number.NaN, "NO_SENSE"],
  ])("at report %d here and %d there is %s", (ours, venue, moment) => {
    expect(momentOf(ours, venue)).toBe(moment);
  });
});

describe("a sound account", () => {
  const sound = mirrorOf(deskBooks);
  const withOrder = (change: Partial<VenueOpenOrder>): Told => {
    const [first, second] = sound.orders;
    return { ...sound, orders: [first!, { ...second!, ...change }] };
  };
  it("says each order and symbol once, in numbers, with or without a stop", () => {
    expect(sound.orders.map(({ stopPrice }) => stopPrice)).toEqual([90, undefined]);
    expect(isSound(sound)).toBe(true);
    expect(isSound({ orders: [], holdings: [], cash: usd(0) })).toBe(true);
  });
  it.each([
    ["an order twice", { ...sound, orders: [...sound.orders, ...sound.orders.slice(0, 1)] }],
    ["a holding twice", { ...sound, holdings: [...sound.holdings, { symbol: "BTC", quantity: 1 }] }],
    ["cash that is no number", { ...sound, cash: broken<typeof sound.cash>(Number.NaN) }],
    [
      "one holding of several that is none",
      { ...sound, holdings: [...sound.holdings, { symbol: "SOL", quantity: Number.NaN }] },
    ],
    ["a quantity that is none", withOrder({ quantity: broken(Number.NaN) })],
    ["a filled quantity that is none", withOrder({ filledQuantity: broken(Number.NaN) })],
    ["a stop that is none", withOrder({ stopPrice: broken(Number.NaN) })],
    ["a quantity without end", withOrder({ quantity: broken(Number.POSITIVE_INFINITY) })],
  ])("does not say %s", (_, account) => {
    expect(isSound(account)).toBe(false);
  });
});
