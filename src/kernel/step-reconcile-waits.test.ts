/** What waits for the venue is asked for again: a cancel that changed nothing, reports that were asked for in another life. */
import { describe, expect, it } from "vitest";
import { holdingWorld, playClose, reconcile, stopsOf } from "../../tests/scenarios/reconciled-world.ts";
import { allModelsSay, factsNamed, feed, type World } from "../../tests/scenarios/world.ts";
import { at, hour } from "../../tests/scenarios/given.ts";
import { fundRestarted } from "./events/fund-events.ts";
import { venueConnectionChanged } from "./events/venue-events.ts";

/** The venue answers cancels, and does nothing of the kind. */
function ignoreCancels(world: World): () => void {
  const { perform } = world;
  world.perform = (effect) => (effect.kind === "CancelOrder" ? undefined : perform(effect));
  return () => {
    world.perform = perform;
  };
}

describe("a cancel that was answered and changed nothing", () => {
  it("is asked for once more and a person is told, so that the exit is sent", () => {
    const world = holdingWorld();
    const heal = ignoreCancels(world);
    allModelsSay(world, "BTC", 0.05, at(1_000 * hour));
    for (const index of [2, 3]) playClose(world, index);
    const [stop] = stopsOf(world);
    expect(stop?.status).toBe("PENDING_CANCEL");
    playClose(world, 4);
    const from = world.steps.length;
    const { effects } = reconcile(world);
    expect(effects).toContainEqual({ kind: "CancelOrder", orderId: stop!.order.id, symbol: "BTC" });
    expect(factsNamed(world, "federation.alert_raised", from)).toMatchObject([{ level: "CRITICAL" }]);
    heal();
    reconcile(world);
    expect(factsNamed(world, "order.submitted", from).map(({ purpose }) => purpose)).toEqual(["EXIT"]);
  });
});

describe("reports that were asked for in vain", () => {
  it.each([
    ["start", () => fundRestarted.create({ poison: null })],
    ["reconnect", () => venueConnectionChanged.create({ connected: true, reason: "back" })],
  ])("are asked for again after a %s, though what differs was told before", (_, event) => {
    const world = holdingWorld();
    world.book.holdings.set("BTC", 1);
    expect(reconcile(world).effects.map(({ kind }) => kind)).toEqual(["AskReports"]);
    expect(reconcile(world).effects).toEqual([]);
    feed(world, world.state.at, "runtime", event());
    expect(reconcile(world).effects.map(({ kind }) => kind)).toEqual(["AskReports"]);
    expect(reconcile(world).effects).toEqual([]);
  });
});
