/** What users of other systems complain of, played against this one. `docs/complaints.md` has all fifty with their proofs. */
import { createServer, type ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { WorldClient } from "../../src/adapters/simulated-venue/world-client.ts";
import { playPlan } from "../../src/apps/simulate/play-plan.ts";
import { sabotages } from "../../src/apps/simulate/sabotage.ts";
import { operatorEssTripped } from "../../src/kernel/events/operator-events.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { orderOutcomeUnknown, venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import type { FaultPlan } from "../../src/kernel/simulation/faults/fault-plan.ts";
import { type ApprovedMove, guardStopMove } from "../../src/kernel/trading/guard/approved-move.ts";
import { type ApprovedOrder, guardOrder } from "../../src/kernel/trading/guard/approved-order.ts";
import { durationMs, hours, minutes, price, quantity } from "../../src/kernel/units/units.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";
import { type Desk, make, openDesk } from "./desk.ts";
import { at, btc, hour } from "./given.ts";
import { wide } from "./guard-view.ts";
import { heldOf, holdingWorld, playClose, reconcile } from "./reconciled-world.ts";
import { fillAt, openAt, unknownIn } from "./unruly-venue.ts";
import { allModelsSay, factsNamed, feed, fundOf, passTime } from "./world.ts";

const close = (desk: Desk, btc = 0) => make(desk, { kind: "CLOSE", btc, eth: 0 });
const ordersAt = ({ venue }: Desk) => openAt(venue).map(({ order }) => `${order.purpose} ${order.symbol}`);

function holding(): Desk {
  const desk = openDesk();
  close(desk);
  for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
  expect(ordersAt(desk)).toEqual(["STOP BTC"]);
  return desk;
}

function approvedEntry(id: string): ApprovedOrder {
  const order = { id, symbol: "BTC", side: "BUY", purpose: "ENTRY", limitPrice: price(100) } as const;
  const verdict = guardOrder({ ...order, quantity: quantity(1) }, wide);
  if (verdict.kind === "REFUSED") throw new Error(verdict.reason);
  return verdict.order;
}

function approvedMove(id: string): ApprovedMove {
  const order = { id, symbol: "BTC", side: "SELL", purpose: "STOP", stopPrice: price(90) } as const;
  const move = guardStopMove({ ...workingRecord, order: { ...order, quantity: quantity(1) } }, 95, btc);
  if (typeof move === "string") throw new Error(move);
  return move;
}
const workingRecord = {
  strategy: "ensemble",
  submittedAt: at(0),
  status: "WORKING",
  filledQuantity: quantity(0),
  updatedAt: at(0),
  note: "",
  stopDistance: 0,
} as const;

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

  it.each([
    ["cut", (response: ServerResponse) => response.destroy()],
    ["answered with an error", (response: ServerResponse) => response.writeHead(503).end("busy")],
  ])("a request that is %s is sent once, a question until it is answered", async (_, fail) => {
    const arrived: string[] = [];
    const server = createServer(({ method, url = "" }, response) => {
      arrived.push(`${method} ${url.replace(/[?&].*$/u, "")}`);
      fail(response);
    });
    await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port");
    const told: string[] = [];
    const client = new WorldClient(`http://127.0.0.1:${address.port}`, "complaint");
    const performer = createPerformer(client, async ({ type }) => told.push(type));
    await performer.perform([
      { kind: "SubmitOrder", order: approvedEntry("O1-0") },
      { kind: "MoveStop", symbol: "BTC", ...approvedMove("O2-0") },
      { kind: "CancelOrder", symbol: "BTC", orderId: "O3-0" },
      { kind: "QueryOrder", orderId: "O4-0" },
    ]);
    const questions = () => arrived.filter((each) => each === "GET /order").length;
    await expect.poll(questions, { timeout: 10_000 }).toBeGreaterThan(2);
    performer.stop();
    await client.close();
    await new Promise<void>((closed) => void server.close(() => closed()));
    expect(arrived.filter((each) => each !== "GET /order")).toEqual(["POST /order", "POST /amend", "POST /cancel"]);
    expect(told, "nobody knows, of each").toEqual(Array(3).fill(orderOutcomeUnknown.type));
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

describe("a nightly reset", () => {
  it("entries stop and the wish says why, exits go on, and once all agrees entries go on", () => {
    const world = holdingWorld();
    const connection = (connected: boolean) =>
      feed(world, world.state.at, "venue", venueConnectionChanged.create({ connected, reason: "the nightly reset" }));
    const sentFrom = (from: number) =>
      factsNamed(world, "order.submitted", from).map(({ purpose, symbol }) => `${purpose} ${symbol}`);
    const refusedFrom = (from: number) =>
      factsNamed(world, "intent.proposed", from).flatMap(({ symbol, refusedBy }) =>
        symbol === "ETH" ? [refusedBy] : [],
      );
    const play = (from: number, to: number) => {
      for (let index = from; index < to; index += 1) {
        passTime(world, at(index * hour));
        playClose(world, index);
      }
    };
    connection(false);
    const lostAt = world.steps.length;
    allModelsSay(world, "ETH", 0.95, at(1_000 * hour));
    allModelsSay(world, "BTC", 0.05, at(1_000 * hour));
    play(2, 5);
    expect(sentFrom(lostAt), "what is held is left").toEqual(["EXIT BTC"]);
    expect(heldOf(world)).toBe(0);
    expect(new Set(refusedFrom(lostAt))).toEqual(new Set(["reconciliation"]));
    connection(true);
    const backAt = world.steps.length;
    play(5, 8);
    expect(sentFrom(backAt), "back, and not agreed yet").toEqual([]);
    expect(new Set(refusedFrom(backAt))).toEqual(new Set(["reconciliation"]));
    reconcile(world);
    play(8, 12);
    expect(sentFrom(backAt)).toEqual(["ENTRY ETH", "STOP ETH"]);
  });
});
