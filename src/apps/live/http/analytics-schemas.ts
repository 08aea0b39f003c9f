/** The analytics as schemas, each declared as the schema of its type: what differs does not compile. */
import { z } from "zod";
import type { Attribution, AttributionRow } from "../../../kernel/analytics/projection/attribution.ts";
import { dimensions } from "../../../kernel/analytics/projection/dimensions.ts";
import type {
  Costs,
  DrawdownMetrics,
  ModelMetrics,
  PartMetrics,
  StrategyMetrics,
  SymbolMetrics,
  SystemMetrics,
} from "../../../kernel/analytics/projection/metrics.ts";
import type { Voice } from "../../../kernel/analytics/projection/open-trade.ts";
import type { RoundTrip } from "../../../kernel/analytics/projection/round-trip.ts";
import type { SharpeReport } from "../../../kernel/analytics/sharpe-report.ts";

const number = z.number();
const maybe = number.nullable();
const count = z.int().min(0);
const time = number.min(0);
const text = z.string();
const flag = z.boolean();
const list = <Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> => z.array(item);
/** Units are brands of the kernel; on the wire they are numbers. */
type OnWire<Value> = Value extends number
  ? number
  : Value extends object
    ? { readonly [Key in keyof Value]: OnWire<Value[Key]> }
    : Value;
/** An object with exactly the fields of `Value`. */
const shape = <Value extends object>(
  fields: {
    readonly [Key in keyof Value]-?: z.ZodType<OnWire<Value[Key]>>;
  },
) => z.strictObject(fields);

const sharpe = shape<SharpeReport>({
  ratio: number,
  standardErrorRatio: number,
  autocorrelationAdjustedRatio: number,
  above0Fraction: maybe,
  trackRecordNeededDays: maybe,
  days: count,
  isLowSample: flag,
});

const costs = shape<Costs>({
  atReferenceUsd: number,
  slippageUsd: number,
  feesUsd: number,
  fundingUsd: number,
  pnlUsd: number,
});

export const systemSchema = shape<SystemMetrics>({
  asOfMs: time,
  hasBegun: flag,
  startEquityUsd: number,
  equityUsd: number,
  dailyPnlUsd: number,
  pnlUsd: number,
  closedPnlUsd: number,
  openPnlUsd: number,
  totalTrades: count,
  winRateFraction: maybe,
  isLowSample: flag,
  activePositions: count,
  regime: text,
  riskMode: text,
  tradingMode: text,
  isFrozen: flag,
  sharpe,
  maxDrawdownRatio: number,
  costs,
  eventsHeard: count,
  eventTypesHeard: count,
}).meta({ id: "SystemMetrics", description: "The fund as a whole, from its journal." });

const part = {
  totalTrades: count,
  openTrades: count,
  winRateFraction: maybe,
  avgProfitUsd: maybe,
  averageRRatio: maybe,
  profitFactorRatio: maybe,
  pnlUsd: number,
  openPnlUsd: number,
  feesUsd: number,
  slippageUsd: number,
  sharpe,
  maxDrawdownRatio: number,
  isLowSample: flag,
} satisfies { readonly [Key in keyof PartMetrics]: z.ZodType };

export const strategiesSchema = z.strictObject({
  strategies: list(shape<StrategyMetrics>({ strategyId: text, ...part })),
});
export const symbolsSchema = z.strictObject({ symbols: list(shape<SymbolMetrics>({ symbol: text, ...part })) });
export const modelsSchema = z.strictObject({
  models: list(
    shape<ModelMetrics>({
      modelId: text,
      calls: count,
      judged: count,
      hitRateFraction: maybe,
      brierScore: maybe,
      trades: count,
      contributionUsd: number,
      isLowSample: flag,
    }),
  ),
});

export const drawdownsSchema = z.strictObject({
  drawdowns: list(
    shape<DrawdownMetrics>({
      depthRatio: number,
      peakAtMs: time,
      troughAtMs: time,
      recoveredAtMs: maybe,
      lengthDays: number,
      daysToTrough: number,
    }),
  ),
});

export const daysSchema = z.strictObject({
  /** Midnight that begins the first day; null before trading begins. */
  firstDayStartMs: maybe,
  /** At the last close of each day; the last is the day that is going on. */
  equityUsd: z.array(number),
  returnRatio: z.array(number),
});

export const attributionSchema = shape<Attribution>({
  dimension: z.enum(dimensions),
  totalPnlUsd: number,
  rows: list(
    shape<AttributionRow>({
      key: text,
      trades: count,
      openTrades: count,
      winRateFraction: maybe,
      averageTradeUsd: maybe,
      averageRRatio: maybe,
      closedPnlUsd: number,
      openPnlUsd: number,
      pnlUsd: number,
      feesUsd: number,
      slippageUsd: number,
    }),
  ),
});

const roundTrip = shape<RoundTrip>({
  tradeId: text,
  symbol: text,
  side: z.enum(["LONG", "SHORT"]),
  strategy: text,
  voices: list(shape<Voice>({ model: text, shareFraction: number })),
  regime: text,
  openedAtMs: time,
  closedAtMs: time,
  quantity: number,
  entryPriceUsd: number,
  exitPriceUsd: number,
  pnlUsd: number,
  feesUsd: number,
  slippageUsd: number,
  slippageBps: maybe,
  initialRiskUsd: number,
  rMultipleRatio: number,
  mfeRatio: number,
  maeRatio: number,
  exitReason: text,
});

export const roundTripsSchema = z.strictObject({
  /** Ever closed, and of them kept. */
  total: count,
  kept: count,
  /** How many later ones were passed over. */
  offset: count,
  /** Latest first. */
  roundTrips: list(roundTrip),
});

const dimensionRule = `expected one of ${dimensions.join(", ")}`;
export const attributionQuery = z.object({ by: z.enum(dimensions, dimensionRule).default("strategy") });

const limitRule = "expected a whole number of 1 to 500";
const offsetRule = "expected a whole number of 0 or more";
export const roundTripsQuery = z.object({
  limit: z
    .string(limitRule)
    .regex(/^0*([1-9]\d?|[1-4]\d{2}|500)$/, limitRule)
    .default("50")
    .transform(Number),
  offset: z
    .string(offsetRule)
    .regex(/^\d{1,9}$/, offsetRule)
    .default("0")
    .transform(Number),
});
