/** Everything the analytics page shows, asked of the fund at once. The server has checked each answer against its schema. */
import type { Attribution } from "../../../src/kernel/analytics/projection/attribution.ts";
import type { Dimension } from "../../../src/kernel/analytics/projection/dimensions.ts";
import type {
  DrawdownMetrics,
  ModelMetrics,
  StrategyMetrics,
  SystemMetrics,
} from "../../../src/kernel/analytics/projection/metrics.ts";
import type { RoundTrip } from "../../../src/kernel/analytics/projection/round-trip.ts";
import { accessHeaders } from "../access.ts";

export type Days = { readonly firstDayStartMs: number | null; readonly equityUsd: readonly number[] };
export type RoundTrips = { readonly total: number; readonly roundTrips: readonly RoundTrip[] };

export type Answers = {
  readonly system: SystemMetrics;
  readonly days: Days;
  readonly attribution: Attribution;
  readonly strategies: readonly StrategyMetrics[];
  readonly models: readonly ModelMetrics[];
  readonly drawdowns: readonly DrawdownMetrics[];
  readonly trips: RoundTrips;
};

/** The answers, or a sentence that says why there are none. */
export async function askAnalytics(by: Dimension): Promise<Answers | string> {
  try {
    const [system, days, attribution, strategies, models, drawdowns, trips] = await Promise.all([
      ask<SystemMetrics>("system", "equityUsd"),
      ask<Days>("days", "equityUsd"),
      ask<Attribution>(`attribution?by=${by}`, "rows"),
      ask<{ strategies: StrategyMetrics[] }>("strategies", "strategies"),
      ask<{ models: ModelMetrics[] }>("models", "models"),
      ask<{ drawdowns: DrawdownMetrics[] }>("drawdowns", "drawdowns"),
      ask<RoundTrips>("round-trips?limit=12", "roundTrips"),
    ]);
    return {
      system,
      days,
      attribution,
      strategies: strategies.strategies,
      models: models.models,
      drawdowns: drawdowns.drawdowns,
      trips,
    };
  } catch (error) {
    return error instanceof Refused ? error.message : "the fund does not answer";
  }
}

class Refused extends Error {}

/** @param field one that every such answer has */
async function ask<Answer>(path: string, field: keyof Answer): Promise<Answer> {
  const response = await fetch(`/api/analytics/${path}`, { headers: accessHeaders() });
  const value: unknown = await response.json();
  if (response.ok && hasField<Answer>(value, field)) return value;
  throw new Refused(errorIn(value));
}

const hasField = <Answer>(value: unknown, field: keyof Answer): value is Answer =>
  typeof value === "object" && value !== null && field in value;

const errorIn = (value: unknown): string =>
  typeof value === "object" && value !== null && "error" in value ? String(value.error) : "the fund refuses";
