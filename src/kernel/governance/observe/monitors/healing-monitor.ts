/**
 * Self-healing: 100 less 40 with a subsystem given up, 10 for each in quarantine, 5 for each that is watched.
 *
 * Source: origin-facts 8.2 and 9.2. What a fund loses is told as an issue and takes nothing off: a losing streak is no
 * fault of any part, and those who act on it have eyes of their own.
 */
import { issueIf, type Monitor, report } from "./readings.ts";

const costs = { givenUp: 40, quarantined: 10, degraded: 5 };

export const monitorHealing: Monitor = ({ healing, performance }) => {
  if (healing === undefined) return undefined;
  const { limits, quarantined, degraded, givenUp } = healing;
  const { drawdown, winRate, consecutiveLosses } = performance;
  const score =
    100 -
    (givenUp.length > 0 ? costs.givenUp : 0) -
    costs.quarantined * quarantined.length -
    costs.degraded * degraded.length;
  const isCritical = !(drawdown <= limits.drawdownCriticalFraction);
  return report("self_healing", score, [
    issueIf(quarantined.length > 0, `self-healing: ${quarantined.join(", ")} in quarantine`),
    issueIf(givenUp.length > 0, `self-healing: ${givenUp.join(", ")} given up, start the process anew`),
    issueIf(isCritical, `self-healing: a drawdown of ${(drawdown * 100).toFixed(1)} % is critical`),
    issueIf(!isCritical && !(drawdown <= limits.drawdownWarningFraction), "self-healing: the drawdown warns"),
    issueIf(winRate !== undefined && !(winRate >= limits.minWinRateFraction), "self-healing: the win rate is low"),
    issueIf(!(consecutiveLosses < limits.maxLossStreak), `self-healing: ${consecutiveLosses} losses in a row`),
  ]);
};
