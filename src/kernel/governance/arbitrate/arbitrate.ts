/**
 * From many decisions to one mandate, in two steps.
 *
 * 1. Seniority picks who speaks: one stance per kind, the most senior seat's; ties go to the latest.
 * 2. The tightest limit holds: every ruling becomes an envelope and the envelopes fold together.
 *
 * So no seat can loosen a limit another kind of decision set, and the hard limits outlive everyone. Losers are kept
 * with who overruled them, and every limit names the authority that set it.
 * Source: seed 000, "Decision Flow" and "Priority Enforcement"; resolutions 6.
 */
import { type DecisionKind, decisionId, seniority, type Stance } from "../../domain/decision.ts";
import type { Authority, Mandate, Overruled } from "../../domain/mandate.ts";
import { isTighter, type Limit, tightest, unlimited } from "../../domain/risk-envelope.ts";
import { envelopeOf } from "./envelopes.ts";

/**
 * @param stances any order, any number per seat and kind
 * @param constitution authorities that are not decisions: hard limits, ESS, health, the ramp after a release
 */
export function arbitrate(stances: readonly Stance[], constitution: readonly Authority[]): Mandate {
  const rulingByKind = new Map<DecisionKind, Stance>();
  const overruled: Overruled[] = [];
  for (const stance of stances.toSorted(mostSeniorFirst)) {
    const by = rulingByKind.get(stance.decision.kind);
    if (by === undefined) rulingByKind.set(stance.decision.kind, stance);
    else overruled.push({ stance, by });
  }
  const ruling = [...rulingByKind.values()];
  const authorities = [...constitution, ...ruling.map(authorityOf)];
  const envelope = tightest(authorities.map((each) => each.envelope));
  return { envelope, setBy: settersOf(authorities), ruling, overruled };
}

export const authorityOf = (stance: Stance): Authority => ({
  name: `${stance.seat} ${stance.decision.kind} ${decisionId(stance)}`,
  decisionId: decisionId(stance),
  envelope: envelopeOf(stance.decision),
});

/** For each limit the first authority none is tighter than; constitution before council. */
function settersOf(authorities: readonly Authority[]): Record<Limit, string> {
  const setterOf = (limit: Limit): string =>
    authorities.reduce((setter, each) => (isTighter(limit, each.envelope, setter.envelope) ? each : setter), nobody)
      .name;
  return {
    maxLeverage: setterOf("maxLeverage"),
    maxPosition: setterOf("maxPosition"),
    maxExposure: setterOf("maxExposure"),
    maxPositions: setterOf("maxPositions"),
    maxRiskPerTrade: setterOf("maxRiskPerTrade"),
    maxDailyRisk: setterOf("maxDailyRisk"),
    maxDrawdown: setterOf("maxDrawdown"),
    minConfidence: setterOf("minConfidence"),
    sizeFactor: setterOf("sizeFactor"),
    entriesAllowed: setterOf("entriesAllowed"),
  };
}

const nobody: Authority = { name: "nobody", decisionId: undefined, envelope: unlimited };

const mostSeniorFirst = (a: Stance, b: Stance): number =>
  seniority.indexOf(a.seat) - seniority.indexOf(b.seat) || b.seq - a.seq || b.index - a.index;
