/**
 * The one writer of policy: turns a mandate and the modes into the next version, and says what changed and who set it.
 */
import type { Mandate, Modes, Policy } from "../../domain/mandate.ts";
import type { ExitMode } from "../../domain/modes.ts";
import { sameValue } from "../../domain/same-value.ts";
import { limits } from "../../domain/risk-envelope.ts";
import { policyUpdated } from "../../events/governance-events.ts";
import type { EpochMs, Fraction, Ratio } from "../../units/units.ts";

export type PolicyDraft = {
  readonly mandate: Mandate;
  readonly modes: Modes;
  readonly exitMode: ExitMode;
  readonly stopLossMultiplier: Ratio;
  readonly maxExpectedShortfall: Fraction;
  readonly activeSymbols: readonly string[];
  readonly modelWeights: Readonly<Record<string, Fraction>> | undefined;
};

/** The next policy with the fact that announces it, or `undefined` when nothing trading reads has changed. */
export function nextPolicy(current: Policy | undefined, draft: PolicyDraft, at: EpochMs) {
  const changes = limits
    .filter((limit) => hasChanged(current, draft, limit))
    .map((limit) => ({
      limit,
      from: current?.mandate.envelope[limit] ?? null,
      to: draft.mandate.envelope[limit],
      setBy: draft.mandate.setBy[limit],
    }));
  if (current !== undefined && changes.length === 0 && isSame(current, draft)) return undefined;
  const policy: Policy = { version: (current?.version ?? 0) + 1, publishedAt: at, ...draft };
  const { version, modes, exitMode, activeSymbols, modelWeights = null } = policy;
  return {
    policy,
    fact: policyUpdated.create({ policyVersion: version, changes, modes, exitMode, activeSymbols, modelWeights }),
  };
}

/** Apart from the limits, which are compared one by one. */
const isSame = (current: Policy, draft: PolicyDraft): boolean =>
  current.exitMode === draft.exitMode &&
  current.stopLossMultiplier === draft.stopLossMultiplier &&
  current.maxExpectedShortfall === draft.maxExpectedShortfall &&
  sameRuling(current.mandate, draft.mandate) &&
  sameValue(current.activeSymbols, draft.activeSymbols) &&
  sameValue(current.modelWeights, draft.modelWeights) &&
  sameValue(current.modes, draft.modes);

const hasChanged = (current: Policy | undefined, draft: PolicyDraft, limit: (typeof limits)[number]): boolean =>
  current?.mandate.envelope[limit] !== draft.mandate.envelope[limit] ||
  current.mandate.setBy[limit] !== draft.mandate.setBy[limit];

const sameRuling = (a: Mandate, b: Mandate): boolean =>
  a.ruling.length === b.ruling.length &&
  a.ruling.every((stance, index) => stance.seq === b.ruling[index]?.seq && stance.index === b.ruling[index]?.index);
