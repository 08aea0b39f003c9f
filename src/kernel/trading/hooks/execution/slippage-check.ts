/**
 * AELM, before an order: no entry that is expected to slip too far, none at too wide a spread, none in a paused symbol.
 *
 * Where the impact is what is too much, the entry is made as small as fits; impact grows with the root of the size. The
 * other half of this hook listens to fills and pauses a symbol that slipped (`watch-slippage.ts`; resolutions 25).
 */
import { executionLimits } from "../../../domain/execution.ts";
import { pass, type Review, veto } from "./execution-hook.ts";

export const checkSlippage: Review = (plan, view) => {
  const { slippageBps: limit, spreadBps: widest } = executionLimits(view.config, view.directive);
  if (!(view.at >= view.pausedUntil)) return veto(`entries in ${view.symbol} pause after a fill that slipped`);
  if (!(view.spreadBps <= widest)) return veto(`spread of ${view.spreadBps.toFixed(1)} bps is above ${widest}`);
  const { slippageBps: expected, halfSpreadBps, impactBps } = view.estimateOf(plan);
  const says = `expected slippage of ${expected.toFixed(1)} bps`;
  if (expected <= limit) return pass(plan, `${says}, at most ${limit}`);
  const notional = plan.notional * ((limit - halfSpreadBps) / impactBps) ** 2;
  const isSmaller = limit > halfSpreadBps && notional < plan.notional && notional >= view.minNotionalUsd;
  if (!isSmaller) return veto(`${says} is above ${limit}`);
  return pass({ ...plan, notional }, `${says} is above ${limit}: shrunk to ${notional.toFixed(2)} USD`);
};
