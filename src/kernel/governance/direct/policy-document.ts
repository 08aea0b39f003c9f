/** Writes the policy down field by field: what has not changed keeps its setter and its date. */
import type { AgentFlags } from "../../domain/agents.ts";
import { type DecisionKind, decisionId } from "../../domain/decision.ts";
import type { Modes, Policy } from "../../domain/mandate.ts";
import type { PolicyDocument, PolicyField, PolicyFields, TradingRules } from "../../domain/policy-document.ts";
import type { RiskEnvelope } from "../../domain/risk-envelope.ts";
import { comesBefore } from "../../domain/ladder.ts";
import { integrationStages } from "../../domain/subsystem.ts";
import { sameValue } from "../../domain/same-value.ts";

/** @param previous the version before, whose dates still hold where nothing changed */
export function documentAfter(previous: PolicyDocument | undefined, policy: Policy): PolicyDocument {
  const page = new Page(policy);
  return {
    version: policy.version,
    publishedAtMs: policy.publishedAt,
    limits: limitsOf(page, previous?.limits),
    modes: modesOf(page, previous?.modes),
    trading: rulesOf(page, previous?.trading),
    flags: flagsOf(page, previous?.flags),
    overrides: policy.overrides,
  };
}

function limitsOf(page: Page, before: PolicyFields<RiskEnvelope> | undefined): PolicyFields<RiskEnvelope> {
  const { envelope, setBy } = page.policy.mandate;
  return {
    maxLeverage: page.field(before?.maxLeverage, envelope.maxLeverage, setBy.maxLeverage),
    maxPosition: page.field(before?.maxPosition, envelope.maxPosition, setBy.maxPosition),
    maxExposure: page.field(before?.maxExposure, envelope.maxExposure, setBy.maxExposure),
    maxPositions: page.field(before?.maxPositions, envelope.maxPositions, setBy.maxPositions),
    maxRiskPerTrade: page.field(before?.maxRiskPerTrade, envelope.maxRiskPerTrade, setBy.maxRiskPerTrade),
    maxDailyRisk: page.field(before?.maxDailyRisk, envelope.maxDailyRisk, setBy.maxDailyRisk),
    maxDrawdown: page.field(before?.maxDrawdown, envelope.maxDrawdown, setBy.maxDrawdown),
    minConfidence: page.field(before?.minConfidence, envelope.minConfidence, setBy.minConfidence),
    sizeFactor: page.field(before?.sizeFactor, envelope.sizeFactor, setBy.sizeFactor),
    entriesAllowed: page.field(before?.entriesAllowed, envelope.entriesAllowed, setBy.entriesAllowed),
  };
}

function modesOf(page: Page, before: Partial<PolicyFields<Modes>> = {}): PolicyFields<Modes> {
  const { modes } = page.policy;
  const profileBy = page.setterOf("CAPITAL_PROFILE");
  return {
    tradingMode: page.field(before.tradingMode, modes.tradingMode, page.modeSetter()),
    capitalProfile: page.field(before.capitalProfile, modes.capitalProfile, profileBy),
    operatingMode: page.field(before.operatingMode, modes.operatingMode, page.setterOf("OPERATING_MODE")),
    systemRiskMode: page.field(before.systemRiskMode, modes.systemRiskMode, "AI-HFOS"),
    riskMode: page.field(before.riskMode, modes.riskMode, page.riskModeSetter()),
    emergency: page.field(before.emergency, modes.emergency, page.setterOf("RISK_MODE")),
    essState: page.field(before.essState, modes.essState, ess),
    essLevel: page.field(before.essLevel, modes.essLevel, page.setterOf("ESS_POLICY", ess)),
    systemHealth: page.field(before.systemHealth, modes.systemHealth, "monitors"),
    frozen: page.field(before.frozen, modes.frozen, page.setterOf("FREEZE", "nobody")),
    braked: page.field(before.braked, modes.braked, "emergency brake"),
    stage: page.field(before.stage, modes.stage, "integration stage"),
  };
}

function rulesOf(page: Page, before: PolicyFields<TradingRules> | undefined): PolicyFields<TradingRules> {
  const { exitMode, exitAskedAt = null, stopLossMultiplier, maxExpectedShortfall } = page.policy;
  const { activeSymbols, modelWeights = null, strategies } = page.policy;
  const stopBy = page.setterOf("RISK_ADJUSTMENT");
  const shortfall = before?.maxExpectedShortfallFraction;
  return {
    exitMode: page.field(before?.exitMode, exitMode, exitSetter(page.policy)),
    exitAskedAtMs: page.field(before?.exitAskedAtMs, exitAskedAt, ess),
    stopLossMultiplierRatio: page.field(before?.stopLossMultiplierRatio, stopLossMultiplier, stopBy),
    maxExpectedShortfallFraction: page.field(shortfall, maxExpectedShortfall, "configuration"),
    activeSymbols: page.field(before?.activeSymbols, activeSymbols, page.setterOf("SYMBOL_UNIVERSE")),
    modelWeights: page.field(before?.modelWeights, modelWeights, page.setterOf("STRATEGY_ALLOCATION")),
    allowedStrategies: page.field(before?.allowedStrategies, strategies.allowed, page.setterOf("STRATEGY_LISTS")),
    blockedStrategies: page.field(before?.blockedStrategies, strategies.blocked, page.setterOf("STRATEGY_LISTS")),
  };
}

function flagsOf(page: Page, before: PolicyFields<AgentFlags> | undefined): PolicyFields<AgentFlags> {
  const { flags, overrides } = page.policy;
  const by = (name: keyof AgentFlags): string =>
    overrides.find(({ kind, about }) => kind === "FLAGS" && about === name)?.setBy ?? "configuration";
  return {
    enableCeo: page.field(before?.enableCeo, flags.enableCeo, by("enableCeo")),
    enableRiskOfficer: page.field(before?.enableRiskOfficer, flags.enableRiskOfficer, by("enableRiskOfficer")),
    enableStrategyOfficer: page.field(
      before?.enableStrategyOfficer,
      flags.enableStrategyOfficer,
      by("enableStrategyOfficer"),
    ),
    ceoIntervalMs: page.field(before?.ceoIntervalMs, flags.ceoIntervalMs, by("ceoIntervalMs")),
    riskOfficerIntervalMs: page.field(
      before?.riskOfficerIntervalMs,
      flags.riskOfficerIntervalMs,
      by("riskOfficerIntervalMs"),
    ),
    strategyOfficerIntervalMs: page.field(
      before?.strategyOfficerIntervalMs,
      flags.strategyOfficerIntervalMs,
      by("strategyOfficerIntervalMs"),
    ),
    clerkIntervalMs: page.field(before?.clerkIntervalMs, flags.clerkIntervalMs, by("clerkIntervalMs")),
    conductorIntervalMs: page.field(before?.conductorIntervalMs, flags.conductorIntervalMs, by("conductorIntervalMs")),
  };
}

const ess = "emergency stop system";

/** Whose exit mode it is; the strongest wins, and the gravest cause is named. */
function exitSetter({ exitMode, modes }: Policy): string {
  if (exitMode === "HOLD") return "nobody";
  if (modes.essState !== "ARMED" && modes.essState !== "DISABLED") return ess;
  return modes.frozen ? "freeze" : "emergency brake";
}

class Page {
  readonly policy: Policy;
  constructor(policy: Policy) {
    this.policy = policy;
  }

  /** The old field where it says the same, else the new value with today's date. */
  field<Value>(old: PolicyField<Value> | undefined, value: Value, setBy: string): PolicyField<Value> {
    if (old?.setBy === setBy && sameValue(old.value, value)) return old;
    return { value, setBy, sinceMs: this.policy.publishedAt };
  }

  modeSetter(): string {
    return this.holderOr("MODE_CHANGE", this.policy.modes.tradingMode);
  }

  riskModeSetter(): string {
    return this.holderOr("RISK_MODE", this.policy.modes.riskMode);
  }

  /** An operator's hold on this mode, else the decision that rules. */
  private holderOr(kind: DecisionKind, mode: string): string {
    const hold = this.policy.overrides.find(({ about, value }) => about === kind && value === mode);
    return hold?.setBy ?? this.setterOf(kind);
  }

  /** The decision of this kind that rules, or what stands in for one. */
  setterOf(kind: DecisionKind, otherwise = this.unruled()): string {
    const stance = this.policy.mandate.ruling.find(({ decision }) => decision.kind === kind);
    return stance === undefined ? otherwise : `${stance.seat} ${kind} ${decisionId(stance)}`;
  }

  /** Below COORDINATION no decision of the council rules; what it says is shown all the same. */
  private unruled(): string {
    const { stage } = this.policy.modes;
    return comesBefore(integrationStages, stage, "COORDINATION") ? `council, recorded at ${stage}` : "configuration";
  }
}
