/** What users of other systems complain of, played against this one. `docs/complaints.md` has all fifty with their proofs. */
import { describe, expect, it } from "vitest";
import { playPlan } from "../../src/apps/simulate/play-plan.ts";
import { sabotages } from "../../src/apps/simulate/sabotage.ts";
import { operatorEssTripped } from "../../src/kernel/events/operator-events.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { orderOutcomeUnknown } from "../../src/kernel/events/venue-events.ts";
import type { FaultPlan } from "../../src/kernel/simulation/faults/fault-plan.ts";
import { guardOrder } from "../../src/kernel/trading/guard/approved-order.ts";
import { durationMs, hours, minutes, price, quantity } from "../../src/kernel/units/units.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";
import { type Desk, make, openDesk } from "./desk.ts";
import { at, hour } from "./given.ts";
import { wide } from "./guard-view.ts";
import { fillAt, openAt, unknownIn } from "./unruly-venue.ts";
import { factsNamed, feed, fundOf } from "./world.ts";

const close = (desk: Desk, btc = 0) => make(desk, { kind: "CLOSE", btc, eth: 0 });
const ordersAt = ({ venue }: Desk) => openAt(venue).map(({ order }) => `${order.purpose} ${order.symbol}`);

function holding(): Desk {
  const desk = openDesk();
  close(desk);
  for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
  expect(ordersAt(desk)).toEqual(["STOP BTC"]);
  return desk;
}

describe("an answer is lost", () => {
  it("bought, and the answer lost for four hours: nothing is bought again, a restart included", () => {
    const desk = openDesk();
    const { world, venue } = desk;
    const carriedOut = world.perform;
    world.perform = (effect) => {
      if (effect.kind === "SubmitOrder") carriedOut(effect);
    };
    make(desk, { kind: "VENUE", next: ["SILENT"] });
    for (let closes = 0; closes < 5; closes += 1) close(desk);
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    for (let closes = 0; closes < 5; closes += 1) close(desk);
    expect(unknownIn(world)).toEqual(venue.sent);
    expect(venue.sent).toHaveLength(1);
    world.perform = carriedOut;
    for (const kept of openAt(venue)) fillAt(world, venue, kept, 1);
    expect(fundOf(world).trading.positions[0]?.quantity).toBe(venue.holdings.get("BTC"));
    expect(ordersAt(desk), "protected in the same step").toEqual(["STOP BTC"]);
  });

  it("a request that fails is sent once, and the fund is told that nobody knows", async () => {
    const sent: string[] = [];
    const told: string[] = [];
    const noAnswer = async () => Promise.reject(new Error("read timed out"));
    const venue = {
      submit: async ({ id }: { readonly id: string }) => {
        sent.push(id);
        return noAnswer();
      },
      cancel: noAnswer,
      moveStop: noAnswer,
      query: noAnswer,
      reportsAfter: noAnswer,
      account: noAnswer,
      close: async () => {},
    };
    const order = { id: "O1-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", limitPrice: price(100) } as const;
    const verdict = guardOrder({ ...order, quantity: quantity(1) }, wide);
    if (verdict.kind === "REFUSED") throw new Error(verdict.reason);
    const performer = createPerformer(venue, async ({ type }) => told.push(type));
    await performer.perform([{ kind: "SubmitOrder", order: verdict.order }]);
    performer.stop();
    expect([sent, told]).toEqual([["O1-0"], [orderOutcomeUnknown.type]]);
  });
});

describe("the line is down while the venue trades on", () => {
  /** Down from a second before every third close for an hour and a half: opens in between fill orders. */
  const outages = Array.from({ length: 8 }, (_, index) => ({
    kind: "OUTAGE" as const,
    fromMs: durationMs((3 + 3 * index) * hours(1) - 1_000),
    toMs: durationMs((3 + 3 * index) * hours(1) + minutes(90)),
  }));
  const plan: FaultPlan = { seed: 0, market: 5, closes: 30, faults: outages };

  it("what was filled meanwhile is booked once, and no order is lost or sent twice", { timeout: 60_000 }, async () => {
    const { violations, counts } = await playPlan(plan);
    expect(violations).toEqual([]);
    expect(counts.fills).toBeGreaterThan(5);
  });

  it("which a fund that asks for nothing afterwards does not survive", { timeout: 60_000 }, async () => {
    const { violations } = await playPlan({ ...plan, faults: outages.slice(0, 3) }, sabotages.NEVER_FETCHES());
    expect(violations.map(({ invariant }) => invariant)).toContain("FILL_BOOKED_ONCE");
  });
});

describe("the stop button", () => {
  it("after it nothing leaves but exits, whatever the models say and however far the market falls", () => {
    const desk = holding();
    const { world, venue } = desk;
    const before = world.steps.length;
    const order = { exitMode: "FLATTEN", operator: "Ada", reason: "enough" } as const;
    feed(world, at(hour / 2), "operator", operatorEssTripped.create(order));
    for (const kept of openAt(venue)) fillAt(world, venue, kept, 1);
    expect(venue.holdings.get("BTC")).toBeCloseTo(0, 9);
    const equity = fundOf(world).ledger.balances.CASH;
    for (let closes = 0; closes < 20; closes += 1) close(desk, closes % 2 === 0 ? -0.05 : 0.03);
    expect(factsNamed(world, "order.submitted", before).map(({ purpose }) => purpose)).toEqual(["EXIT"]);
    expect(fundOf(world).ledger.balances.CASH, "what was left is left").toBe(equity);
  });

  it("counts what open positions lose, before anything was sold", () => {
    const desk = holding();
    close(desk, -0.3);
    expect(factsNamed(desk.world, "trade.executed").map(({ side }) => side)).toEqual(["BUY"]);
    expect(factsNamed(desk.world, "ess.state_changed")[0]).toMatchObject({ to: "TRIPPED", exitMode: "FLATTEN" });
    expect(fundOf(desk.world).governance.policy?.mandate.envelope.entriesAllowed).toBe(false);
  });
});
