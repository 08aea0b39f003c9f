/**
 * What monitors read, and how a score becomes a report. Scores: 0 to 100, higher is better; formulas of origin-facts
 * 8.2, in fractions: a point of percent there is 0.01 here.
 *
 * A part that does not exist has no monitor and no health (resolutions 25a).
 */
import type { ModelPerformance, MonitorName, MonitorReport, Performance } from "../../../domain/briefing.ts";
import type { FundConfig } from "../../../domain/config.ts";
import type { FloorReport } from "../../../domain/floor-report.ts";
import type { HealingConfig } from "../../../domain/healing.ts";
import type { UniverseConfidence } from "../../../domain/universe.ts";
import type { EpochMs } from "../../../units/units.ts";
import type { Vitals } from "../health.ts";

export type Readings = {
  readonly at: EpochMs;
  readonly vitals: Vitals;
  readonly performance: Pick<Performance, "dailyLoss" | "openDrawdown" | "drawdown" | "winRate" | "consecutiveLosses">;
  readonly models: readonly ModelPerformance[];
  readonly configuredSymbols: number;
  readonly activeSymbols: number;
  /** What Universe OS thinks of them; undefined where it does not choose. */
  readonly universe:
    | {
        readonly symbols: readonly string[] | undefined;
        readonly health: { readonly confidence: UniverseConfidence; readonly blacklisted: number };
      }
    | undefined;
  /** Symbols whose regime the market officer knows. */
  readonly knownRegimes: number;
  readonly brakeIsOn: boolean;
  readonly floor: FloorReport;
  readonly subsystems: FundConfig["subsystems"];
  /** Undefined where self-healing is OFF. */
  readonly healing: HealingReading | undefined;
};

/** Names of subsystems that are not well. */
export type HealingReading = {
  readonly limits: HealingConfig;
  readonly quarantined: readonly string[];
  readonly degraded: readonly string[];
  readonly givenUp: readonly string[];
};

/** `undefined` where the part has nothing to be judged by. */
export type Monitor = (readings: Readings) => MonitorReport | undefined;

/** A part at or above this score is ACTIVE, below it DEGRADED (origin-facts 8.2: 70 unless said otherwise). */
const activeFrom = 70;

export function report(
  monitor: MonitorName,
  score: number,
  issues: readonly (string | undefined)[],
  activeAt = activeFrom,
): MonitorReport {
  const bounded = score >= 0 ? Math.min(100, score) : 0;
  const isWell = bounded === 100 && issues.every((issue) => issue === undefined);
  if (isWell) return well[monitor];
  return {
    monitor,
    score: bounded,
    status: bounded >= activeAt ? "ACTIVE" : "DEGRADED",
    issues: issues.filter((issue) => issue !== undefined),
  };
}

const allWell = (monitor: MonitorName): MonitorReport => ({ monitor, score: 100, status: "ACTIVE", issues: [] });
/** What nearly every round says, made once. */
const well: Readonly<Record<MonitorName, MonitorReport>> = {
  risk: allWell("risk"),
  execution: allWell("execution"),
  model: allWell("model"),
  orchestrator: allWell("orchestrator"),
  universe: allWell("universe"),
  feed: allWell("feed"),
  journal: allWell("journal"),
  self_healing: allWell("self_healing"),
  pil: allWell("pil"),
  pal: allWell("pal"),
  portfolio: allWell("portfolio"),
  protection: allWell("protection"),
};

/** What a loss takes off: `perPoint` for each 0.01 of it, at most `most`; a number that is none takes all. */
export function deduction(loss: number, perPoint: number, most: number): number {
  const taken = loss * 100 * perPoint;
  return taken < most ? Math.max(0, taken) : most;
}

/** The issue, if `holds`. */
export const issueIf = (holds: boolean, issue: string): string | undefined => (holds ? issue : undefined);
