/**
 * CEO: how much capital may be at risk. One rung at a time; an emergency goes straight to MICRO.
 *
 * Source: seed 000, "Capital Profile (CEO)"; the profiles' figures from resolutions 49. Upgrade needs all conditions,
 * downgrade any (resolutions 13); a downgrade fires once per cause, on crossing; an upgrade needs its five profitable
 * days to lie after the last change (resolutions 7, 12a).
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision, DecisionPayloads, Priority } from "../../../domain/decision.ts";
import { stepAlong } from "../../../domain/ladder.ts";
import { type CapitalProfile, capitalProfiles } from "../../../domain/modes.ts";
import { fraction } from "../../../units/units.ts";

const emergency = { drawdown: 0.08, maxDrawdown: 0.1 };
const downgrade = { drawdown: 0.05, winRate: 0.4, losingDays: 3 };
const upgrade = { drawdown: 0.03, winRate: 0.6, sharpe: 1.5, profitableDays: 5 };

const figures: Readonly<Record<CapitalProfile, Omit<DecisionPayloads["CAPITAL_PROFILE"], "profile">>> = {
  MICRO: { maxRiskPerTradeFraction: fraction(0.005), maxDailyRiskFraction: fraction(0.02), maxPositions: 2 },
  LOW: { maxRiskPerTradeFraction: fraction(0.01), maxDailyRiskFraction: fraction(0.03), maxPositions: 3 },
  NORMAL: { maxRiskPerTradeFraction: fraction(0.02), maxDailyRiskFraction: fraction(0.05), maxPositions: 5 },
  AGGRESSIVE: { maxRiskPerTradeFraction: fraction(0.02), maxDailyRiskFraction: fraction(0.05), maxPositions: 8 },
};

export const capitalProfilePayload = (profile: CapitalProfile): DecisionPayloads["CAPITAL_PROFILE"] => ({
  profile,
  ...figures[profile],
});

export type CapitalProfileMemory = {
  wasInEmergency: boolean;
  drawdownWasBeyond: boolean;
  winRateWasBeyond: boolean;
  losingStreakWasBeyond: boolean;
  closedDaysAtChange: number;
};

export const openCapitalProfile = (): CapitalProfileMemory => ({
  wasInEmergency: false,
  drawdownWasBeyond: false,
  winRateWasBeyond: false,
  losingStreakWasBeyond: false,
  closedDaysAtChange: 0,
});

export function decideCapitalProfile(
  briefing: Briefing,
  held: CapitalProfile,
  memory: CapitalProfileMemory,
): Decision<"CAPITAL_PROFILE"> | undefined {
  const emergencyCause = emergencyCrossed(briefing, memory);
  const disappointment = disappointmentCrossed(briefing, memory);
  const { closedDays } = briefing.performance;
  const change = (to: CapitalProfile, priority: Priority, reason: string) => {
    if (to === held) return undefined;
    memory.closedDaysAtChange = closedDays;
    const payload = capitalProfilePayload(to);
    return { kind: "CAPITAL_PROFILE" as const, payload, priority, reason: `${reason}: ${held} to ${to}` };
  };
  if (emergencyCause !== undefined) return change("MICRO", "HIGH", emergencyCause);
  if (disappointment !== undefined) return change(stepAlong(capitalProfiles, held, -1), "HIGH", disappointment);
  if (hasEarnedMore(briefing) && closedDays - memory.closedDaysAtChange >= upgrade.profitableDays)
    return change(stepAlong(capitalProfiles, held, 1), "NORMAL", "five profitable days, low drawdown, good results");
  return undefined;
}

function emergencyCrossed({ performance }: Briefing, memory: CapitalProfileMemory): string | undefined {
  const isBeyond = performance.drawdown > emergency.drawdown || performance.maxDrawdown > emergency.maxDrawdown;
  const hasCrossed = isBeyond && !memory.wasInEmergency;
  memory.wasInEmergency = isBeyond;
  return hasCrossed ? `drawdown emergency at ${(performance.drawdown * 100).toFixed(2)} %` : undefined;
}

function disappointmentCrossed({ performance }: Briefing, memory: CapitalProfileMemory): string | undefined {
  const drawdownIsBeyond = performance.drawdown > downgrade.drawdown;
  const winRateIsBeyond = performance.winRate !== undefined && performance.winRate < downgrade.winRate;
  const streakIsBeyond = performance.losingDayStreak >= downgrade.losingDays;
  const causes: string[] = [];
  if (drawdownIsBeyond && !memory.drawdownWasBeyond) causes.push("drawdown above 5 %");
  if (winRateIsBeyond && !memory.winRateWasBeyond) causes.push("win rate below 40 %");
  if (streakIsBeyond && !memory.losingStreakWasBeyond) causes.push("three losing days in a row");
  memory.drawdownWasBeyond = drawdownIsBeyond;
  memory.winRateWasBeyond = winRateIsBeyond;
  memory.losingStreakWasBeyond = streakIsBeyond;
  return causes.length > 0 ? causes.join(", ") : undefined;
}

function hasEarnedMore({ performance }: Briefing): boolean {
  return (
    performance.profitableDayStreak >= upgrade.profitableDays &&
    performance.drawdown < upgrade.drawdown &&
    performance.winRate !== undefined &&
    performance.winRate > upgrade.winRate &&
    performance.sharpe !== undefined &&
    performance.sharpe > upgrade.sharpe
  );
}
