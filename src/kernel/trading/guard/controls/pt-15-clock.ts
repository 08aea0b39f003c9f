/**
 * PT-15: the venue's clock and ours agree. Where they do not, ages mean nothing and signed requests are refused.
 *
 * A simulated venue has no clock of its own and needs no measurement; on a live one an unknown or old skew refuses.
 * Source: controls.md, PT-15 (500 ms; RTS 25).
 */
import { worstSkew } from "../../../domain/venue-clock.ts";
import type { GuardControl } from "../guard-control.ts";
import type { GuardView } from "../guard-view.ts";
import { measured } from "../measured.ts";
import { limitParameter } from "./limit-parameter.ts";

export const clocksAgree = measured({
  name: "clock-skew",
  measure: (_, view) => ({
    value: skewOf(view),
    limit: view.controls.maxClockSkewMs,
    unit: "MS",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, _, { controls }) =>
    Number.isNaN(value)
      ? `expected the venue's clock to have been measured within ${controls.maxClockAgeMs} ms`
      : `expected the venue's clock within ${limit} ms of ours, was up to ${value} ms away`,
});

function skewOf({ clock, isLiveVenue, at, controls }: GuardView): number {
  if (clock === undefined) return isLiveVenue ? Number.NaN : 0;
  const age = at - clock.measuredAt;
  const isKnown = age >= 0 && (!isLiveVenue || age <= controls.maxClockAgeMs);
  return isKnown ? worstSkew(clock) : Number.NaN;
}

export const clockSkew: GuardControl = {
  id: "PT-15",
  name: "Clock check",
  purpose: "Keeps entries from being sent while the venue's time and ours differ.",
  answers: ["RTS 25", "RTS 6 Art. 17"],
  source: "controls.md, PT-15",
  owner: "OPERATOR",
  action: "Entries are refused until a measurement is within the limit; exits and stops pass.",
  parameters: ({ controls }) => [
    limitParameter("controls.maxClockSkewMs", "MS", controls.maxClockSkewMs),
    { setting: "controls.maxClockAgeMs", unit: "MS", bound: "AT_MOST", warn: null, block: controls.maxClockAgeMs },
  ],
  checks: [clocksAgree],
};
