/** The ways to share money among symbols that need no solver from outside, by name. */
import { equalRisk } from "./equal-risk.ts";
import { leastVariance } from "./frontier.ts";
import { hierarchicalRiskParity } from "./hierarchical-risk-parity.ts";
import { equalWeights, inverseVolatility } from "./plain-weights.ts";

export const closedFormAllocators = {
  EQUAL: equalWeights,
  INVERSE_VOLATILITY: inverseVolatility,
  HRP: (covariance: Float64Array) => hierarchicalRiskParity(covariance),
  ERC: equalRisk,
  MIN_VARIANCE: leastVariance,
} as const;
