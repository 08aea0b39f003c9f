/**
 * The executive as people ask about it: who sits, who works how often, which subsystem is trusted how far, what brakes it.
 *
 * Projected from state on demand. A subsystem that is not registered says so: it is absent, not sick (resolutions 25a).
 */
import { type Agent, type AgentFlags, agents, intervalOf } from "../../domain/agents.ts";
import type { Health, MonitorName, MonitorReport } from "../../domain/briefing.ts";
import type { FundConfig } from "../../domain/config.ts";
import type { Seat } from "../../domain/decision.ts";
import type { AgentReport } from "../../domain/global-state.ts";
import type { Policy } from "../../domain/mandate.ts";
import {
  effectiveMode,
  type IntegrationStage,
  registeredSubsystems,
  type RegisteredSubsystem,
  type SubsystemMode,
  type SubsystemName,
  subsystemNames,
  type SubsystemStatus,
} from "../../domain/subsystem.ts";
import type { EpochMs } from "../../units/units.ts";

export type StageCriterion = {
  readonly name: string;
  readonly has: string;
  readonly needs: string;
  readonly isMet: boolean;
};

export type StageView = {
  readonly current: IntegrationStage;
  readonly since: EpochMs;
  /** What it must show before the next one is earned. */
  readonly criteria: readonly StageCriterion[];
};

export type BrakeView = { readonly since: EpochMs; readonly by: string; readonly reason: string };

export type ExecutiveSource = {
  readonly at: EpochMs;
  readonly config: FundConfig;
  readonly seatsOff: ReadonlySet<Seat>;
  readonly policy: Policy;
  readonly health: Health;
  readonly stage: StageView;
  readonly brake: BrakeView | undefined;
  readonly flags: AgentFlags;
  readonly flagsEndAt: EpochMs | undefined;
  /** Subsystems that could not be started. */
  readonly isolated: ReadonlySet<string>;
  /** The conductor and those who report to the clerk. */
  readonly reports: readonly AgentReport[];
};

export type SubsystemView = {
  readonly name: SubsystemName;
  readonly isRegistered: boolean;
  /** Null where there is none to ask. */
  readonly configuredMode: SubsystemMode | null;
  /** Of what may loosen. At stage COORDINATION what can only tighten is enforced all the same. */
  readonly effectiveMode: SubsystemMode | null;
  readonly status: SubsystemStatus | null;
  readonly score: number | null;
  readonly issues: readonly string[];
};

export type AgentView = {
  readonly agent: Agent;
  /** It reports to the clerk. */
  readonly isRegistered: boolean;
  readonly isEnabled: boolean;
  /** It has not run for three effective cadences. */
  readonly isStale: boolean;
  readonly intervalMs: number;
  /** Never shorter than a bar (resolutions 12). */
  readonly effectiveIntervalMs: number;
  readonly lastRunAtMs: number | null;
};

export type ExecutiveView = {
  readonly atMs: number;
  readonly activeSeats: readonly Seat[];
  readonly policy: Policy;
  readonly health: Health;
  readonly stage: StageView;
  readonly brake: BrakeView | undefined;
  readonly flags: AgentFlags;
  readonly flagsEndAt: EpochMs | undefined;
  readonly subsystems: readonly SubsystemView[];
  readonly agents: readonly AgentView[];
};

export function viewExecutive(source: ExecutiveSource): ExecutiveView {
  const { at, config, seatsOff, policy, health, stage, brake, flags, flagsEndAt } = source;
  return {
    atMs: at,
    activeSeats: config.seats.filter((seat) => seat !== "OPERATOR" && !seatsOff.has(seat)),
    policy,
    health,
    stage,
    brake,
    flags,
    flagsEndAt,
    subsystems: subsystemNames.map((name) => viewSubsystem(source, name)),
    agents: agents.map((agent) => viewAgent(source, agent)),
  };
}

const absent = { configuredMode: null, effectiveMode: null, status: null, score: null, issues: [] } as const;

/** Which monitor speaks for a subsystem; the conductor's is its orchestration. */
const monitorOf: Readonly<Record<RegisteredSubsystem, MonitorName>> = {
  self_healing: "self_healing",
  universe_os: "universe",
  pil: "pil",
  pba: "portfolio",
  pal: "pal",
  dynamic_tpsl: "protection",
  aelm: "execution",
  ai_hfos: "orchestrator",
};

const notStarted = { effectiveMode: "OFF", status: "FAILED", score: 0, issues: ["it could not be started"] } as const;

function viewSubsystem(
  { config, health, stage, brake, isolated }: ExecutiveSource,
  name: SubsystemName,
): SubsystemView {
  const registered = registeredSubsystems.find((each) => each === name);
  if (registered === undefined) return { name, isRegistered: false, ...absent };
  const configuredMode = config.subsystems[registered];
  if (isolated.has(name)) return { name, isRegistered: true, configuredMode, ...notStarted };
  const trust = { stage: stage.current, brake: brake !== undefined };
  const report = health.monitors.find(({ monitor }) => monitor === monitorOf[registered]);
  return {
    name,
    isRegistered: true,
    configuredMode,
    effectiveMode: effectiveMode(configuredMode, false, trust),
    ...healthOf(report),
  };
}

const healthOf = (report: MonitorReport | undefined): Pick<SubsystemView, "status" | "score" | "issues"> =>
  report === undefined
    ? { status: null, score: null, issues: [] }
    : { status: report.status, score: report.score, issues: report.issues };

function viewAgent({ at, config, flags, reports }: ExecutiveSource, agent: Agent): AgentView {
  const intervalMs = intervalOf(flags, agent);
  const report = agent === "CLERK" ? clerkAt(at) : reports.find((each) => each.agent === agent);
  return {
    agent,
    isRegistered: report !== undefined,
    isEnabled: report?.isEnabled ?? false,
    isStale: report?.isStale ?? false,
    intervalMs,
    effectiveIntervalMs: Math.max(intervalMs, config.intervalMs),
    lastRunAtMs: report?.lastRunAt ?? null,
  };
}

/** The clerk puts its snapshot together whenever somebody asks. */
const clerkAt = (at: EpochMs): AgentReport => ({ agent: "CLERK", isEnabled: true, isStale: false, lastRunAt: at });
