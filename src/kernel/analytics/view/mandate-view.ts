/** The mandate as people ask about it: what is the limit, how much of it is used, who set it, and why. */
import { decisionId, type Stance } from "../../domain/decision.ts";
import { type Limit, limits } from "../../domain/risk-envelope.ts";
import type { LimitUnit, LimitView, MandateView, SetterView } from "./fund-view.ts";
import type { ViewSource } from "./view-source.ts";

const units: { readonly [Each in Limit]: LimitUnit } = {
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

const nobody = "nobody";

export function viewMandate(source: ViewSource): MandateView {
  const { version, publishedAt, mandate } = source.policy;
  const used = usedNow(source);
  const viewLimit = (limit: Limit): LimitView => ({
    limit,
    unit: units[limit],
    value: mandate.envelope[limit],
    isBound: mandate.setBy[limit] !== nobody,
    used: used[limit] ?? null,
    setBy: setterOf(source, mandate.setBy[limit]),
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

function setterOf(source: ViewSource, name: string): SetterView {
  const stance = source.policy.mandate.ruling.find((each) => name.endsWith(` ${decisionId(each)}`));
  if (stance !== undefined) return seatAsSetter(name, stance);
  return { name, decisionId: null, seat: null, kind: null, decidedAtMs: null, reason: reasonOfPart(source, name) };
}

const seatAsSetter = (name: string, { seat, decision, decidedAt, ...place }: Stance): SetterView => ({
  name,
  decisionId: decisionId(place),
  seat,
  kind: decision.kind,
  decidedAtMs: decidedAt,
  reason: decision.reason,
});

/** Why a part of the constitution binds, in words. */
function reasonOfPart({ ess, health, freeze }: ViewSource, name: string): string {
  switch (name) {
    case nobody:
      return "no authority has set a bound";
    case "hard limits":
      return "the constitution: changed only by configuration and restart";
    case "emergency stop system":
      return `tripped at level ${ess.level}`;
    case "freeze":
      return freeze?.state.reasons.join("; ") ?? "the fund is frozen";
    case "system health":
      return health.issues.join("; ") || `system health is ${health.status}`;
    case "ramp after release":
      return "size returns over four clean days after a release";
    default:
      return name;
  }
}
