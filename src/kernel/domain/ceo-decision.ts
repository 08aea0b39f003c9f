/**
 * One evaluation of the CEO, whether it changed anything or not: what `ceo.decision` and the views show.
 *
 * Fields: origin-facts 2.6 (CEODecision).
 */
import type { EpochMs, Fraction } from "../units/units.ts";
import type { AlertLevel } from "./alert.ts";
import type { OperatingMode } from "./modes.ts";

export type CeoEvaluation = {
  /** The mode from now on: what is recommended, or one step towards it, or what was held. */
  readonly operatingMode: OperatingMode;
  readonly previousMode: OperatingMode;
  readonly modeChanged: boolean;
  /** What the rules ask for, whether the wait for it is over or not. */
  readonly recommendedMode: OperatingMode;
  readonly primaryReason: string;
  readonly contributingFactors: readonly string[];
  /** Mean of the components that exist. */
  readonly decisionConfidence: Fraction;
  readonly alertLevel: AlertLevel;
  /** What the alert is about, each cause in a few words; empty at level info. */
  readonly alertCauses: readonly string[];
};

export type CeoDecision = CeoEvaluation & { readonly decidedAt: EpochMs };
