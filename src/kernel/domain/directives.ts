/**
 * The five groups of directives AI-HFOS issues: the part of the mandate each subsystem must obey, in its own words.
 *
 * A projection of the policy; nothing is decided here. Source: seed 004, "AI-HFOS Core"; fields from origin-facts 8.4.
 */
import type { Bps, Fraction, Ratio, UsdAmount } from "../units/units.ts";
import type { ExitMode, SystemRiskMode } from "./modes.ts";

export type Directives = {
  readonly global: {
    readonly systemRiskMode: SystemRiskMode;
    readonly entriesAllowed: boolean;
    readonly minConfidence: Fraction;
    readonly sizeFactor: Fraction;
    readonly maxDailyRisk: Fraction;
    readonly exitMode: ExitMode;
  };
  readonly universe: {
    readonly mode: "SAFE" | "NORMAL";
    readonly activeSymbols: readonly string[];
  };
  readonly execution: {
    readonly orderType: "LIMIT" | "SMART";
    readonly maxSlippage: Bps;
    readonly maxSpread: Bps;
  };
  readonly portfolio: {
    readonly maxPositions: number;
    readonly maxLeverage: Ratio;
    readonly maxExposure: Fraction;
    readonly maxPosition: UsdAmount;
    readonly maxConcentration: Fraction;
  };
  readonly model: {
    readonly useConservative: boolean;
    readonly modelWeights: Readonly<Record<string, Fraction>> | undefined;
  };
};
