/**
 * How late people are told: from the arrival of an event to the publication of the alert it raised (RT-01).
 *
 * Wall-clock time of this process: it is in no journal and begins anew at every start.
 */
import { useOfControl } from "../../kernel/controls/calibrate.ts";
import { type ControlBook, noteReading, openControlBook } from "../../kernel/controls/control-book.ts";
import type { ControlUse } from "../../kernel/domain/control-report.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Entry } from "../../kernel/step.ts";
import { maxAlertLatency } from "../../kernel/surveillance/controls/rt-01-alert-latency.ts";
import { epochMs } from "../../kernel/units/units.ts";

export type AlertDelays = ControlBook;

export const openAlertDelays = (): AlertDelays => openControlBook(epochMs(0));

/** @param delayMs from the arrival of the event to now, when what came of it is durable and told */
export function noteAlertDelay(
  delays: AlertDelays,
  { at }: Pick<Entry, "at">,
  facts: readonly Fact[],
  delayMs: number,
): void {
  for (const fact of facts) {
    if (fact.type !== "alert.opened") continue;
    const refusal =
      delayMs <= maxAlertLatency
        ? undefined
        : `${fact.data.alertId} was told ${Math.round(delayMs)} ms after its event arrived`;
    noteReading(delays, at, {
      control: "RT-01",
      refusal,
      measure: { value: delayMs, limit: maxAlertLatency, bound: "AT_MOST" },
    });
  }
}

/** @param month UTC, as in the register */
export const useOfAlertDelays = ({ current }: AlertDelays, month: string): ControlUse =>
  useOfControl(current.month === month ? current.tallies.get("RT-01") : undefined);
