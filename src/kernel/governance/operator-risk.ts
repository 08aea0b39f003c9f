/** An operator sets risk limits, field by field: tighter at once and by anyone, looser only by name and with an end. */
import type { FundConfig } from "../domain/config.ts";
import type { Decision } from "../domain/decision.ts";
import type { Outbox } from "../events/outbox.ts";
import { after, type DurationMs, fraction, ratio, usd } from "../units/units.ts";
import { emitDecision, logConflict, sideOf, stanceNow } from "./announce.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";
import { riskLimitsInForce } from "./in-force.ts";
import { grantRule, overrideOf } from "./operator-mode.ts";
import { useApproval } from "./operator/approvals.ts";
import {
  isLooser,
  refuseGrant,
  type Refusal,
  type RiskLimits,
  type RiskLimitsPart,
  tighterOf,
} from "./operator/operator-book.ts";

export type RiskCommand = {
  readonly limits: RiskLimitsPart;
  readonly operator: string | null;
  readonly reason: string;
  readonly expiresInMs: DurationMs | null;
  readonly approval?: string | undefined;
};

const fields = [
  "maxLeverageRatio",
  "maxPositionUsd",
  "maxDrawdownFraction",
  "maxExposureFraction",
  "stopLossMultiplierRatio",
] as const satisfies readonly (keyof RiskLimits)[];

export function setRisk(
  state: GovernanceState,
  config: FundConfig,
  command: RiskCommand,
  outbox: Outbox,
): Refusal | undefined {
  const { limits, operator, expiresInMs, reason } = command;
  const named = fields.filter((field) => limits[field] !== undefined);
  if (named.length === 0) return { field: "limits", value: "{}", rule: "expected at least one risk limit" };
  const beyond = beyondHardLimits(limits, config);
  if (beyond !== undefined) return beyond;
  const inForce = riskLimitsInForce(state);
  const looser = named.filter((field) => isLooser(field, limits[field] ?? inForce[field], inForce[field]));
  if (looser.length > 0) {
    const what = `${looser.join(", ")} would be looser than what is in force`;
    const refusal = refuseGrant(operator, expiresInMs, what);
    if (refusal !== undefined || operator === null || expiresInMs === null) return refusal;
    const override = overrideOf(config, operator, command.approval, outbox.at);
    const unapproved = useApproval(state.operator.approvals, override);
    if (unapproved !== undefined) return unapproved;
    return grantRisk(state, command, { operator, expiresInMs }, outbox);
  }
  const decision = decisionOf(withPart(inForce, limits), reason);
  const stance = stanceNow("OPERATOR", decision, outbox);
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
  state.operator.riskHold = { stance, limits: tightest(state.operator.riskHold?.limits ?? {}, limits) };
  state.operator.version += 1;
  return undefined;
}

type Name = { readonly operator: string; readonly expiresInMs: DurationMs };

/**
 * What the operator's own hold says of the named fields moves to what he asks for now, so that nothing gets looser still
 * when the grant ends; where the CRO is tighter the grant rules until then. What he tightens in the same breath is held.
 */
function grantRisk(state: GovernanceState, { limits, reason }: RiskCommand, name: Name, outbox: Outbox): undefined {
  const { riskHold } = state.operator;
  const tightened = tightenedIn(limits, riskLimitsInForce(state));
  if (riskHold !== undefined) state.operator.riskHold = { ...riskHold, limits: moved(riskHold.limits, limits) };
  const decision = decisionOf(withPart(riskLimitsInForce(state), limits), reason);
  const stance = stanceNow("OPERATOR", decision, outbox);
  if (fields.some((field) => tightened[field] !== undefined))
    state.operator.riskHold = { stance, limits: tightest(state.operator.riskHold?.limits ?? {}, tightened) };
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
  state.operator.riskGrant = { stance, operator: name.operator, endsAt: after(outbox.at, name.expiresInMs) };
  state.operator.version += 1;
  const overruled = stanceOf(state, "CRO", "RISK_ADJUSTMENT");
  if (overruled !== undefined && fields.some((field) => isBeyond(field, limits, overruled.decision.payload)))
    logConflict(
      state,
      { about: "RISK_ADJUSTMENT", heard: sideOf(stance), overruled: sideOf(overruled), rule: grantRule },
      outbox,
    );
  return undefined;
}

const isBeyond = (field: keyof RiskLimits, { [field]: wanted }: RiskLimitsPart, held: RiskLimits): boolean =>
  wanted !== undefined && isLooser(field, wanted, held[field]);

/** Nobody exceeds the hard limits at run time, by whatever name. */
function beyondHardLimits(limits: RiskLimitsPart, { hardLimits }: FundConfig): Refusal | undefined {
  const ceilings = [
    { field: "maxLeverageRatio", ceiling: hardLimits.maxLeverageRatio },
    { field: "maxDrawdownFraction", ceiling: hardLimits.maxDrawdownFraction },
    { field: "maxExposureFraction", ceiling: hardLimits.maxExposureFraction },
  ] as const;
  for (const { field, ceiling } of ceilings) {
    const wanted = limits[field];
    if (wanted !== undefined && !(wanted <= ceiling))
      return { field, value: String(wanted), rule: `expected at most the hard limit of ${ceiling}` };
  }
  return undefined;
}

const decisionOf = (payload: RiskLimits, reason: string): Decision<"RISK_ADJUSTMENT"> => ({
  kind: "RISK_ADJUSTMENT",
  payload,
  priority: "CRITICAL",
  reason,
});

const withPart = (whole: RiskLimits, part: RiskLimitsPart): RiskLimits => ({
  maxLeverageRatio: part.maxLeverageRatio ?? whole.maxLeverageRatio,
  maxPositionUsd: part.maxPositionUsd ?? whole.maxPositionUsd,
  maxDrawdownFraction: part.maxDrawdownFraction ?? whole.maxDrawdownFraction,
  maxExposureFraction: part.maxExposureFraction ?? whole.maxExposureFraction,
  stopLossMultiplierRatio: part.stopLossMultiplierRatio ?? whole.stopLossMultiplierRatio,
});

/** Field by field the tighter of what is held and what is asked for. */
function tightest(held: RiskLimitsPart, asked: RiskLimitsPart): RiskLimitsPart {
  const of = (field: keyof RiskLimits): number | undefined => {
    const [a, b] = [held[field], asked[field]];
    return a === undefined || b === undefined ? (a ?? b) : tighterOf(field, a, b);
  };
  return limitsFrom(of);
}

/** Those of the named fields that are tighter than what is in force. */
const tightenedIn = (named: RiskLimitsPart, inForce: RiskLimits): RiskLimitsPart =>
  limitsFrom((field) => {
    const wanted = named[field];
    return wanted !== undefined && isLooser(field, inForce[field], wanted) ? wanted : undefined;
  });

const moved = (held: RiskLimitsPart, named: RiskLimitsPart): RiskLimitsPart =>
  limitsFrom((field) => (held[field] === undefined ? undefined : (named[field] ?? held[field])));

function limitsFrom(of: (field: keyof RiskLimits) => number | undefined): RiskLimitsPart {
  const [leverage, position, drawdown, exposure, stop] = fields.map(of);
  return {
    maxLeverageRatio: leverage === undefined ? undefined : ratio(leverage),
    maxPositionUsd: position === undefined ? undefined : usd(position),
    maxDrawdownFraction: drawdown === undefined ? undefined : fraction(drawdown),
    maxExposureFraction: exposure === undefined ? undefined : fraction(exposure),
    stopLossMultiplierRatio: stop === undefined ? undefined : ratio(stop),
  };
}
