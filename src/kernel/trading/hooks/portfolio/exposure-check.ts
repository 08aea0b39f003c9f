/** PBA, at every close before entries: while the book breaks a constraint, nothing new is bought (resolutions 64). */
import type { Violation } from "../../../domain/balancer.ts";
import type { HookName } from "../../../domain/hooks.ts";
import type { SubsystemMode } from "../../../domain/subsystem.ts";
import type { Hook, Verdict } from "../run-hooks.ts";

/** Looks at what the book breaks or nears, and passes it on. */
export const exposureCheck = (mode: SubsystemMode): Hook<readonly Violation[], undefined, HookName> => ({
  name: "exposure-check",
  mode,
  canOnlyTighten: true,
  onFailure: "PASS",
  review: judgeExposure,
});

function judgeExposure(violations: readonly Violation[]): Verdict<readonly Violation[]> {
  const critical = violations.filter(({ severity }) => severity === "CRITICAL");
  if (critical.length > 0) return { kind: "VETO", reason: `CRITICAL_VIOLATIONS: ${critical.map(sentence).join("; ")}` };
  const note = violations.length === 0 ? "every constraint is kept" : violations.map(sentence).join("; ");
  return { kind: "PASS", subject: violations, note };
}

const sentence = ({ constraint, subject, value, limit }: Violation): string =>
  `${constraint} of ${subject} is ${value.toFixed(3)}, the line ${limit.toFixed(3)}`;
