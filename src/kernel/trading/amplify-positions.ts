/**
 * Profit amplification at work, after the models have spoken: what the hook wants of a position is done, and what it wants
 * to add becomes a wish that takes the way of all wishes.
 *
 * Before anything is added the stop that rests at the venue must be at break-even and within the hard limit of the price:
 * where it is not, it is moved first, and the addition waits for a later look.
 */
import { isOpen } from "../domain/order.ts";
import { riskMultipleOf } from "../domain/position.ts";
import type { Intent } from "../domain/signal.ts";
import { roundTripCost } from "../domain/trading-cost.ts";
import { snapPriceDown, snapPriceUp, tiedShare } from "../domain/instrument.ts";
import { epochMs, fraction, price } from "../units/units.ts";
import { announceHooks } from "./announce-hooks.ts";
import { hearHooks } from "./hear-hooks.ts";
import { announceMove } from "./announce-move.ts";
import type { Committed } from "./balance/balance.ts";
import { commitmentsOf } from "./commitments.ts";
import {
  type Amplification,
  amplificationHook,
  amplify,
  type AmplifierView,
} from "./hooks/post-trade/amplification-check.ts";
import { readPosition } from "./hooks/post-trade/position-classes.ts";
import { type Held, isRaise, maySellParts, protectGains } from "./held-position.ts";
import { breakEvenOf } from "./positions/exit-rules.ts";
import { askToSell } from "./positions/sell-part.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export type Addition = { readonly id: number; readonly intent: Intent };

/** @param ids instruments that have a bar at this close */
export function amplifyPositions(state: TradingState, context: TradingContext, ids: readonly number[]): Addition[] {
  const additions: Addition[] = [];
  if (context.config.hooks["amplification-check"] === "OFF") return additions;
  for (const id of ids) {
    const position = state.positions[id];
    const instrument = context.config.instruments[id];
    if (position === undefined || instrument === undefined || position.exitReason !== undefined) continue;
    const held = { id, position, instrument };
    const intent = isDue(context, held) ? amplifyPosition(state, context, held) : undefined;
    if (intent !== undefined) additions.push({ id, intent });
  }
  return additions;
}

const isDue = ({ outbox, config }: TradingContext, { position }: Held): boolean =>
  outbox.at - (position.plan.amplifiedAt ?? Number.NEGATIVE_INFINITY) >= config.pal.intervalMs;

function amplifyPosition(state: TradingState, context: TradingContext, held: Held): Intent | undefined {
  const { config, outbox } = context;
  const { plan, symbol, lastPrice } = held.position;
  plan.amplifiedAt = outbox.at;
  if (!(riskMultipleOf(held.position, lastPrice) >= config.pal.minRatio)) return undefined;
  const view = viewOf(state, context, held);
  const hook = amplificationHook(config.hooks["amplification-check"]);
  const asked = { subject: { kind: "NO_ACTION" }, view } as const;
  const { outcome, trace } = hearHooks<Amplification, AmplifierView>(state, context, [hook], asked);
  /** What changes at every look stands behind the semicolon. */
  const news = (trace[0]?.note ?? "").split(";")[0];
  if (news !== plan.amplification) announceHooks(outbox, symbol, trace);
  plan.amplification = news;
  if (makesMore(amplify(view, false))) state.claims.amplifies.push(symbol);
  return outcome.kind === "PASS" ? carryOut(state, context, held, outcome.subject) : undefined;
}

/** What PAL would do if nothing blocked it: AI-HFOS hears of it where PIL calls the same position toxic. */
const makesMore = ({ kind }: Amplification): boolean =>
  kind === "ADD_SIZE" || kind === "EXTEND_TARGET" || kind === "EXTEND_HOLD";

function viewOf(state: TradingState, context: TradingContext, { id, position, instrument }: Held): AmplifierView {
  const { config, policy, features, outbox, performance } = context;
  const { plan } = position;
  const now = { at: outbox.at, atr: features.atr[id] ?? Number.NaN, barInterval: config.intervalMs };
  const breakEven = breakEvenOf(position, { instrument, roundTripCost: costOf(context, instrument) });
  let hasOpenEntry = false;
  for (const { order, status } of state.orders.values())
    if (order.symbol === position.symbol && order.purpose === "ENTRY" && isOpen(status)) hasOpenEntry = true;
  for (const parent of state.execution.parents.values()) if (parent.symbol === position.symbol) hasOpenEntry = true;
  return {
    reading: readPosition(position, now, config.pil),
    class: plan.class,
    regime: context.regimeOf(id),
    rank: rankOf(features.turnover, id),
    systemRiskMode: policy.modes.systemRiskMode,
    isBraked: policy.modes.braked,
    entriesAllowed: policy.mandate.envelope.entriesAllowed && !policy.modes.frozen,
    drawdown: performance.drawdown,
    config: config.pal,
    sizeRatio: position.boughtQuantity / plan.firstQuantity,
    hasSoldPart: position.soldQuantity > 0 || position.reduction !== undefined,
    hasOpenEntry,
    hasTarget: plan.target !== undefined,
    isTargetExtended: plan.isTargetExtended,
    isHoldExtended: plan.isHoldExtended,
    isBelowBreakEven: position.stopPrice < breakEven,
  };
}

function carryOut(state: TradingState, context: TradingContext, held: Held, action: Amplification): Intent | undefined {
  const { position, instrument } = held;
  const { plan } = position;
  const { config, outbox } = context;
  const note = `at ${riskMultipleOf(position, position.lastPrice).toFixed(2)} R`;
  const news = { by: "pal", mode: "ENFORCED", exitReason: null, note } as const;
  switch (action.kind) {
    case "NO_ACTION":
      return undefined;
    case "ADD_SIZE":
      return additionTo(state, context, held, action.share);
    case "TIGHTEN_STOPS":
      protectGains(context, { position, instrument, note, by: "pal" });
      return undefined;
    case "EXTEND_TARGET": {
      const distance =
        ((plan.target ?? position.averagePrice) - position.averagePrice) * config.pal.targetExtensionRatio;
      plan.target = snapPriceDown(instrument, position.averagePrice + distance);
      plan.isTargetExtended = true;
      announceMove(context, position, { ...news, move: "EXTEND_TARGET" });
      return undefined;
    }
    case "EXTEND_HOLD":
      plan.holdUntil = epochMs(plan.holdUntil + config.pal.holdExtensionMs);
      plan.isHoldExtended = true;
      announceMove(context, position, { ...news, move: "EXTEND_HOLD" });
      return undefined;
    case "PARTIAL_TAKE_PROFIT":
      if (maySellParts(context) && askToSell(position, instrument, action.share, { reason: "PARTIAL", at: outbox.at }))
        announceMove(context, position, { ...news, move: "SELL_PART", exitReason: "PARTIAL" });
      return undefined;
  }
}

/** A wish for more of what is held, no larger than the cap and the room there is; nothing while its stop is not in place. */
function additionTo(state: TradingState, context: TradingContext, held: Held, share: number): Intent | undefined {
  const { id, position, instrument } = held;
  const { config, portfolio, outbox } = context;
  const { lastPrice, plan, symbol, strategy, averagePrice } = position;
  const signal = state.latest[id];
  if (signal === undefined || signal.direction === "OUT" || !(lastPrice > averagePrice)) return undefined;
  if (!hasStopInPlace(state, context, held) || !(position.stopPrice < lastPrice)) return undefined;
  const stopDistance = fraction(1 - position.stopPrice / lastPrice);
  const capped = (plan.firstQuantity * config.pal.maxSizeRatio - position.boughtQuantity) * lastPrice;
  const wanted = Math.min(position.quantity * share * lastPrice, capped);
  const used = commitmentsOf(state, portfolio, config.instruments);
  const room = roomFor(used, context, { stopDistance, tiedShare: tiedShare(instrument) });
  if (!(room >= minBudgetFraction * portfolio.tradable) || !(wanted >= instrument.minNotionalUsd)) return undefined;
  plan.isAddedTo = true;
  const reason = `adds to a position that has made ${riskMultipleOf(position, lastPrice).toFixed(2)} R`;
  const notional = Math.min(wanted, room);
  return { kind: "ENTER", strategy, symbol, proposedAt: outbox.at, signal, notional, stopDistance, reason };
}

/** INSUFFICIENT_RISK_BUDGET of origin-facts 12: with less room than this nothing is added. */
const minBudgetFraction = 0.01;

/** What the mandate has left for a stop that far away, USD. Until the balancer gives budgets, this is one. */
function roomFor(
  used: Committed,
  { policy, portfolio, performance }: TradingContext,
  { stopDistance, tiedShare: share }: { readonly stopDistance: number; readonly tiedShare: number },
): number {
  const { maxExposure, maxLeverage, maxDailyRisk } = policy.mandate.envelope;
  const exposure = Math.min(
    (portfolio.tradable * maxExposure - used.tied) / share,
    portfolio.tradable * maxLeverage - used.notional,
  );
  const risk = portfolio.tradable * maxDailyRisk - portfolio.equity * performance.dailyLoss - used.risk;
  return Math.min(exposure, risk / stopDistance, used.cash / share);
}

/** Whether the stops that rest are at break-even and within the hard limit; where not, they are to be moved there. */
function hasStopInPlace(state: TradingState, context: TradingContext, { position, instrument }: Held): boolean {
  const { lastPrice, symbol } = position;
  const nearest = snapPriceUp(instrument, lastPrice * (1 - context.config.hardLimits.maxStopDistanceFraction));
  const breakEven = breakEvenOf(position, { instrument, roundTripCost: costOf(context, instrument) });
  const needed = Math.max(nearest, breakEven);
  if (isRaise(position, needed)) {
    position.stopPrice = price(needed);
    if (needed === breakEven) position.plan.breakEvenStop = breakEven;
    if (position.plan.state === "OPEN") position.plan.state = "BREAKEVEN";
    const note = "before anything is added";
    announceMove(context, position, { by: "pal", mode: "ENFORCED", move: "RAISE_STOP", exitReason: null, note });
  }
  let resting = 0;
  for (const { order, status, filledQuantity } of state.orders.values())
    if (order.symbol === symbol && order.purpose === "STOP" && isOpen(status) && (order.stopPrice ?? 0) >= needed)
      resting += order.quantity - filledQuantity;
  return resting >= position.quantity - instrument.lotSize / 2;
}

const costOf = ({ config }: TradingContext, instrument: Held["instrument"]): number =>
  roundTripCost(instrument, config) / 10_000;

/** By usual traded value, 1 is the most traded. */
function rankOf(turnover: Float64Array, id: number): number {
  const own = turnover[id] ?? Number.NaN;
  if (Number.isNaN(own)) return Number.NaN;
  return 1 + turnover.reduce((above, each) => above + (each > own ? 1 : 0), 0);
}
