/** Everything trading remembers: plain data, so that a snapshot of it is the whole of it. */
import type { FundConfig } from "../domain/config.ts";
import type { HookName } from "../domain/hooks.ts";
import { isOpen, type OrderRecord } from "../domain/order.ts";
import type { ClosedTrade, Position } from "../domain/position.ts";
import type { VenueClock } from "../domain/venue-clock.ts";
import type { Signal } from "../domain/signal.ts";
import type { DurationMs, EpochMs } from "../units/units.ts";
import { openOrderFlow, type OrderFlow } from "./flow/order-flow.ts";
import { type ExecutionState, openExecution } from "./execute/execution-state.ts";
import { type BalancerState, openBalancer } from "./balance/balancer-state.ts";
import { openReconcile, type ReconcileState } from "./reconcile/reconcile-state.ts";
import type { StrategyBooks } from "./strategy-books.ts";
import { openShadowBook, type ShadowBook } from "./shadow/shadow-book.ts";
import { openStrategies, type StrategyState } from "./strategies/strategies.ts";
import { openSignals, type SignalState } from "./signals/ensemble.ts";

export type TradingState = {
  readonly signals: SignalState;
  readonly strategies: StrategyState;
  /** What each strategy, the ensemble among them, has made and lost. */
  readonly strategyBooks: StrategyBooks;
  /** The latest signal per instrument id. */
  readonly latest: (Signal | undefined)[];
  /** Orders that may still be filled, by id. */
  readonly orders: Map<string, OrderRecord>;
  /** The last orders that ended, oldest first: for people and for fills that come late. */
  readonly ended: OrderRecord[];
  /** The highest order id handed to the venue; anything at or below it has been seen. */
  lastOrder: { seq: number; index: number };
  /** Order by fill booked, kept for as long as the order is: no fill is forgotten while it could be booked again. */
  readonly fillIds: Map<string, string>;
  readonly positions: (Position | undefined)[];
  /** How the books stand against the venue's. */
  readonly reconcile: ReconcileState;
  readonly shadow: ShadowBook;
  readonly execution: ExecutionState;
  readonly flow: OrderFlow;
  readonly balancer: BalancerState;
  readonly cooldownUntil: Float64Array;
  /** By entry order: what of its size the hooks that only advise would have left (resolutions 63). */
  readonly advice: Map<string, number>;
  /** Since when system health has been critical, if it is. */
  criticalSince: EpochMs | undefined;
  venueConnected: boolean;
  /** The venue's clock against ours, as last measured. */
  clock: VenueClock | undefined;
  /** Number of the last venue report taken in. */
  reportSeq: number;
  /** The last venue answers to submits: true for a rejection. */
  readonly answers: boolean[];
  /** When orders were rejected or left without an answer, oldest first, as far back as the emergency stop looks. */
  readonly executionErrors: EpochMs[];
  /** Trades that ended since governance last looked. */
  readonly closedTrades: ClosedTrade[];
  /** What subsystems wanted against others since governance last looked. */
  readonly claims: { readonly marketOrders: string[]; readonly amplifies: string[] };
  /** Hooks that threw since governance last looked, once for each time. */
  readonly hookFailures: HookName[];
  /** Fills since governance last looked have changed what is held. */
  positionsChanged: boolean;
};

const endedKept = 200;
const answersKept = 20;
const adviceKept = 1_000;

export const openTrading = (config: FundConfig): TradingState => ({
  signals: openSignals(config),
  strategies: openStrategies(config),
  strategyBooks: new Map(),
  latest: config.instruments.map(() => undefined),
  orders: new Map(),
  ended: [],
  lastOrder: { seq: -1, index: -1 },
  fillIds: new Map(),
  positions: config.instruments.map(() => undefined),
  reconcile: openReconcile(),
  shadow: openShadowBook(),
  execution: openExecution(config),
  flow: openOrderFlow(config),
  balancer: openBalancer(config.instruments.length),
  cooldownUntil: new Float64Array(config.instruments.length),
  advice: new Map(),
  criticalSince: undefined,
  venueConnected: true,
  clock: undefined,
  reportSeq: 0,
  answers: [],
  executionErrors: [],
  closedTrades: [],
  claims: { marketOrders: [], amplifies: [] },
  hookFailures: [],
  positionsChanged: false,
});

/** Entries that never became a position make room for later ones. */
export function rememberAdvice(state: TradingState, orderId: string, share: number): void {
  state.advice.set(orderId, share);
  for (const oldest of state.advice.keys()) {
    if (state.advice.size <= adviceKept) return;
    state.advice.delete(oldest);
  }
}

/** An open order, or one that ended not long ago. */
export const findOrder = (state: TradingState, orderId: string): OrderRecord | undefined =>
  state.orders.get(orderId) ?? state.ended.findLast((record) => record.order.id === orderId);

/** Moves an order that has ended out of the way. */
export function retire(state: TradingState, record: OrderRecord): void {
  if (isOpen(record.status) || !state.orders.delete(record.order.id)) return;
  state.ended.push(record);
  if (state.ended.length <= endedKept) return;
  const forgotten = state.ended.shift()?.order.id;
  for (const [fillId, orderId] of state.fillIds) if (orderId === forgotten) state.fillIds.delete(fillId);
}

export function rememberAnswer(state: TradingState, rejected: boolean): void {
  state.answers.push(rejected);
  if (state.answers.length > answersKept) state.answers.shift();
}

/** Keeps no more than the window looks back over. */
export function rememberExecutionError({ executionErrors }: TradingState, at: EpochMs, window: DurationMs): void {
  executionErrors.push(at);
  while ((executionErrors[0] ?? at) <= at - window) executionErrors.shift();
}

export const executionErrorsSince = ({ executionErrors }: TradingState, since: number): number =>
  executionErrors.reduce((errors, at) => errors + (at > since ? 1 : 0), 0);

export function hasSeenOrder({ lastOrder }: TradingState, orderId: string): boolean {
  const [seq = Number.NaN, index = Number.NaN] = orderId.slice(1).split("-").map(Number);
  return !(seq > lastOrder.seq || (seq === lastOrder.seq && index > lastOrder.index));
}

export function rememberOrder(state: TradingState, record: OrderRecord): void {
  const [seq = Number.NaN, index = Number.NaN] = record.order.id.slice(1).split("-").map(Number);
  state.lastOrder = { seq, index };
  state.orders.set(record.order.id, record);
}

/** Orders nobody knows the outcome of yet. */
export const unknownOrders = (state: TradingState): OrderRecord[] =>
  [...state.orders.values()].filter((record) => record.status === "UNKNOWN");
