/** What a fund is told and knows, to start a test from: a calm day, a held position, a policy. Tests change one field each. */
import type { Briefing, EssTrip, FreezeState, Performance } from "../../src/kernel/domain/briefing.ts";
import { defaultAgentFlags } from "../../src/kernel/domain/agents.ts";
import type { Decision, Seat, Stance } from "../../src/kernel/domain/decision.ts";
import { type RiskEnvelope } from "../../src/kernel/domain/risk-envelope.ts";
import type { Policy } from "../../src/kernel/domain/mandate.ts";
import type { ClosedTrade, Portfolio, Position } from "../../src/kernel/domain/position.ts";
import type { PositionPlan } from "../../src/kernel/domain/position-plan.ts";
import type { Vitals } from "../../src/kernel/governance/observe/health.ts";
import { unlimited } from "../../src/kernel/domain/risk-envelope.ts";
import { type EpochMs, fraction, hours, price, quantity, ratio, usd } from "../../src/kernel/units/units.ts";
import { start, hour, at } from "./given.ts";

export const portfolio = (change: Partial<Portfolio> = {}): Portfolio => ({
  equity: usd(10_000),
  cash: usd(10_000),
  locked: usd(0),
  reserve: usd(0),
  due: usd(0),
  tradable: change.equity ?? usd(10_000),
  grossNotional: usd(0),
  exposure: ratio(0),
  unrealizedPnl: usd(0),
  realizedPnl: usd(0),
  newProfit: usd(0),
  openPositions: 0,
  openRisk: usd(0),
  shadowPnl: usd(0),
  ...change,
});

export const performance = (change: Partial<Performance> = {}): Performance => ({
  drawdown: ratio(0),
  maxDrawdown: ratio(0),
  allTimeDrawdown: ratio(0),
  dailyLoss: ratio(0),
  openDrawdown: ratio(0),
  winRate: undefined,
  sharpe: undefined,
  profitableDayStreak: 0,
  losingDayStreak: 0,
  daysWithoutProfit: 0,
  dailyGrowth: undefined,
  consecutiveLosses: 0,
  closedTrades: 0,
  closedDays: 0,
  lastDayRealizedPnl: usd(0),
  ...change,
});

export const freeze = (change: Partial<FreezeState> = {}): FreezeState => ({
  since: start,
  timerEndsAt: start,
  longestTimerEndsAt: start,
  requiresReview: false,
  reviewRequiredSince: undefined,
  reviewGivenBy: undefined,
  causes: ["DRAWDOWN"],
  reasons: ["drawdown"],
  ...change,
});

type BriefingChange = Partial<Omit<Briefing, "performance" | "portfolio">> & {
  readonly performance?: Partial<Performance>;
  readonly portfolio?: Partial<Portfolio>;
};

/** A manual trip that flattens, just made. */
export const trip = (change: Partial<EssTrip> = {}): EssTrip => ({
  at: start,
  evaluator: "MANUAL",
  reason: "tripped by Ada: a test",
  exitMode: "FLATTEN",
  exitAskedAt: start,
  timeToZero: undefined,
  coolDownEndsAt: undefined,
  ...change,
});

/** A calm day: no loss, healthy, ESS armed and nominal, not frozen. */
export const briefing = (change: BriefingChange = {}): Briefing => ({
  at: start,
  health: { status: "HEALTHY", issues: [], monitors: [] },
  risk: {
    valueAtRisk95: ratio(0),
    expectedShortfall975: ratio(0),
    sampleDays: 250,
    fromPrior: false,
    tail: {
      binding: "HISTORICAL",
      because: "too few days have been judged",
      medianShortfall975: ratio(0),
      worstShortfall975: ratio(0),
      volatility: ratio(0),
    },
    picture: {
      concentration: ratio(0),
      meanCorrelation: undefined,
      daysToSell: ratio(0),
      stress: { scenario: "none", loss: ratio(0) },
    },
    score: 0,
    worstComponent: "none",
  },
  ess: { state: "ARMED", level: "NOMINAL", trip: undefined },
  freeze: undefined,
  barInterval: hours(1),
  models: [],
  modelsToDisable: [],
  candidates: ["BTC", "ETH"],
  market: undefined,
  symbols: [],
  ...change,
  performance: performance(change.performance),
  portfolio: portfolio(change.portfolio),
});

export const vitals = (change: Partial<Vitals> = {}): Vitals => ({
  lastBarsAt: start,
  silentSymbols: [],
  barInterval: hours(1),
  venueConnected: true,
  journalHasReserve: true,
  unknownOrders: 0,
  recentRejects: 0,
  recentAnswers: 0,
  executionErrors: 0,
  meanSlippageBps: undefined,
  openEntries: 0,
  positionsLeft: 0,
  unsentOrders: 0,
  ...change,
});

export const closedTrade = (pnl: number, closedAt: EpochMs = start): ClosedTrade => ({
  id: `O${closedAt}-0`,
  symbol: "BTC",
  strategy: "ensemble",
  openedAt: start,
  closedAt,
  quantity: quantity(1),
  entryPrice: price(100),
  exitPrice: price(100),
  pnl: usd(pnl),
  fees: usd(0),
  rMultiple: ratio(0),
  exitReason: "STOP",
});

/** Bought at 100 with a stop at 98 in a usual market, and nothing has come of it yet. */
export const planOf = (change: Partial<PositionPlan> = {}): PositionPlan => ({
  row: "NORMAL",
  risk: 2,
  firstStop: price(98),
  firstQuantity: quantity(1),
  atr: 0.01,
  target: undefined,
  trailAtr: 2,
  holdUntil: at(36 * hour),
  state: "OPEN",
  breakEvenStop: undefined,
  peak: price(100),
  class: undefined,
  classifiedAt: undefined,
  actedOn: [],
  reducedSince: undefined,
  amplifiedAt: undefined,
  amplification: undefined,
  advised: undefined,
  isAddedTo: false,
  isTargetExtended: false,
  isHoldExtended: false,
  ...change,
});

/** One of a hundred at 100, as `planOf` has it. */
export const positionOf = (change: Partial<Position> = {}): Position => ({
  symbol: "BTC",
  openedAt: start,
  openedBy: "O1-0",
  strategy: "ensemble",
  quantity: quantity(1),
  averagePrice: price(100),
  stopPrice: price(98),
  initialRisk: usd(2),
  boughtQuantity: quantity(1),
  soldQuantity: quantity(0),
  soldFor: usd(0),
  realizedPnl: usd(0),
  fees: usd(0),
  lastPrice: price(100),
  exitReason: undefined,
  reduction: undefined,
  plan: planOf(),
  ...change,
});

export const stance = (seat: Seat, decision: Decision, seq = 1, index = 0): Stance => ({
  seat,
  seq,
  index,
  decidedAt: start,
  decision,
});

export const said = { priority: "NORMAL" as const, reason: "because" };

export const policy = (envelope: Partial<RiskEnvelope> = {}): Policy => ({
  version: 1,
  publishedAt: start,
  mandate: {
    envelope: { ...unlimited, ...envelope },
    setBy: {
      maxLeverage: "maxLeverage setter",
      maxPosition: "maxPosition setter",
      maxExposure: "maxExposure setter",
      maxPositions: "maxPositions setter",
      maxRiskPerTrade: "maxRiskPerTrade setter",
      maxDailyRisk: "maxDailyRisk setter",
      maxDrawdown: "maxDrawdown setter",
      minConfidence: "minConfidence setter",
      sizeFactor: "sizeFactor setter",
      entriesAllowed: "entriesAllowed setter",
    },
    ruling: [],
    overruled: [],
  },
  modes: {
    tradingMode: "LIVE",
    capitalProfile: "LOW",
    operatingMode: "EXPANSION",
    systemRiskMode: "NORMAL",
    riskMode: "NORMAL",
    emergency: false,
    essState: "ARMED",
    essLevel: "NOMINAL",
    systemHealth: "HEALTHY",
    frozen: false,
    braked: false,
    stage: "AUTONOMY",
  },
  exitMode: "HOLD",
  exitAskedAt: undefined,
  activeSymbols: ["BTC", "ETH"],
  strategies: { allowed: [], blocked: [] },
  modelWeights: undefined,
  flags: defaultAgentFlags,
  overrides: [],
  stopLossMultiplier: ratio(1),
  maxExpectedShortfall: fraction(0.08),
});
