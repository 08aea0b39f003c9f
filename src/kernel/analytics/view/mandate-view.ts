/** The mandate as people ask about it: what is the limit, how much of it is used, who set it, and why. */
import { type Limit, limits } from "../../domain/risk-envelope.ts";
import type { LimitUnit, LimitView, MandateView } from "./fund-view.ts";
import { nobody, setterOf } from "./setter.ts";
import type { ViewSource } from "./view-source.ts";

export const limitUnitOf: { readonly [Each in Limit]: LimitUnit } = {
  maxLeverage: "RATIO",
  maxPosition: "USD",
  maxExposure: "FRACTION",
  maxPositions: "COUNT",
  maxRiskPerTrade: "FRACTION",
  maxDailyRisk: "FRACTION",
  maxDrawdown: "FRACTION",
  minConfidence: "FRACTION",
  sizeFactor: "FRACTION",
  entriesAllowed: "FLAG",
};

export function viewMandate(source: ViewSource): MandateView {
  const { version, publishedAt, mandate } = source.policy;
  const used = usedNow(source);
  const standing = { ...source, freeze: source.freeze?.state, brake: source.executive.brake };
  const viewLimit = (limit: Limit): LimitView => ({
    limit,
    unit: limitUnitOf[limit],
    value: mandate.envelope[limit],
    isBound: mandate.setBy[limit] !== nobody,
    used: used[limit] ?? null,
    setBy: setterOf(standing, mandate.setBy[limit]),
  });
  return { policyVersion: version, publishedAtMs: publishedAt, limits: limits.map(viewLimit) };
}

function usedNow({ portfolio, positions, performance }: ViewSource): Partial<Record<Limit, number>> {
  const { equity, tradable, exposure, openPositions, openRisk } = portfolio;
  let largest = 0;
  for (const position of positions)
    if (position !== undefined) largest = Math.max(largest, position.quantity * position.lastPrice);
  return {
    maxLeverage: exposure,
    maxExposure: exposure,
    maxPosition: largest,
    maxPositions: openPositions,
    maxDailyRisk: tradable > 0 ? (performance.dailyLoss * equity + openRisk) / tradable : performance.dailyLoss,
    maxDrawdown: performance.drawdown,
  };
}
