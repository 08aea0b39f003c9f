/** `market.*` and `clock.*`, `forecast.*`: what the world tells the fund about prices and time. */
import { z } from "zod";
import { hiddenRegimes } from "../domain/hidden-market.ts";
import { trends, volatilities } from "../domain/modes.ts";
import { exclusions } from "../domain/ranker.ts";
import { detectors } from "../domain/regime.ts";
import { quoteSources } from "../domain/quote.ts";
import { defineEvent } from "./define-event.ts";
import { countField, epochMsField, fractionField, priceField, quantityField, ratioField, textField } from "./fields.ts";

const barSchema = z
  .strictObject({
    symbol: textField,
    open: priceField,
    high: priceField,
    low: priceField,
    close: priceField,
    volume: quantityField,
  })
  .refine((bar) => bar.high >= bar.low, "expected high at or above low")
  .refine((bar) => bar.open <= bar.high && bar.open >= bar.low, "expected open between low and high")
  .refine((bar) => bar.close <= bar.high && bar.close >= bar.low, "expected close between low and high");

export const marketBarsClosed = defineEvent(
  "market.bars_closed",
  1,
  "All bars that close at one moment; expected symbols without a bar are named in `missing`.",
  z.strictObject({
    closedAtMs: epochMsField,
    bars: z
      .array(barSchema)
      .refine((bars) => new Set(bars.map(({ symbol }) => symbol)).size === bars.length, "expected every symbol once")
      .readonly(),
    missing: z.array(textField).readonly(),
  }),
);

export const marketQuoteReceived = defineEvent(
  "market.quote_received",
  1,
  "The best bid and ask of one symbol, by the venue or by a second source of prices.",
  z.strictObject({
    source: z.enum(quoteSources),
    symbol: textField,
    bidUsd: priceField,
    askUsd: priceField,
    quotedAtMs: epochMsField,
  }),
);

export const clockTicked = defineEvent("clock.ticked", 1, "A timer the fund asked for has run.", z.strictObject({}));

export const forecastReceived = defineEvent(
  "forecast.received",
  1,
  "A model outside the kernel speaks about one symbol; it counts until it expires.",
  z.strictObject({
    model: textField,
    symbol: textField,
    upProbabilityFraction: fractionField,
    sampleSize: countField,
    evidenceRatio: ratioField,
    validUntilMs: epochMsField,
  }),
);

export const modelPerformanceUpdated = defineEvent(
  "model.performance_updated",
  1,
  "How a model outside the kernel has done; null where it has too few cases to say.",
  z.strictObject({
    model: textField,
    winRateFraction: fractionField.nullable(),
    sharpeRatio: ratioField.nullable(),
    cases: countField,
    daysSinceTraining: z.number().min(0).nullable(),
  }),
);

export const marketRegimeChanged = defineEvent(
  "market.regime.changed",
  1,
  "Trend, volatility or liquidity of a symbol, or of the market as a whole where the symbol is null, is another.",
  z.strictObject({
    symbol: textField.nullable(),
    trend: z.enum(trends),
    volatility: z.enum(volatilities),
    isIlliquid: z.boolean().default(false),
    previousTrend: z.enum(trends).nullable(),
    previousVolatility: z.enum(volatilities).nullable(),
    wasIlliquid: z.boolean().nullable().default(null),
    dailyVolatilityFraction: ratioField,
    trendStrengthFraction: fractionField.nullable().default(null),
    confidenceFraction: fractionField.nullable().default(null),
    /** Which detector made the labels change; only a storm among the hidden states tightens beside the rule. */
    detector: z.enum(detectors).default("RULE"),
    breakProbabilityFraction: fractionField.nullable().default(null),
    hiddenRegime: z.enum(hiddenRegimes).nullable().default(null),
    /** The hidden states moved and the change points did not; null while either is not known. */
    detectorsDisagree: z.boolean().nullable().default(null),
  }),
);

export const marketBreakDetected = defineEvent(
  "market.break_detected",
  1,
  "The last days of a symbol, or of the market where the symbol is null, are probably of another kind than those before.",
  z.strictObject({
    symbol: textField.nullable(),
    breakProbabilityFraction: fractionField,
    hiddenRegime: z.enum(hiddenRegimes).nullable(),
    /** The hidden states hold to what they believed; null while they are not known. */
    detectorsDisagree: z.boolean().nullable(),
  }),
);

const opportunitySchema = z.strictObject({
  symbol: textField,
  scoreFraction: fractionField,
  trendFraction: fractionField,
  volatilityFraction: fractionField,
  liquidityFraction: fractionField,
  performanceFraction: fractionField,
  predictionFraction: fractionField,
});

export const opportunitiesUpdated = defineEvent(
  "opportunities.updated",
  1,
  "The ranker's opportunities, the best first, with what their scores are made of, and how many symbols have no score.",
  z.strictObject({
    opportunities: z.array(opportunitySchema).readonly(),
    entered: z.array(textField).readonly(),
    left: z.array(textField).readonly(),
    /** Symbols with a score, opportunities or not. */
    ranked: countField,
    excludedCount: countField,
    excluded: z.record(z.enum(exclusions), countField),
  }),
);
