/**
 * The 18 rejections recorded of real venues (`data/exchange/rejections.json`): for each the order that provokes just that
 * body at the simulated venue, or why it cannot occur here. Without the recordings the table alone is tried.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import { openVenueBook, submitTo } from "../../src/kernel/simulation/venue/venue-book.ts";
import type { VenueOrder } from "../../src/kernel/simulation/venue/venue-order.ts";
import { type InstrumentRules, plainRules } from "../../src/kernel/simulation/venue/venue-terms.ts";
import { price, quantity, usd } from "../../src/kernel/units/units.ts";
import { btc } from "../scenarios/given.ts";
import { btcPerpetual } from "../scenarios/perpetuals.ts";
import { barOf, order, playBar } from "../scenarios/venue-orders.ts";

type Provoked = {
  readonly order: Partial<VenueOrder>;
  readonly instrument?: Instrument;
  readonly rules?: Partial<InstrumentRules>;
  readonly cash?: number;
  /** Held before, and at what the market stands after. */
  readonly held?: { readonly quantity: number; readonly fallenTo: number };
};
type Row = { readonly code: number; readonly msg: string } & ({ readonly by: Provoked } | { readonly notHere: string });

const perpetual = btcPerpetual();
const worth = (minimum: number): Instrument => ({ ...perpetual, minNotionalUsd: usd(minimum) });
const band = { bidDown: 0.5, bidUp: 1.5, askDown: 0.5, askUp: 1.5 };

const rows: readonly Row[] = [
  { code: -1013, msg: "Filter failure: LOT_SIZE", by: { order: { quantity: quantity(0.280039) } } },
  { code: -1013, msg: "Filter failure: PRICE_FILTER", by: { order: { limitPrice: price(99.999) } } },
  { code: -1013, msg: "Filter failure: NOTIONAL", by: { order: { quantity: quantity(0.05) } } },
  {
    code: -1013,
    msg: "Filter failure: MIN_NOTIONAL",
    notHere: "the filter is called NOTIONAL since 2023; the same order is refused under that name",
  },
  {
    code: -1013,
    msg: "Filter failure: PERCENT_PRICE_BY_SIDE",
    by: { order: { limitPrice: price(150.01) }, rules: { priceBand: band } },
  },
  { code: -2010, msg: "Account has insufficient balance for requested action", by: { order: {}, cash: 50 } },
  {
    code: -2011,
    msg: "Unknown order sent.",
    notHere: "cancelling what is not open does nothing, as the port promises: an adapter takes this answer for done",
  },
  { code: -2019, msg: "Margin is insufficient.", by: { instrument: perpetual, order: {}, cash: 10 } },
  {
    code: -2020,
    msg: "Unable to fill.",
    by: { instrument: perpetual, order: { timeInForce: "FOK", limitPrice: price(99) } },
  },
  {
    code: -2021,
    msg: "Order would immediately trigger.",
    by: { instrument: perpetual, order: { type: "STOP_MARKET", stopPrice: price(99) } },
  },
  {
    code: -2022,
    msg: "ReduceOnly Order is rejected.",
    by: { instrument: perpetual, order: { isReduceOnly: true } },
  },
  {
    code: -2023,
    msg: "User in liquidation mode now.",
    by: { instrument: perpetual, order: {}, cash: 500, held: { quantity: 20, fallenTo: 70 } },
  },
  {
    code: -2025,
    msg: "Reach max open order limit.",
    by: { instrument: perpetual, order: {}, rules: { maxOpenOrders: 0 } },
  },
  {
    code: -4003,
    msg: "Quantity less than or equal to zero.",
    by: { instrument: perpetual, order: { quantity: quantity(0) } },
  },
  {
    code: -4164,
    msg: "Order's notional must be no smaller than 100 (unless you choose reduce only).",
    by: { instrument: worth(100), order: { quantity: quantity(0.9) } },
  },
  {
    code: -4164,
    msg: "Order's notional must be no smaller than 20 (unless you choose reduce only).",
    by: { instrument: worth(20), order: { quantity: quantity(0.1) } },
  },
  {
    code: -4164,
    msg: "Order's notional must be no smaller than 5.0 (unless you choose reduce only)",
    notHere: "one element of a batch: there are no batches here; alone the same order is refused in the words above",
  },
  { code: 110007, msg: "ab not enough for new order", notHere: "Bybit's words; the venue simulated is Binance" },
];

function answerTo({ instrument = btc, rules = {}, cash = 1e6, held, order: change }: Provoked) {
  const book = openVenueBook([instrument], usd(cash), { rules: new Map([["BTC", { ...plainRules, ...rules }]]) });
  playBar(book, barOf(100, 100, 100, 100));
  if (held !== undefined) {
    submitTo(book, order({ id: "B", quantity: quantity(held.quantity), limitPrice: price(102), timeInForce: "IOC" }));
    playBar(book, barOf(100, 100, 100, 100));
    book.marks.set("BTC", held.fallenTo);
  }
  return submitTo(book, order(change));
}

for (const row of rows)
  if ("by" in row)
    it(`${row.code} ${row.msg}`, () => {
      const answer = answerTo(row.by);
      expect(answer).toMatchObject({ kind: "REJECTED", code: row.code });
      expect(answer.kind === "REJECTED" && answer.reason.startsWith(`${row.code} ${row.msg} (`)).toBe(true);
    });

const bodySchema = z.union([
  z.object({ code: z.number(), msg: z.string() }),
  z
    .object({ retCode: z.number(), retMsg: z.string() })
    .transform(({ retCode, retMsg }) => ({ code: retCode, msg: retMsg })),
]);
const recordedSchema = z.object({
  cases: z.array(
    z.object({
      body: z.union([
        bodySchema,
        z
          .tuple([bodySchema])
          .rest(z.unknown())
          .transform(([first]) => first),
      ]),
    }),
  ),
});

it("the table has every recorded body, in order, and says of each that is not provoked why", () => {
  const file = resolve(import.meta.dirname, "../../../shared/data/exchange/rejections.json");
  if (existsSync(file)) {
    const { cases } = recordedSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(cases.map(({ body: { code, msg } }) => ({ code, msg }))).toEqual(
      rows.map(({ code, msg }) => ({ code, msg })),
    );
  }
  expect(rows.filter((row) => "by" in row)).toHaveLength(14);
  for (const row of rows) if ("notHere" in row) expect(row.notHere.length).toBeGreaterThan(20);
});
