/**
 * Random life of a fund at a venue that rejects, keeps silent, fills in parts and cancels.
 *
 * After every single entry: what is held is protected or its protection is unknown, nothing can be sold twice, what may
 * still be bought counts, the books balance and agree with the venue, and no order is ever sent twice.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { at, bar, broken, hour, wavyClose } from "../../tests/scenarios/given.ts";
import {
  answer,
  type Behaviour,
  behaviours,
  fillAt,
  installVenue,
  openAt,
  type UnrulyVenue,
  unknownIn,
} from "../../tests/scenarios/unruly-venue.ts";
import {
  allModelsSay,
  coverOf,
  feed,
  fundOf,
  openWorld,
  review,
  type Step,
  type World,
} from "../../tests/scenarios/world.ts";
import { isOpen, remainingOf } from "./domain/order.ts";
import { parseFact } from "./events/catalogue.ts";
import { fundRestarted } from "./events/fund-events.ts";
import { clockTicked, marketBarsClosed } from "./events/market-events.ts";
import { venueConnectionChanged } from "./events/venue-events.ts";
import { dueOf, imbalanceOf } from "./ledger/ledger.ts";
import { decodeState, encodeState } from "./state-codec.ts";
import { commitmentsAround, commitmentsOf } from "./trading/commitments.ts";

type Move =
  | { readonly kind: "CLOSE"; readonly btc: number; readonly eth: number }
  | { readonly kind: "WISH"; readonly symbol: string; readonly up: boolean }
  | { readonly kind: "FILL"; readonly which: number; readonly share: number }
  | { readonly kind: "CANCEL"; readonly which: number }
  | { readonly kind: "VENUE"; readonly next: readonly Behaviour[] }
  | { readonly kind: "ANSWER" | "RESTART" | "REVIEW" | "TICK" }
  | { readonly kind: "CONNECTION"; readonly connected: boolean };

const anyChange = fc.integer({ min: -400, max: 400 }).map((points) => points / 10_000);
const anyMove: fc.Arbitrary<Move> = fc.oneof(
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

type Desk = {
  readonly world: World;
  readonly venue: UnrulyVenue;
  closes: number;
  readonly last: Record<string, number>;
  readonly excused: Set<string>;
};

/** A fund whose models are warm and think highly of BTC. */
function openDesk(): Desk {
  const world = openWorld();
  const venue = installVenue(world);
  const desk: Desk = { world, venue, closes: 0, last: { BTC: 100, ETH: 50 }, excused: new Set() };
  for (let index = -12; index < 0; index += 1) {
    const bars = [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))];
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

function make(desk: Desk, move: Move): void {
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
        return bar(symbol, close, { open: before });
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
  }
}

function expectSound(desk: Desk, step: Step): void {
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
function expectProtected({ world, excused }: Desk): void {
  for (const position of fundOf(world).trading.positions) {
    if (position === undefined) continue;
    const cover = coverOf(world, position.symbol);
    expect(cover, "nothing can be sold twice").toBeLessThanOrEqual(position.quantity + 1e-9);
    if (!excused.has(position.symbol))
      expect(cover, `${position.symbol} is protected`).toBeGreaterThan(position.quantity - 0.0005);
    expect(position.stopPrice).toBeLessThan(position.averagePrice);
  }
}

function expectCounted({ world }: Desk): void {
  const { trading, ledger } = fundOf(world);
  const entries = [...trading.orders.values()].filter(({ order }) => order.purpose === "ENTRY");
  const entering = entries.reduce((sum, each) => sum + remainingOf(each) * each.order.limitPrice!, 0);
  const held = trading.positions.reduce(
    (sum, each) => sum + (each === undefined ? 0 : each.quantity * each.lastPrice),
    0,
  );
  for (const symbol of ["BTC", "ETH"])
    expect(commitmentsAround(trading, symbol).notional).toBeCloseTo(held + entering, 6);
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
  expect(commitmentsOf(trading, portfolio).cash).toBeCloseTo(ledger.balances.CASH / 1e6 - spokenFor, 6);
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

let opened = 0;
let closed = 0;
let wasUnknown = 0;

it("holds after every entry, whatever comes", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { minLength: 10, maxLength: 50 }), (moves) => {
      const desk = openDesk();
      for (const move of moves) make(desk, move);
      const types = desk.world.steps.flatMap(({ facts }) => facts.map(({ type }) => type));
      opened += types.filter((type) => type === "position.opened").length;
      closed += types.filter((type) => type === "position.closed").length;
      wasUnknown += desk.world.steps
        .flatMap(({ facts }) => facts)
        .filter((fact) => fact.type === "order.status_changed" && fact.data.to === "UNKNOWN").length;
    }),
    { numRuns: 150 },
  );
  expect([opened > 50, closed > 20, wasUnknown > 50], "the walk went where it matters").toEqual([true, true, true]);
});

it("says only facts of the catalogue, and keeps only state that can be written down", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { minLength: 10, maxLength: 40 }), (moves) => {
      const desk = openDesk();
      for (const move of moves) make(desk, move);
      for (const { facts } of desk.world.steps)
        for (const fact of facts) expect(parseFact(JSON.parse(JSON.stringify(fact)))).toMatchObject({ kind: "PARSED" });
      const text = encodeState(desk.world.state);
      expect(encodeState(decodeState(text))).toBe(text);
    }),
    { numRuns: 30 },
  );
});

it("a position that is to leave is gone once the venue answers again", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 25 }), (moves) => {
      const desk = openDesk();
      for (const move of moves) make(desk, move);
      desk.venue.behaviour.length = 0;
      for (const symbol of ["BTC", "ETH"]) make(desk, { kind: "WISH", symbol, up: false });
      for (let round = 0; round < 4; round += 1) {
        make(desk, { kind: "ANSWER" });
        make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
        for (const kept of openAt(desk.venue))
          if (kept.order.purpose !== "STOP") fillAt(desk.world, desk.venue, kept, 1);
      }
      expect(fundOf(desk.world).trading.positions.filter((each) => each !== undefined)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it("what no stop covers leaves at once, while the stops that rest are still being cancelled", () => {
  const desk = openDesk();
  const fillEntry = (share: number): void => {
    const kept = openAt(desk.venue).find(({ order }) => order.purpose === "ENTRY");
    if (kept !== undefined) fillAt(desk.world, desk.venue, kept, share);
  };
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  fillEntry(0.3);
  make(desk, { kind: "VENUE", next: ["REJECTS"] });
  fillEntry(1);
  make(desk, { kind: "WISH", symbol: "BTC", up: false });
  const before = desk.world.steps.length;
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  const [closing] = desk.world.steps.slice(before);
  expect(closing?.effects.map(({ kind }) => kind)).toEqual(["CancelOrder", "SubmitOrder"]);
});
