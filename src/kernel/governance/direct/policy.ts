/**
 * The one writer of policy: turns a mandate and the modes into the next version, and says what changed and who set it.
 */
import type { AgentFlags } from "../../domain/agents.ts";
import type { Mandate, Modes, Policy, PolicyOverride, StrategyLists } from "../../domain/mandate.ts";
import type { ExitMode } from "../../domain/modes.ts";
import type { PolicyDocument } from "../../domain/policy-document.ts";
import { sameValue } from "../../domain/same-value.ts";
import { limits } from "../../domain/risk-envelope.ts";
import { policyUpdated } from "../../events/governance-events.ts";
import type { EpochMs, Fraction, Ratio } from "../../units/units.ts";

export type PolicyDraft = {
  readonly mandate: Mandate;
  readonly modes: Modes;
  readonly exitMode: ExitMode;
  readonly exitAskedAt: EpochMs | undefined;
  readonly stopLossMultiplier: Ratio;
  readonly maxExpectedShortfall: Fraction;
  readonly activeSymbols: readonly string[];
  readonly modelWeights: Readonly<Record<string, Fraction>> | undefined;
  readonly strategies: StrategyLists;
  readonly flags: AgentFlags;
  readonly overrides: readonly PolicyOverride[];
};

/** Asks the runtime to put a version into the policy store, once the facts of its entry are durable. */
export type CommitPolicy = { readonly kind: "CommitPolicy"; readonly document: PolicyDocument };

/** The effect of a step in which the document became another one, or `undefined`. The only maker of it. */
export const commitPolicy = (
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
): CommitPolicy | undefined =>
  after === undefined || after === before ? undefined : { kind: "CommitPolicy", document: after };

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
  const { version, modes, exitMode, activeSymbols, modelWeights = null, strategies, flags, overrides } = policy;
  const rules = { exitMode, activeSymbols, modelWeights, strategies, flags, overrides };
  return {
    policy,
    fact: policyUpdated.create({ policyVersion: version, changes, modes, ...rules }),
  };
}

/** Apart from the limits, which are compared one by one. */
const isSame = (current: Policy, draft: PolicyDraft): boolean =>
  current.exitMode === draft.exitMode &&
  current.exitAskedAt === draft.exitAskedAt &&
  current.stopLossMultiplier === draft.stopLossMultiplier &&
  current.maxExpectedShortfall === draft.maxExpectedShortfall &&
  sameRuling(current.mandate, draft.mandate) &&
  sameValue(current.activeSymbols, draft.activeSymbols) &&
  sameValue(current.modelWeights, draft.modelWeights) &&
  sameValue(current.strategies, draft.strategies) &&
  sameValue(current.flags, draft.flags) &&
  sameValue(current.overrides, draft.overrides) &&
  sameValue(current.modes, draft.modes);

const hasChanged = (current: Policy | undefined, draft: PolicyDraft, limit: (typeof limits)[number]): boolean =>
  current?.mandate.envelope[limit] !== draft.mandate.envelope[limit] ||
  current.mandate.setBy[limit] !== draft.mandate.setBy[limit];

const sameRuling = (a: Mandate, b: Mandate): boolean =>
  a.ruling.length === b.ruling.length &&
  a.ruling.every((stance, index) => stance.seq === b.ruling[index]?.seq && stance.index === b.ruling[index]?.index);
