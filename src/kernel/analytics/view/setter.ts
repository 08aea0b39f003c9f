/** Who set a limit, and why: a decision with its seat and words, or a part of the constitution. */
import type { Ess, FreezeState, Health } from "../../domain/briefing.ts";
import { decisionId, type Stance } from "../../domain/decision.ts";
import type { Policy } from "../../domain/mandate.ts";
import type { PulledBrake } from "../../domain/workings.ts";
import type { SetterView } from "./fund-view.ts";

/** What binds, and what the constitution's parts have to say for themselves. */
export type Standing = {
  readonly policy: Policy;
  readonly ess: Ess;
  readonly health: Pick<Health, "status" | "issues">;
  readonly freeze: FreezeState | undefined;
  readonly brake: PulledBrake | undefined;
};

/** Sets what no authority has set. */
export const nobody = "nobody";

export function setterOf(standing: Standing, name: string): SetterView {
  const stance = standing.policy.mandate.ruling.find((each) => name.endsWith(` ${decisionId(each)}`));
  if (stance !== undefined) return seatAsSetter(name, stance);
  return { name, decisionId: null, seat: null, kind: null, decidedAtMs: null, reason: reasonOfPart(standing, name) };
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
function reasonOfPart({ policy, ess, health, freeze, brake }: Standing, name: string): string {
  switch (name) {
    case nobody:
      return "no authority has set a bound";
    case "hard limits":
      return "the constitution: changed only by configuration and restart";
    case "emergency stop system":
      return ess.trip?.reason ?? `it is ${ess.state} at level ${ess.level}`;
    case "freeze":
      return freeze?.reasons.join("; ") ?? "the fund is frozen";
    case "system health":
      return health.issues.join("; ") || `system health is ${health.status}`;
    case "emergency brake":
      return brake === undefined ? "it was pulled" : `${brake.by} pulled it: ${brake.reason}`;
    case "AI-HFOS system risk mode":
      return `system risk mode is ${policy.modes.systemRiskMode}`;
    case "stale CEO":
      return "the CEO has not evaluated for too long, so the strictest mode holds";
    case "stale controller":
      return "the controller has not looked for too long, so its strictest mode holds";
    case "a live venue below COORDINATION":
      return "with real money, a stage below COORDINATION sends reductions only";
    case "kept since the stage was lowered":
      return "a lower stage loosens nothing that a higher one had tightened";
    case "ramp after release":
      return "size returns over four clean days after a release";
    default:
      return name;
  }
}
