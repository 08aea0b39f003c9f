/** What operators have set beside the council, as the policy document lists it: holds, grants, and changed flags. */
import { agentFlagNames } from "../domain/agents.ts";
import type { FundConfig } from "../domain/config.ts";
import { decisionId, type Stance } from "../domain/decision.ts";
import type { PolicyOverride } from "../domain/mandate.ts";
import type { EpochMs } from "../units/units.ts";
import type { GovernanceState } from "./governance-state.ts";

export function overridesOf(state: GovernanceState, config: FundConfig, at: EpochMs): PolicyOverride[] {
  const { modeHolds, riskModeHolds, riskHold, modeGrant, riskGrant } = state.operator;
  const overrides = [...modeHolds, ...riskModeHolds].map(({ stance, endsAt }) => overrideOf("HOLD", stance, endsAt));
  if (riskHold !== undefined)
    overrides.push({ ...overrideOf("HOLD", riskHold.stance, undefined), value: inWords(riskHold.limits) });
  for (const grant of [modeGrant, riskGrant]) {
    if (grant === undefined) continue;
    const setBy = `operator ${grant.operator} ${decisionId(grant.stance)}`;
    overrides.push({ ...overrideOf("GRANT", grant.stance, grant.endsAt), setBy });
  }
  return [...overrides, ...flagOverrides(state, config, at)];
}

function overrideOf(kind: "HOLD" | "GRANT", stance: Stance, endsAt: EpochMs | undefined): PolicyOverride {
  const { decision, decidedAt: sinceMs, seat } = stance;
  const value = "mode" in decision.payload ? decision.payload.mode : inWords(decision.payload);
  const setBy = `${seat} ${decision.kind} ${decisionId(stance)}`;
  return { kind, about: decision.kind, value, setBy, reason: decision.reason, sinceMs, expiresAtMs: endsAt ?? null };
}

/** Flags that are not as configured. One that stays as it was keeps its date. */
function flagOverrides(
  { flags, flagsEndAt, policy }: GovernanceState,
  config: FundConfig,
  at: EpochMs,
): PolicyOverride[] {
  return agentFlagNames
    .filter((name) => flags[name] !== config.agents[name])
    .map((about) => {
      const value = String(flags[about]);
      const before = policy?.overrides.find((each) => each.about === about && each.value === value);
      return {
        kind: "FLAGS",
        about,
        value,
        setBy: "operator",
        reason: "a policy flag was set by an operator",
        sinceMs: before?.sinceMs ?? at,
        expiresAtMs: flagsEndAt ?? null,
      };
    });
}

/** `maxExposureFraction 0.5, maxLeverageRatio 3`, in the order of the names. */
const inWords = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
