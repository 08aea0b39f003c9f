/** Everything governance remembers between rounds: plain data, so that a snapshot of it is the whole of it. */
import type { Briefing, Ess, FreezeState, Performance, RiskAssessment, RiskCeiling } from "../domain/briefing.ts";
import type { AgentFlags, LastRuns } from "../domain/agents.ts";
import type { FundConfig } from "../domain/config.ts";
import { type DecisionKind, decisionKinds, type Seat, seniority, type Stance } from "../domain/decision.ts";
import type { Policy } from "../domain/mandate.ts";
import type { SystemHealth } from "../domain/modes.ts";
import type { PolicyDocument } from "../domain/policy-document.ts";
import { type DurationMs, durationMs, type EpochMs, ratio } from "../units/units.ts";
import { type MarketOfficerState, openMarketOfficer } from "./assess/market-officer/market-officer.ts";
import { openRanker, type RankerState } from "./assess/opportunity-ranker/opportunity-ranker.ts";
import { openUniverse, type UniverseState } from "./assess/universe/universe.ts";
import { openStrategyOfficer, type StrategyOfficerMemory } from "./assess/strategy-officer/strategy-officer.ts";
import { calm, type RiskAlert } from "./assess/risk-officer/risk-alert.ts";
import { openRiskOfficer, type RiskOfficerState } from "./assess/risk-officer/risk-officer.ts";
import { type CapitalProfileMemory, openCapitalProfile } from "./council/ceo/capital-profile.ts";
import { openOperatingMode, type OperatingModeMemory } from "./council/ceo/operating-mode.ts";
import { openSystemRisk, type SystemRisk } from "./conduct/system-risk-mode.ts";
import { openTradingMode, type TradingModeMemory } from "./council/ceo/trading-mode.ts";
import { type ControllerMemory, openController } from "./council/controller/controller.ts";
import { type EssPolicyMemory, openEssPolicy } from "./council/cro/ess-policy.ts";
import { openSymbolUniverse, type SymbolUniverseMemory } from "./council/cio/symbol-universe.ts";
import { type CapitalState, openCapital } from "./council/cfo/capital-efficiency.ts";
import { type CfoMemory, openCfo } from "./council/cfo/cashflow.ts";
import { openResearcher, type ResearcherMemory } from "./council/researcher/research-tasks.ts";
import type { TaskBook } from "./council/researcher/task-book.ts";
import { type CroMemory, openCro } from "./council/cro/risk-adjustment.ts";
import { openSupervisor, type SupervisorMemory } from "./council/supervisor/supervisor.ts";
import { type FederationMetrics, openFederationMetrics } from "./metrics/federation-metrics.ts";
import { type HealingMemory, openHealing } from "./observe/healing/healing-memory.ts";
import type { Brake } from "./operator/brake.ts";
import { openOperatorBook, type OperatorBook } from "./operator/operator-book.ts";
import { openStage, type StageEvidence, type StageState } from "./stage/stage.ts";
import { openPerformance, type PerformanceState } from "./observe/performance.ts";

export type GovernanceState = {
  readonly performance: PerformanceState;
  readonly riskOfficer: RiskOfficerState;
  readonly marketOfficer: MarketOfficerState;
  readonly opportunityRanker: RankerState;
  readonly universe: UniverseState;
  readonly strategyOfficer: StrategyOfficerMemory;
  readonly supervisor: SupervisorMemory;
  readonly cro: CroMemory;
  readonly essPolicy: EssPolicyMemory;
  readonly capitalProfile: CapitalProfileMemory;
  readonly tradingMode: TradingModeMemory;
  readonly controller: ControllerMemory;
  readonly symbolUniverse: SymbolUniverseMemory;
  readonly cfo: CfoMemory;
  readonly capital: CapitalState;
  readonly researcher: ResearcherMemory;
  /** Research tasks by id: all under way, and the last that ended. */
  readonly tasks: TaskBook;
  /** No task runs out of time before this. */
  tasksExpireAt: EpochMs | undefined;
  readonly operatingMode: OperatingModeMemory;
  readonly conductor: ConductorMemory;
  /** Subsystems that could not be started, or are in quarantine; they are left out until they are started anew. */
  readonly isolated: Set<string>;
  readonly healing: HealingMemory;
  /** When each agent last ran to its end. */
  readonly lastRuns: { -readonly [Each in keyof LastRuns]: LastRuns[Each] };
  /** A critical risk alert or an operator wants the CEO to evaluate at once. */
  ceoIsCalled: boolean;
  /** Monitors that threw in the last round. */
  failedMonitors: readonly string[];
  /** One stance per seat and kind, keyed `SEAT KIND`. */
  readonly stances: Map<string, Stance>;
  ess: Ess;
  /** A review has forgiven the day's loss as it stands: the emergency stop waits for the next crossing. */
  essKnowsDailyLoss: boolean;
  /** The last drill of the emergency stop the fund was told of. */
  lastDrill: Drill | undefined;
  /** When the fund last heard of a drill that passed; one that failed since does not undo it. */
  drillPassedAt: EpochMs | undefined;
  freeze: FreezeState | undefined;
  health: SystemHealth;
  /** Clean days since the last release, or `undefined` when none has to be waited for. */
  cleanDaysSinceRelease: number | undefined;
  risk: RiskAssessment;
  /** What the risk officer last said it would allow. */
  riskCeiling: RiskCeiling | undefined;
  /** What the risk officer warns of now. */
  riskAlert: RiskAlert;
  /** The positions or the day changed since the risk officer last counted. */
  riskIsDirty: boolean;
  lastCouncilAt: EpochMs | undefined;
  /** Longest distance between the last two closes: a gap everybody knows of is no reason to be stale. */
  knownGap: DurationMs;
  lastPerformance: Performance | undefined;
  lastBriefing: Briefing | undefined;
  policy: Policy | undefined;
  /** Symbols the council was last heard to want, before ranker and Universe OS leave any out. */
  heardSymbols: readonly string[] | undefined;
  readonly operator: OperatorBook;
  /** Seats that rest; what they last said holds. */
  readonly seatsOff: Set<Seat>;
  brake: Brake | undefined;
  stage: StageState;
  /** Policy flags in force, and when an override of them ends. */
  flags: AgentFlags;
  flagsEndAt: EpochMs | undefined;
  readonly metrics: FederationMetrics;
  /** The same with who set what and since when, for the policy store. */
  document: PolicyDocument | undefined;
  /** What the policy was last derived from; as long as it is the same, so is the policy. */
  directedFrom: string;
  /** Grows whenever a stance is taken or dropped. */
  stanceVersion: number;
  decisions: number;
};

export type Drill = {
  /** Fund time at which the fund was told. */
  readonly at: EpochMs;
  /** Wall time at which it was held; drills are told once, by this. */
  readonly startedAt: EpochMs;
  readonly passed: boolean;
};

/** What AI-HFOS remembers between its coordinations. */
export type ConductorMemory = {
  systemRisk: SystemRisk;
  /** Reasons of the emergency actions that stand. */
  emergencies: readonly string[];
  /** Conflicts that stand: the decision overruled and what it wants. */
  conflicts: readonly string[];
  sawHealth: SystemHealth;
  sawBrake: boolean;
  /** Its last coordination threw. */
  hasFailed: boolean;
};

const openConductor = (): ConductorMemory => ({
  systemRisk: openSystemRisk(),
  emergencies: [],
  conflicts: [],
  sawHealth: "HEALTHY",
  sawBrake: false,
  hasFailed: false,
});

const noRisk: RiskAssessment = {
  valueAtRisk95: ratio(0),
  expectedShortfall975: ratio(0),
  sampleDays: 0,
  fromPrior: true,
  tail: {
    binding: "HISTORICAL",
    because: "nothing has been assessed yet",
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
};

export const openGovernance = (config: FundConfig, at: EpochMs): GovernanceState => ({
  performance: openPerformance(config.startEquityUsd, at),
  riskOfficer: openRiskOfficer(config.instruments.map(({ symbol }) => symbol)),
  marketOfficer: openMarketOfficer(config),
  opportunityRanker: openRanker(config.instruments.length, config.intervalMs),
  universe: openUniverse(config.instruments.length),
  strategyOfficer: openStrategyOfficer(),
  supervisor: openSupervisor(),
  cro: openCro(),
  essPolicy: openEssPolicy(),
  capitalProfile: openCapitalProfile(),
  tradingMode: openTradingMode(),
  controller: openController(),
  symbolUniverse: openSymbolUniverse(),
  cfo: openCfo(),
  capital: openCapital(config.startEquityUsd),
  researcher: openResearcher(),
  tasks: new Map(),
  tasksExpireAt: undefined,
  operatingMode: openOperatingMode(),
  conductor: openConductor(),
  healing: openHealing(),
  isolated: new Set(),
  lastRuns: {},
  ceoIsCalled: false,
  failedMonitors: [],
  stances: new Map(),
  ess: { state: config.essEnabled ? "ARMED" : "DISABLED", level: "NOMINAL", trip: undefined },
  essKnowsDailyLoss: false,
  lastDrill: undefined,
  drillPassedAt: undefined,
  freeze: undefined,
  health: "HEALTHY",
  cleanDaysSinceRelease: undefined,
  risk: noRisk,
  riskCeiling: undefined,
  riskAlert: calm,
  riskIsDirty: true,
  lastCouncilAt: undefined,
  knownGap: durationMs(0),
  lastPerformance: undefined,
  lastBriefing: undefined,
  policy: undefined,
  heardSymbols: undefined,
  operator: openOperatorBook(),
  seatsOff: new Set(),
  brake: undefined,
  stage: openStage(config.stage, openingEvidence(config, at)),
  flags: config.agents,
  flagsEndAt: undefined,
  metrics: openFederationMetrics(),
  document: undefined,
  directedFrom: "",
  stanceVersion: 0,
  decisions: 0,
});

const openingEvidence = ({ hardLimits }: FundConfig, at: EpochMs): StageEvidence => ({
  at,
  closedDays: 0,
  closedTrades: 0,
  realizedPnl: 0,
  sharpe: undefined,
  maxDrawdown: ratio(0),
  drawdownLimit: hardLimits.maxDrawdownFraction,
});

/** Made once: every round looks stances up by the dozen. */
const keys: ReadonlyMap<Seat, ReadonlyMap<DecisionKind, string>> = new Map(
  seniority.map((seat) => [seat, new Map(decisionKinds.map((kind) => [kind, `${seat} ${kind}`]))]),
);

const key = (seat: Seat, kind: DecisionKind): string => keys.get(seat)?.get(kind) ?? `${seat} ${kind}`;

/** The stance `seat` holds on `kind`, if any. */
export function stanceOf<Kind extends DecisionKind>(
  state: GovernanceState,
  seat: Seat,
  kind: Kind,
): Stance<Kind> | undefined {
  const stance = state.stances.get(key(seat, kind));
  return stance !== undefined && isOfKind(stance, kind) ? stance : undefined;
}

export const holdStance = (state: GovernanceState, stance: Stance): void => {
  state.stances.set(key(stance.seat, stance.decision.kind), stance);
  state.stanceVersion += 1;
};
export const dropStance = (state: GovernanceState, seat: Seat, kind: DecisionKind): void => {
  state.stances.delete(key(seat, kind));
  state.stanceVersion += 1;
};

const isOfKind = <Kind extends DecisionKind>(stance: Stance, kind: Kind): stance is Stance<Kind> =>
  stance.decision.kind === kind;
