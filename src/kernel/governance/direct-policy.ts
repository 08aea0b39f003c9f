/** Arbitrate and direct: from the stances held to the policy trading obeys. */
import type { FundConfig } from "../domain/config.ts";
import { comesBefore } from "../domain/ladder.ts";
import type { Authority } from "../domain/mandate.ts";
import { type ExitMode, systemHealths } from "../domain/modes.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { arbitrate } from "./arbitrate/arbitrate.ts";
import { envelopeOfHardLimits, envelopeOfRamp, stopEntries } from "./arbitrate/envelopes.ts";
import { nextPolicy } from "./direct/policy.ts";
import type { GovernanceState } from "./governance-state.ts";
import { capitalProfileInForce, riskLimitsInForce, tradingModeInForce } from "./in-force.ts";

/** Unrealised loss of open positions over equity beyond which everything is closed (resolutions 45). */
const flattenOpenDrawdown = 0.1;

/** @param openDrawdown unrealised loss of open positions over equity */
export function directPolicy(state: GovernanceState, config: FundConfig, openDrawdown: number, outbox: Outbox): void {
  const exitMode = exitModeOf(state, openDrawdown);
  const source = sourceOf(state, exitMode);
  if (source === state.directedFrom) return;
  state.directedFrom = source;
  const mandate = arbitrate([...state.stances.values()], constitution(state, config));
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
        operatingMode: "EXPANSION",
        systemRiskMode: "NORMAL",
        braked: false,
        stage: config.stage,
      },
      activeSymbols: config.instruments.map(({ symbol }) => symbol),
      modelWeights: undefined,
      exitMode,
      stopLossMultiplier: riskLimitsInForce(state).stopLossMultiplierRatio,
      maxExpectedShortfall: config.trading.maxExpectedShortfallFraction,
    },
    outbox.at,
  );
  if (next === undefined) return;
  state.policy = next.policy;
  emit(outbox, next.fact);
}

/** Everything the policy depends on besides the configuration, so that an unchanged round costs nothing. */
function sourceOf(
  { stanceVersion, ess, health, freeze, cleanDaysSinceRelease }: GovernanceState,
  exitMode: ExitMode,
): string {
  const freezes = freeze?.reasons.length ?? 0;
  return `${stanceVersion} ${ess.state} ${ess.level} ${health} ${freezes} ${cleanDaysSinceRelease ?? "-"} ${exitMode}`;
}

/** What binds whoever sits in the council. */
function constitution(state: GovernanceState, config: FundConfig): Authority[] {
  const authorities = [part("hard limits", envelopeOfHardLimits(config.hardLimits))];
  if (state.ess.state === "TRIPPED") authorities.push(part("emergency stop system", stopEntries));
  if (state.freeze !== undefined) authorities.push(part("freeze", stopEntries));
  if (comesBefore(systemHealths, state.health, "DEGRADED")) authorities.push(part("system health", stopEntries));
  if (state.cleanDaysSinceRelease !== undefined)
    authorities.push(part("ramp after release", envelopeOfRamp(state.cleanDaysSinceRelease)));
  return authorities;
}

const part = (name: string, envelope: Authority["envelope"]): Authority => ({ name, decisionId: undefined, envelope });

function exitModeOf(state: GovernanceState, openDrawdown: number): ExitMode {
  const killed = state.freeze?.causes.includes("KILL_SWITCH") ?? false;
  if (killed) return "FLATTEN";
  if (state.ess.state !== "DISABLED" && !(openDrawdown <= flattenOpenDrawdown)) return "FLATTEN";
  return state.freeze !== undefined || state.ess.state === "TRIPPED" ? "CANCEL" : "HOLD";
}
