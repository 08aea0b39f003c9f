/** The controller in its round: when it is due, or at once when health has changed; and whether it has fallen silent. */
import type { Briefing } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import type { Decision } from "../domain/decision.ts";
import type { EpochMs } from "../units/units.ts";
import { isDue } from "./cadence.ts";
import { decideController, type HeldByController } from "./council/controller/controller.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";
import { isSeated, riskModeOfController } from "./in-force.ts";

const nothing: readonly Decision[] = [];

export function evaluateController(
  state: GovernanceState,
  config: FundConfig,
  briefing: Briefing,
): readonly Decision[] {
  const { controller: memory } = state;
  if (!isSeated(state, config, "CONTROLLER")) return nothing;
  const isCalled = memory.sawHealth !== briefing.health.status;
  if (!isCalled && !isDue(memory.lastRunAt, briefing.at, cadenceOf(config))) return nothing;
  return decideController(briefing, heldByController(state), memory, config.controller);
}

/** Never more often than bars. */
const cadenceOf = ({ controller, intervalMs }: FundConfig): number => Math.max(controller.intervalMs, intervalMs);

const heldByController = (state: GovernanceState): HeldByController => ({
  riskMode: riskModeOfController(state),
  lists: stanceOf(state, "CONTROLLER", "STRATEGY_LISTS")?.decision.payload,
  thresholds: stanceOf(state, "CONTROLLER", "THRESHOLDS")?.decision.payload,
});

/** It has not looked for three effective cadences: what it last said is no permission any more (resolutions 12). */
export function controllerIsStale(state: GovernanceState, config: FundConfig, at: EpochMs): boolean {
  if (!isSeated(state, config, "CONTROLLER")) return false;
  const cadence = Math.max(cadenceOf(config), state.knownGap);
  return !(at - (state.controller.lastRunAt ?? config.tradeFromMs) <= 3 * cadence);
}
