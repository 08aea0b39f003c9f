/**
 * Execution: 100 less 50 times the share of orders the venue did not take; nothing is left without a connection.
 *
 * The formula also takes 2 a basis point of slippage; slippage is not measured yet, and is left out rather than
 * assumed to be nothing.
 */
import { issueIf, type Monitor, report } from "./readings.ts";

const missedCosts = 50;
const fillRateFrom = 0.9;
/** A rate of fewer answers says nothing (the same number as in `health.ts`). */
const minimumAnswers = 10;

export const monitorExecution: Monitor = ({ vitals }) => {
  const { recentAnswers, recentRejects, unknownOrders, venueConnected } = vitals;
  if (!venueConnected) return { monitor: "execution", score: 0, status: "FAILED", issues: ["venue: not connected"] };
  const taken = recentAnswers >= minimumAnswers ? 1 - recentRejects / recentAnswers : 1;
  return report("execution", 100 - missedCosts * (1 - taken), [
    issueIf(!(taken >= fillRateFrom), `venue: ${recentRejects} of the last ${recentAnswers} orders rejected`),
    issueIf(unknownOrders > 0, `venue: ${unknownOrders} orders of unknown outcome`),
  ]);
};
