/** Arbitrate and direct: from the stances held to the policy trading obeys. */
import { inOrder } from "../domain/agents.ts";
import type { FundConfig } from "../domain/config.ts";
import { isStopped } from "../domain/emergency-stop.ts";
import { comesBefore } from "../domain/ladder.ts";
import type { Authority } from "../domain/mandate.ts";
import { type ExitMode, systemHealths } from "../domain/modes.ts";
import { alertRaised } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import type { Decision, Stance } from "../domain/decision.ts";
import { effectiveMode } from "../domain/subsystem.ts";
import { admitted } from "./admit-symbols.ts";
import { agentAuthorities, agentVoices } from "./agent-authorities.ts";
import { arbitrate, authorityOf } from "./arbitrate/arbitrate.ts";
import { envelopeOfHardLimits, envelopeOfRamp, stopEntries } from "./arbitrate/envelopes.ts";
import { nextPolicy } from "./direct/policy.ts";
import { documentAfter } from "./direct/policy-document.ts";
import type { GovernanceState } from "./governance-state.ts";
import { envelopeOfHealing } from "./heal.ts";
import {
  activeSymbolsInForce,
  capitalProfileInForce,
  modelWeightsInForce,
  operatingModeInForce,
  riskLimitsInForce,
  riskModeInForce,
  riskModeOfController,
  strategyListsInForce,
  tradingModeInForce,
} from "./in-force.ts";
import { symbolsUnderRisk } from "./universe-under-risk.ts";
import { overridesOf } from "./policy-overrides.ts";
import { tightenedBy } from "./operator/brake.ts";
import { envelopeOfRiskHold } from "./operator/operator-book.ts";
import { strongerExit } from "./observe/ess/machine.ts";

export function directPolicy(state: GovernanceState, config: FundConfig, outbox: Outbox): void {
  const exitMode = exitModeOf(state);
  const voices = agentVoices(state, config, outbox.at);
  const { systemRiskMode, systemRiskBinds, isCeoStale, isControllerStale } = voices;
  const agents = `${systemRiskMode} ${systemRiskBinds} ${isCeoStale} ${isControllerStale}`;
  const source = `${sourceOf(state, exitMode)} ${agents}`;
  if (source === state.directedFrom) return;
  state.directedFrom = source;
  const mandate = arbitrate(heardStances(state, config), [...constitution(state, config), ...agentAuthorities(voices)]);
  if (state.brake !== undefined) state.brake = tightenedBy(state.brake, mandate.envelope);
  state.heardSymbols = symbolsUnderRisk(state, activeSymbolsInForce(state, mandate, config), voices, outbox);
  const next = nextPolicy(
    state.policy,
    {
      mandate,
      modes: {
        tradingMode: tradingModeInForce(state),
        capitalProfile: capitalProfileInForce(state),
        essState: state.ess.state,
        essLevel: state.ess.level,
        systemHealth: state.health,
        frozen: state.freeze !== undefined,
        operatingMode: operatingModeInForce(state),
        systemRiskMode,
        riskMode: isControllerStale ? "DEFENSIVE" : riskModeInForce(state),
        emergency: riskModeOfController(state).isEmergency,
        braked: state.brake !== undefined,
        stage: state.stage.current,
      },
      activeSymbols: admitted(state, config, state.heardSymbols, isObeyed(state, config, true)),
      modelWeights: modelWeightsInForce(mandate),
      strategies: strategyListsInForce(mandate),
      exitMode,
      exitAskedAt: state.ess.trip?.exitAskedAt,
      stopLossMultiplier: riskLimitsInForce(state).stopLossMultiplierRatio,
      maxExpectedShortfall: config.trading.maxExpectedShortfallFraction,
      flags: inOrder(state.flags),
      overrides: overridesOf(state, config, outbox.at),
    },
    outbox.at,
  );
  if (next === undefined) return;
  if (next.policy.activeSymbols.length === 0 && (state.policy?.activeSymbols.length ?? 0) > 0)
    emit(outbox, alertRaised.create(standstill));
  state.policy = next.policy;
  state.document = documentAfter(state.document, next.policy);
  emit(outbox, next.fact);
}

/** Limits and modes may all be open and nothing can be entered: a fund that stands still says so. */
const standstill = {
  level: "HIGH",
  what: "no symbol is active",
  message: "CIO, opportunities and Universe OS have no symbol in common: nothing is entered until they have",
} as const;

/** Everything the policy depends on besides the configuration, so that an unchanged round costs nothing. */
function sourceOf(state: GovernanceState, exitMode: ExitMode): string {
  const { stanceVersion, ess, health, freeze, cleanDaysSinceRelease, operator, brake, stage } = state;
  const freezes = freeze?.reasons.length ?? 0;
  const people = `${operator.version} ${brake?.since ?? "-"} ${stage.current}`;
  const sick = state.healing.quarantined.size === 0 ? "" : [...state.healing.quarantined].join();
  const asked = `${exitMode} ${ess.trip?.exitAskedAt ?? "-"}`;
  const symbols = `${state.opportunityRanker.version} ${state.universe.version}`;
  return `${stanceVersion} ${symbols} ${ess.state} ${ess.level} ${health} ${freezes} ${cleanDaysSinceRelease ?? "-"} ${asked} ${people} ${sick}`;
}

/**
 * The door of arbitration, one of the two places where stage and mode gate: below COORDINATION, or with AI-HFOS not
 * enforced, the council's word is recorded and not obeyed. The Supervisor's and the operator's always are.
 */
function heardStances(state: GovernanceState, config: FundConfig): Stance[] {
  const { modeGrant, riskGrant } = state.operator;
  const grants = [modeGrant?.stance, riskGrant?.stance].filter((stance) => stance !== undefined);
  const isHeard = ({ seat, decision }: Stance): boolean =>
    seat === "SUPERVISOR" || isObeyed(state, config, canOnlyTighten(decision));
  return [...[...state.stances.values()].filter(isHeard), ...grants];
}

/** Whether what the council decides takes effect, or is only recorded (resolutions 23, 24). */
export const isObeyed = ({ stage }: GovernanceState, { subsystems }: FundConfig, onlyTightens: boolean): boolean =>
  effectiveMode(subsystems.ai_hfos, onlyTightens, { stage: stage.current, brake: false }) === "ENFORCED";

/** Weights and lists move risk from one model to another, which may loosen; everything else the council sets is a limit. */
const canOnlyTighten = ({ kind }: Decision): boolean => kind !== "STRATEGY_ALLOCATION" && kind !== "STRATEGY_LISTS";

/** What binds whoever sits in the council. */
function constitution(state: GovernanceState, config: FundConfig): Authority[] {
  const authorities = [part("hard limits", envelopeOfHardLimits(config.hardLimits))];
  if (isStopped(state.ess)) authorities.push(part("emergency stop system", stopEntries));
  if (state.freeze !== undefined) authorities.push(part("freeze", stopEntries));
  if (comesBefore(systemHealths, state.health, "DEGRADED")) authorities.push(part("system health", stopEntries));
  for (const hold of [...state.operator.modeHolds, ...state.operator.riskModeHolds])
    authorities.push(authorityOf(hold.stance));
  const { riskHold } = state.operator;
  if (riskHold !== undefined)
    authorities.push({ ...authorityOf(riskHold.stance), envelope: envelopeOfRiskHold(riskHold) });
  if (state.brake !== undefined)
    authorities.push(part("emergency brake", { ...state.brake.envelope, entriesAllowed: false }));
  if (config.isLiveVenue && !isObeyed(state, config, true))
    authorities.push(part("a live venue whose council is not obeyed", stopEntries));
  const asked = envelopeOfHealing(state);
  if (asked !== undefined) authorities.push(part("self-healing", asked));
  if (state.stage.keptEnvelope !== undefined)
    authorities.push(part("kept since the stage was lowered", state.stage.keptEnvelope));
  if (state.cleanDaysSinceRelease !== undefined)
    authorities.push(part("ramp after release", envelopeOfRamp(state.cleanDaysSinceRelease)));
  return authorities;
}

const part = (name: string, envelope: Authority["envelope"]): Authority => ({ name, decisionId: undefined, envelope });

/** The strongest asked for (resolutions 12a): by the kill switch, a freeze, the brake, or the emergency stop. */
function exitModeOf({ freeze, ess, brake }: GovernanceState): ExitMode {
  const byStop = isStopped(ess) ? (ess.trip?.exitMode ?? "CANCEL") : "HOLD";
  if (freeze?.causes.includes("KILL_SWITCH") === true) return "FLATTEN";
  return strongerExit(byStop, freeze === undefined && brake === undefined ? "HOLD" : "CANCEL");
}
