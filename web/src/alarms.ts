/** What nobody may overlook: a freeze with its reasons and terms, and any other cause that stops entries. */
import type { FreezeView, FundView } from "../../src/kernel/analytics/view/fund-view.ts";
import { byId, type Pair, setHidden, setList, setPairs, setText } from "./dom.ts";
import { dateTime, duration, words } from "./format.ts";

export function showAlarms(view: FundView): void {
  showFreeze(view.modes.freeze, view.asOfMs);
  showNotice(view);
}

function showFreeze(freeze: FreezeView | null, nowMs: number): void {
  setHidden(byId("freeze"), freeze === null);
  if (freeze === null) return;
  const reasons = latestOfEach(freeze.reasons);
  setText(byId("freeze-title"), "Trading is frozen: no new entries. Exits and stops go on.");
  setList(byId("freeze-reasons"), reasons);
  setText(byId("freeze-waits"), freeze.waitsFor === null ? "" : `It holds because ${freeze.waitsFor}.`);
  setPairs(byId("freeze-terms"), freezeTerms(freeze, nowMs));
}

function freezeTerms(freeze: FreezeView, nowMs: number): Pair[] {
  const { timerEndsAtMs, reviewGivenBy, reviewDueAtMs } = freeze;
  const until = (atMs: number): string => (atMs > nowMs ? `in ${duration(atMs - nowMs)} of fund time` : "is due");
  const timer =
    timerEndsAtMs === null ? "until a review" : timerEndsAtMs > nowMs ? `ends ${until(timerEndsAtMs)}` : "has run";
  const due = reviewDueAtMs === null ? "by a named operator" : `scripted operator, ${until(reviewDueAtMs)}`;
  const review = reviewGivenBy === null ? (freeze.requiresReview ? "waits" : "not needed") : "given";
  return [
    { label: "Frozen for", value: duration(nowMs - freeze.sinceMs), note: `since ${dateTime(freeze.sinceMs)}` },
    { label: "Timer", value: timer, note: timerEndsAtMs === null ? "" : dateTime(timerEndsAtMs) },
    { label: "Review", value: review, note: reviewGivenBy ?? (freeze.requiresReview ? due : "") },
  ];
}

/** A value that flaps around its limit gives one cause many times: of reasons that differ in numbers only, the last. */
function latestOfEach(reasons: readonly string[]): string[] {
  const byCause = new Map<string, string>();
  for (const reason of reasons) byCause.set(reason.replaceAll(/[\d.,]+/g, "#"), reason);
  return [...byCause.values()];
}

function showNotice({ modes, mandate, identity, asOfMs }: FundView): void {
  const notice = byId("notice");
  const isLearning = asOfMs < identity.tradesFromMs;
  const isStopped = !modes.entriesAllowed && modes.freeze === null;
  setHidden(notice, !isLearning && !isStopped);
  if (isLearning) {
    setText(notice, `Learning from history. The fund trades from ${dateTime(identity.tradesFromMs)} UTC on.`);
    return;
  }
  const { name = "", reason = "" } = mandate.limits.find(({ limit }) => limit === "entriesAllowed")?.setBy ?? {};
  setText(notice, `No new entries: ${words(name.replace(/ D\d+-\d+$/, ""))}, ${reason}. Exits and stops go on.`);
}
