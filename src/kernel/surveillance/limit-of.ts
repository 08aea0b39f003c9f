/** A number of a real-time control that warns at a share of its limit. */
import { type ControlParameter, defaultWarnShare } from "../domain/control.ts";
import type { MeasureUnit } from "../domain/workings.ts";

export const limitOf = (setting: string, unit: MeasureUnit, block: number): ControlParameter => ({
  setting,
  unit,
  bound: "AT_MOST",
  warn: block * defaultWarnShare,
  block,
});
