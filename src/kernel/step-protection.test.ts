/** Random life of a fund at a venue that rejects, keeps silent, fills in parts and cancels. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyMove, make, openDesk } from "../../tests/scenarios/desk.ts";
import { at } from "../../tests/scenarios/given.ts";
import { fillAt, openAt } from "../../tests/scenarios/unruly-venue.ts";
import { feed, fundOf, passTime } from "../../tests/scenarios/world.ts";
import { parseFact } from "./events/catalogue.ts";
import { orderAccepted } from "./events/venue-events.ts";
import { price, seconds } from "./units/units.ts";
import { decodeState, encodeState } from "./state-codec.ts";

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

it("asks again for a stop the venue refused, though no bar ever comes again", () => {
  const desk = openDesk();
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  make(desk, { kind: "VENUE", next: ["REJECTS", "REJECTS"] });
  for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
  expect(openAt(desk.venue)).toEqual([]);
  passTime(desk.world, at(seconds(30) + 1));
  expect(openAt(desk.venue), "refused again, and not asked for more than twice a minute").toEqual([]);
  passTime(desk.world, at(seconds(60) + 1));
  expect(openAt(desk.venue).map(({ order }) => order.purpose)).toEqual(["STOP"]);
});

it.each([
  ["just above", 0.01, "STOP"],
  ["at", 0, "EXIT"],
  ["below", -1, "EXIT"],
] as const)(
  "a stop that is missing with the market %s it is placed, or what it was to sell is sold",
  (_, above, purpose) => {
    const desk = openDesk();
    make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
    make(desk, { kind: "VENUE", next: ["REJECTS"] });
    for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
    const [position] = fundOf(desk.world).trading.positions;
    position!.lastPrice = price(position!.stopPrice + above);
    make(desk, { kind: "TICK" });
    expect(openAt(desk.venue).map(({ order }) => [order.purpose, order.quantity])).toEqual([
      [purpose, position!.quantity],
    ]);
  },
);

it("an order the venue works although it said it was not there is cancelled, and freezes the fund", () => {
  const desk = openDesk();
  const { world } = desk;
  make(desk, { kind: "VENUE", next: ["LOST"] });
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  const [orderId] = desk.venue.sent;
  expect(fundOf(world).trading.ended.map(({ status }) => status)).toEqual(["ABSENT"]);
  const { effects } = feed(world, world.state.at, "venue", orderAccepted.create({ orderId: orderId!, reportSeq: 0 }));
  expect(effects).toEqual([{ kind: "CancelOrder", orderId, symbol: "BTC" }]);
  expect(fundOf(world).governance.freeze?.reasons).toEqual([
    `the venue's report failed: the venue works ${orderId}, of which it said that it is not there`,
  ]);
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
