/**
 * Approvals: a second person's word that an override may be given, good once and for a quarter of an hour (PT-20).
 *
 * Whoever approves names a token; whoever overrides shows it. It is used up by being shown, so that a command heard again
 * gets nothing, and the book is part of the state, so that a restart forgets nothing. Source: controls.md, PT-20.
 */
import { type Approval, longestGrant } from "../../domain/override.ts";
import { after, type EpochMs } from "../../units/units.ts";
import type { Refusal } from "./operator-book.ts";

/** As many as are remembered: an older token is unknown, which refuses as well. */
const approvalsKept = 1_000;

export function giveApproval(approvals: Approval[], approval: Omit<Approval, "usedBy">): Refusal | undefined {
  const { token } = approval;
  if (approvals.some((each) => each.token === token))
    return { field: "token", value: token, rule: "expected a token that nobody has given before" };
  approvals.push({ ...approval, usedBy: undefined });
  if (approvals.length > approvalsKept) approvals.shift();
  return undefined;
}

export type Override = {
  readonly operator: string;
  readonly token: string | undefined;
  readonly isNeeded: boolean;
  readonly at: EpochMs;
};

/** Why an override may not be given, or nothing; then its approval is used up. */
export function useApproval(approvals: readonly Approval[], override: Override): Refusal | undefined {
  const { operator, token, isNeeded } = override;
  const refused = (rule: string): Refusal => ({ field: "approval", value: token ?? "null", rule });
  if (token === undefined) return isNeeded ? refused("expected the approval of a second person") : undefined;
  const approval = approvals.find((each) => each.token === token);
  if (approval === undefined) return refused("expected an approval that somebody has given");
  if (approval.usedBy !== undefined)
    return refused(`expected an approval not yet used, was used by ${approval.usedBy}`);
  if (!(override.at < after(approval.at, longestGrant))) return refused("expected an approval of the last 15 minutes");
  if (isSamePerson(approval.by, operator)) return refused("expected the approval of somebody else than the operator");
  approval.usedBy = operator;
  return undefined;
}

const isSamePerson = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
