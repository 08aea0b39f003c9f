/** A control of the guard: what the register says of it, and the checks that carry it out. */
import type { Control } from "../../domain/control.ts";
import type { Check } from "./check.ts";

export type GuardControl = Control & {
  /** Every check belongs to exactly one control; the lists in `checks.ts` say on which orders it is asked. */
  readonly checks: readonly Check[];
  /** Of a control without a parameter: why there is nothing to set. */
  readonly whyNoParameters?: string;
};
