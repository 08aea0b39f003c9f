/** Universe OS, before a trade: only symbols of the universe in which enough is traded. */
import { pass, type Review, veto } from "./pre-trade-hook.ts";

export const filterUniverse: Review = (intent, { config, policy, barTurnover }) => {
  if (!policy.activeSymbols.includes(intent.symbol)) return veto(`${intent.symbol} is outside the CIO's universe`);
  const needed = config.trading.minBarTurnoverUsd;
  if (!(barTurnover >= needed))
    return veto(`turnover of ${barTurnover.toFixed(0)} USD per bar is below the ${needed} USD of the universe`);
  return pass(intent, `turnover ${barTurnover.toFixed(0)} USD per bar`);
};
