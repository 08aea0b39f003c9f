/** Risk OS, before a trade: no entry while expected shortfall or the risk score stands at its limit. */
import { pass, type Review, veto } from "./pre-trade-hook.ts";

export const checkRisk: Review = (intent, { policy, risk }) => {
  const shortfall = risk.expectedShortfall975;
  if (!(shortfall < policy.maxExpectedShortfall))
    return veto(`expected shortfall ${shortfall.toFixed(4)} is at the limit of ${policy.maxExpectedShortfall}`);
  if (!(risk.score < 100)) return veto(`risk score is 100: ${risk.worstComponent} is at its limit`);
  return pass(intent, `expected shortfall ${shortfall.toFixed(4)}, score ${risk.score.toFixed(0)}`);
};
