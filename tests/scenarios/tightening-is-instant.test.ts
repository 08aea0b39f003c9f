/** Tightening is instant: what stops entries also takes back those that wait at the venue, without waiting for a close. */
import { expect, it } from "vitest";
import { journalReserveUsed } from "../../src/kernel/events/fund-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import { at, bar, hour, wavyClose } from "./given.ts";
import { allModelsSay, close, feed, fundOf, openWorld, type World } from "./world.ts";

/** A fund whose entry into BTC has been taken by the venue and waits for the next open. */
function withRestingEntry(): World {
  const world = openWorld();
  for (let hours = -12; hours < 0; hours += 1)
    close(world, at(hours * hour), [bar("BTC", wavyClose(hours)), bar("ETH", wavyClose(hours, 50))]);
  allModelsSay(world, "BTC", 0.95, at(100 * hour));
  close(world, at(0), [bar("BTC", 100), bar("ETH", 50)]);
  expect([...fundOf(world).trading.orders.values()].map(({ order }) => order.purpose)).toEqual(["ENTRY"]);
  return world;
}

it("a full disk freezes the fund and cancels the entry in the same step", () => {
  const world = withRestingEntry();
  const { effects } = feed(world, at(1), "runtime", journalReserveUsed.create({ message: "the disk is full" }));
  expect(effects).toMatchObject([{ kind: "CancelOrder" }]);
  expect(fundOf(world).trading.orders.size, "the venue has confirmed it").toBe(0);
});

it("a lost connection stops new entries at once", () => {
  const world = withRestingEntry();
  feed(world, at(1), "venue", venueConnectionChanged.create({ connected: false, reason: "test" }));
  const { policy } = fundOf(world).governance;
  expect(policy?.mandate.envelope.entriesAllowed).toBe(false);
  expect(policy?.modes).toMatchObject({ systemHealth: "CRITICAL", tradingMode: "PAUSED" });
});
