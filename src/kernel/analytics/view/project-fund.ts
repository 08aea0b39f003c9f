/** The projection from a fund's slices to the one value the page and the API show. Pure, and cheap enough per change. */
import type { Performance, RiskAssessment } from "../../domain/briefing.ts";
import { viewBoard } from "./board-view.ts";
import { viewHooks } from "./hook-tally.ts";
import { viewCapital } from "./capital-view.ts";
import { viewDecisions } from "./decision-view.ts";
import type {
  FreezeView,
  FundView,
  IdentityView,
  ModesView,
  MoneyView,
  PerformanceView,
  RiskView,
} from "./fund-view.ts";
import { viewMarket, viewOrder, viewPosition } from "./holdings-view.ts";
import { viewMandate } from "./mandate-view.ts";
import { viewTask } from "./task-view.ts";
import type { FreezeSource, ViewSource } from "./view-source.ts";

/** How many of the latest a view shows. */
const shown = { decisions: 30, fills: 30, endedOrders: 30, tasks: 30 } as const;

export function viewFund(source: ViewSource): FundView {
  const { equity } = source.portfolio;
  const held = source.positions.filter((position) => position !== undefined);
  return {
    seq: source.seq,
    asOfMs: source.at,
    lastBarsAtMs: source.lastBarsAt ?? null,
    identity: viewIdentity(source),
    money: viewMoney(source),
    capital: {
      sinceOpening: viewCapital(source.capital.sinceOpening),
      last30Days: viewCapital(source.capital.last30Days),
    },
    performance: viewPerformance(source.performance),
    risk: viewRisk(source.risk),
    modes: viewModes(source),
    mandate: viewMandate(source),
    council: {
      seats: source.config.seats,
      decisionsMade: source.decisionsMade,
      lastRoundAtMs: source.lastCouncilAt ?? null,
    },
    board: viewBoard({
      ...source,
      ...source.history,
      mandate: source.policy.mandate,
      hooks: viewHooks(source.history.hooks, source.config, source.isolated),
    }),
    reconciliation: source.reconciliation,
    positions: held.map((position) => viewPosition(position, equity)),
    openOrders: source.openOrders.map(viewOrder),
    endedOrders: source.endedOrders.slice(-shown.endedOrders).reverse().map(viewOrder),
    fills: source.history.fills.slice(-shown.fills).reverse(),
    decisions: viewDecisions(source.history, source.policy.mandate, shown.decisions),
    market: viewMarket(source),
    tasks: source.tasks.slice(-shown.tasks).reverse().map(viewTask),
  };
}

function viewIdentity({ runId, config }: ViewSource): IdentityView {
  const { account, venue, market, currency } = config.identity;
  const { intervalMs: barIntervalMs, tradeFromMs: tradesFromMs } = config;
  return { runId, account, venue, market, currency, barIntervalMs, tradesFromMs };
}

function viewMoney({ portfolio, paidIn, config, dayStartEquity, performance }: ViewSource): MoneyView {
  const { equity } = portfolio;
  const dayPnlUsd = equity - dayStartEquity;
  return {
    startEquityUsd: config.startEquityUsd,
    equityUsd: equity,
    cashUsd: portfolio.cash,
    grossNotionalUsd: portfolio.grossNotional,
    lockedUsd: portfolio.locked,
    reserveUsd: portfolio.reserve,
    dueUsd: portfolio.due,
    tradableUsd: portfolio.tradable,
    exposureRatio: portfolio.exposure,
    totalReturnRatio: paidIn > 0 ? equity / paidIn - 1 : 0,
    dayPnlUsd,
    dayReturnRatio: dayStartEquity > 0 ? dayPnlUsd / dayStartEquity : 0,
    unrealizedPnlUsd: portfolio.unrealizedPnl,
    realizedPnlUsd: portfolio.realizedPnl,
    openRiskUsd: portfolio.openRisk,
    shadowPnlUsd: portfolio.shadowPnl,
    drawdownRatio: performance.drawdown,
  };
}

const viewPerformance = (performance: Performance): PerformanceView => ({
  dailyLossRatio: performance.dailyLoss,
  openDrawdownRatio: performance.openDrawdown,
  maxDrawdownRatio: performance.maxDrawdown,
  allTimeDrawdownRatio: performance.allTimeDrawdown,
  winRateFraction: performance.winRate ?? null,
  sharpeRatio: performance.sharpe ?? null,
  profitableDayStreak: performance.profitableDayStreak,
  losingDayStreak: performance.losingDayStreak,
  consecutiveLosses: performance.consecutiveLosses,
  closedTrades: performance.closedTrades,
  closedDays: performance.closedDays,
});

const viewRisk = (risk: RiskAssessment): RiskView => ({
  valueAtRisk95Ratio: risk.valueAtRisk95,
  expectedShortfall975Ratio: risk.expectedShortfall975,
  sampleDays: risk.sampleDays,
  isFromPrior: risk.fromPrior,
  score: risk.score,
  worstComponent: risk.worstComponent,
});

function viewModes({ policy, ess, health, freeze }: ViewSource): ModesView {
  const { tradingMode, capitalProfile, operatingMode, systemRiskMode, riskMode, emergency, stage } = policy.modes;
  return {
    tradingMode,
    capitalProfile,
    operatingMode,
    systemRiskMode,
    riskMode,
    isEmergency: emergency,
    essState: ess.state,
    essLevel: ess.level,
    systemHealth: health.status,
    healthIssues: health.issues,
    exitMode: policy.exitMode,
    integrationStage: stage,
    entriesAllowed: policy.mandate.envelope.entriesAllowed,
    freeze: freeze === undefined ? null : viewFreeze(freeze),
  };
}

const viewFreeze = ({ state, waitsFor, reviewDueAt }: FreezeSource): FreezeView => ({
  sinceMs: state.since,
  timerEndsAtMs: state.timerEndsAt ?? null,
  requiresReview: state.requiresReview,
  reviewGivenBy: state.reviewGivenBy ?? null,
  reviewDueAtMs: reviewDueAt ?? null,
  reasons: state.reasons,
  waitsFor: waitsFor ?? null,
});
