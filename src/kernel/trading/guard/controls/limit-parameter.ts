/** A number of a control that blocks beyond a limit and warns at a share of it. */
import { type ControlParameter, defaultWarnShare } from "../../../domain/control.ts";
import type { Bound, MeasureUnit } from "../../../domain/workings.ts";

export const limitParameter = (
  setting: string,
  unit: MeasureUnit,
  block: number,
  bound: Bound = "AT_MOST",
): ControlParameter => ({
  setting,
  unit,
  bound,
  warn: bound === "AT_LEAST" ? block / defaultWarnShare : block * defaultWarnShare,
  block,
});
