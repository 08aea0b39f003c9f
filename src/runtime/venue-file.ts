/**
 * A venue as a trader writes it down: fees, tiers, spread, impact, volume, latency, rules of instruments. One JSON object
 * with units in the names, read from a file and kept in the manifest of the run, so that whatever plays it again finds it.
 *
 * Every field is one that the simulated venue acts on. What is left out stays as the market and the venue have it.
 */
import { z } from "zod";
import { bps, durationMs, fraction, price, quantity, usd } from "../kernel/units/units.ts";

const within = (low: number, high: number) => {
  const rule = `expected a number of ${low} to ${high}`;
  return z.number(rule).min(low, rule).max(high, rule);
};
const whole = (low: number, high: number) => {
  const rule = `expected a whole number of ${low} to ${high}`;
  return z.int(rule).min(low, rule).max(high, rule);
};
const above0 = (high: number) => {
  const rule = `expected a number above 0 and up to ${high}`;
  return z.number(rule).gt(0, rule).max(high, rule);
};
const text = (longest: number) => {
  const rule = `expected a text of 1 to ${longest} characters`;
  return z.string(rule).min(1, rule).max(longest, rule);
};
const flag = z.boolean("expected true or false");

/** A tenth is more than any venue takes. */
const feeField = within(0, 1_000).transform(bps);
const spreadField = within(0, 1_000).transform(bps);

const costs = {
  makerFeeBps: feeField.optional(),
  takerFeeBps: feeField.optional(),
  /** Half of the distance between bid and ask. */
  halfSpreadBps: spreadField.optional(),
};

const bandRule = "expected a band that begins below where it ends";
const bandSchema = z
  .strictObject({
    buyFrom: within(0, 1_000),
    buyTo: within(0, 1_000),
    sellFrom: within(0, 1_000),
    sellTo: within(0, 1_000),
  })
  .refine(({ buyFrom, buyTo, sellFrom, sellTo }) => buyFrom < buyTo && sellFrom < sellTo, bandRule);

const instrumentSchema = z.strictObject({
  ...costs,
  tickSize: above0(1e9).transform(price).optional(),
  lotSize: above0(1e9).transform(quantity).optional(),
  minNotionalUsd: within(0, 1e9).transform(usd).optional(),
  maxOrderQuantity: above0(1e15).transform(quantity).optional(),
  /** Smallest quantity of one order; the lot where nothing is said. */
  minOrderQuantity: above0(1e15).transform(quantity).optional(),
  maxOpenOrders: whole(1, 10_000).optional(),
  /** Prices of limit orders may be so many times the last price. */
  priceBandRatio: bandSchema.optional(),
  /** Whether orders without a limit must be worth `minNotionalUsd` too. */
  minNotionalForMarketOrders: flag.optional(),
});

const tierSchema = z.strictObject({
  from30DayVolumeUsd: within(0, 1e15).transform(usd),
  makerFeeBps: feeField,
  takerFeeBps: feeField,
});

const isAscending = (tiers: readonly { readonly from30DayVolumeUsd: number }[]): boolean =>
  tiers.every((tier, at) => at === 0 || tier.from30DayVolumeUsd > (tiers[at - 1]?.from30DayVolumeUsd ?? 0));

/** Slower is an outage: `qt stress` has those. */
const latencyField = whole(0, 60_000).transform(durationMs);

export const venueFileSchema = z.strictObject({
  name: text(80),
  /** Where the figures come from, and of which day they are. */
  source: text(1_000).optional(),
  ...costs,
  /** Lowest volume first; the fees above hold below the first. */
  feeTiers: z
    .array(tierSchema)
    .max(100)
    .refine(isAscending, "expected tiers of ascending from30DayVolumeUsd")
    .readonly()
    .optional(),
  feeAsset: z.strictObject({ asset: text(20), discountFraction: within(0, 1).transform(fraction) }).optional(),
  /** Y of impact = Y·σ·√(order / bar's volume). */
  impactFactorRatio: within(0, 100).optional(),
  /** Largest share of a bar's volume that orders with a limit get between them. */
  maxParticipationFraction: above0(1).transform(fraction).optional(),
  latencyMs: z
    .strictObject({
      /** From the fund to the venue, and back. */
      there: latencyField.default(durationMs(0)),
      back: latencyField.default(durationMs(0)),
      /** Up to so much more each way, drawn by the run's seed. */
      jitter: latencyField.default(durationMs(0)),
    })
    .optional(),
  /** By symbol; `*` is every symbol that says nothing of its own. */
  instruments: z.record(text(40), instrumentSchema).optional(),
});
export type VenueFile = z.output<typeof venueFileSchema>;
export type VenueInstrument = z.output<typeof instrumentSchema>;
