/** Where trading and governance meet: the report one way, the policy the other. */
import type { FundConfig } from "./domain/config.ts";
import type { FloorReport } from "./domain/floor-report.ts";
import { hookNames, type HookName, hookOwner } from "./domain/hooks.ts";
import type { Performance } from "./domain/briefing.ts";
import type { Policy } from "./domain/mandate.ts";
import type { Portfolio } from "./domain/position.ts";
import type { GovernanceWorkings } from "./domain/workings.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { portfolioSnapshotUpdated } from "./events/trading-events.ts";
import { readFeed } from "./features/feed-watch.ts";
import type { Fund } from "./fund-state.ts";
import { executionDirective } from "./governance/direct/directives.ts";
import { staleAfter } from "./governance/cadence.ts";
import { dayVolume } from "./governance/assess/opportunity-ranker/day-window.ts";
import { lossesOf } from "./governance/assess/risk-officer/return-rings.ts";
import { shortfallAlone } from "./governance/assess/risk-officer/risk-officer.ts";
import { govern, type Report, type ReportedTrade } from "./governance/govern.ts";
import { staleIntervals, type Vitals } from "./governance/observe/health.ts";
import { nextTimer, scriptedReviewDueAt, type TimerVitals } from "./governance/timers.ts";
import { startAnew } from "./step-heal.ts";
import { postCashflow, settleCashflow } from "./step-cashflow.ts";
import { candidatesOf, placeOf } from "./step-universe.ts";
import { recordTrade } from "./trading/balance/balancer-state.ts";
import type { Effect } from "./trading/effect.ts";
import { meanSlippage } from "./trading/execute/lessons.ts";
import { valuate, weightsOf } from "./trading/positions/valuation.ts";
import { exitWork, unsentOrdersOf } from "./trading/obey-exit-mode.ts";
import { nextWorkAt } from "./trading/work-parents.ts";
import { executionErrorsSince } from "./trading/trading-state.ts";
import { clearShadowBook, shadowPnl } from "./trading/shadow/shadow-book.ts";
import { modelReports } from "./trading/signals/ensemble.ts";
import type { TradingContext } from "./trading/trading-context.ts";
import type { TradingState } from "./trading/trading-state.ts";
import { toxicSymbols } from "./trading/positions/positions-health.ts";
import { type EpochMs, usd } from "./units/units.ts";

export const portfolioOf = (fund: Fund): Portfolio =>
  valuate(fund.ledger, fund.trading.positions, shadowPnl(fund.trading.shadow));

/** One round of governance on what is true now. */
export function governNow(
  fund: Fund,
  outbox: Outbox,
  more: Pick<Report, "review" | "command" | "callsCeo" | "safetyFailure" | "essOrder"> = {},
): void {
  const { governance, trading, config } = fund;
  const wasFrozen = governance.freeze !== undefined;
  settleCashflow(fund, outbox);
  const portfolio = portfolioOf(fund);
  const { positionsChanged } = trading;
  const report: Report = {
    portfolio,
    weights: weightsOf(trading.positions, portfolio.equity),
    barTurnover: fund.features.turnover,
    vitals: vitalsOf(fund, outbox.at),
    closedTrades: closedTradesOf(fund),
    hookFailures: trading.hookFailures.length === 0 ? noFailures : trading.hookFailures.splice(0),
    positionsChanged,
    floor: floorOf(trading),
    candidates: candidatesOf(fund),
    models: modelReports(trading.signals, config, outbox.at),
    ...more,
  };
  trading.positionsChanged = false;
  const acts = govern(governance, config, report, outbox);
  startAnew(fund);
  for (const { payload } of acts) postCashflow(fund, payload, outbox);
  if (!wasFrozen && governance.freeze !== undefined) clearShadowBook(trading.shadow);
  if (positionsChanged) announcePortfolio(fund, acts.length === 0 ? portfolio : portfolioOf(fund), outbox);
}

const noFailures: readonly HookName[] = [];

/** What the floor says of itself; what it wanted is told once. */
function floorOf({ positions, balancer, claims }: TradingState): FloorReport {
  const { marketOrders, amplifies } = claims;
  const criticalViolations = balancer.violations.filter(({ severity }) => severity === "CRITICAL").length;
  return {
    heldPositions: positions.reduce((held, position) => held + (position === undefined ? 0 : 1), 0),
    toxicSymbols: toxicSymbols(positions),
    criticalViolations,
    warnings: balancer.violations.length - criticalViolations,
    claims: { marketOrders: marketOrders.splice(0), amplifies: amplifies.splice(0) },
  };
}

/** Trades that ended since governance last looked, each with what advice would have left of it. */
function closedTradesOf({ ids, trading: { closedTrades, advice, balancer } }: Fund): ReportedTrade[] {
  return closedTrades.splice(0).map((trade) => {
    recordTrade(balancer, ids.get(trade.symbol) ?? -1, trade.rMultiple);
    const advisedShare = advice.get(trade.id) ?? 1;
    advice.delete(trade.id);
    return { ...trade, advisedShare };
  });
}

export function announcePortfolio({ governance }: Fund, portfolio: Portfolio, outbox: Outbox): void {
  emit(
    outbox,
    portfolioSnapshotUpdated.create({
      equityUsd: portfolio.equity,
      cashUsd: portfolio.cash,
      lockedUsd: portfolio.locked,
      reserveUsd: portfolio.reserve,
      unrealizedPnlUsd: portfolio.unrealizedPnl,
      realizedPnlUsd: portfolio.realizedPnl,
      realizedPnlTodayUsd: usd(portfolio.realizedPnl - governance.performance.dayStartRealized),
      exposureRatio: portfolio.exposure,
      drawdownRatio: knownPerformance(governance.lastPerformance).drawdown,
      openPositions: portfolio.openPositions,
    }),
  );
}

/** What trading may know of governance, for one pass. */
export function contextOf(fund: Fund, outbox: Outbox, effects: Effect[]): TradingContext {
  const { features, ledger, governance, ids } = fund;
  const config = withoutIsolated(fund);
  const policy = knownPolicy(governance.policy);
  const lastCouncilAt = governance.lastCouncilAt ?? Number.NEGATIVE_INFINITY;
  return {
    config,
    controls: fund.controls,
    features,
    ledger,
    portfolio: portfolioOf(fund),
    performance: knownPerformance(governance.lastPerformance),
    risk: governance.risk,
    shortfallAlone: (id) => shortfallAlone(governance.riskOfficer, id),
    regimeOf: (id) => governance.marketOfficer.slots[id]?.assessment,
    placeOf: (id) => placeOf(fund, id),
    dayTurnover: (id) => dayVolume(governance.opportunityRanker.day, id),
    daysKnown: (id) => governance.riskOfficer.daysSeen[id] ?? 0,
    dailyReturns: (id) => lossesOf(governance.riskOfficer, id).map((loss) => -loss),
    policy,
    executionDirective: executionDirective(policy.modes.systemRiskMode),
    governanceIsFresh: outbox.at - lastCouncilAt <= staleAfter(config.intervalMs, governance.knownGap),
    entryFlow: fund.surveillance.entryFlow,
    idOf: (symbol) => ids.get(symbol),
    feedOf: (symbol) => readFeed(fund.feeds, ids.get(symbol) ?? -1, symbol),
    outbox,
    effects,
  };
}

/** A subsystem that could not be started, or is in quarantine, has no hook. The guard needs none of them. */
function withoutIsolated({ config, governance: { isolated } }: Fund): FundConfig {
  if (isolated.size === 0) return config;
  const hooks = { ...config.hooks };
  for (const name of hookNames) if (isolated.has(hookOwner[name])) hooks[name] = "OFF";
  /** It has no hook of the thirteen. */
  const { dynamic_tpsl } = config.subsystems;
  const subsystems = {
    ...config.subsystems,
    dynamic_tpsl: isolated.has("dynamic_tpsl") ? "OFF" : dynamic_tpsl,
  } as const;
  return { ...config, hooks, subsystems };
}

/** What governance holds now, for those who ask why. */
export const governanceWorkings = ({ governance }: Fund): GovernanceWorkings => ({
  briefing: governance.lastBriefing,
  freeze: governance.freeze,
  ess: governance.ess,
  brake: governance.brake,
});

function knownPolicy(policy: Policy | undefined): Policy {
  if (policy === undefined) throw new Error("expected a policy to be in force before trading");
  return policy;
}

function knownPerformance(performance: Performance | undefined): Performance {
  if (performance === undefined) throw new Error("expected the fund to have been valued before trading");
  return performance;
}

function vitalsOf(fund: Fund, at: EpochMs): Vitals {
  const { trading, config, features, lastBarsAt } = fund;
  const silentSymbols: string[] = [];
  trading.positions.forEach((position, id) => {
    const silentFor = at - (features.closedAt[id] ?? 0);
    if (position !== undefined && silentFor > staleIntervals * config.intervalMs) silentSymbols.push(position.symbol);
  });
  let unknown = 0;
  for (const { status } of trading.orders.values()) if (status === "UNKNOWN") unknown += 1;
  return {
    lastBarsAt,
    silentSymbols,
    barInterval: config.intervalMs,
    venueConnected: trading.venueConnected,
    journalHasReserve: !fund.isReserveGone,
    unknownOrders: unknown,
    recentRejects: trading.answers.reduce((rejects, rejected) => rejects + (rejected ? 1 : 0), 0),
    recentAnswers: trading.answers.length,
    executionErrors: executionErrorsSince(trading, at - config.ess.executionErrorWindowMs),
    meanSlippageBps: meanSlippage(trading.execution),
    ...exitWork(trading, { config, policy: knownPolicy(fund.governance.policy) }),
  };
}

const timerVitalsOf = ({ trading, config, lastBarsAt }: Fund): TimerVitals => ({
  lastBarsAt,
  barInterval: config.intervalMs,
  unsentOrders: unsentOrdersOf(trading, config),
});

/** When the fund wants to be woken although nothing happens, and when a scripted review falls due. */
export type WakePlan = { readonly timerAt: EpochMs | undefined; readonly reviewDueAt: EpochMs | undefined };

export function wakePlan(fund: Fund, at: EpochMs): WakePlan {
  const isTrading = fund.lastBarsAt !== undefined && fund.lastBarsAt >= fund.config.tradeFromMs;
  const governAt = isTrading ? nextTimer(fund.governance, timerVitalsOf(fund), at) : undefined;
  const workAt = nextWorkAt(fund.trading, fund.config.execution.makerWaitMs, at);
  return {
    timerAt: workAt !== undefined && !(governAt !== undefined && governAt <= workAt) ? workAt : governAt,
    reviewDueAt: scriptedReviewDueAt(fund.governance, fund.config),
  };
}
