/** A venue that is taken up from its log goes on as the one that was never stopped: whatever it had in hand. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { btc } from "../../../tests/scenarios/given.ts";
import { btcPerpetual } from "../../../tests/scenarios/perpetuals.ts";
import { type Act, anyLife } from "../../../tests/scenarios/venue-acts.ts";
import { barOf, order } from "../../../tests/scenarios/venue-orders.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import type { VenueTerms } from "../../kernel/simulation/venue/venue-terms.ts";
import { bps, durationMs, epochMs, fraction, hours, price, quantity, usd } from "../../kernel/units/units.ts";
import { SimulatedVenue } from "./simulated-venue.ts";
import { memoryVenueLog, type VenueLog } from "./venue-log.ts";

/** Ninety minutes before midnight UTC, so that lives see the fees of a new day. */
const start = epochMs(1_600_036_200_000);
const openOn = (log: VenueLog, terms: Partial<VenueTerms> = {}, instrument = btc): SimulatedVenue =>
  new SimulatedVenue([instrument], log, start, { cash: usd(2_000), terms });

async function act(venue: SimulatedVenue, what: Act, bars: number): Promise<void> {
  const closedAt = epochMs(start + (bars + 1) * hours(1));
  if (what.kind === "ORDER") venue.take(what.order);
  else if (what.kind === "CANCEL") await venue.cancel(what.orderId);
  else if (what.kind === "BY_HAND")
    venue.manualTrade({ symbol: "BTC", side: "BUY", quantity: quantity(what.lots / 10_000) });
  else {
    venue.playOpen([what.bar], epochMs(closedAt - hours(1)));
    venue.playInside([what.bar], closedAt);
    venue.playClose([what.bar], closedAt);
  }
}

/** Lives on one log; `reopens` takes the venue up again before every act. */
async function live(
  acts: readonly Act[],
  reopens: boolean,
  [terms, instrument]: readonly [Partial<VenueTerms>, Instrument],
) {
  const log = memoryVenueLog();
  let venue = openOn(log, terms, instrument);
  let bars = 0;
  for (const each of acts) {
    if (reopens) venue = openOn(log, terms, instrument);
    await act(venue, each, bars);
    if (each.kind === "BAR") bars += 1;
  }
  return { account: await venue.account(), reports: await venue.reportsAfter(0) };
}

/** Requests take from half a bar to more than one, reports less than one. */
const latency = { requestMs: durationMs(2_000_000), reportMs: durationMs(0), jitterMs: durationMs(3_000_000), seed: 3 };
const feeTiers = [{ fromVolumeUsd: usd(100), makerFeeBps: bps(1), takerFeeBps: bps(3) }];

it.each([
  ["on plain terms", {}, btc],
  ["with requests that take their time", { latency }, btc],
  ["with fees by what was traded", { feeTiers }, btc],
  ["of perpetuals on cross margin", {}, btcPerpetual()],
  ["of perpetuals on isolated margin", {}, btcPerpetual({ marginMode: "ISOLATED" })],
] as const)("taken up before every act it reports the same and has the same, %s", async (_, terms, instrument) =>
  fc.assert(
    fc.asyncProperty(anyLife, async (acts) => {
      expect(await live(acts, true, [terms, instrument])).toEqual(await live(acts, false, [terms, instrument]));
    }),
    { numRuns: 150 },
  ),
);

it("keeps what no report tells: a stop that went off, how far one has followed, cash that moved, what is on its way", async () => {
  const log = memoryVenueLog();
  const play = (venue: SimulatedVenue, bars: number, bar: ReturnType<typeof barOf>) =>
    act(venue, { kind: "BAR", bar }, bars);
  const first = openOn(log);
  await play(first, 0, barOf(100, 100, 100, 100));
  first.manualTrade({ symbol: "BTC", side: "BUY", quantity: quantity(4) });
  first.moveCash(usd(-25), "FEE");
  first.take(order({ id: "T", side: "SELL", type: "TRAILING_STOP", callback: fraction(0.08) }));
  first.take(order({ id: "L", side: "SELL", type: "STOP_LIMIT", stopPrice: price(99), limitPrice: price(108) }));
  await play(first, 1, barOf(100, 105, 98.9, 104));
  const second = openOn(log);
  expect(await second.account()).toEqual(await first.account());
  expect((await second.account()).orders).toMatchObject([
    { orderId: "T", stopPrice: expect.closeTo(96.6, 9) },
    { orderId: "L" },
  ]);
  await play(second, 2, barOf(107, 109, 106, 108));
  expect((await second.reportsAfter(0)).at(-1)?.report).toMatchObject({ orderId: "L", kind: "FILLED", price: 108 });
});

it("counts what was traded by hand towards the fees of the days to come", async () => {
  const log = memoryVenueLog();
  const first = openOn(log, { feeTiers });
  await act(first, { kind: "BAR", bar: barOf(100, 100, 100, 100) }, 0);
  first.manualTrade({ symbol: "BTC", side: "BUY", quantity: quantity(2) });
  const second = openOn(log, { feeTiers });
  second.passTo(epochMs(start + hours(24)));
  second.manualTrade({ symbol: "BTC", side: "BUY", quantity: quantity(1) });
  const { report } = (await second.reportsAfter(0)).at(-1) ?? {};
  expect(report).toMatchObject({ kind: "FOREIGN_FILL", fee: expect.closeTo((100.01 * 3) / 10_000, 9) });
});

it("opens with the cash that was paid in first, whatever a later start says", async () => {
  const log = memoryVenueLog();
  openOn(log);
  const later = new SimulatedVenue([btc], log, start, { cash: usd(9) });
  expect((await later.account()).cash).toBe(2_000);
});

it("is sure of nothing while an order is on its way, and tells a report when it has arrived", async () => {
  const venue = openOn(memoryVenueLog(), {
    latency: { ...latency, requestMs: durationMs(2), jitterMs: durationMs(0), reportMs: durationMs(50) },
  });
  venue.take(order());
  await expect(venue.query("A")).rejects.toThrow("order A is on its way");
  venue.playOpen([], epochMs(start + 2));
  expect(await venue.query("A")).toBe("OPEN");
  expect(await venue.reportsAfter(0)).toEqual([]);
  venue.passTo(epochMs(start + 51));
  expect(await venue.reportsAfter(0)).toEqual([]);
  venue.passTo(epochMs(start + 52));
  expect(await venue.reportsAfter(0)).toMatchObject([{ reportSeq: 1, report: { kind: "ACCEPTED" } }]);
});
