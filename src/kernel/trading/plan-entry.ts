/** From a wish that fits into the mandate to a parent order: the style, what it is expected to cost, and its parts. */
import { type ExecutionStyle, obeyDirective } from "../domain/execution.ts";
import { type Instrument, snapPriceDown, snapQuantity } from "../domain/instrument.ts";
import type { Intent } from "../domain/signal.ts";
import { nextOrderId } from "../events/outbox.ts";
import { barVolatility } from "../features/market-features.ts";
import {
  adverseSelectionOf,
  chaseCostOf,
  fillProbabilityOf,
  leastFillProbability,
  openMakerRecord,
} from "../maths/execution/maker-taker.ts";
import { impactFactorOf } from "../maths/execution/square-root-impact.ts";
import { epochMs, price, quantity, usd } from "../units/units.ts";
import { costOfStyle, impactBps, type MakerOdds, type TradingScene } from "./estimate-cost.ts";
import { edgeOf } from "./expected-edge.ts";
import { type ParentOrder, stepsOf } from "./execute/parent-order.ts";
import { mostParts, sharesOf } from "./execute/parts.ts";
import { hearHooks } from "./hear-hooks.ts";
import type { EntryPlan, ExecutionView } from "./hooks/execution/execution-hook.ts";
import { executionHooks } from "./hooks/execution/execution.ts";
import { chooseStyle } from "./hooks/execution/order-type-selection.ts";
import type { HookRun } from "./hooks/run-hooks.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** Nothing is worked for longer than this part of the horizon its forecast speaks about (chosen). */
const workedShare = 1 / 4;

export type Entering = { readonly id: number; readonly instrument: Instrument; readonly intent: Intent };

/** What is known at this close for an entry. */
type Desk = Entering & { readonly scene: TradingScene; readonly odds: MakerOdds; readonly atMost: number } & Pick<
    ParentOrder,
    "addsTo"
  >;

/** Asks the hooks of execution about a sized wish. */
export function reviewPlan(state: TradingState, context: TradingContext, entering: Entering) {
  const desk = deskOf(state, context, entering);
  const subject: EntryPlan = { style: "MARKET", notional: entering.intent.notional };
  const view = viewOf(state, context, desk);
  const run = hearHooks(state, context, executionHooks(context.config), { subject, view });
  if (isOverruled(subject, view, run.outcome)) state.claims.marketOrders.push(entering.intent.symbol);
  return { desk, run };
}

/** Execution would take at the market, and its directive has it wait at a limit. */
const isOverruled = (plan: EntryPlan, view: ExecutionView, outcome: HookRun<EntryPlan>["outcome"]): boolean =>
  view.directive.orderType === "LIMIT" &&
  outcome.kind === "PASS" &&
  outcome.subject.style === "LIMIT" &&
  chooseStyle(plan, view).style === "MARKET";

function deskOf(state: TradingState, { config, features }: TradingContext, entering: Entering): Desk {
  const { id, instrument, intent } = entering;
  const scene: TradingScene = {
    instrument,
    volatility: barVolatility(features, id),
    turnover: features.turnover[id] ?? Number.NaN,
    impactFactor: impactFactorOf(state.execution.impact),
  };
  const byTime = Math.max(1, Math.floor(config.forecasting.horizonBars * workedShare));
  const bySize = intent.notional / (2 * instrument.minNotionalUsd);
  const addsTo = state.positions[id]?.openedBy;
  const atMost = Math.min(mostParts, byTime, bySize);
  return { ...entering, scene, odds: oddsOf(state, scene, entering), atMost, addsTo };
}

function oddsOf({ execution }: TradingState, scene: TradingScene, { id, intent }: Entering): MakerOdds {
  const record = execution.makers[id] ?? openMakerRecord();
  const { halfSpreadBps, takerFeeBps, makerFeeBps } = scene.instrument;
  const adverseSelectionBps = adverseSelectionOf(record, 2 * halfSpreadBps);
  const chaseBps = chaseCostOf(record, (10_000 * scene.volatility) / 2);
  return {
    fillProbability: fillProbabilityOf(record),
    adverseSelectionBps,
    chaseBps,
    leastProbability: leastFillProbability({
      spread: 2 * halfSpreadBps,
      takerFee: takerFeeBps,
      makerFee: makerFeeBps,
      impact: impactBps(scene, intent.notional),
      adverseSelection: adverseSelectionBps,
      chase: chaseBps,
    }),
  };
}

function viewOf(state: TradingState, context: TradingContext, desk: Desk): ExecutionView {
  const { id, instrument, intent, odds, atMost } = desk;
  const { config, outbox, executionDirective } = context;
  return {
    symbol: intent.symbol,
    config: config.execution,
    directive: executionDirective,
    estimateOf: (plan) => estimate(context, desk, plan),
    fillProbability: odds.fillProbability,
    leastFillProbability: odds.leastProbability,
    decayBps: Math.max(0, intent.signal.expectedEdge) / config.forecasting.horizonBars,
    mostParts: Math.floor(atMost),
    spreadBps: 2 * instrument.halfSpreadBps,
    minNotionalUsd: instrument.minNotionalUsd,
    at: outbox.at,
    pausedUntil: state.execution.pausedUntil[id] ?? 0,
  };
}

function sharesFor({ scene, atMost }: Desk, style: ExecutionStyle, notional: number): readonly number[] {
  const { turnover, volatility } = scene;
  return sharesOf(style, { notional, turnover, volatility, impact: impactBps(scene, notional) / 10_000, atMost });
}

const limitOf = ({ config, executionDirective }: TradingContext): number =>
  Math.min(config.execution.maxSlippageBps, executionDirective.maxSlippage);

function estimate(context: TradingContext, desk: Desk, { style, notional }: EntryPlan) {
  const shares = sharesFor(desk, style, notional);
  return costOfStyle(style, desk.scene, notional, { shares, odds: desk.odds, limitBps: limitOf(context) });
}

/** The parent order of a plan. The directive holds whatever the hooks' modes are. */
export function parentOf(context: TradingContext, desk: Desk, plan: EntryPlan, advisedShare: number): ParentOrder {
  const { config, outbox, features, executionDirective } = context;
  const { id, instrument, intent } = desk;
  const style = obeyDirective(plan.style, executionDirective);
  const reference = price(features.close[id] ?? Number.NaN);
  const worstPrice = snapPriceDown(instrument, reference * (1 + config.trading.priceProtectionFraction));
  const size = snapQuantity(instrument, plan.notional / worstPrice);
  const shares = sharesFor(desk, style, plan.notional);
  const expected = estimate(context, desk, { style, notional: plan.notional });
  const { at } = outbox;
  return {
    id: nextOrderId(outbox),
    symbol: intent.symbol,
    strategy: intent.strategy,
    reason: intent.reason,
    style,
    openedAt: at,
    endsAt: epochMs(at + Math.max(1, config.forecasting.horizonBars * workedShare) * config.intervalMs),
    quantity: size,
    worstPrice,
    arrivalPrice: reference,
    stopDistance: intent.stopDistance,
    addsTo: desk.addsTo,
    expected,
    edge: edgeOf(intent.signal, expected, instrument, config),
    limitBps: limitOf(context),
    advisedShare,
    steps: stepsOf(style, shares, { instrument, quantity: size, at, barMs: config.intervalMs }),
    nextStep: 0,
    child: undefined,
    children: 0,
    filled: quantity(0),
    paid: usd(0),
    fees: usd(0),
    delayUsd: usd(0),
    stoppedBy: undefined,
  };
}
