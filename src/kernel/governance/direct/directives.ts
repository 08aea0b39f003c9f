/**
 * The five groups of directives of AI-HFOS: what the policy in force says, in the words of each subsystem.
 *
 * A projection: the limits are those of the mandate, whoever set them, and the rest is the table of origin-facts 8.4 for
 * the system risk mode. The table leaves the costs of NORMAL and AGGRESSIVE open; they are those of SAFE (chosen), the
 * widest it prints.
 */
import type { Directives } from "../../domain/directives.ts";
import type { Policy } from "../../domain/mandate.ts";
import type { SystemRiskMode } from "../../domain/modes.ts";
import { bps, fraction } from "../../units/units.ts";

type Row = {
  readonly isCareful: boolean;
  readonly execution: Directives["execution"];
  readonly maxConcentration: Directives["portfolio"]["maxConcentration"];
};

const smart: Directives["execution"] = { orderType: "SMART", maxSlippage: bps(15), maxSpread: bps(25) };
const patient: Directives["execution"] = { orderType: "LIMIT", maxSlippage: bps(5), maxSpread: bps(10) };
const rows: Readonly<Record<SystemRiskMode, Row>> = {
  CRITICAL: { isCareful: true, execution: patient, maxConcentration: fraction(0.15) },
  SAFE: { isCareful: true, execution: smart, maxConcentration: fraction(0.2) },
  NORMAL: { isCareful: false, execution: smart, maxConcentration: fraction(0.3) },
  AGGRESSIVE: { isCareful: false, execution: smart, maxConcentration: fraction(0.3) },
};

/** The group of execution alone. */
export const executionDirective = (mode: SystemRiskMode): Directives["execution"] => rows[mode].execution;

export function directivesOf({ mandate, modes, exitMode, activeSymbols, modelWeights }: Policy): Directives {
  const { envelope } = mandate;
  const { isCareful, execution, maxConcentration } = rows[modes.systemRiskMode];
  return {
    global: {
      systemRiskMode: modes.systemRiskMode,
      entriesAllowed: envelope.entriesAllowed,
      minConfidence: envelope.minConfidence,
      sizeFactor: envelope.sizeFactor,
      maxDailyRisk: envelope.maxDailyRisk,
      exitMode,
    },
    universe: { mode: isCareful ? "SAFE" : "NORMAL", activeSymbols },
    execution,
    portfolio: {
      maxPositions: envelope.maxPositions,
      maxLeverage: envelope.maxLeverage,
      maxExposure: envelope.maxExposure,
      maxPosition: envelope.maxPosition,
      maxConcentration,
    },
    model: { useConservative: isCareful, modelWeights },
  };
}
