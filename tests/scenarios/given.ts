/** Plain values to start a test from: a calm fund, a sound order, a known instrument. Tests change one field each. */
import fc from "fast-check";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { Briefing, EssTrip, FreezeState, Performance } from "../../src/kernel/domain/briefing.ts";
import { defaultAgentFlags } from "../../src/kernel/domain/agents.ts";
import { defaultBalancer } from "../../src/kernel/domain/balancer.ts";
import { defaultCeoThresholds } from "../../src/kernel/domain/ceo-thresholds.ts";
import { defaultEss, type FundConfig } from "../../src/kernel/domain/config.ts";
import { plainEnsemble } from "../../src/kernel/domain/ensemble.ts";
import type { Decision, Seat, Stance } from "../../src/kernel/domain/decision.ts";
import { noRanker } from "../../src/kernel/domain/ranker.ts";
import { noUniverse } from "../../src/kernel/domain/universe.ts";
import { defaultController } from "../../src/kernel/domain/risk-mode.ts";
import { defaultHealing } from "../../src/kernel/domain/healing.ts";
import { defaultExecution } from "../../src/kernel/domain/execution.ts";
import { defaultHardLimits } from "../../src/kernel/domain/hard-limits.ts";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import { defaultAmplification, defaultIntelligence } from "../../src/kernel/domain/position-care.ts";
import { defaultMarketThresholds } from "../../src/kernel/domain/regime.ts";
import { isTighter, limits, type RiskEnvelope } from "../../src/kernel/domain/risk-envelope.ts";
import type { Policy } from "../../src/kernel/domain/mandate.ts";
import type { ClosedTrade, Portfolio, Position } from "../../src/kernel/domain/position.ts";
import type { PositionPlan } from "../../src/kernel/domain/position-plan.ts";
import type { Vitals } from "../../src/kernel/governance/observe/health.ts";
import { unlimited } from "../../src/kernel/domain/risk-envelope.ts";
import {
  bps,
  durationMs,
  type EpochMs,
  epochMs,
  fraction,
  hours,
  price,
  quantity,
  ratio,
  usd,
} from "../../src/kernel/units/units.ts";
import { hooksIn, subsystemsIn } from "./trust.ts";

/** Midnight UTC, 2020-09-13. */
export const start = epochMs(Date.UTC(2020, 8, 13));
export const hour = 3_600_000;
export const day = 24 * hour;
export const at = (ms: number): EpochMs => epochMs(start + ms);

/** The smallest number above, and below, a threshold that is not 0. */
export const justAbove = (value: number): number => value * (1 + Math.sign(value) * 1e-12);
export const justBelow = (value: number): number => value * (1 - Math.sign(value) * 1e-12);

export const btc: Instrument = {
  symbol: "BTC",
  tickSize: price(0.01),
  lotSize: quantity(0.0001),
  minNotionalUsd: usd(10),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(2),
  takerFeeBps: bps(5),
  halfSpreadBps: bps(1),
};
export const eth: Instrument = { ...btc, symbol: "ETH", lotSize: quantity(0.001) };

/** Subsystems that came later are OFF here; a test of one switches it on. */
export const config: FundConfig = {
  identity: { account: "test", venue: "test", currency: "USD", market: "test" },
  instruments: [btc, eth],
  intervalMs: hours(1),
  startEquityUsd: usd(10_000),
  tradeFromMs: start,
  seed: 1,
  stage: "AUTONOMY",
  isLiveVenue: false,
  subsystems: { ...subsystemsIn("OFF"), universe_os: "ENFORCED", ai_hfos: "ENFORCED" },
  seats: ["SUPERVISOR", "CRO", "CEO", "CIO", "CFO", "RESEARCHER"],
  essEnabled: true,
  ess: defaultEss,
  drillEveryMs: null,
  agents: defaultAgentFlags,
  ceoThresholds: defaultCeoThresholds,
  controller: defaultController,
  startProfile: "LOW",
  market: defaultMarketThresholds,
  ranker: noRanker,
  universe: noUniverse,
  hooks: {
    ...hooksIn("OFF"),
    "universe-filter": "ENFORCED",
    "risk-check": "ENFORCED",
    "position-sizing": "ENFORCED",
    "hfos-coordination": "ENFORCED",
  },
  healing: defaultHealing,
  pil: defaultIntelligence,
  pal: defaultAmplification,
  hardLimits: defaultHardLimits,
  execution: defaultExecution,
  balancer: defaultBalancer,
  forecasting: { momentumLookbackBars: 8, reversionLookbackBars: 4, horizonBars: 4 },
  ensemble: plainEnsemble,
  trading: {
    minEdgeBps: bps(10),
    cooldownMs: hours(2),
    stopAtr: 3,
    minStopDistanceFraction: fraction(0.01),
    priceProtectionFraction: fraction(0.01),
    assumedSlippageBps: bps(3),
    maxExpectedShortfallFraction: fraction(0.08),
    minBarTurnoverUsd: usd(10_000),
  },
  strategies: [],
  scriptedReviewAfterMs: hours(24),
};

/** The same fund with nobody looking after its positions: it falls deeper, freezes, and is told more about. */
export const withoutPositionCare = (config: FundConfig): FundConfig => ({
  ...config,
  subsystems: { ...config.subsystems, dynamic_tpsl: "OFF", pil: "OFF", pal: "OFF" },
  hooks: { ...config.hooks, "position-classification": "OFF", "amplification-check": "OFF" },
});

/** Stops 2.5 % away, so that one position of profile LOW takes 40 % of equity and fits into one order. */
export const tradingConfig: FundConfig = {
  ...config,
  trading: { ...config.trading, minStopDistanceFraction: fraction(0.025) },
};

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

/** A bar around `close`, with a volume worth a million. */
export const bar = (
  symbol: string,
  close: number,
  change: Partial<Record<"open" | "high" | "low", number>> = {},
): Bar => {
  const { open = close, high = Math.max(open, close), low = Math.min(open, close) } = change;
  return {
    symbol,
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume: quantity(1_000_000 / close),
  };
};

const cents = (value: number): number => Math.round(value * 100) / 100;

/** Bars of a market that drifts and swings a little; deterministic, so that tests can name what they expect. */
export const wavyClose = (index: number, base = 100): number => cents(base * (1 + 0.01 * Math.sin(index * 0.9)));

export const anyFraction = fc.double({ min: 0, max: 1, noNaN: true }).map(fraction);
const anyAmount = (max: number) => fc.double({ min: 0, max, noNaN: true });

export const anyEnvelope: fc.Arbitrary<RiskEnvelope> = fc.record({
  maxLeverage: anyAmount(20).map(ratio),
  maxPosition: anyAmount(50_000).map(usd),
  maxExposure: anyFraction,
  maxPositions: fc.nat(20),
  maxRiskPerTrade: anyFraction,
  maxDailyRisk: anyFraction,
  maxDrawdown: anyFraction,
  minConfidence: anyFraction,
  sizeFactor: anyFraction,
  entriesAllowed: fc.boolean(),
});

/** Limits in which `a` allows more than `b`. */
export const loosenedIn = (a: RiskEnvelope, b: RiskEnvelope): string[] =>
  limits.filter((limit) => isTighter(limit, b, a));

/** Every number that is none. */
export const brokenNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const;

/** A value of a type it could never have if all went well: what a broken part would hand on. */
export const broken = <T>(value: unknown): T => value as T;
export const noTime = durationMs(0);
