/** The health of the system in its round: what is found directly, and what the monitors of AI-HFOS say. */
import type { Health, ModelPerformance, Performance } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import type { FloorReport } from "../domain/floor-report.ts";
import { subsystemFailed } from "../events/executive-events.ts";
import { healthStatusChanged } from "../events/governance-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import type { GovernanceState } from "./governance-state.ts";
import { readHealing } from "./heal.ts";
import { healthOf, type Vitals } from "./observe/health.ts";
import { onlyLearns } from "./assess/opportunity-ranker/opportunity-ranker.ts";
import { inspect, type MonitorFailure } from "./observe/monitors/inspect.ts";
import { systemHealthOf } from "./observe/system-health.ts";

export type HealthInputs = {
  readonly vitals: Vitals;
  readonly performance: Performance;
  readonly models: readonly ModelPerformance[];
  readonly floor: FloorReport;
};

export function observeHealth(
  state: GovernanceState,
  config: FundConfig,
  { vitals, performance, models, floor }: HealthInputs,
  outbox: Outbox,
): Health {
  const configuredSymbols = config.instruments.length;
  const { reports, failures } = inspect({
    at: outbox.at,
    vitals,
    performance,
    models,
    configuredSymbols,
    activeSymbols: activeSymbolsOf(state, config),
    universe: config.universe.isDynamic ? state.universe : undefined,
    knownRegimes: state.marketOfficer.slots.filter(({ regime }) => regime !== undefined).length,
    brakeIsOn: state.brake !== undefined,
    floor,
    subsystems: config.subsystems,
    healing: readHealing(state, config),
  });
  announceFailures(state, failures, outbox);
  const health = systemHealthOf(healthOf(vitals, outbox.at), reports);
  if (health.status === state.health) return health;
  emit(outbox, healthStatusChanged.create({ from: state.health, to: health.status, issues: health.issues }));
  state.health = health.status;
  return health;
}

/** While the ranker has only learnt, nobody has been left out: all wait for its first ranking, and nothing is wrong. */
const activeSymbolsOf = (
  { policy, opportunityRanker }: GovernanceState,
  { instruments, ranker }: FundConfig,
): number =>
  policy === undefined || (ranker.isEnabled && onlyLearns(opportunityRanker))
    ? instruments.length
    : policy.activeSymbols.length;

/** A monitor that throws is news once, until it speaks again. */
function announceFailures(state: GovernanceState, failures: readonly MonitorFailure[], outbox: Outbox): void {
  for (const { monitor, message } of failures)
    if (!state.failedMonitors.includes(monitor))
      emit(
        outbox,
        subsystemFailed.create({
          subsystem: `monitor of ${monitor}`,
          message,
          fallback: "its part counts as failed; the other monitors speak",
        }),
      );
  state.failedMonitors = failures.map(({ monitor }) => monitor);
}
