/** A venue file in the kernel's words: what goes before what, and what stays as it was. */
import { expect, it } from "vitest";
import type { Instrument } from "../kernel/domain/instrument.ts";
import { simulatedInstruments } from "../kernel/simulation/market/instruments.ts";
import { feeOf } from "../kernel/simulation/venue/fees.ts";
import { openVenueBook } from "../kernel/simulation/venue/venue-book.ts";
import { plainRules, plainTerms } from "../kernel/simulation/venue/venue-terms.ts";
import { durationMs, hours, usd } from "../kernel/units/units.ts";
import { venueFileSchema } from "./venue-file.ts";
import { instrumentsUnder, strangersIn, termsUnder } from "./venue-file-terms.ts";

const instruments = simulatedInstruments.slice(0, 2);
const setting = { instruments, intervalMs: hours(1), seed: 9 };
const fileOf = (fields: Readonly<Record<string, unknown>>) => venueFileSchema.parse({ name: "mine", ...fields });

it("no file changes nothing", () => {
  expect(instrumentsUnder(undefined, instruments)).toBe(instruments);
  expect(termsUnder(undefined, setting)).toEqual({});
});

it("a file that says nothing is the plain venue", () => {
  expect(instrumentsUnder(fileOf({}), instruments)).toEqual(instruments);
  const { rules, ...terms } = termsUnder(fileOf({}), setting);
  expect({ ...plainTerms, ...terms, rules: new Map() }).toEqual(plainTerms);
  expect([...(rules?.values() ?? [])]).toEqual([plainRules, plainRules]);
});

it("a symbol's own word goes before that of all, and that before the venue's", () => {
  const file = fileOf({
    makerFeeBps: 1,
    takerFeeBps: 2,
    halfSpreadBps: 3,
    instruments: {
      "*": { takerFeeBps: 20, halfSpreadBps: 30, maxOpenOrders: 7 },
      "BTC-SIM": { halfSpreadBps: 300, tickSize: 0.5, lotSize: 0.01, minNotionalUsd: 11, maxOrderQuantity: 12 },
      DOGE: { tickSize: 1 },
    },
  });
  const [btc, eth] = instrumentsUnder(file, instruments);
  expect(btc).toEqual({
    symbol: "BTC-SIM",
    tickSize: 0.5,
    lotSize: 0.01,
    minNotionalUsd: 11,
    maxOrderQuantity: 12,
    makerFeeBps: 1,
    takerFeeBps: 20,
    halfSpreadBps: 300,
  });
  expect(eth).toEqual({ ...instruments[1], makerFeeBps: 1, takerFeeBps: 20, halfSpreadBps: 30 });
  expect(termsUnder(file, setting).rules?.get("BTC-SIM")?.maxOpenOrders).toBe(7);
  expect(strangersIn(file, instruments)).toEqual(["DOGE"]);
});

it("fees said of a symbol go before the venue's tiers too, those said of the venue do not", () => {
  const file = fileOf({
    takerFeeBps: 10,
    feeTiers: [{ from30DayVolumeUsd: 0, makerFeeBps: 1, takerFeeBps: 2 }],
    instruments: { "BTC-SIM": { takerFeeBps: 20 } },
  });
  const [btc, eth] = instrumentsUnder(file, instruments);
  const book = openVenueBook(instrumentsUnder(file, instruments), usd(1), termsUnder(file, setting));
  const feesOf = (instrument: Instrument | undefined) =>
    instrument && (["MAKER", "TAKER"] as const).map((role) => feeOf(book, instrument, role, usd(10_000)));
  expect([feesOf(btc), feesOf(eth)]).toEqual([
    [1, 20],
    [1, 2],
  ]);
});

it("terms have the venue's words", () => {
  const file = fileOf({
    feeTiers: [{ from30DayVolumeUsd: 100, makerFeeBps: 1, takerFeeBps: 2 }],
    feeAsset: { asset: "BNB", discountFraction: 0.25 },
    impactFactorRatio: 0.5,
    maxParticipationFraction: 0.02,
    latencyMs: { there: 10, back: 20, jitter: 5 },
    instruments: {
      "ETH-SIM": {
        minOrderQuantity: 3,
        priceBandRatio: { buyFrom: 0.5, buyTo: 1.1, sellFrom: 0.9, sellTo: 2 },
        minNotionalForMarketOrders: true,
      },
    },
  });
  const { rules, ...terms } = termsUnder(file, setting);
  expect(terms).toEqual({
    feeTiers: [{ fromVolumeUsd: 100, makerFeeBps: 1, takerFeeBps: 2 }],
    feeAsset: { asset: "BNB", discount: 0.25 },
    impactFactor: 0.5,
    maxParticipation: 0.02,
    latency: { requestMs: 10, reportMs: 20, jitterMs: 5, seed: 9 },
  });
  expect(rules?.get("ETH-SIM")).toEqual({
    status: "TRADING",
    minQuantity: 3,
    maxOpenOrders: 200,
    priceBand: { bidDown: 0.5, bidUp: 1.1, askDown: 0.9, askUp: 2 },
    minNotionalForMarket: true,
  });
});

it("a bar must hold three ways there and back", () => {
  const file = fileOf({ latencyMs: { there: 100, back: 50, jitter: 10 } });
  const needed = 3 * (110 + 60) + 1;
  expect(() => termsUnder(file, { ...setting, intervalMs: durationMs(needed) })).not.toThrow();
  expect(() => termsUnder(file, { ...setting, intervalMs: durationMs(needed - 1) })).toThrow(
    `latencyMs: expected bars of ${needed} ms or more`,
  );
});
