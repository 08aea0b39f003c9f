/** What surveillance remembers: plain data. */
import { type EntryFlow, freeFlow } from "../domain/entry-flow.ts";
import { type AlertDesk, openAlertDesk } from "./alert-desk.ts";
import { openOrderFlow, type OrderFlow } from "./order-flow.ts";

export type SurveillanceState = {
  readonly alerts: AlertDesk;
  /** What stands beyond its line and has been told, by control and symbol. */
  readonly standing: Set<string>;
  readonly flow: OrderFlow;
  /** What the flow lets entries do, as last judged: at the beginning and at the end of every step (RT-10). */
  entryFlow: EntryFlow;
  /** Slippage of entries less what was expected, bps: how many, their mean, and the sum of squared deviations (Welford). */
  readonly drift: { count: number; mean: number; squares: number };
};

/** What was measured against costs that are no longer expected proves nothing about those that are. */
export function forgetDrift({ drift }: SurveillanceState): void {
  drift.count = 0;
  drift.mean = 0;
  drift.squares = 0;
}

export const openSurveillance = (): SurveillanceState => ({
  alerts: openAlertDesk(),
  standing: new Set(),
  flow: openOrderFlow(),
  entryFlow: freeFlow,
  drift: { count: 0, mean: 0, squares: 0 },
});
