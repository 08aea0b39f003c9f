/** Judges how a control's limits sit, by a month of its counts (PT-21). */
import {
  askedEnough,
  type Calibration,
  type ControlUse,
  tightAboveShare,
  wideBelowUse,
} from "../domain/control-report.ts";
import type { ControlTally } from "./control-book.ts";

/** @param measures whether the control compares numbers with a limit: one of yes and no can be too tight, never too wide */
export function calibrationOf({ asked, blocked, peakUse }: ControlTally, measures: boolean): Calibration {
  if (asked === 0) return "NEVER_ASKED";
  if (asked < askedEnough) return "TOO_FEW";
  if (blocked / asked > tightAboveShare) return "TOO_TIGHT";
  if (measures && peakUse === 0) return "UNUSED";
  return measures && peakUse <= wideBelowUse ? "TOO_WIDE" : "WELL";
}

export function useOfControl(tally: ControlTally | undefined, measures: boolean): ControlUse {
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
  const { asked, warned, blocked, peakUse, lastBlockedAt, lastReason } = tally;
  return {
    asked,
    warned,
    blocked,
    peakUseRatio: measures ? peakUse : null,
    lastBlockedAtMs: lastBlockedAt ?? null,
    lastReason: lastReason === "" ? null : lastReason,
    calibration: calibrationOf(tally, measures),
  };
}
