/**
 * The arbitrated result: one envelope, who set each limit of it, who rules, and who was overruled.
 *
 * Policy is its published, versioned form: the only thing governance tells trading.
 */
import type { EpochMs, Fraction, Ratio } from "../units/units.ts";
import type { AgentFlags } from "./agents.ts";
import type { Stance } from "./decision.ts";
import type {
  CapitalProfile,
  EssLevel,
  EssState,
  ExitMode,
  OperatingMode,
  RiskMode,
  SystemHealth,
  SystemRiskMode,
  TradingMode,
} from "./modes.ts";
import type { Limit, RiskEnvelope } from "./risk-envelope.ts";
import type { IntegrationStage } from "./subsystem.ts";

/** An authority's envelope with its name: a decision id with its seat, or a part of the constitution. */
export type Authority = {
  readonly name: string;
  readonly decisionId: string | undefined;
  readonly envelope: RiskEnvelope;
};

export type Overruled = { readonly stance: Stance; readonly by: Stance };

export type Mandate = {
  readonly envelope: RiskEnvelope;
  /** For each limit, the name of the authority that set it. */
  readonly setBy: Readonly<Record<Limit, Authority["name"]>>;
  readonly ruling: readonly Stance[];
  readonly overruled: readonly Overruled[];
};

/** Every scale of caution with its current value. */
export type Modes = {
  readonly tradingMode: TradingMode;
  readonly capitalProfile: CapitalProfile;
  readonly operatingMode: OperatingMode;
  readonly systemRiskMode: SystemRiskMode;
  readonly riskMode: RiskMode;
  /** The controller is in emergency mode: health was critical. */
  readonly emergency: boolean;
  readonly essState: EssState;
  readonly essLevel: EssLevel;
  readonly systemHealth: SystemHealth;
  readonly frozen: boolean;
  /** The emergency brake is on: no subsystem acts, entries are stopped. */
  readonly braked: boolean;
  readonly stage: IntegrationStage;
};

/** What an operator, not the council, has set: a hold tightens, a grant loosens for a while (resolutions 8). */
export type PolicyOverride = {
  readonly kind: "HOLD" | "GRANT" | "FLAGS";
  /** What it is about, in words: a decision kind, a limit, a flag. */
  readonly about: string;
  readonly value: string;
  readonly setBy: string;
  readonly reason: string;
  readonly sinceMs: EpochMs;
  /** Null holds until the operator says otherwise. */
  readonly expiresAtMs: EpochMs | null;
};

export type StrategyLists = { readonly allowed: readonly string[]; readonly blocked: readonly string[] };

export type Policy = {
  /** Grows by one with every change. */
  readonly version: number;
  readonly publishedAt: EpochMs;
  readonly mandate: Mandate;
  readonly modes: Modes;
  readonly exitMode: ExitMode;
  /** Names one asking for an exit, so that REDUCE reduces once however often it is read. */
  readonly exitAskedAt: EpochMs | undefined;
  readonly stopLossMultiplier: Ratio;
  /** Largest share of equity that one bad day in forty may cost (expected shortfall), with its owner's number. */
  readonly maxExpectedShortfall: Fraction;
  /** Symbols in which positions may be opened. */
  readonly activeSymbols: readonly string[];
  /** Weight of each model in the ensemble; they add up to one. Undefined weighs all alike. */
  readonly modelWeights: Readonly<Record<string, Fraction>> | undefined;
  /** Models the controller lets speak, and those it does not; both empty until it has judged. */
  readonly strategies: StrategyLists;
  /** Which agents work, and how often. */
  readonly flags: AgentFlags;
  readonly overrides: readonly PolicyOverride[];
};
