/**
 * Random lives at a venue where people trade by hand, cash moves, orders vanish and reports are lost or come twice: what
 * must hold after every entry, and that a few passes make the books and the venue one again.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byHand,
  cash,
  happen,
  heldOf,
  holdingWorld,
  playClose,
  reconcile,
  reportsOf,
  stopsOf,
} from "../../tests/scenarios/reconciled-world.ts";
import { allModelsSay, coverOf, factsNamed, feed, fundOf, type World } from "../../tests/scenarios/world.ts";
import { at, hour } from "../../tests/scenarios/given.ts";
import { clockTicked } from "./events/market-events.ts";
import { fundRestarted } from "./events/fund-events.ts";
import { imbalanceOf } from "./ledger/ledger.ts";
import { booksOf } from "./trading/fund-books.ts";
import { accountOf } from "./simulation/venue/venue-account.ts";
import { decodeState, encodeState } from "./state-codec.ts";
import { isReconciled } from "./trading/reconcile/reconcile-state.ts";
import { price, quantity } from "./units/units.ts";

type Move =
  | { readonly kind: "CLOSE"; readonly change: number }
  | { readonly kind: "SELL" | "BUY" | "CASH"; readonly size: number; readonly isHeard: boolean }
  | { readonly kind: "VANISH" | "AGAIN"; readonly which: number }
  | { readonly kind: "PASS"; readonly scope: "ALL" | "ORDERS" }
  | { readonly kind: "FOREIGN" | "RESTART" | "TURN" };

const unasked = fc.record({
  kind: fc.constantFrom("SELL" as const, "BUY" as const, "CASH" as const),
  size: fc.integer({ min: 1, max: 10_000 }),
  isHeard: fc.boolean(),
});
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("CLOSE" as const), change: fc.integer({ min: -300, max: 300 }) }),
  },
  { weight: 4, arbitrary: unasked },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("VANISH" as const, "AGAIN" as const), which: fc.nat(99) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("PASS" as const),
      scope: fc.constantFrom("ALL" as const, "ORDERS" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("FOREIGN" as const, "RESTART" as const, "TURN" as const) }),
  },
);

type Life = { readonly world: World; closes: number; share: number; foreign: number; turns: number };

/** A life in which every entry of the fund is looked at. */
function begin(): Life {
  const world = holdingWorld();
  const watch = world.watch;
  let [trusts, frozen] = stateOf(world);
  world.watch = (step) => {
    watch(step);
    for (const fact of step.facts) {
      if (fact.type !== "order.submitted" || fact.data.purpose !== "ENTRY") continue;
      expect(trusts(step.entry.at), "no entry while the books are not known to agree").toBe(true);
      expect(frozen, "no entry in a frozen symbol").not.toContain(fact.data.symbol);
    }
    for (const effect of step.effects)
      if (effect.kind === "CancelOrder")
        expect(effect.orderId, "what is not ours is left alone").toMatch(/^O\d+-\d+$/u);
    for (const { type } of step.facts)
      if (type === "order.refused")
        expect(step.facts.filter((each) => each.type === type && isExit(each.data))).toEqual([]);
    expect(imbalanceOf(fundOf(world).ledger)).toBe(0);
    [trusts, frozen] = stateOf(world);
  };
  return { world, closes: 2, share: 1, foreign: 0, turns: 0 };
}

const isExit = (data: object): boolean =>
  "check" in data &&
  (data.check === "reconciled" || data.check === "symbol-frozen") &&
  "purpose" in data &&
  data.purpose !== "ENTRY";

/** Whether entries may leave at a moment, as things stand now, and where they may not. */
function stateOf(world: World): [(at: number) => boolean, string[]] {
  const { config, trading } = fundOf(world);
  const trust = { ...config.reconciliation, intervalMs: config.intervalMs };
  const now = { ...trading.reconcile };
  return [(moment) => isReconciled(now, trust, moment), [...now.frozen.keys()]];
}

function live(life: Life, move: Move): void {
  const { world } = life;
  switch (move.kind) {
    case "CLOSE":
      life.share *= 1 + move.change / 10_000;
      return playClose(world, life.closes++, life.share);
    case "SELL":
      return sell(world, move.size / 10_000, move.isHeard);
    case "BUY":
      return void happen(world, byHand("BUY", move.size / 1_000, { symbol: "ETH", priceUsd: 50 }), move.isHeard);
    case "CASH":
      return void happen(world, cash(move.size / 100 - 50), move.isHeard);
    case "VANISH":
      return void world.book.resting.delete([...world.book.resting.keys()][move.which] ?? "none");
    case "AGAIN": {
      const said = reportsOf(world);
      const event = said[move.which % said.length];
      return event === undefined ? undefined : void feed(world, world.state.at, "venue", event);
    }
    case "PASS":
      return void reconcile(world, move.scope);
    case "RESTART":
      return void feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    case "TURN":
      return allModelsSay(world, "BTC", life.turns++ % 2 === 0 ? 0.05 : 0.95, at(1_000 * hour));
    case "FOREIGN":
      return place(life);
  }
}

/** A share of what the venue holds, so that nobody sells there what is not there. */
function sell(world: World, share: number, isHeard: boolean): void {
  const lots = Math.floor(((world.book.holdings.get("BTC") ?? 0) * share) / 0.0001);
  if (lots > 0) happen(world, byHand("SELL", lots * 0.0001), isHeard);
}

/** Somebody places an order by hand, too far away to be filled; the template is any stop that rests. */
function place(life: Life): void {
  const template = [...life.world.book.resting.values()].find(({ order }) => order.stopPrice !== undefined);
  if (template === undefined) return;
  const id = `web-${++life.foreign}`;
  const order = { ...template.order, id, symbol: "ETH", quantity: quantity(1), stopPrice: price(0.01) };
  life.world.book.resting.set(id, { ...template, order, filled: 0, isTriggered: false });
}

/** People take their orders back; the fund hears what it has missed, and a tick lets it send again what was refused. */
function heal({ world }: Life): void {
  for (const id of world.book.resting.keys()) if (id.startsWith("web-")) world.book.resting.delete(id);
  for (let index = 0; index < 4; index += 1) reconcile(world);
  feed(world, world.state.at, "clock", clockTicked.create({}));
  for (let index = 0; index < 2; index += 1) reconcile(world);
}

const anyLife = fc.array(anyMove, { minLength: 3, maxLength: 22 });
function lived(moves: readonly Move[]): Life {
  const life = begin();
  for (const move of moves) live(life, move);
  return life;
}

const runs = { numRuns: 40 };

describe("after any life", () => {
  it("a few passes make the books and the venue one, and nothing is frozen any more", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        heal(life);
        const { reconcile: state } = fundOf(life.world).trading;
        expect(state.open.map(({ explanation }) => explanation)).toEqual([]);
        expect([...state.frozen.keys()]).toEqual([]);
        expect(stateOf(life.world)[0](life.world.state.at)).toBe(true);
      }),
      runs,
    );
  });
  it("nothing was invented and nothing lost: every coin and every lot is where the venue has it", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        heal(life);
        const { world } = life;
        const fund = fundOf(world);
        const ours = booksOf(fund.trading, { ...fund, idOf: (symbol) => fund.ids.get(symbol) }, world.state.at);
        const venue = accountOf(world.book);
        expect(ours.cash).toBeCloseTo(venue.cash, 2);
        for (const symbol of ["BTC", "ETH"])
          expect(heldOf(world, symbol)).toBeCloseTo(world.book.holdings.get(symbol) ?? 0, 6);
      }),
      runs,
    );
  });
  it("what is held and is not leaving is covered by stops, and nothing could sell more than is held", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        heal(life);
        for (const position of fundOf(life.world).trading.positions) {
          if (position === undefined) continue;
          const cover = coverOf(life.world, position.symbol);
          expect(cover).toBeLessThanOrEqual(position.quantity + 1e-6);
          if (position.exitReason === undefined) expect(cover).toBeCloseTo(position.quantity, 6);
        }
      }),
      runs,
    );
  });
  it("no order was sent twice, whatever was lost", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        heal(life);
        const sent = factsNamed(life.world, "order.submitted").map(({ id }) => id);
        expect(new Set(sent).size).toBe(sent.length);
      }),
      runs,
    );
  });
  it("no fill was booked twice, whatever came twice", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        heal(life);
        const booked = factsNamed(life.world, "trade.executed").map(({ fillId }) => fillId);
        expect(new Set(booked).size).toBe(booked.length);
      }),
      runs,
    );
  });
  it("another pass changes nothing and says nothing", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        heal(life);
        const { facts, effects } = reconcile(life.world);
        expect([facts, effects]).toEqual([[], []]);
      }),
      runs,
    );
  });
  it("the state can be written down, read back and goes on the same", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const { world } = lived(moves);
        const text = encodeState(world.state);
        expect(encodeState(decodeState(text))).toBe(text);
      }),
      runs,
    );
  });
  it("a position can be left, frozen or not", () => {
    fc.assert(
      fc.property(anyLife, (moves) => {
        const life = lived(moves);
        const { world } = life;
        heal(life);
        happen(world, byHand("BUY", 0.5, { symbol: "ETH", priceUsd: 50 }));
        expect(fundOf(world).trading.reconcile.frozen.has("ETH")).toBe(true);
        allModelsSay(world, "ETH", 0.05, at(1_000 * hour));
        for (let index = 0; index < 3; index += 1) playClose(world, life.closes++, life.share);
        expect(heldOf(world, "ETH")).toBe(0);
      }),
      runs,
    );
  });
});

it("reports in any order and number make the same books", () => {
  const reports = [byHand("SELL", 0.01), cash(-2), byHand("BUY", 1, { symbol: "ETH", priceUsd: 50 }), cash(3, "FEE")];
  const usual = holdingWorld();
  for (const report of reports) happen(usual, report);
  const of = (world: World) => [
    heldOf(world),
    heldOf(world, "ETH"),
    fundOf(world).ledger.balances,
    stopsOf(world).length,
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 12 }), (order) => {
      const world = holdingWorld();
      const before = reportsOf(world).length;
      for (const report of reports) happen(world, report, false);
      const events = reportsOf(world).slice(before);
      for (const index of order) feed(world, world.state.at, "venue", events[index]!);
      reconcile(world);
      reconcile(world);
      reconcile(world);
      expect(of(world)).toEqual(of(usual));
    }),
    runs,
  );
});
