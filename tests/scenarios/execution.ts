/** A fund whose entries are worked in every style: it takes thin markets, and makers who have learnt. */
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { defaultExecution } from "../../src/kernel/domain/execution.ts";
import { bps, hours, usd } from "../../src/kernel/units/units.ts";
import { tradingConfig } from "./given.ts";
import { fundOf, type World } from "./world.ts";

export const executionConfig: FundConfig = {
  ...tradingConfig,
  hooks: { ...tradingConfig.hooks, "order-type-selection": "ENFORCED", "slippage-check": "ENFORCED" },
  execution: {
    ...defaultExecution,
    choosesStyle: true,
    slices: true,
    maxSlippageBps: bps(15),
    makerWaitMs: hours(1),
    pauseMs: hours(2),
  },
  forecasting: { ...tradingConfig.forecasting, horizonBars: 16 },
  trading: { ...tradingConfig.trading, minBarTurnoverUsd: usd(1) },
};

/** Bars that fill the models' windows at that horizon. */
export const executionWarmUp = 20;

/** Resting at the bid has always been filled and nothing was lost by it, so that it is worth waiting. */
export function teachMakers(world: World): void {
  const always = { tried: 1e6, filled: 1e6, adverse: 0, judged: 1e6, chased: 0, missed: 1e6 };
  for (const record of fundOf(world).trading.execution.makers) Object.assign(record, always);
}
