/**
 * Every threshold of the seeds that belongs here, just below, at and just above it, against the code that decides.
 *
 * Expected is the resolved form (`resolutions.md`), where it differs from the seed. Enums and equalities stand with every
 * value of their scale. A threshold the map calls done and this table does not know fails the last test.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readIds, readMap } from "../../scripts/seed-map.ts";
import type { ModelPerformance, Performance } from "../../src/kernel/domain/briefing.ts";
import { defaultCeoThresholds } from "../../src/kernel/domain/ceo-thresholds.ts";
import { defaultEss } from "../../src/kernel/domain/config.ts";
import { defaultHardLimits } from "../../src/kernel/domain/hard-limits.ts";
import type {
  CapitalProfile,
  EssLevel,
  OperatingMode,
  RiskMode,
  SystemHealth,
  TradingMode,
} from "../../src/kernel/domain/modes.ts";
import { defaultRanker } from "../../src/kernel/domain/ranker.ts";
import { defaultMarketThresholds } from "../../src/kernel/domain/regime.ts";
import { defaultController } from "../../src/kernel/domain/risk-mode.ts";
import { sameValue } from "../../src/kernel/domain/same-value.ts";
import type { IntegrationStage } from "../../src/kernel/domain/subsystem.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { gateOf } from "../../src/kernel/governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { directionOf, volatilityOf } from "../../src/kernel/governance/assess/market-officer/rule-detector.ts";
import { riskAlertOf } from "../../src/kernel/governance/assess/risk-officer/risk-alert.ts";
import { recommend } from "../../src/kernel/governance/council/ceo/recommend-mode.ts";
import type { SystemState } from "../../src/kernel/governance/council/ceo/system-state.ts";
import { decideCashflow, openCfo } from "../../src/kernel/governance/council/cfo/cashflow.ts";
import { decideStrategyAllocation } from "../../src/kernel/governance/council/cio/strategy-allocation.ts";
import { decideSymbolUniverse, openSymbolUniverse } from "../../src/kernel/governance/council/cio/symbol-universe.ts";
import { decideController, openController } from "../../src/kernel/governance/council/controller/controller.ts";
import { determineRiskMode } from "../../src/kernel/governance/council/controller/risk-mode.ts";
import { decideResearch, openResearcher } from "../../src/kernel/governance/council/researcher/research-tasks.ts";
import {
  capitalProfilePayload,
  decideCapitalProfile,
  openCapitalProfile,
} from "../../src/kernel/governance/council/ceo/capital-profile.ts";
import { decideTradingMode, openTradingMode } from "../../src/kernel/governance/council/ceo/trading-mode.ts";
import {
  baseEssPolicy,
  decideEssPolicy,
  openEssPolicy,
  tightEssPolicy,
} from "../../src/kernel/governance/council/cro/ess-policy.ts";
import {
  baseRiskLimits,
  decideRiskAdjustment,
  openCro,
  type RiskLimits,
} from "../../src/kernel/governance/council/cro/risk-adjustment.ts";
import {
  decideFreezes,
  decideOverride,
  decideUnfreeze,
  openSupervisor,
} from "../../src/kernel/governance/council/supervisor/supervisor.ts";
import { alarmsOf } from "../../src/kernel/governance/observe/ess/evaluators.ts";
import { levelOf } from "../../src/kernel/governance/observe/ess/levels.ts";
import { criteriaOf, openStage, type StageEvidence, type StageState } from "../../src/kernel/governance/stage/stage.ts";
import { isSureEnough } from "../../src/kernel/trading/hooks/pre-trade/confidence-adjustment.ts";
import { payFee } from "../../src/kernel/ledger/ledger.ts";
import { fraction, ratio, usd } from "../../src/kernel/units/units.ts";
import { at, config, day, hour, start } from "../scenarios/given.ts";
import { briefing, freeze, said, stance } from "../scenarios/given-fund.ts";
import { feed, fundOf, openWorld } from "../scenarios/world.ts";
import { around, beside, type Case, counting, each } from "./cases.ts";

type PerformanceChange = Partial<Performance>;
/** A calm fund that performs like this; numbers become what the seats measure in. */
type Measured = { readonly [Field in keyof Performance]?: number };
const seen = (change: Measured) => briefing({ performance: measured(change) });

function measured({
  drawdown,
  maxDrawdown,
  winRate,
  sharpe,
  profitableDayStreak,
  losingDayStreak,
  closedDays,
}: Measured) {
  const change: PerformanceChange = {
    drawdown: ratio(drawdown ?? 0),
    maxDrawdown: ratio(maxDrawdown ?? 0),
    winRate: winRate === undefined ? undefined : fraction(winRate),
    sharpe: sharpe === undefined ? undefined : ratio(sharpe),
    profitableDayStreak: profitableDayStreak ?? 0,
    losingDayStreak: losingDayStreak ?? 0,
    closedDays: closedDays ?? 0,
  };
  return change;
}

/** Four conditions of the upgrade, all met. */
const earned: Measured = { profitableDayStreak: 6, drawdown: 0, winRate: 0.7, sharpe: 2, closedDays: 30 };
const profileAfter = (change: Measured, held: CapitalProfile = "NORMAL"): CapitalProfile =>
  decideCapitalProfile(seen(change), held, openCapitalProfile())?.payload.profile ?? held;
const upgraded = (change: Measured) => profileAfter({ ...earned, ...change }) === "AGGRESSIVE";

const modeAfter = (change: { readonly ess?: EssLevel; readonly health?: SystemHealth }, held: TradingMode = "LIVE") => {
  const { ess: level = "NOMINAL", health: status = "HEALTHY" } = change;
  const ess = { state: level === "CRITICAL" ? ("TRIPPED" as const) : ("ARMED" as const), level, trip: undefined };
  const decision = decideTradingMode(
    briefing({ ess, health: { status, issues: [], monitors: [] } }),
    held,
    openTradingMode(),
  );
  return decision?.payload ?? { mode: held, durationMs: null };
};
const modeName = (change: Parameters<typeof modeAfter>[0], held?: TradingMode) => modeAfter(change, held).mode;

/** A calm fund whose limits were tightened before, and which has earned them back. */
const tightened: RiskLimits = { ...baseRiskLimits, maxLeverageRatio: ratio(5) };
const deserving: Measured = { drawdown: 0, winRate: 0.7, sharpe: 3, closedDays: 2 };
const loosens = (change: Measured) =>
  (decideRiskAdjustment(seen({ ...deserving, ...change }), tightened, openCro())?.payload.maxLeverageRatio ?? 5) > 5;
const tightens = (change: Parameters<typeof briefing>[0]) => {
  const payload = decideRiskAdjustment(briefing(change), baseRiskLimits, openCro())?.payload;
  return payload !== undefined && payload.maxPositionUsd < baseRiskLimits.maxPositionUsd;
};

const essTightens = (change: Measured) =>
  decideEssPolicy(seen(change), baseEssPolicy, openEssPolicy())?.payload === tightEssPolicy;
/** Drawdown has stood at `drawdown` for `ms`. */
const essRestores = (drawdown: number, ms: number) => {
  const memory = openEssPolicy();
  const look = (after: number) =>
    decideEssPolicy({ ...seen({ drawdown }), at: at(after) }, tightEssPolicy, memory)?.payload === baseEssPolicy;
  look(0);
  return look(ms);
};

const [quiet, strong] = [0.01, 0.8];
/** What is measured of the market, with the labels the market officer makes of it. */
type Conditions = { readonly daily: number; readonly move: number; readonly health?: SystemHealth };
const conditions = ({ daily, move, health = "HEALTHY" }: Conditions) => {
  const direction = directionOf(move, defaultMarketThresholds);
  return briefing({
    performance: { drawdown: ratio(0.03) },
    health: { status: health, issues: [], monitors: [] },
    market: {
      trend: direction === "NONE" ? "RANGE" : direction,
      volatility: volatilityOf(daily, defaultMarketThresholds),
      isIlliquid: false,
      confidence: fraction(1),
      dailyVolatility: ratio(daily),
      trendStrength: fraction(Math.abs(move)),
      breakProbability: undefined,
      hidden: undefined,
    },
  });
};
const riskModeIn = (measured: Conditions): RiskMode => determineRiskMode(conditions(measured)).mode;
const isEmergencyAtOnce = (health: SystemHealth): boolean => {
  const held = {
    riskMode: { mode: "AGGRESSIVE" as const, isEmergency: false },
    lists: undefined,
    thresholds: undefined,
  };
  const seenNow = conditions({ daily: quiet, move: strong, health });
  return decideController(seenNow, held, openController(), defaultController).some(
    ({ kind, payload }) => kind === "RISK_MODE" && sameValue(payload, { mode: "DEFENSIVE", isEmergency: true }),
  );
};

const freezesOn = (change: Parameters<typeof briefing>[0], trigger: string) =>
  decideFreezes(briefing(change), openSupervisor(), defaultHardLimits).some(
    ({ payload }) => payload.trigger === trigger,
  );
/** A freeze whose timer has run, without a review, with everything else in order. */
const unfreezes = (change: {
  readonly drawdown?: number;
  readonly equity?: number;
  readonly shadowPnl?: number;
  readonly reviewed?: boolean;
}) =>
  decideUnfreeze(
    briefing({
      at: at(day),
      freeze: freeze({ reviewGivenBy: change.reviewed === true ? "Ada" : undefined }),
      performance: { drawdown: ratio(change.drawdown ?? 0) },
      portfolio: { equity: usd(change.equity ?? 10_000), shadowPnl: usd(change.shadowPnl ?? 1) },
    }),
    defaultHardLimits,
  ) !== undefined;

const strikesAggressive = (drawdown: number): boolean => {
  const proposal = stance("CEO", { kind: "CAPITAL_PROFILE", payload: capitalProfilePayload("AGGRESSIVE"), ...said });
  const reason = decideOverride(proposal, seen({ drawdown }))?.reason;
  return reason !== undefined && reason.includes("AGGRESSIVE") && reason.includes((drawdown * 100).toFixed(2));
};

const healthModes: Readonly<Record<SystemHealth, TradingMode>> = {
  EMERGENCY: "EMERGENCY",
  CRITICAL: "PAUSED",
  DEGRADED: "SHADOW",
  HEALTHY: "LIVE",
  OPTIMAL: "LIVE",
};
/** The CEO's recommendation for a fund in EXPANSION with nothing to report, changed in one thing. */
const recommendedMode = (change: Partial<SystemState>): OperatingMode =>
  recommend(
    {
      riskScore: 40,
      winRate: 0.52,
      currentDrawdown: 0,
      sharpe: undefined,
      openPositions: 1,
      systemHealth: "HEALTHY",
      healthyComponents: undefined,
      regimeConfidence: undefined,
      marketIsVolatile: false,
      operatingMode: "EXPANSION",
      sinceChange: undefined,
      warnedOf: [],
      isFrozen: false,
      ...change,
    },
    defaultCeoThresholds,
  ).mode;

const model = (change: Partial<ModelPerformance>): ModelPerformance => ({
  model: "xgboost",
  winRate: undefined,
  sharpe: undefined,
  cases: 30,
  daysSinceTraining: undefined,
  ...change,
});
/** Two models that deserve one half each, of which one holds a share that far from it. */
const rebalances = (distance: number): boolean => {
  const models = ["xgboost", "nhits"].map((name) => model({ model: name, sharpe: ratio(0.5), winRate: fraction(0.5) }));
  const held = { xgboost: fraction(0.5 + distance), nhits: fraction(0.5 - distance) };
  return decideStrategyAllocation(briefing({ models }), held) !== undefined;
};

const symbols = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
/** How many symbols are active after a fund with five looked at this. */
const universeAfter = (change: Measured, openPositions = 0): number =>
  decideSymbolUniverse(
    briefing({
      performance: measured({ closedDays: 9, ...change }),
      portfolio: { openPositions },
      candidates: symbols,
    }),
    symbols.slice(0, 5),
    openSymbolUniverse(),
  )?.payload.activeSymbols.length ?? 5;
const promising: Measured = { drawdown: 0, winRate: 0.7 };

type Money = { readonly drawdown?: number; readonly reserve?: number; readonly dayProfit?: number };
/** How new profit is split: lock, reinvest, reserve. A tenth of equity is in reserve unless said otherwise. */
const splitOf = ({ drawdown = 0.03, reserve = 0.1, dayProfit = 0 }: Money) => {
  const payload = decideCashflow(
    briefing({
      performance: { drawdown: ratio(drawdown), closedDays: 1, lastDayRealizedPnl: usd(dayProfit) },
      portfolio: { newProfit: usd(100), reserve: usd(10_000 * reserve) },
    }),
    openCfo(),
  )?.payload;
  return payload && [payload.profitLockFraction, payload.reinvestFraction, payload.reserveBufferFraction];
};
const split = {
  start: [0.3, 0.6, 0.1],
  highDrawdown: [0.6, 0.25, 0.15],
  lowReserves: [0.2, 0.5, 0.3],
  excessReserves: [0.25, 0.7, 0.05],
};
const scenarioAt = (dayProfit: number) =>
  decideCashflow(
    briefing({
      performance: { closedDays: 1, lastDayRealizedPnl: usd(dayProfit) },
      portfolio: { newProfit: usd(100), reserve: usd(1_000) },
    }),
    openCfo(),
  )?.payload.scenario;

const asks = (task: string, models: readonly ModelPerformance[], performance: Measured = {}): boolean =>
  decideResearch(briefing({ models, performance: measured(performance) }), openResearcher(), () => false).some(
    ({ payload }) => payload.taskType === task,
  );

const alertsAt = (drawdown: number): boolean =>
  riskAlertOf(briefing().risk, { drawdown, openPositions: 1, leverage: 0.5 }, defaultHardLimits, []).alerts.length > 0;

/** What a fund of 10,000 USD does in the entry in which it has lost this much today. */
function lossOfDay(lost: number) {
  const world = openWorld(config);
  payFee(fundOf(world).ledger, usd(lost));
  feed(world, at(0), "clock", clockTicked.create({}));
  return fundOf(world).governance;
}
/** What the emergency stop is to do with what is held. */
const exitAt = (openDrawdown: number): string | undefined =>
  alarmsOf({
    performance: { drawdown: ratio(0), dailyLoss: ratio(0), openDrawdown: ratio(openDrawdown) },
    systemHealth: "HEALTHY",
    feedIsLost: false,
    executionErrors: 0,
    thresholds: baseEssPolicy,
    limits: defaultHardLimits,
    config: defaultEss,
  })[0]?.exitMode;

/** Whether a stage has earned the next one after this much. */
function isEarned(stage: IntegrationStage, change: Partial<StageState>, evidence: Partial<StageEvidence>): boolean {
  const now: StageEvidence = {
    at: start,
    closedDays: 99,
    closedTrades: 99,
    realizedPnl: 1,
    sharpe: ratio(1),
    maxDrawdown: ratio(0),
    drawdownLimit: fraction(0.1),
    ...evidence,
  };
  const began: StageState = {
    ...openStage(stage, { ...now, closedDays: 0, sharpe: ratio(1) }),
    advisedTrades: 99,
    ...change,
  };
  return criteriaOf(began, now).every(({ isMet }) => isMet);
}

const essLevels = { NOMINAL: false, CAUTION: false, WARNING: false, CRITICAL: false };

const table: Readonly<Record<string, readonly Case[]>> = {
  "000-CEO-04": counting(5, [false, true, true], (days) => upgraded({ profitableDayStreak: days })),
  "000-CEO-05": around(0.03, [true, false, false], (drawdown) => upgraded({ drawdown })),
  "000-CEO-06": around(0.6, [false, false, true], (winRate) => upgraded({ winRate })),
  "000-CEO-07": around(1.5, [false, false, true], (sharpe) => upgraded({ sharpe })),
  "000-CEO-09": counting(3, ["NORMAL", "LOW", "LOW"], (days) => profileAfter({ losingDayStreak: days })),
  "000-CEO-10": around(0.05, ["NORMAL", "NORMAL", "LOW"], (drawdown) => profileAfter({ drawdown })),
  "000-CEO-11": around(0.4, ["LOW", "NORMAL", "NORMAL"], (winRate) => profileAfter({ winRate })),
  "000-CEO-13": around(0.08, ["NORMAL", "NORMAL", "MICRO"], (drawdown) => profileAfter({ drawdown }, "AGGRESSIVE")),
  "000-CEO-14": around(0.1, ["AGGRESSIVE", "AGGRESSIVE", "MICRO"], (maxDrawdown) =>
    profileAfter({ maxDrawdown }, "AGGRESSIVE"),
  ),
  "000-MODE-06": [
    ...each({ CRITICAL: "EMERGENCY", WARNING: "PAUSED", CAUTION: "LIVE", NOMINAL: "LIVE" }, (ess: EssLevel) =>
      modeName({ ess }),
    ),
    ...each(healthModes, (health: SystemHealth) => modeName({ health })),
  ],
  "000-MODE-07": each(healthModes, (health: SystemHealth) => modeName({ health })),
  "000-MODE-08": [
    ...each(
      {
        CRITICAL: { mode: "EMERGENCY", durationMs: null },
        WARNING: { mode: "PAUSED", durationMs: hour / 2 },
        CAUTION: { mode: "LIVE", durationMs: null },
        NOMINAL: { mode: "LIVE", durationMs: null },
      },
      (ess: EssLevel) => modeAfter({ ess }),
    ),
    ...counting(hour / 2, ["PAUSED", "LIVE", "LIVE"], (ms) => {
      const memory = openTradingMode();
      const ess = { state: "ARMED" as const, level: "WARNING" as const, trip: undefined };
      decideTradingMode(briefing({ ess }), "LIVE", memory);
      return decideTradingMode(briefing({ at: at(ms) }), "PAUSED", memory)?.payload.mode ?? "PAUSED";
    }),
  ],
  "000-MODE-09": each(healthModes, (health: SystemHealth) => modeName({ health })),
  "000-MODE-10": [
    { name: "healthy and nominal", got: () => modeName({}, "SHADOW"), expected: "LIVE" },
    { name: "optimal counts as healthy", got: () => modeName({ health: "OPTIMAL" }, "SHADOW"), expected: "LIVE" },
    { name: "nominal alone", got: () => modeName({ health: "DEGRADED" }, "SHADOW"), expected: "SHADOW" },
    { name: "healthy alone", got: () => modeName({ ess: "CAUTION" }, "SHADOW"), expected: "SHADOW" },
  ],
  "000-CRO-07": around(0.02, [false, false, true], (drawdown) =>
    tightens({ performance: { drawdown: ratio(drawdown) } }),
  ),
  "000-CRO-08": around(0.85, [false, false, true], (exposure) =>
    tightens({ portfolio: { exposure: ratio(exposure) } }),
  ),
  "000-CRO-09": each({ ...essLevels, CAUTION: true, WARNING: true, CRITICAL: true }, (level: EssLevel) =>
    tightens({ ess: { state: "ARMED", level, trip: undefined } }),
  ),
  "000-CRO-10": around(0.02, [true, false, false], (drawdown) => loosens({ drawdown })),
  "000-CRO-11": around(0.65, [false, false, true], (winRate) => loosens({ winRate })),
  "000-CRO-12": around(2, [false, false, true], (sharpe) => loosens({ sharpe })),
  "000-ESS-02": around(0.03, ["NOMINAL", "CAUTION", "CAUTION"], (drawdown) => levelOf(drawdown, baseEssPolicy)),
  "000-ESS-03": around(0.05, ["CAUTION", "WARNING", "WARNING"], (drawdown) => levelOf(drawdown, baseEssPolicy)),
  "000-ESS-04": around(0.08, ["WARNING", "CRITICAL", "CRITICAL"], (drawdown) => levelOf(drawdown, baseEssPolicy)),
  "000-ESS-05": around(0.06, [false, false, true], (drawdown) => essTightens({ drawdown })),
  "000-ESS-06": around(0.08, [false, false, true], (maxDrawdown) => essTightens({ maxDrawdown })),
  "000-ESS-07": [
    ...around(0.02, [true, false, false], (drawdown) => essRestores(drawdown, day)),
    ...counting(day, [false, true, true], (ms) => essRestores(0, ms)),
  ],
  "000-CIO-06": beside(0.05, 1e-6, [false, false, true], rebalances),
  "000-UNI-03": around(0.02, [8, 5, 5], (drawdown) => universeAfter({ ...promising, drawdown })),
  "000-UNI-04": around(0.6, [5, 5, 8], (winRate) => universeAfter({ ...promising, winRate })),
  "000-UNI-05": counting(8, [8, 5, 5], (positions) => universeAfter(promising, positions)),
  "000-UNI-07": around(0.05, [5, 5, 3], (drawdown) => universeAfter({ drawdown })),
  "000-UNI-08": around(0.45, [3, 5, 5], (winRate) => universeAfter({ winRate })),
  "000-CFO-03": around(0.05, [split.start, split.start, split.highDrawdown], (drawdown) => splitOf({ drawdown })),
  "000-CFO-04": around(0.05, [split.lowReserves, split.start, split.start], (reserve) => splitOf({ reserve })),
  "000-CFO-05": [
    ...beside(200, 0.01, ["START_VALUES", "START_VALUES", "STRONG_PROFITS"], scenarioAt),
    {
      name: "lock 30, reinvest 60, reserve 10 %",
      got: () => splitOf({ drawdown: 0, dayProfit: 201 }),
      expected: split.start,
    },
  ],
  "000-CFO-06": around(0.15, [split.start, split.start, split.excessReserves], (reserve) => splitOf({ reserve })),
  "000-RES-03": around(1, [true, false, false], (sharpe) =>
    asks("hyperparameter_tuning", [model({ sharpe: ratio(sharpe) })]),
  ),
  "000-RES-04": around(0.5, [true, false, false], (winRate) =>
    asks("feature_engineering", [model({ winRate: fraction(winRate) })]),
  ),
  "000-RES-05": around(30, [false, false, true], (daysSinceTraining) =>
    asks("model_retraining", [model({ daysSinceTraining })]),
  ),
  "000-RES-06": around(0.06, [false, false, true], (drawdown) => asks("risk_analysis", [], { drawdown })),
  "000-RES-07": around(0.45, [true, false, false], (winRate) => asks("backtest_strategy", [], { winRate })),
  "001-SEQ-05": around(0.04, [false, false, true], alertsAt),
  "001-CFG-08": around(0.03, ["EXPANSION", "DEFENSIVE", "DEFENSIVE"], (currentDrawdown) =>
    recommendedMode({ currentDrawdown }),
  ),
  "001-CFG-09": around(0.08, ["CAPITAL_PRESERVATION", "BLACK_SWAN", "BLACK_SWAN"], (currentDrawdown) =>
    recommendedMode({ currentDrawdown }),
  ),
  "001-CFG-10": around(85, ["DEFENSIVE", "BLACK_SWAN", "BLACK_SWAN"], (riskScore) => recommendedMode({ riskScore })),
  "001-CFG-11": around(0.52, ["DEFENSIVE", "EXPANSION", "EXPANSION"], (winRate) =>
    recommendedMode({ winRate, operatingMode: "DEFENSIVE" }),
  ),
  "004-LIM-03": beside(500, 0.01, [undefined, undefined, "daily loss limit"], (lost) => lossOfDay(lost).brake?.by),
  "004-LIM-04": around(0.1, [undefined, undefined, "FLATTEN"], exitAt),
  "004-ROLL-02": counting(7, [false, true, true], (closedDays) => isEarned("OBSERVATION", {}, { closedDays })),
  "004-ROLL-04": beside(100, 0.01, [false, true, true], (advisedPnl) =>
    isEarned("PARTIAL", { tradedPnl: 100, advisedPnl }, {}),
  ),
  // Arbitration leaves no conflict unresolved; what can fail in coordination is a safety path.
  "004-ROLL-08": [0, 1, 2].map((safetyFailures) => ({
    name: `${safetyFailures} failures`,
    got: () => isEarned("COORDINATION", { safetyFailures }, {}),
    expected: safetyFailures === 0,
  })),
  "004-ROLL-10": [
    ...around(1, [false, true, true], (sharpe) => isEarned("AUTONOMY", {}, { sharpe: ratio(sharpe) })),
    ...around(0.1, [true, true, false], (drawdown) => isEarned("AUTONOMY", {}, { maxDrawdown: ratio(drawdown) })),
  ],
  "000-SUP-03": around(0.05, [false, false, true], strikesAggressive),
  "000-FRZ-05": around(0.1, [false, false, true], (drawdown) =>
    freezesOn({ performance: { drawdown: ratio(drawdown) } }, "DRAWDOWN"),
  ),
  "000-FRZ-06": around(0.05, [false, false, true], (dailyLoss) =>
    freezesOn({ performance: { dailyLoss: ratio(dailyLoss) } }, "DAILY_LOSS"),
  ),
  "000-FRZ-07": counting(5, [false, true, true], (consecutiveLosses) =>
    freezesOn({ performance: { consecutiveLosses } }, "CONSECUTIVE_LOSSES"),
  ),
  "000-FRZ-08": around(1_000, [true, false, false], (equity) =>
    freezesOn({ portfolio: { equity: usd(equity) } }, "MINIMUM_CAPITAL"),
  ),
  "000-FRZ-11": around(0.05, [true, false, false], (drawdown) => unfreezes({ drawdown })),
  "000-FRZ-12": around(1_500, [false, false, true], (equity) => unfreezes({ equity })),
  "000-FRZ-13": [
    ...counting(0, [false, false, true], (shadowPnl) => unfreezes({ shadowPnl })),
    { name: "a review in its place", got: () => unfreezes({ shadowPnl: -1, reviewed: true }), expected: true },
  ],
  "000-FRZ-09": each({ CRITICAL: true, WARNING: false, CAUTION: false, NOMINAL: false }, (level: EssLevel) => {
    const trip = { at: start, evaluator: "DRAWDOWN" as const, reason: "fell", exitMode: "CANCEL" as const };
    const tripped = { ...trip, exitAskedAt: start, timeToZero: undefined, coolDownEndsAt: undefined };
    const ess =
      level === "CRITICAL"
        ? { state: "TRIPPED" as const, level, trip: tripped }
        : { state: "ARMED" as const, level, trip: undefined };
    return freezesOn({ ess }, "ESS_CRITICAL");
  }),
  "000-FRZ-10": each(
    { EMERGENCY: true, CRITICAL: false, DEGRADED: false, HEALTHY: false, OPTIMAL: false },
    (status: SystemHealth) => freezesOn({ health: { status, issues: [], monitors: [] } }, "SYSTEM_EMERGENCY"),
  ),
  "003-MSC-03": [
    ...around(0.015, ["AGGRESSIVE", "NORMAL", "NORMAL"], (daily) => riskModeIn({ daily, move: strong })),
    ...around(0.7, ["NORMAL", "AGGRESSIVE", "AGGRESSIVE"], (move) => riskModeIn({ daily: quiet, move })),
    ...around(-0.7, ["AGGRESSIVE", "AGGRESSIVE", "NORMAL"], (move) => riskModeIn({ daily: quiet, move })),
    ...each(
      {
        EMERGENCY: "DEFENSIVE",
        CRITICAL: "DEFENSIVE",
        DEGRADED: "DEFENSIVE",
        HEALTHY: "AGGRESSIVE",
        OPTIMAL: "AGGRESSIVE",
      },
      (health: SystemHealth) => riskModeIn({ daily: quiet, move: strong, health }),
    ),
  ],
  // Neutral is what lies between the other two: from the line of the quiet market to that of the volatile one.
  "003-MSC-04": [
    ...around(0.015, ["AGGRESSIVE", "NORMAL", "NORMAL"], (daily) => riskModeIn({ daily, move: strong })),
    ...around(0.05, ["NORMAL", "NORMAL", "DEFENSIVE"], (daily) => riskModeIn({ daily, move: 0 })),
    ...around(0.7, ["NORMAL", "NORMAL", "NORMAL"], (move) => riskModeIn({ daily: 0.03, move })),
  ],
  "003-MSC-05": [
    ...around(0.05, ["NORMAL", "NORMAL", "DEFENSIVE"], (daily) => riskModeIn({ daily, move: 0 })),
    ...around(0.7, ["DEFENSIVE", "NORMAL", "NORMAL"], (move) => riskModeIn({ daily: 0.06, move })),
    ...each(
      { EMERGENCY: "DEFENSIVE", CRITICAL: "DEFENSIVE", DEGRADED: "DEFENSIVE", HEALTHY: "NORMAL", OPTIMAL: "NORMAL" },
      (health: SystemHealth) => riskModeIn({ daily: 0.03, move: 0, health }),
    ),
  ],
  "003-MSC-06": each(
    { EMERGENCY: true, CRITICAL: true, DEGRADED: false, HEALTHY: false, OPTIMAL: false },
    (health: SystemHealth) => isEmergencyAtOnce(health),
  ),
  "003-CFG-08": around(0.05, ["NORMAL", "NORMAL", "HIGH"], (daily) => volatilityOf(daily, defaultMarketThresholds)),
  "003-CFG-09": around(0.015, ["LOW", "NORMAL", "NORMAL"], (daily) => volatilityOf(daily, defaultMarketThresholds)),
  "004-EXE-05": around(0.54, [false, true, true], (confidence) => isSureEnough(confidence, 0.5, undefined)),
  "003-CFG-11": around(1e9, ["LOW_VOLUME", "PASS", "PASS"], (volume) => gateOf(volume, 1, defaultRanker) ?? "PASS"),
  "003-CFG-12": around(
    0.5,
    ["LOW_LIQUIDITY", "PASS", "PASS"],
    (liquidity) => gateOf(2e9, liquidity, defaultRanker) ?? "PASS",
  ),
  "003-CFG-10": around(0.7, ["NONE", "UP", "UP"], (move) => directionOf(move, defaultMarketThresholds)),
};

describe.each(Object.entries(table))("%s", (_, cases) => {
  it.each(cases)("$name", ({ got, expected }) => expect(got()).toEqual(expected));
  it("has a case on each side", () => expect(cases.length).toBeGreaterThanOrEqual(3));
  it("can tell them apart", () =>
    expect(new Set(cases.map(({ expected }) => JSON.stringify(expected))).size).toBeGreaterThan(1));
});

describe("the table", () => {
  const thresholds = readIds(readFileSync("scripts/seed-ids.txt", "utf8"))
    .filter(({ kind }) => kind === "threshold")
    .map(({ id }) => id);
  const done = readMap(readFileSync("scripts/seed-map.txt", "utf8"))
    .filter(({ id, home }) => home.kind === "module" && thresholds.includes(id))
    .map(({ id }) => id);

  it("has every threshold that is done here", () => expect(done.filter((id) => !(id in table))).toEqual([]));
  it("has thresholds of the seeds only", () =>
    expect(Object.keys(table).filter((id) => !thresholds.includes(id))).toEqual([]));
  it("begins at the start of the tests' time", () => expect(at(0)).toBe(start));
});
