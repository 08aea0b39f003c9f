/** Judges how a control's limits sit, by a month of its counts (PT-21). */
import {
  askedEnough,
  type Calibration,
  type ControlUse,
  tightAboveShare,
  wideBelowUse,
} from "../domain/control-report.ts";
import type { ControlTally } from "./control-book.ts";

/** One of yes and no can be too tight, never too wide. */
export function calibrationOf({ judged, judgedBlocked, isMeasured, peakUse }: ControlTally): Calibration {
  if (judged === 0) return "NEVER_ASKED";
  if (judged < askedEnough) return "TOO_FEW";
  if (judgedBlocked / judged > tightAboveShare) return "TOO_TIGHT";
  if (isMeasured && peakUse === 0) return "UNUSED";
  return isMeasured && peakUse <= wideBelowUse ? "TOO_WIDE" : "WELL";
}

export function useOfControl(tally: ControlTally | undefined): ControlUse {
  if (tally === undefined)
    return {
      asked: 0,
      warned: 0,
      blocked: 0,
      peakUseRatio: null,
      lastBlockedAtMs: null,
      lastReason: null,
      calibration: "NEVER_ASKED",
    };
  const { asked, warned, blocked, isMeasured, peakUse, lastBlockedAt, lastReason } = tally;
  return {
    asked,
    warned,
    blocked,
    peakUseRatio: isMeasured ? peakUse : null,
    lastBlockedAtMs: lastBlockedAt ?? null,
    lastReason: lastReason === "" ? null : lastReason,
    calibration: calibrationOf(tally),
  };
}
