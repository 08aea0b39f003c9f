/** RT-01 as people see it: how late each alert was told, at five seconds and just past them. */
import { expect, it } from "vitest";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { alertExpired, alertOpened } from "../../kernel/events/surveillance-events.ts";
import { epochMs } from "../../kernel/units/units.ts";
import { noteAlertDelay, openAlertDelays, useOfAlertDelays } from "./alert-delays.ts";

const now = { at: epochMs(Date.UTC(2025, 2, 1)) };
const alert: Fact = alertOpened.create({
  alertId: "A7-0",
  level: "critical",
  control: null,
  symbol: null,
  message: "frozen",
  owner: "OPERATOR",
  action: "entries stop",
  freezesAtMs: null,
});
const useAfter = (...delaysMs: number[]) => {
  const delays = openAlertDelays();
  for (const delayMs of delaysMs) noteAlertDelay(delays, now, [alert], delayMs);
  return useOfAlertDelays(delays, "2025-03");
};

it("five seconds are in time, a moment more is late and says which alert", () => {
  expect(useAfter(10, 5_000)).toMatchObject({ asked: 2, blocked: 0, peakUseRatio: 1 });
  expect(useAfter(5_001)).toMatchObject({
    asked: 1,
    blocked: 1,
    lastReason: "A7-0 was told 5001 ms after its event arrived",
  });
});

it("a delay that is no number is late", () => expect(useAfter(Number.NaN)).toMatchObject({ blocked: 1 }));

it("what is no alert is not counted, nor what another month had", () => {
  const delays = openAlertDelays();
  noteAlertDelay(delays, now, [alertExpired.create({ alertId: "A7-0", message: "frozen" })], 9_000);
  expect(useOfAlertDelays(delays, "2025-03").asked).toBe(0);
  noteAlertDelay(delays, now, [alert], 9_000);
  expect(useOfAlertDelays(delays, "2025-04").asked).toBe(0);
});
