/**
 * One round of the council: every seat looks at the same briefing, the Supervisor reviews what the others propose, and
 * what is left becomes stances, or acts that happen once.
 *
 * Seats are asked in order of seniority but none sees another's answer, so the order cannot matter; the Supervisor's
 * second pass strikes proposals and never loosens (resolutions 12a).
 */
import type { Briefing, FreezeState } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import { type Decision, decisionId, type Seat } from "../domain/decision.ts";
import { fundFrozen, fundReleased, safetyFailed } from "../events/governance-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { announce, emitDecision, logConflict, propose, sideOf, stanceNow } from "./announce.ts";
import { escalated, frozenBy, reviewed } from "./arbitrate/freeze.ts";
import { decideCashflow } from "./council/cfo/cashflow.ts";
import { capitalProfilePayload, decideCapitalProfile } from "./council/ceo/capital-profile.ts";
import { startMode } from "./council/ceo/operating-mode.ts";
import { decideTradingMode } from "./council/ceo/trading-mode.ts";
import { decideStrategyAllocation } from "./council/cio/strategy-allocation.ts";
import { decideSymbolUniverse } from "./council/cio/symbol-universe.ts";
import { startRiskMode, thresholdsOf } from "./council/controller/controller.ts";
import { decideEssPolicy } from "./council/cro/ess-policy.ts";
import { baseRiskLimits, decideRiskAdjustment, rebaseCro, restateBase } from "./council/cro/risk-adjustment.ts";
import { decideResearch } from "./council/researcher/research-tasks.ts";
import { hasUnderWay } from "./council/researcher/task-book.ts";
import { decideFreezes, decideOverride, decideUnfreeze, rememberStanding } from "./council/supervisor/supervisor.ts";
import { rearmEss } from "./emergency-stop.ts";
import { letBrakeGo, pullBrake } from "./emergency-brake.ts";
import { evaluateCeo, tellOfCeo } from "./evaluate-ceo.ts";
import { evaluateController } from "./evaluate-controller.ts";
import { demote } from "./operator-stage.ts";
import { dailyLossLimit } from "./operator/brake.ts";
import { isAutonomous } from "./stage/stage.ts";
import { dropStance, type GovernanceState, stanceOf } from "./governance-state.ts";
import { capitalProfileInForce, essPolicyInForce, isSeated, riskLimitsOfCro, tradingModeOfCeo } from "./in-force.ts";
import { performanceOf, restartFrom } from "./observe/performance.ts";
import { openResearchTask } from "./research.ts";
import { fraction } from "../units/units.ts";

export type Review = { readonly operator: string; readonly reason: string };

/** The first stances of a new fund: the configured start values, held by their seats. */
export function seatCouncil(state: GovernanceState, config: FundConfig, outbox: Outbox): void {
  const start = { priority: "NORMAL" as const, reason: "start value of the configuration" };
  const profile = capitalProfilePayload(config.startProfile);
  propose(state, "CEO", { kind: "CAPITAL_PROFILE", payload: profile, ...start }, outbox);
  propose(state, "CEO", { kind: "MODE_CHANGE", payload: { mode: "LIVE", durationMs: null }, ...start }, outbox);
  const operating = { mode: startMode, confidenceFraction: fraction(0) };
  propose(state, "CEO", { kind: "OPERATING_MODE", payload: operating, ...start }, outbox);
  if (config.seats.includes("CONTROLLER")) {
    const riskMode = { mode: startRiskMode, isEmergency: false };
    propose(state, "CONTROLLER", { kind: "RISK_MODE", payload: riskMode, ...start }, outbox);
    const thresholds = thresholdsOf(startRiskMode, config.controller);
    propose(state, "CONTROLLER", { kind: "THRESHOLDS", payload: thresholds, ...start }, outbox);
  }
  propose(state, "CRO", { kind: "RISK_ADJUSTMENT", payload: baseRiskLimits, ...start }, outbox);
  propose(state, "CRO", { kind: "ESS_POLICY", payload: essPolicyInForce(state), ...start }, outbox);
}

/** What the council decided and governance cannot carry out itself: the step files post it to the ledger. */
export type Act = Decision<"CASHFLOW">;

/** Returns the acts that stand. Where a seat throws there are none: what is not done today is still due tomorrow. */
export function convene(
  state: GovernanceState,
  config: FundConfig,
  briefing: Briefing,
  outbox: Outbox,
): readonly Act[] {
  try {
    const acts: Act[] = [];
    const seen = superviseFreezes(state, config, briefing, outbox);
    const ceo = evaluateCeo(state, config, seen, outbox);
    const wanted = proposals(state, config, seen);
    if (ceo?.decision !== undefined) wanted.push({ seat: "CEO", decision: ceo.decision });
    for (const proposal of wanted) {
      const stands = review(state, proposal, seen, outbox);
      if (stands && proposal.decision.kind === "CASHFLOW") acts.push(proposal.decision);
    }
    if (ceo !== undefined) tellOfCeo(ceo, outbox);
    state.lastCouncilAt = outbox.at;
    return acts;
  } catch (error) {
    freezeForSafety(state, { part: "council", message: String(error) }, outbox);
    return [];
  }
}

type Proposal = { readonly seat: Seat; readonly decision: Decision };

function proposals(state: GovernanceState, config: FundConfig, briefing: Briefing): Proposal[] {
  const wanted: Proposal[] = [];
  const add = (seat: Seat, decision: Decision | undefined) => {
    if (decision !== undefined) wanted.push({ seat, decision });
  };
  if (isSeated(state, config, "CRO")) {
    add("CRO", decideRiskAdjustment(briefing, riskLimitsOfCro(state), state.cro));
    add("CRO", decideEssPolicy(briefing, essPolicyInForce(state), state.essPolicy));
  }
  if (isSeated(state, config, "CEO")) {
    add("CEO", decideCapitalProfile(briefing, capitalProfileInForce(state), state.capitalProfile));
    add("CEO", decideTradingMode(briefing, tradingModeOfCeo(state), state.tradingMode));
  }
  for (const decision of evaluateController(state, config, briefing)) add("CONTROLLER", decision);
  if (isSeated(state, config, "CIO")) {
    const symbols = stanceOf(state, "CIO", "SYMBOL_UNIVERSE")?.decision.payload.activeSymbols;
    const weights = stanceOf(state, "CIO", "STRATEGY_ALLOCATION")?.decision.payload.modelWeights;
    add("CIO", decideStrategyAllocation(briefing, weights));
    add("CIO", decideSymbolUniverse(briefing, symbols, state.symbolUniverse));
  }
  if (isSeated(state, config, "CFO")) add("CFO", decideCashflow(briefing, state.cfo));
  if (isSeated(state, config, "RESEARCHER"))
    for (const task of decideResearch(briefing, state.researcher, (subject) => hasUnderWay(state.tasks, subject)))
      add("RESEARCHER", task);
  return wanted;
}

/** The second pass: a struck proposal is kept, but the seat's previous stance stays. Returns whether it stands. */
function review(state: GovernanceState, { seat, decision }: Proposal, briefing: Briefing, outbox: Outbox): boolean {
  const stance = stanceNow(seat, decision, outbox);
  const override = decideOverride(stance, briefing);
  if (override === undefined) {
    announce(state, stance, outbox);
    if (decision.kind === "RESEARCH_TASK") openResearchTask(state, decisionId(stance), decision.payload, outbox);
    return true;
  }
  const strike = stanceNow("SUPERVISOR", override, outbox);
  emitDecision(state, stance, { outcome: "OVERRIDDEN", outcomeBy: decisionId(strike) }, outbox);
  emitDecision(state, strike, { outcome: "STANDS", outcomeBy: null }, outbox);
  const sides = { heard: sideOf(strike), overruled: sideOf(stance) };
  logConflict(state, { about: decision.kind, ...sides, rule: "the Supervisor strikes a dangerous proposal" }, outbox);
  return false;
}

/**
 * Triggers need the Supervisor's seat; a freeze for safety needs none to begin, and none to end.
 * Returns what the other seats look at: the same briefing, or the one on the new base after a release.
 */
function superviseFreezes(state: GovernanceState, config: FundConfig, briefing: Briefing, outbox: Outbox): Briefing {
  if (state.freeze !== undefined) state.freeze = escalated(state.freeze, outbox.at);
  const isSeated = config.seats.includes("SUPERVISOR");
  const freezes = isSeated ? decideFreezes(briefing, state.supervisor, config.hardLimits) : [];
  for (const freeze of freezes) {
    if (freeze.payload.trigger === "DAILY_LOSS") pullBrake(state, dailyLossLimit, freeze.reason, outbox);
    if (isKnownCause(state.freeze, freeze)) continue;
    applyFreeze(state, freeze, outbox);
    if (freeze.payload.trigger === "KILL_SWITCH" && isAutonomous(state.stage.current))
      demote(state, config, freeze.reason, outbox);
  }
  const unfreeze = decideUnfreeze({ ...briefing, freeze: state.freeze }, config.hardLimits);
  if (unfreeze === undefined) return briefing;
  const released = release(state, config, { briefing, unfreeze }, outbox);
  rememberStanding(released, state.supervisor, config.hardLimits);
  return released;
}

/** A value that flaps around its limit freezes once; after a review has been given the same cause is news again. */
const isKnownCause = (current: FreezeState | undefined, { payload }: Decision<"FREEZE">): boolean =>
  current?.reviewGivenBy === undefined && current?.causes.includes(payload.trigger) === true;

function applyFreeze(state: GovernanceState, freeze: Decision<"FREEZE">, outbox: Outbox): void {
  propose(state, "SUPERVISOR", freeze, outbox);
  const frozen: FreezeState = frozenBy(state.freeze, freeze, outbox.at);
  state.freeze = frozen;
  const { trigger } = freeze.payload;
  const { timerEndsAt = null, requiresReview } = frozen;
  emit(outbox, fundFrozen.create({ trigger, reason: freeze.reason, timerEndsAtMs: timerEndsAt, requiresReview }));
}

/** Ends the freeze and re-bases drawdown, streak and ESS. Returns the briefing on the new base. */
function release(
  state: GovernanceState,
  config: FundConfig,
  { briefing, unfreeze }: { readonly briefing: Briefing; readonly unfreeze: Decision<"UNFREEZE"> },
  outbox: Outbox,
): Briefing {
  const { reasons = [], causes = [], reviewGivenBy } = state.freeze ?? {};
  emitDecision(state, stanceNow("SUPERVISOR", unfreeze, outbox), { outcome: "STANDS", outcomeBy: null }, outbox);
  dropStance(state, "SUPERVISOR", "FREEZE");
  state.freeze = undefined;
  state.cleanDaysSinceRelease = 0;
  if (state.brake?.by === dailyLossLimit)
    letBrakeGo(state, unfreeze.payload.releasedBy, "the freeze of the daily loss was released", outbox);
  const { frozenForMs, releasedBy } = unfreeze.payload;
  const isNamed = reviewGivenBy !== undefined;
  restartFrom(state.performance, briefing.portfolio.equity, isNamed && causes.includes("KILL_SWITCH"));
  emit(outbox, fundReleased.create({ frozenForMs, releasedBy, reasons }));
  const performance = performanceOf(state.performance, briefing.portfolio, briefing.at);
  rearmEss(state, config, { reason: `the freeze was released by ${releasedBy}`, performance }, outbox);
  const released: Briefing = { ...briefing, performance, ess: state.ess, freeze: undefined };
  state.lastPerformance = performance;
  state.lastBriefing = released;
  rebaseCro(released, state.cro);
  const base = isNamed ? restateBase(released, riskLimitsOfCro(state), state.cro) : undefined;
  if (base !== undefined) propose(state, "CRO", base, outbox);
  return released;
}

export function giveReview(state: GovernanceState, { operator }: Review, outbox: Outbox): void {
  if (state.freeze !== undefined) state.freeze = reviewed(state.freeze, operator, outbox.at);
}

/** A part of a safety path failed: entries stop until a review (resolutions 16c, 36). */
export function freezeForSafety(
  state: GovernanceState,
  failure: { readonly part: string; readonly message: string },
  outbox: Outbox,
): void {
  emit(outbox, safetyFailed.create({ part: failure.part, message: failure.message }));
  state.stage.safetyFailures += 1;
  const isKnown = state.freeze?.reasons.some((reason) => reason.startsWith(`${failure.part} failed`)) ?? false;
  if (isKnown && state.freeze?.reviewGivenBy === undefined) return;
  const freeze: Decision<"FREEZE"> = {
    kind: "FREEZE",
    payload: {
      trigger: "SAFETY_FAILURE",
      durationMs: null,
      severity: "CRITICAL",
      requiresReview: true,
      affectedSubsystems: ["trading", "execution"],
    },
    priority: "CRITICAL",
    reason: `${failure.part} failed: ${failure.message}`,
  };
  applyFreeze(state, freeze, outbox);
}
