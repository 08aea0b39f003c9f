/** The pulse counts an hour and a day, forgets what is older, and knows no trend before there is a day to compare. */
import { describe, expect, it } from "vitest";
import { ceoModeSwitched, riskAlerted, strategyRecommended } from "../../events/executive-events.ts";
import { epochMs, fraction, hours } from "../../units/units.ts";
import { openPulse, recordPulse, recordRiskScore, viewPulse } from "./pulse.ts";

const start = epochMs(1_700_000_000_000);
const at = (hour: number) => epochMs(start + hours(hour));
const switched = ceoModeSwitched.create({
  newMode: "DEFENSIVE",
  oldMode: "EXPANSION",
  reason: "test",
  confidenceFraction: fraction(0.5),
});
const alerted = riskAlerted.create({
  level: "critical",
  alerts: ["score"],
  riskScore: 80,
  shouldReduceExposure: true,
  shouldPauseTrading: false,
});

describe("the pulse", () => {
  it("counts switches of the last hour and alerts of the last day, up to the moment they are an hour or a day old", () => {
    const pulse = openPulse();
    recordPulse(pulse, start, [switched, alerted]);
    const after = (ms: number) => viewPulse(pulse, epochMs(start + ms), 0);
    expect(after(hours(1) - 1)).toMatchObject({ modeSwitchesLastHour: 1, riskAlertsLastDay: 1 });
    expect(after(hours(1))).toMatchObject({ modeSwitchesLastHour: 0, riskAlertsLastDay: 1 });
    expect(after(hours(24))).toMatchObject({ riskAlertsLastDay: 0 });
  });

  it("counts changed recommendations of the strategy officer for a day", () => {
    const pulse = openPulse();
    const changed = strategyRecommended.create({
      primary: "momentum",
      fallbacks: [],
      disable: [],
      metaStrategy: "trend_following",
      confidenceFraction: fraction(0.85),
    });
    recordPulse(pulse, start, [changed, changed]);
    expect(viewPulse(pulse, at(23), 0).strategyChangesLastDay).toBe(2);
    expect(viewPulse(pulse, at(24), 0).strategyChangesLastDay).toBe(0);
  });

  it("forgets what is older than a day", () => {
    const pulse = openPulse();
    for (let hour = 0; hour < 100; hour += 1) recordPulse(pulse, at(hour), [alerted]);
    expect(pulse.riskAlerts).toHaveLength(24);
  });

  it("compares the risk score with that of a day ago, and has nothing to compare before", () => {
    const pulse = openPulse();
    recordRiskScore(pulse, start, 20);
    expect(viewPulse(pulse, at(23), 50).riskScoreTrend).toBeNull();
    for (let hour = 1; hour <= 30; hour += 1) recordRiskScore(pulse, at(hour), 20 + hour);
    expect(viewPulse(pulse, at(30), 60).riskScoreTrend).toBe(60 - 26);
    expect(pulse.riskScores).toHaveLength(25);
  });
});
