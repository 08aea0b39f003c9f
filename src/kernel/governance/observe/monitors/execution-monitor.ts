/**
 * Execution: 100 less 2 for each basis point of mean slippage, 30 at most, and 50 times the share of orders the venue
 * did not take; nothing is left without a connection. Slippage below 0 earns nothing, and too few fills say nothing.
 */
import { issueIf, type Monitor, report } from "./readings.ts";

const slippageCosts = 2;
const mostForSlippage = 30;
const slippageIssueBps = 10;
const missedCosts = 50;
const fillRateFrom = 0.9;
/** A rate of fewer answers says nothing (the same number as in `health.ts`). */
const minimumAnswers = 10;

export const monitorExecution: Monitor = ({ vitals }) => {
  const { recentAnswers, recentRejects, unknownOrders, venueConnected, meanSlippageBps = 0 } = vitals;
  if (!venueConnected) return { monitor: "execution", score: 0, status: "FAILED", issues: ["venue: not connected"] };
  const taken = recentAnswers >= minimumAnswers ? 1 - recentRejects / recentAnswers : 1;
  const slipped = meanSlippageBps < 0 ? 0 : Math.min(mostForSlippage, slippageCosts * meanSlippageBps);
  return report("execution", 100 - slipped - missedCosts * (1 - taken), [
    issueIf(!(meanSlippageBps <= slippageIssueBps), `slippage: ${meanSlippageBps.toFixed(1)} bps on average`),
    issueIf(!(taken >= fillRateFrom), `venue: ${recentRejects} of the last ${recentAnswers} orders rejected`),
    issueIf(unknownOrders > 0, `venue: ${unknownOrders} orders of unknown outcome`),
  ]);
};
