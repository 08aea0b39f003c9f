/**
 * What operators order, taken in: each command is either obeyed, with a decision of the highest priority, or refused by
 * name. Nothing here is gated by mode, stage or brake (resolutions 5).
 */
import type { AgentFlags } from "../domain/agents.ts";
import type { FundConfig } from "../domain/config.ts";
import type { Seat } from "../domain/decision.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { alertRaised, commandRefused, flagsChanged, seatSwitched } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { after } from "../units/units.ts";
import { letBrakeGo, pullBrake } from "./emergency-brake.ts";
import type { GovernanceState } from "./governance-state.ts";
import { giveApproval, useApproval } from "./operator/approvals.ts";
import { refuseGrant, type Refusal, refuseName } from "./operator/operator-book.ts";
import { overrideOf, setMode } from "./operator-mode.ts";
import { setRisk } from "./operator-risk.ts";
import { setRiskMode } from "./operator-risk-mode.ts";
import { setStage } from "./operator-stage.ts";
import { moveResearchTask } from "./research.ts";

export const operatorCommands = [
  "operator.mode_set",
  "operator.risk_set",
  "operator.risk_mode_set",
  "operator.seat_switched",
  "operator.brake_set",
  "operator.stage_set",
  "operator.flags_set",
  "operator.task_moved",
  "operator.override_approved",
] as const;
export type OperatorCommand = Extract<InputEvent, { type: (typeof operatorCommands)[number] }>;

const unnamed = "an unnamed operator";

/** Whose stances are limits: to let one rest is to do without its next tightening (resolutions 8). */
const limitingSeats: ReadonlySet<Seat> = new Set(["CRO", "CEO", "CONTROLLER", "CIO"]);

/** An agent may be made to look more often, never less: what it last said is permission for three of its intervals. */
const intervals = [
  "ceoIntervalMs",
  "riskOfficerIntervalMs",
  "strategyOfficerIntervalMs",
  "clerkIntervalMs",
  "conductorIntervalMs",
] as const;

export function hearOperator(
  state: GovernanceState,
  config: FundConfig,
  command: OperatorCommand,
  outbox: Outbox,
): void {
  const refusal = refuseName(command.data.operator) ?? obey(state, config, command, outbox);
  if (refusal !== undefined) emit(outbox, commandRefused.create({ command: command.type, ...refusal }));
}

function obey(
  state: GovernanceState,
  config: FundConfig,
  command: OperatorCommand,
  outbox: Outbox,
): Refusal | undefined {
  switch (command.type) {
    case "operator.mode_set":
      return setMode(state, config, command.data, outbox);
    case "operator.risk_set":
      return setRisk(state, config, command.data, outbox);
    case "operator.risk_mode_set":
      return setRiskMode(state, command.data, outbox);
    case "operator.seat_switched":
      return switchSeat(state, config, command.data, outbox);
    case "operator.brake_set":
      return setBrake(state, command.data, outbox);
    case "operator.stage_set":
      return setStage(state, config, command.data, outbox);
    case "operator.flags_set":
      return setFlags(state, config, command.data, outbox);
    case "operator.task_moved":
      return moveResearchTask(state, command.data, outbox);
    case "operator.override_approved":
      return approve(state, command.data, outbox);
  }
}

/** Of itself it changes nothing; it is a fact of the journal, and a word for one override. */
const approve = (
  { operator: { approvals } }: GovernanceState,
  { token, operator, reason }: DataOf<"operator.override_approved">,
  { at }: Outbox,
): Refusal | undefined => giveApproval(approvals, { token, by: operator, reason, at });

type DataOf<Type extends OperatorCommand["type"]> = Extract<OperatorCommand, { type: Type }>["data"];

function switchSeat(
  state: GovernanceState,
  config: FundConfig,
  { seat, enabled, operator, reason }: DataOf<"operator.seat_switched">,
  outbox: Outbox,
): Refusal | undefined {
  if (seat === "SUPERVISOR" && !enabled)
    return { field: "role", value: "supervisor", rule: "the supervisor cannot be disabled" };
  if (!config.seats.includes(seat))
    return { field: "role", value: seat.toLowerCase(), rule: "expected a role this fund is configured with" };
  if (state.seatsOff.has(seat) !== enabled) return undefined;
  if (!enabled && operator === null && limitingSeats.has(seat))
    return {
      field: "operator",
      value: "null",
      rule: "a seat that limits rests by name only: nobody else tightens for it",
    };
  if (enabled) state.seatsOff.delete(seat);
  else state.seatsOff.add(seat);
  emit(outbox, seatSwitched.create({ seat, enabled, by: operator ?? unnamed, reason }));
  if (!enabled && limitingSeats.has(seat))
    emit(outbox, alertRaised.create({ level: "HIGH", what: `${seat} rests`, message: `by ${operator}: ${reason}` }));
  return undefined;
}

/** Anybody pulls it; who lets it go says who he is. */
function setBrake(
  state: GovernanceState,
  { engaged, operator, reason }: DataOf<"operator.brake_set">,
  outbox: Outbox,
): Refusal | undefined {
  if (engaged) {
    pullBrake(state, operator ?? unnamed, reason, outbox);
    return undefined;
  }
  if (operator === null)
    return { field: "operator", value: "null", rule: "expected the name of who lets the emergency brake go" };
  letBrakeGo(state, operator, reason, outbox);
  return undefined;
}

/** The environment is the ceiling: a flag that the configuration has off cannot be switched on (resolutions 54). */
function setFlags(
  state: GovernanceState,
  config: FundConfig,
  { flags, operator, reason, expiresInMs, approval }: DataOf<"operator.flags_set">,
  outbox: Outbox,
): Refusal | undefined {
  const { agents } = config;
  const refusal = refuseGrant(operator, expiresInMs, "policy flags are changed for a while");
  if (refusal !== undefined || operator === null || expiresInMs === null) return refusal;
  for (const name of ["enableCeo", "enableRiskOfficer", "enableStrategyOfficer"] as const)
    if (flags[name] === true && !agents[name])
      return { field: name, value: "true", rule: "the configuration has it off; policy may only switch further off" };
  const slower = intervals.find((name) => (flags[name] ?? 0) > agents[name]);
  if (slower !== undefined)
    return {
      field: slower,
      value: String(flags[slower]),
      rule: `expected at most the configured ${agents[slower]} ms`,
    };
  const unapproved = useApproval(state.operator.approvals, overrideOf(config, operator, approval, outbox.at));
  if (unapproved !== undefined) return unapproved;
  state.flags = merged(agents, flags);
  state.flagsEndAt = after(outbox.at, expiresInMs);
  state.operator.version += 1;
  emit(outbox, flagsChanged.create({ flags, by: operator, reason, expiresAtMs: state.flagsEndAt }));
  return undefined;
}

type FlagsPart = DataOf<"operator.flags_set">["flags"];

const merged = (flags: AgentFlags, part: FlagsPart): AgentFlags => ({
  enableCeo: part.enableCeo ?? flags.enableCeo,
  enableRiskOfficer: part.enableRiskOfficer ?? flags.enableRiskOfficer,
  enableStrategyOfficer: part.enableStrategyOfficer ?? flags.enableStrategyOfficer,
  ceoIntervalMs: part.ceoIntervalMs ?? flags.ceoIntervalMs,
  riskOfficerIntervalMs: part.riskOfficerIntervalMs ?? flags.riskOfficerIntervalMs,
  strategyOfficerIntervalMs: part.strategyOfficerIntervalMs ?? flags.strategyOfficerIntervalMs,
  clerkIntervalMs: part.clerkIntervalMs ?? flags.clerkIntervalMs,
  conductorIntervalMs: part.conductorIntervalMs ?? flags.conductorIntervalMs,
});

/** Flags go back to the configuration when their time is up. */
export function expireFlags(state: GovernanceState, { agents }: FundConfig, outbox: Outbox): void {
  if (state.flagsEndAt === undefined || outbox.at < state.flagsEndAt) return;
  state.flags = agents;
  state.flagsEndAt = undefined;
  state.operator.version += 1;
  const by = "the end of an override";
  emit(outbox, flagsChanged.create({ flags: agents, by, reason: "its time was up", expiresAtMs: null }));
}
