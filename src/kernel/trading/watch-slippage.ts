/**
 * The half of the slippage hook that listens: every fill is measured against the price its order was decided at.
 *
 * A stop is measured against its trigger. A fill beyond the limit pauses new entries in its symbol for a stated time,
 * where the hook is enforced; otherwise it is only told (resolutions 25). Fills that took teach the factor of impact.
 */
import { executionLimits } from "../domain/execution.ts";
import type { OrderRecord } from "../domain/order.ts";
import { effectiveMode } from "../domain/subsystem.ts";
import type { Liquidity } from "../domain/venue-report.ts";
import { emit } from "../events/outbox.ts";
import { slippageBreached } from "../events/execution-events.ts";
import { barVolatility } from "../features/market-features.ts";
import { after, bps } from "../units/units.ts";
import { learnImpact, recordSlippage, slippageBps } from "./execute/lessons.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

type Filled = { readonly price: number; readonly quantity: number; readonly liquidity: Liquidity };

/** Of a fill, basis points; undefined where the order has no price to be measured by. */
export const slippageOf = ({ order, arrivalPrice }: OrderRecord, price: number): number | undefined =>
  arrivalPrice === undefined ? undefined : slippageBps(order.side, price, arrivalPrice);

export function watchSlippage(
  state: TradingState,
  context: TradingContext,
  record: OrderRecord,
  { price, quantity, liquidity }: Filled,
): void {
  const { order } = record;
  const id = context.idOf(order.symbol);
  const slippage = slippageOf(record, price);
  if (id === undefined || slippage === undefined) return;
  recordSlippage(state.execution, slippage);
  if (liquidity === "TAKER" && order.purpose !== "STOP") {
    const { features, config } = context;
    const participation = (quantity * price) / (features.turnover[id] ?? Number.NaN);
    const halfSpread = config.instruments[id]?.halfSpreadBps ?? Number.NaN;
    learnImpact(state.execution, slippage, halfSpread, { volatility: barVolatility(features, id), participation });
  }
  judge(state, context, { orderId: order.id, symbol: order.symbol, id, slippage });
}

type Measured = {
  readonly orderId: string;
  readonly symbol: string;
  readonly id: number;
  readonly slippage: number;
};

function judge(
  { execution }: TradingState,
  context: TradingContext,
  { orderId, symbol, id, slippage }: Measured,
): void {
  const { config, policy, outbox, executionDirective } = context;
  const trust = { stage: policy.modes.stage, brake: policy.modes.braked };
  const mode = effectiveMode(config.hooks["slippage-check"], true, trust);
  const { slippageBps: limit } = executionLimits(config.execution, executionDirective);
  if (mode === "OFF" || slippage <= limit) return;
  const pausedUntilMs = mode === "ENFORCED" ? after(outbox.at, config.execution.pauseMs) : null;
  if (pausedUntilMs !== null) execution.pausedUntil[id] = pausedUntilMs;
  emit(
    outbox,
    slippageBreached.create({ symbol, orderId, mode, slippageBps: bps(slippage), limitBps: bps(limit), pausedUntilMs }),
  );
}
