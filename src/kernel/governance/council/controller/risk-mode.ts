/**
 * Controller: which risk mode the conditions ask for.
 *
 * Labels first, then points (resolutions 58): the market officer's labels are made with the thresholds of seed 003, the
 * points are those of origin-facts 5.2, and seed 003's two sentences stand above them. How the two are one rule: decision
 * 0023. A number that is none counts against the fund.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type RiskMode, type SystemHealth, systemHealths } from "../../../domain/modes.ts";

const lines = {
  drawdown: { defensive: 0.05, aggressive: 0.02 },
  winRate: { defensive: 0.45, aggressive: 0.6 },
  growth: { defensive: -0.005, aggressive: 0.01 },
  losses: 5,
  daysWithoutProfit: 3,
};
const strong = 2;
const defensiveFrom = 3;
const aggressiveFrom = 2;

/** Points for either side with what gave them. */
export type Points = { readonly defensive: number; readonly aggressive: number; readonly reasons: readonly string[] };

type Conditions = Pick<Briefing, "performance" | "market" | "health">;

export const isHealthy = (health: SystemHealth): boolean => !comesBefore(systemHealths, health, "HEALTHY");

/** EMERGENCY counts as CRITICAL: it is worse. */
export const isCritical = (health: SystemHealth): boolean => comesBefore(systemHealths, health, "DEGRADED");

export function pointsOf({ performance, market }: Pick<Conditions, "performance" | "market">): Points {
  const { drawdown, winRate, dailyGrowth, consecutiveLosses, daysWithoutProfit } = performance;
  let defensive = 0;
  let aggressive = 0;
  const reasons: string[] = [];
  const against = (points: number, isSo: boolean, why: string) => {
    if (!isSo) return;
    defensive += points;
    reasons.push(why);
  };
  const infavour = (isSo: boolean) => {
    if (isSo) aggressive += 1;
  };
  against(strong, !(drawdown < lines.drawdown.defensive), "drawdown of 5 % and more");
  infavour(drawdown <= lines.drawdown.aggressive);
  against(strong, winRate !== undefined && !(winRate >= lines.winRate.defensive), "win rate below 45 %");
  infavour(winRate !== undefined && winRate >= lines.winRate.aggressive);
  against(strong, dailyGrowth !== undefined && !(dailyGrowth >= lines.growth.defensive), "equity falls");
  infavour(dailyGrowth !== undefined && dailyGrowth > lines.growth.aggressive);
  against(1, !(consecutiveLosses < lines.losses), "five losses in a row");
  against(1, !(daysWithoutProfit < lines.daysWithoutProfit), "three days without profit");
  if (market !== undefined) {
    against(1, isVolatile(market), "the market is volatile");
    against(1, market.trend === "CHOPPY" || market.isIlliquid, "the market is choppy or illiquid");
    infavour(isTrending(market));
  }
  return { defensive, aggressive, reasons };
}

type Market = NonNullable<Briefing["market"]>;
const isVolatile = ({ volatility }: Market): boolean => volatility === "HIGH" || volatility === "EXTREME";
/** The market officer calls it a trend from a strength of 0.7 on, the strong trend of seed 003; less is weak. */
const isTrending = ({ trend }: Market): boolean => trend === "UP" || trend === "DOWN";

export type Wanted = { readonly mode: RiskMode; readonly reason: string };

/** The first rule that matches, tightest first. Critical health is not asked here: it is an emergency. */
export function determineRiskMode({ performance, market, health }: Conditions): Wanted {
  if (!isHealthy(health.status)) return { mode: "DEFENSIVE", reason: `system health is ${health.status}` };
  if (market !== undefined && isVolatile(market) && !isTrending(market))
    return { mode: "DEFENSIVE", reason: "the market is volatile and its trend weak" };
  const { defensive, aggressive, reasons } = pointsOf({ performance, market });
  if (defensive >= defensiveFrom) return { mode: "DEFENSIVE", reason: reasons.join(", ") };
  if (market === undefined || defensive > 0)
    return { mode: "NORMAL", reason: reasons.join(", ") || "the market is not known yet" };
  if (isTrending(market) && market.volatility === "LOW")
    return { mode: "AGGRESSIVE", reason: "a quiet market with a strong trend and a healthy system" };
  if (aggressive >= aggressiveFrom)
    return { mode: "AGGRESSIVE", reason: `${aggressive} points in favour and none against` };
  return { mode: "NORMAL", reason: "nothing speaks for another mode" };
}
