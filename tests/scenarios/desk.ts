/**
 * A fund whose models want to trade, at a venue that misbehaves, with random moves and what must hold after every entry:
 * what is held is protected or its protection is unknown, nothing can be sold twice, what may still be bought counts, the
 * books balance and agree with the venue, and no order is ever sent twice.
 */
import fc from "fast-check";
import { expect } from "vitest";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { ExitMode } from "../../src/kernel/domain/modes.ts";
import type { PositionPlan } from "../../src/kernel/domain/position-plan.ts";
import { isOpen, remainingOf } from "../../src/kernel/domain/order.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { clockTicked, marketBarsClosed } from "../../src/kernel/events/market-events.ts";
import { operatorEssTripped } from "../../src/kernel/events/operator-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import { dueOf, imbalanceOf } from "../../src/kernel/ledger/ledger.ts";
import { commitmentsAround, commitmentsOf } from "../../src/kernel/trading/commitments.ts";
import { unsentOf } from "../../src/kernel/trading/execute/parent-order.ts";
import { quantity } from "../../src/kernel/units/units.ts";
import { btc, eth, at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
import { broken } from "./given-any.ts";
import {
  answer,
  type Behaviour,
  behaviours,
  fillAt,
  installVenue,
  openAt,
  type UnrulyVenue,
  unknownIn,
} from "./unruly-venue.ts";
import { allModelsSay, coverOf, feed, fundOf, openWorld, review, type Step, type World } from "./world.ts";

export type Move =
  | { readonly kind: "CLOSE"; readonly btc: number; readonly eth: number }
  | { readonly kind: "WISH"; readonly symbol: string; readonly up: boolean }
  | { readonly kind: "FILL"; readonly which: number; readonly share: number }
  | { readonly kind: "CANCEL"; readonly which: number }
  | { readonly kind: "VENUE"; readonly next: readonly Behaviour[] }
  | { readonly kind: "ANSWER" | "RESTART" | "REVIEW" | "TICK" }
  | { readonly kind: "CONNECTION"; readonly connected: boolean }
  | { readonly kind: "TRIP"; readonly exitMode: ExitMode };

const anyChange = fc.integer({ min: -400, max: 400 }).map((points) => points / 10_000);
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("CLOSE" as const), btc: anyChange, eth: anyChange }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("WISH" as const),
      symbol: fc.constantFrom("BTC", "ETH"),
      up: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("FILL" as const), which: fc.nat(20), share: fc.constantFrom(0.3, 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("CANCEL" as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("VENUE" as const),
      next: fc.array(fc.constantFrom(...behaviours), { maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("ANSWER" as const, "RESTART" as const, "REVIEW" as const, "TICK" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("CONNECTION" as const), connected: fc.boolean() }) },
);

export type Desk = {
  readonly world: World;
  readonly venue: UnrulyVenue;
  closes: number;
  readonly last: Record<string, number>;
  readonly excused: Set<string>;
  /** USD a bar. */
  readonly turnover: number;
  /** The last stop of each position, by its plan: one order may open two, where its rest fills after the first has gone. */
  readonly stops: Map<PositionPlan, number>;
};

/** A fund whose models are warm and think highly of BTC. */
export function openDesk(
  config: FundConfig = tradingConfig,
  { warmUpBars = 12, turnover = 1e6 }: { readonly warmUpBars?: number; readonly turnover?: number } = {},
): Desk {
  const world = openWorld(config);
  const venue = installVenue(world);
  const desk: Desk = {
    world,
    venue,
    closes: 0,
    last: { BTC: 100, ETH: 50 },
    excused: new Set(),
    turnover,
    stops: new Map(),
  };
  for (let index = 0 - warmUpBars; index < 0; index += 1) {
    const bars = [traded(bar("BTC", wavyClose(index)), turnover), traded(bar("ETH", wavyClose(index, 50)), turnover)];
    feed(
      world,
      at(index * hour),
      "market",
      marketBarsClosed.create({ closedAtMs: at(index * hour), bars, missing: [] }),
    );
  }
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  world.watch = (step) => expectSound(desk, step);
  return desk;
}

const traded = (of: Bar, turnover: number): Bar => ({ ...of, volume: quantity(turnover / of.close) });

export function make(desk: Desk, move: Move): void {
  const { world, venue } = desk;
  const open = openAt(venue);
  switch (move.kind) {
    case "CLOSE": {
      const now = at(desk.closes++ * hour);
      desk.excused.clear();
      const bars = (["BTC", "ETH"] as const).map((symbol) => {
        const before = desk.last[symbol]!;
        const close = Math.max(1, Math.round(before * (1 + (symbol === "BTC" ? move.btc : move.eth)) * 100) / 100);
        desk.last[symbol] = close;
        return traded(bar(symbol, close, { open: before }), desk.turnover);
      });
      feed(world, now, "market", marketBarsClosed.create({ closedAtMs: now, bars, missing: [] }));
      return;
    }
    case "WISH":
      return allModelsSay(world, move.symbol, move.up ? 0.95 : 0.05, at(1_000 * hour));
    case "FILL": {
      const kept = open[move.which % Math.max(1, open.length)];
      if (kept !== undefined) fillAt(world, venue, kept, move.share);
      return;
    }
    case "CANCEL": {
      const kept = open[move.which % Math.max(1, open.length)];
      if (kept === undefined) return;
      kept.open = false;
      return answer(world, venue, kept.order.id);
    }
    case "VENUE":
      venue.behaviour.push(...move.next);
      return;
    case "ANSWER":
      for (const orderId of unknownIn(world)) answer(world, venue, orderId);
      return;
    case "RESTART":
      feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
      return;
    case "REVIEW":
      review(world, world.state.at, "Ada");
      return;
    case "TICK":
      feed(world, world.state.at, "clock", clockTicked.create({}));
      return;
    case "CONNECTION":
      feed(
        world,
        world.state.at,
        "venue",
        venueConnectionChanged.create({ connected: move.connected, reason: "the wire" }),
      );
      return;
    case "TRIP": {
      const order = { exitMode: move.exitMode, operator: "Ada", reason: "a test" };
      feed(world, world.state.at, "operator", operatorEssTripped.create(order));
    }
  }
}

export function expectSound(desk: Desk, step: Step): void {
  const { world } = desk;
  const { event } = step.entry;
  if (event.type === "venue.order_rejected") {
    const order = [...fundOf(world).trading.ended].findLast((each) => each.order.id === event.data.orderId)?.order;
    if (order !== undefined && order.purpose !== "ENTRY") desk.excused.add(order.symbol);
  }
  expectProtected(desk);
  expectCounted(desk);
  expectBooked(desk);
  expectOrderly(desk, step);
}

/** A stop that the venue refused is placed again at the next close: until then the fund may be uncovered. */
function expectProtected({ world, venue, excused, stops }: Desk): void {
  const { positions } = fundOf(world).trading;
  for (const { order } of openAt(venue)) {
    const held = positions.find((each) => each?.symbol === order.symbol);
    if (order.purpose === "STOP" && held !== undefined)
      expect(order.stopPrice, "a stop rests where it is to rest, or on its way up").toBeLessThanOrEqual(held.stopPrice);
  }
  for (const position of fundOf(world).trading.positions) {
    if (position === undefined) continue;
    const cover = coverOf(world, position.symbol);
    expect(cover, "nothing can be sold twice").toBeLessThanOrEqual(position.quantity + 1e-9);
    if (!excused.has(position.symbol))
      expect(cover, `${position.symbol} is protected`).toBeGreaterThan(position.quantity - 0.0005);
    expect(position.stopPrice, "no stop is lowered").toBeGreaterThanOrEqual(stops.get(position.plan) ?? 0);
    stops.set(position.plan, position.stopPrice);
  }
}

function expectCounted({ world }: Desk): void {
  const { trading, ledger } = fundOf(world);
  const entries = [...trading.orders.values()].filter(({ order }) => order.purpose === "ENTRY");
  const parents = [...trading.execution.parents.values()];
  const unsent = parents.reduce((sum, each) => sum + unsentOf(each) * each.worstPrice, 0);
  const entering = entries.reduce((sum, each) => sum + remainingOf(each) * each.order.limitPrice!, unsent);
  const held = trading.positions.reduce(
    (sum, each) => sum + (each === undefined ? 0 : each.quantity * each.lastPrice),
    0,
  );
  for (const symbol of ["BTC", "ETH"])
    expect(commitmentsAround(trading, symbol, [btc, eth]).notional).toBeCloseTo(held + entering, 6);
  expect(
    entries.every(({ status }) => isOpen(status)),
    "only what may still be filled counts",
  ).toBe(true);
  const portfolio = broken<Parameters<typeof commitmentsOf>[1]>({
    grossNotional: held,
    openRisk: 0,
    cash: ledger.balances.CASH / 1e6,
    due: dueOf(ledger),
  });
  const spokenFor = entering + dueOf(ledger);
  expect(commitmentsOf(trading, portfolio, [btc, eth]).cash).toBeCloseTo(ledger.balances.CASH / 1e6 - spokenFor, 6);
}

function expectBooked({ world, venue }: Desk): void {
  const {
    ledger,
    trading,
    config: { instruments },
  } = fundOf(world);
  expect(imbalanceOf(ledger)).toBe(0);
  instruments.forEach(({ symbol, lotSize }, id) => {
    expect(ledger.lots[id]! * lotSize, "the books agree with the venue").toBeCloseTo(
      venue.holdings.get(symbol) ?? 0,
      6,
    );
    expect(trading.positions[id]?.quantity ?? 0).toBeCloseTo(venue.holdings.get(symbol) ?? 0, 6);
  });
}

function expectOrderly({ world, venue }: Desk, { facts, effects }: Step): void {
  const { governance } = fundOf(world);
  expect(new Set(venue.sent).size, "no order is sent twice").toBe(venue.sent.length);
  for (const effect of effects)
    if (effect.kind === "SubmitOrder" && effect.order.purpose === "ENTRY")
      expect(governance.policy?.mandate.envelope.entriesAllowed, "entries only while they are allowed").toBe(true);
  for (const fact of facts)
    if (fact.type === "order.refused") expect(fact.data.purpose, "our own stops and exits are sound").toBe("ENTRY");
}
