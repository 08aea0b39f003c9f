/**
 * The policy as one document: every setting trading obeys, with its value, who set it and since when.
 *
 * Written by one writer, kept under a version in the policy store, shown by `qt policy`. Source: seed 001 "Configuration";
 * one writer, provenance per field and expiring overrides from resolutions 11.
 */
import type { AgentFlags } from "./agents.ts";
import type { Modes, Policy, PolicyOverride } from "./mandate.ts";
import type { RiskEnvelope } from "./risk-envelope.ts";
import { sameValue } from "./same-value.ts";
import type { EpochMs } from "../units/units.ts";

export type PolicyField<Value> = {
  readonly value: Value;
  /** An authority of the mandate, a decision with its id, or a part of the constitution. */
  readonly setBy: string;
  /** When value or setter last changed. */
  readonly sinceMs: EpochMs;
};
export type PolicyFields<Values> = { readonly [Name in keyof Values]: PolicyField<Values[Name]> };

/** What the policy says to the executor beside the limits. */
export type TradingRules = {
  readonly exitMode: Policy["exitMode"];
  /** Null where nothing asks for an exit. */
  readonly exitAskedAtMs: NonNullable<Policy["exitAskedAt"]> | null;
  readonly stopLossMultiplierRatio: Policy["stopLossMultiplier"];
  readonly maxExpectedShortfallFraction: Policy["maxExpectedShortfall"];
  readonly activeSymbols: Policy["activeSymbols"];
  /** Null weighs all models alike. */
  readonly modelWeights: NonNullable<Policy["modelWeights"]> | null;
  readonly allowedStrategies: Policy["strategies"]["allowed"];
  readonly blockedStrategies: Policy["strategies"]["blocked"];
};

export type PolicyDocument = {
  /** Grows with every change; the first is 1. */
  readonly version: number;
  readonly publishedAtMs: EpochMs;
  readonly limits: PolicyFields<RiskEnvelope>;
  readonly modes: PolicyFields<Modes>;
  readonly trading: PolicyFields<TradingRules>;
  readonly flags: PolicyFields<AgentFlags>;
  readonly overrides: readonly PolicyOverride[];
};

/** One line of the document: `limits.maxLeverage` and what it says. */
export type PolicyRow = { readonly name: string; readonly field: PolicyField<unknown> };

/** Every field of a document in a fixed order, for tables. Overrides are listed apart. */
export const rowsOf = (document: PolicyDocument): PolicyRow[] =>
  (["modes", "trading", "limits", "flags"] as const).flatMap((group) =>
    Object.entries<PolicyField<unknown>>(document[group]).map(([name, field]) => ({ name: `${group}.${name}`, field })),
  );

export type PolicyChange = {
  readonly name: string;
  /** Undefined where the older document has no such field. */
  readonly from: PolicyField<unknown> | undefined;
  readonly to: PolicyField<unknown> | undefined;
};

/** What differs in value or setter, in the order of the newer document. */
export function changesBetween(older: PolicyDocument | undefined, newer: PolicyDocument): PolicyChange[] {
  const before = new Map((older === undefined ? [] : rowsOf(older)).map(({ name, field }) => [name, field]));
  const changes: PolicyChange[] = [];
  for (const { name, field } of rowsOf(newer)) {
    const from = before.get(name);
    if (from === undefined || from.setBy !== field.setBy || !sameValue(from.value, field.value))
      changes.push({ name, from, to: field });
  }
  const overrides = (document: PolicyDocument | undefined) => asField(document);
  const from = overrides(older);
  const to = overrides(newer);
  if (!sameValue(from?.value, to?.value)) changes.push({ name: "overrides", from, to });
  return changes;
}

/** Overrides as one field, or `undefined` when there are none. */
function asField(document: PolicyDocument | undefined): PolicyField<unknown> | undefined {
  const last = document?.overrides.at(-1);
  if (document === undefined || last === undefined) return undefined;
  return { value: document.overrides, setBy: last.setBy, sinceMs: last.sinceMs };
}
