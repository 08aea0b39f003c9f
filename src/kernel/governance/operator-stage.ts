/** The integration stage moved: by an operator, down at any time and up when earned, or by the fund itself, down. */
import type { Performance } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import { comesBefore } from "../domain/ladder.ts";
import { type RiskEnvelope, tightest, unlimited } from "../domain/risk-envelope.ts";
import { type IntegrationStage, integrationStages } from "../domain/subsystem.ts";
import { stageChanged } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { fraction, ratio } from "../units/units.ts";
import { sizeFactorOfAgents } from "./agent-authorities.ts";
import { envelopeOf } from "./arbitrate/envelopes.ts";
import { directPolicy, isObeyed } from "./direct-policy.ts";
import type { GovernanceState } from "./governance-state.ts";
import { type Refusal, theEnvironment } from "./operator/operator-book.ts";
import { below, councilIsHeard, criteriaOf, openStage, type StageEvidence, stagesBetween } from "./stage/stage.ts";

type StageCommand = { readonly stage: IntegrationStage; readonly operator: string | null; readonly reason: string };

export function setStage(
  state: GovernanceState,
  config: FundConfig,
  { stage: wanted, operator, reason }: StageCommand,
  outbox: Outbox,
): Refusal | undefined {
  const { current } = state.stage;
  if (wanted === current) return undefined;
  const refusal = comesBefore(integrationStages, wanted, current)
    ? refuseLower(current, wanted, operator)
    : refuseHigher(state, config, wanted, operator);
  if (refusal !== undefined) return refusal;
  const { keptEnvelope, keptSymbols } = state.stage;
  moveStage(state, config, { to: wanted, by: operator ?? "an unnamed operator", reason }, outbox);
  if (operator !== null && operator !== theEnvironment) return undefined;
  state.stage.keptEnvelope = keptEnvelope;
  state.stage.keptSymbols = keptSymbols;
  return undefined;
}

/** Below the council's door its limits are no longer obeyed: that loosens, so it needs a name. */
function refuseLower(from: IntegrationStage, to: IntegrationStage, operator: string | null): Refusal | undefined {
  if (operator !== null || !councilIsHeard(from) || councilIsHeard(to)) return undefined;
  return { field: "operator", value: "null", rule: `at ${to} the council is not obeyed: expected a named operator` };
}

/** One stage at a time, each earned; where no money is at risk a named operator may go without. */
function refuseHigher(
  state: GovernanceState,
  config: FundConfig,
  to: IntegrationStage,
  operator: string | null,
): Refusal | undefined {
  if (operator === null) return { field: "operator", value: "null", rule: "expected a named operator to go up" };
  if (!config.isLiveVenue) return undefined;
  const steps = stagesBetween(state.stage.current, to);
  const unmet = criteriaOf(state.stage, evidenceOf(state, config, state.stage.since)).filter(({ isMet }) => !isMet);
  if (steps.length === 1 && unmet.length === 0) return undefined;
  const missing = unmet.map(({ name, has, needs }) => `${name} ${has}, needs ${needs}`).join("; ");
  return {
    field: "stage",
    value: to,
    rule: steps.length > 1 ? `expected one stage at a time from ${state.stage.current}` : `not earned yet: ${missing}`,
  };
}

type Move = { readonly to: IntegrationStage; readonly by: string; readonly reason: string };

function moveStage(state: GovernanceState, config: FundConfig, { to, by, reason }: Move, outbox: Outbox): void {
  const evidence = evidenceOf(state, config, outbox.at);
  const { current: from } = state.stage;
  const isEarned = criteriaOf(state.stage, evidence).every(({ isMet }) => isMet);
  state.stage = openStage(to, evidence);
  emit(outbox, stageChanged.create({ from, to, by, reason, isEarned }));
}

/**
 * The fund demotes itself by one stage. Below the council's door the limits it held then stay the most the fund allows
 * until a named operator sets a stage: less trust in the software never means more room for it. What stops entries or
 * ramps them for a while is not kept; it has its own release. Nor is a grant: the seat it ruled over is heard here once more.
 */
export function demote(state: GovernanceState, config: FundConfig, reason: string, outbox: Outbox): void {
  const to = below(state.stage.current);
  if (to === undefined) return;
  const limits = tightest([state.policy?.mandate.envelope ?? unlimited, ...envelopesOfSeats(state, config)]);
  const { keptEnvelope: kept, keptSymbols = state.policy?.activeSymbols } = state.stage;
  moveStage(state, config, { to, by: "the fund itself", reason }, outbox);
  if (councilIsHeard(to)) return;
  const { entriesAllowed } = unlimited;
  const sizeFactor = sizeFactorOfAgents(state, config, outbox.at);
  state.stage.keptEnvelope = kept ?? { ...limits, entriesAllowed, sizeFactor };
  state.stage.keptSymbols = keptSymbols;
}

const envelopesOfSeats = (state: GovernanceState, config: FundConfig): RiskEnvelope[] =>
  isObeyed(state, config, true) ? [...state.stances.values()].map(({ decision }) => envelopeOf(decision)) : [];

/** An overdue drill demotes, once per missed period (controls.md KL-08). */
export function demoteForMissedDrill(state: GovernanceState, config: FundConfig, outbox: Outbox): void {
  const { drillEveryMs } = config;
  if (drillEveryMs === null) return;
  const since = Math.max(state.drillPassedAt ?? 0, state.stage.since, config.tradeFromMs);
  if (outbox.at - since <= drillEveryMs) return;
  demote(state, config, `no drill of the emergency stop has passed for ${drillEveryMs / 86_400_000} days`, outbox);
}

/**
 * A real-time control has found that the fund does not act as it was trusted to (controls.md RT-11). Demotes between two
 * rounds, and directs the policy anew at once.
 * @returns the stage it went down to; undefined at the lowest, and where no seat governs
 */
export function demoteForControl(
  state: GovernanceState,
  config: FundConfig,
  reason: string,
  outbox: Outbox,
): IntegrationStage | undefined {
  if (config.seats.length === 0 || below(state.stage.current) === undefined) return undefined;
  demote(state, config, reason, outbox);
  directPolicy(state, config, outbox);
  return state.stage.current;
}

export function evidenceOf(state: GovernanceState, config: FundConfig, at: StageEvidence["at"]): StageEvidence {
  const performance: Performance | undefined = state.lastPerformance;
  return {
    at,
    closedDays: performance?.closedDays ?? 0,
    closedTrades: performance?.closedTrades ?? 0,
    realizedPnl: state.lastBriefing?.portfolio.realizedPnl ?? 0,
    sharpe: performance?.sharpe,
    maxDrawdown: performance?.maxDrawdown ?? ratio(0),
    drawdownLimit: fraction(config.hardLimits.maxDrawdownFraction),
  };
}
