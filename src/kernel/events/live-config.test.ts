/** What a configuration for real money must have, whoever writes it. */
import { expect, it } from "vitest";
import { config } from "../../../tests/scenarios/given.ts";
import type { FundConfig } from "../domain/config.ts";
import { defaultReconciliation, noReconciliation } from "../domain/reconciliation.ts";
import { fundReconfigured } from "./fund-events.ts";

const live: FundConfig = {
  ...config,
  isLiveVenue: true,
  scriptedReviewAfterMs: null,
  reconciliation: defaultReconciliation,
};
const refusal = (change: Partial<FundConfig>) =>
  fundReconfigured.schema.safeParse({ ...live, ...change }).error?.issues.map(({ message }) => message);

it("a person who gives reviews, a Supervisor, an emergency stop, and books that must agree with the venue's", () => {
  expect(refusal({})).toBeUndefined();
  expect(refusal({ scriptedReviewAfterMs: config.scriptedReviewAfterMs })).toEqual([
    "expected a person, not a script, to give reviews on a live venue",
  ]);
  expect(refusal({ essEnabled: false, seats: [] })).toEqual([
    "expected a SUPERVISOR and the emergency stop system on a live venue",
  ]);
  expect(refusal({ reconciliation: noReconciliation })).toEqual([
    "expected reconciliation to be required on a live venue",
  ]);
  expect(refusal({ isLiveVenue: false, reconciliation: noReconciliation })).toBeUndefined();
  expect(refusal({ isLiveVenue: false, essEnabled: false, seats: [], scriptedReviewAfterMs: null })).toBeUndefined();
});
