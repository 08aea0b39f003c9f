/**
 * AI-HFOS in its round: the system risk mode, and the emergency actions it asks for through other authorities.
 *
 * Runs every 60 s (seed 004), never more often than bars, and at once when health has turned to the worse or
 * somebody moved the brake.
 * If it throws, nothing else stops: its last word holds for three cadences, then the most careful one (resolutions 12).
 */
import { newsOf } from "../domain/alert.ts";
import type { Briefing } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import { comesBefore } from "../domain/ladder.ts";
import { type SystemHealth, type SystemRiskMode, systemHealths } from "../domain/modes.ts";
import { emergencyActionTaken, subsystemFailed } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import type { EpochMs } from "../units/units.ts";
import { isAgentDue } from "./cadence.ts";
import { emergencyActionsOf } from "./conduct/emergency-actions.ts";
import { systemRiskAfter } from "./conduct/system-risk-mode.ts";
import type { GovernanceState } from "./governance-state.ts";
import { conductorIsActive, conductorIsStale, hasRun, rhythmOf } from "./rhythm.ts";

export type Coordination = {
  readonly state: GovernanceState;
  readonly config: FundConfig;
  readonly briefing: Briefing;
  readonly outbox: Outbox;
};

/** @param conduct what one coordination does; replaced by tests of one that throws */
export function coordinate(round: Coordination, conduct: (round: Coordination) => void = conductOnce): void {
  const { state, config, briefing, outbox } = round;
  const { conductor } = state;
  if (!conductorIsActive(config) || state.isolated.has("ai_hfos")) return;
  const { status } = briefing.health;
  const isCalled = hasWorsened(conductor, status) || conductor.sawBrake !== (state.brake !== undefined);
  if (!isCalled && !isAgentDue(rhythmOf(state, config), "CONDUCTOR", outbox.at)) return;
  try {
    conduct(round);
    conductor.sawHealth = status;
    conductor.sawBrake = state.brake !== undefined;
    conductor.hasFailed = false;
    hasRun(state, "CONDUCTOR", outbox.at);
  } catch (error) {
    if (!conductor.hasFailed)
      emit(
        outbox,
        subsystemFailed.create({
          subsystem: "ai_hfos",
          message: String(error),
          fallback: "its last system risk mode holds for three cadences, then CRITICAL",
        }),
      );
    conductor.hasFailed = true;
  }
}

const hasWorsened = ({ sawHealth }: GovernanceState["conductor"], health: SystemHealth): boolean =>
  comesBefore(systemHealths, health, sawHealth);

function conductOnce({ state, config, briefing, outbox }: Coordination): void {
  const { performance, portfolio, health, at } = briefing;
  const { dailyLoss, closedDays, closedTrades } = performance;
  const { maxPositions } = state.policy?.mandate.envelope ?? { maxPositions: 0 };
  state.conductor.systemRisk = systemRiskAfter(
    state.conductor.systemRisk,
    {
      health: health.status,
      brakeIsOn: state.brake !== undefined,
      dailyLoss,
      openPositions: portfolio.openPositions,
      isFrozen: state.freeze !== undefined,
      maxPositions,
    },
    { at, closedDays, closedTrades },
  );
  const actions = emergencyActionsOf({ health, performance, ess: state.ess }, config.hardLimits);
  const standing = actions.map(({ reason }) => reason);
  const news = newsOf(standing, state.conductor.emergencies);
  state.conductor.emergencies = standing;
  for (const action of actions) if (news.includes(action.reason)) emit(outbox, emergencyActionTaken.create(action));
}

/** What AI-HFOS last said; CRITICAL once that is stale, or while the brake is on. */
export function systemRiskInForce(state: GovernanceState, config: FundConfig, at: EpochMs): SystemRiskMode {
  return conductorIsStale(state, config, at) ? "CRITICAL" : state.conductor.systemRisk.mode;
}
