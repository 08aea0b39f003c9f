/** What waits for the venue is asked for again: a cancel that changed nothing, reports that were asked for in another life. */
import { describe, expect, it } from "vitest";
import { holdingWorld, playClose, reconcile, stopsOf } from "../../tests/scenarios/reconciled-world.ts";
import { allModelsSay, factsNamed, feed, fundOf, type World } from "../../tests/scenarios/world.ts";
import { at, hour } from "../../tests/scenarios/given.ts";
import { fundRestarted } from "./events/fund-events.ts";
import { accountOf } from "./simulation/venue/venue-account.ts";
import { accountEvent } from "./step-reconcile.ts";
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

describe("an account that is never of our report", () => {
  const askedOf = (world: World, control: "RT-05" | "RT-06") =>
    fundOf(world).controls.current.tallies.get(control)?.asked;
  /** What the venue says is one report behind, whatever the fund has heard. */
  const passBehind = (world: World) => {
    const account = { at: world.state.at, ...accountOf(world.book), reportSeq: world.reports - 1 };
    return feed(world, world.state.at, "venue", accountEvent(fundOf(world), account, "ALL"));
  };

  it("counts as no reading, and a person is told of the third in a row, once, with both numbers", () => {
    const world = holdingWorld();
    const before = [askedOf(world, "RT-05"), askedOf(world, "RT-06")];
    const from = world.steps.length;
    expect([passBehind(world), passBehind(world)].map(({ facts }) => facts)).toEqual([[], []]);
    expect([askedOf(world, "RT-05"), askedOf(world, "RT-06")]).toEqual(before);
    for (const _ of [1, 2, 3]) passBehind(world);
    expect(factsNamed(world, "reconciliation.stalled", from)).toEqual([
      { passes: 3, reportSeq: world.reports, venueReportSeq: world.reports - 1 },
    ]);
    const alerts = factsNamed(world, "alert.opened", from);
    expect(alerts).toMatchObject([{ control: "RT-06", level: "critical" }]);
    expect(alerts[0]?.message).toContain(`as of report ${world.reports - 1} and the books as of ${world.reports}`);
  });
  it("is told again after one that could be compared", () => {
    const world = holdingWorld();
    const from = world.steps.length;
    for (const _ of [1, 2, 3]) passBehind(world);
    reconcile(world);
    for (const _ of [1, 2, 3]) passBehind(world);
    expect(factsNamed(world, "reconciliation.stalled", from)).toHaveLength(2);
  });
});
