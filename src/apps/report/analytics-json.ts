/** Everything the analytics of a fund say, as data with units in the names; the API answers with its parts. */
import type { Analytics } from "../../kernel/analytics/projection/analytics.ts";
import { attributionOf } from "../../kernel/analytics/projection/attribution.ts";
import { dimensions } from "../../kernel/analytics/projection/dimensions.ts";
import {
  drawdownMetrics,
  modelMetrics,
  strategyMetrics,
  symbolMetrics,
  systemMetrics,
} from "../../kernel/analytics/projection/metrics.ts";

export const analyticsJson = (analytics: Analytics) => ({
  system: systemMetrics(analytics),
  strategies: strategyMetrics(analytics),
  models: modelMetrics(analytics),
  symbols: symbolMetrics(analytics),
  drawdowns: drawdownMetrics(analytics),
  attribution: dimensions.map((dimension) => attributionOf(analytics, dimension)),
  roundTrips: analytics.trips,
});
