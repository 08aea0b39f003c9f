/** Risk: 100 less 40 for the brake, 5 a point of daily loss (30 at most), 2 a point of open drawdown (20 at most). */
import { deduction, issueIf, type Monitor, report } from "./readings.ts";

const brakeCosts = 40;
const issues = { dailyLoss: 0.03, openDrawdown: 0.08 };
const activeFrom = 60;

export const monitorRisk: Monitor = ({ performance, brakeIsOn }) => {
  const { dailyLoss, openDrawdown } = performance;
  const score = 100 - (brakeIsOn ? brakeCosts : 0) - deduction(dailyLoss, 5, 30) - deduction(openDrawdown, 2, 20);
  return report(
    "risk",
    score,
    [
      issueIf(brakeIsOn, "the emergency brake is on"),
      issueIf(!(dailyLoss <= issues.dailyLoss), "daily loss above 3 %"),
      issueIf(!(openDrawdown <= issues.openDrawdown), "open drawdown above 8 %"),
    ],
    activeFrom,
  );
};
