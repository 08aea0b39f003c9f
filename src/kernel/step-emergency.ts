/** What people tell the emergency stop: a review, a trip by hand, the result of a drill. */
import { awaitsReview, isStopped } from "./domain/emergency-stop.ts";
import { commandRefused } from "./events/executive-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { inputIgnored } from "./events/trading-events.ts";
import type { Fund } from "./fund-state.ts";
import type { EssOrder } from "./governance/emergency-stop.ts";
import { refuseName } from "./governance/operator/operator-book.ts";
import { governNow } from "./step-govern.ts";
import type { EpochMs } from "./units/units.ts";

type Given = { readonly operator: string; readonly reason: string; readonly scripted: boolean };

export function hearReview(fund: Fund, review: Given, outbox: Outbox): void {
  if (!review.scripted && isMisnamed("review_given", review.operator, outbox)) return;
  const { freeze, ess } = fund.governance;
  if (freeze === undefined && !awaitsReview(ess)) {
    const reason = isStopped(ess) ? `the emergency stop is ${ess.state}` : "the fund is not frozen";
    emit(outbox, inputIgnored.create({ type: "operator.review_given", reason }));
  }
  governNow(fund, outbox, { review });
}

/** A trip lasts the round that makes it, so that any other state after it says that nothing came of the order. */
export function tripByHand(fund: Fund, essOrder: EssOrder, outbox: Outbox): void {
  if (isMisnamed("ess_tripped", essOrder.operator, outbox)) return;
  const { governance } = fund;
  governNow(fund, outbox, { essOrder });
  if (governance.ess.state === "TRIPPED") return;
  const isOff = governance.ess.state === "DISABLED";
  const rule = isOff
    ? "the configuration switches the emergency stop off"
    : `it is ${governance.ess.state} already, as gravely and with as strong an exit`;
  const value = essOrder.exitMode ?? "the configured exit mode";
  emit(outbox, commandRefused.create({ command: "operator.ess_tripped", field: "exitMode", value, rule }));
}

/** Says so where a person gives a name that stands for a part of the fund. */
function isMisnamed(what: "review_given" | "ess_tripped", operator: string | null, outbox: Outbox): boolean {
  const refusal = refuseName(operator);
  if (refusal !== undefined) emit(outbox, commandRefused.create({ command: `operator.${what}`, ...refusal }));
  return refusal !== undefined;
}

type DrillResult = { readonly startedAtMs: EpochMs; readonly passed: boolean };

/** Each drill is told once; an older one than the last known is no news. */
export function hearDrill({ governance }: Fund, { startedAtMs, passed }: DrillResult, outbox: Outbox): void {
  const { lastDrill } = governance;
  if (lastDrill !== undefined && startedAtMs <= lastDrill.startedAt) {
    const reason = `a drill of ${lastDrill.startedAt} or later is known`;
    emit(outbox, inputIgnored.create({ type: "drill.completed", reason }));
    return;
  }
  if (passed) governance.drillPassedAt = outbox.at;
  governance.lastDrill = { at: outbox.at, startedAt: startedAtMs, passed };
}
