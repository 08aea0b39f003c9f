/** A second person's word: good once, for a quarter of an hour, and never one's own. */
import { expect, it } from "vitest";
import type { Approval } from "../../domain/override.ts";
import { after, epochMs, minutes } from "../../units/units.ts";
import { giveApproval, useApproval } from "./approvals.ts";

const start = epochMs(1_000);
const end = after(start, minutes(15));
const given = (by = "Grace"): Approval[] => {
  const approvals: Approval[] = [];
  expect(giveApproval(approvals, { token: "token-01", by, reason: "seen", at: start })).toBeUndefined();
  return approvals;
};
const override = { operator: "Ada", token: "token-01", isNeeded: true, at: start };
const rule = (approvals: readonly Approval[], change: Partial<typeof override> | { token: undefined } = {}) =>
  useApproval(approvals, { ...override, ...change })?.rule;

it("serves one override of somebody else", () => expect(rule(given())).toBeUndefined());

it("is used up: the same command heard again gets nothing", () => {
  const approvals = given();
  rule(approvals);
  expect(rule(approvals)).toContain("was used by Ada");
  expect(rule(approvals, { operator: "Bob" })).toContain("was used by Ada");
});

it("ends at a quarter of an hour, and not a moment earlier", () => {
  expect(rule(given(), { at: epochMs(end - 1) })).toBeUndefined();
  expect(rule(given(), { at: end })).toContain("of the last 15 minutes");
});

it.each(["Ada", "ada", "  ADA "])("is not one's own, however the name is written: %s", (by) =>
  expect(rule(given(by))).toContain("somebody else"),
);

it("a refused override leaves it for the right one", () => {
  const approvals = given();
  expect(rule(approvals, { operator: "Grace" })).toContain("somebody else");
  expect(rule(approvals)).toBeUndefined();
});

it("is asked for where one is needed, and a wrong token helps nobody", () => {
  expect(rule(given(), { token: undefined })).toContain("a second person");
  expect(useApproval(given(), { ...override, token: undefined, isNeeded: false })).toBeUndefined();
  for (const isNeeded of [true, false])
    expect(useApproval(given(), { ...override, token: "forged-1", isNeeded })?.rule).toContain("somebody has given");
});

it("a token is given once: nobody renews a used one", () => {
  const approvals = given();
  rule(approvals);
  expect(giveApproval(approvals, { token: "token-01", by: "Grace", reason: "again", at: end })).toMatchObject({
    field: "token",
    rule: "expected a token that nobody has given before",
  });
});
