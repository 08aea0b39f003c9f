/** What a decision sets, in a few words: its payload without its reason. */
import type { Decision } from "../../domain/decision.ts";

const share = (part: number): string => `${Number((part * 100).toFixed(2))} %`;

export function stanceWords(decision: Decision): string {
  switch (decision.kind) {
    case "CAPITAL_PROFILE": {
      const { profile, maxRiskPerTradeFraction, maxPositions } = decision.payload;
      return `${profile}: ${share(maxRiskPerTradeFraction)} a trade, ${maxPositions} positions`;
    }
    case "MODE_CHANGE":
    case "OPERATING_MODE":
      return decision.payload.mode;
    case "RISK_ADJUSTMENT": {
      const { maxLeverageRatio, maxExposureFraction } = decision.payload;
      return `leverage ${Number(maxLeverageRatio.toFixed(2))}, exposure ${share(maxExposureFraction)}`;
    }
    case "ESS_POLICY": {
      const { cautionFraction, warningFraction, criticalFraction } = decision.payload;
      return `drawdown ${share(cautionFraction)}, ${share(warningFraction)}, ${share(criticalFraction)}`;
    }
    case "STRATEGY_ALLOCATION":
      return Object.entries(decision.payload.modelWeights)
        .map(([model, weight]) => `${model} ${share(weight)}`)
        .join(", ");
    case "SYMBOL_UNIVERSE":
      return `${decision.payload.activeSymbols.length} symbols`;
    case "CASHFLOW":
      return `locks ${share(decision.payload.profitLockFraction)} of new profit, keeps ${share(decision.payload.reserveBufferFraction)} in reserve`;
    case "FREEZE":
      return `frozen by ${decision.payload.trigger}`;
    case "RESEARCH_TASK":
      return `${decision.payload.taskType.replaceAll("_", " ")}${decision.payload.modelName === null ? "" : ` of ${decision.payload.modelName}`}`;
    case "RISK_MODE":
      return decision.payload.isEmergency ? `${decision.payload.mode}, emergency` : decision.payload.mode;
    case "STRATEGY_LISTS": {
      const { allowedStrategies, blockedStrategies } = decision.payload;
      return `${allowedStrategies.length} models speak, ${blockedStrategies.length} blocked`;
    }
    case "THRESHOLDS": {
      const { maxRiskPerTradeFraction, maxPositions } = decision.payload;
      return `${share(maxRiskPerTradeFraction)} a trade, ${maxPositions} positions`;
    }
    case "UNFREEZE":
      return `released by ${decision.payload.releasedBy}`;
    case "OVERRIDE":
      return `strikes ${decision.payload.overriddenDecisionId}`;
  }
}
