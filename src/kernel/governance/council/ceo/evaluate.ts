/**
 * The CEO's evaluation: recommend a mode, check the transition, say how sure it is and what it warns of.
 *
 * Pure: the same state gives the same decision. Source: seed 001, "AI CEO Decision Cycle"; factors from origin-facts 2.6.
 */
import type { CeoEvaluation } from "../../../domain/ceo-decision.ts";
import { type CeoThresholds, defaultCeoThresholds } from "../../../domain/ceo-thresholds.ts";
import { comesBefore, stepAlong } from "../../../domain/ladder.ts";
import { type OperatingMode, operatingModes } from "../../../domain/modes.ts";
import { alertOf } from "./ceo-alert.ts";
import { confidenceOf } from "./ceo-confidence.ts";
import { recommend } from "./recommend-mode.ts";
import type { SystemState } from "./system-state.ts";

/** A looser mode must also be right when things were this much worse, so that it does not flap (chosen). */
const margin = { drawdown: 0.005, riskScore: 5, winRate: 0.01 };

export function evaluate(state: SystemState, thresholds: CeoThresholds = defaultCeoThresholds): CeoEvaluation {
  const { operatingMode: held } = state;
  const recommended = recommend(state, thresholds);
  const operatingMode = transition(state, recommended.mode, thresholds);
  const { level, causes } = alertOf(state, operatingMode);
  return {
    operatingMode,
    previousMode: held,
    modeChanged: operatingMode !== held,
    recommendedMode: recommended.mode,
    primaryReason: recommended.reason,
    contributingFactors: factorsOf(state),
    decisionConfidence: confidenceOf(state),
    alertLevel: level,
    alertCauses: causes,
  };
}

/** Tighter at once and all the way; looser by one step, after its wait, if it would hold in slightly worse times, and never in a freeze. */
function transition(state: SystemState, wanted: OperatingMode, thresholds: CeoThresholds): OperatingMode {
  const { operatingMode: held, sinceChange, isFrozen } = state;
  if (!comesBefore(operatingModes, held, wanted)) return wanted;
  if (isFrozen) return held;
  const next = stepAlong(operatingModes, held, 1);
  const isRise = next === "EXPANSION" || next === "GROWTH";
  const wait = isRise ? thresholds.riseCoolDownMs : thresholds.otherCoolDownMs;
  const hasWaited = sinceChange === undefined || (sinceChange.ms >= wait && sinceChange.hasClosedDayOrTrade);
  if (!hasWaited) return held;
  const inWorseTimes = recommend(worsened(state), thresholds).mode;
  return comesBefore(operatingModes, inWorseTimes, next) ? held : next;
}

const worsened = (state: SystemState): SystemState => ({
  ...state,
  currentDrawdown: state.currentDrawdown + margin.drawdown,
  riskScore: state.riskScore + margin.riskScore,
  winRate: state.winRate === undefined ? undefined : state.winRate - margin.winRate,
});

const notable = {
  risk: { high: 80, low: 30 },
  drawdown: 0.03,
  winRate: { high: 0.6, low: 0.45 },
  sharpe: { high: 2, low: 0.5 },
  regimeConfidence: { high: 0.8, low: 0.5 },
  positions: 12,
};

/** What stands out, in words: for people and reports, never for rules. */
function factorsOf(state: SystemState): string[] {
  const { riskScore, winRate, sharpe, regimeConfidence, openPositions } = state;
  const factors: string[] = [];
  noteOutside(factors, "risk score", riskScore, notable.risk);
  if (state.currentDrawdown > notable.drawdown) factors.push("drawdown is notable");
  noteOutside(factors, "win rate", winRate, notable.winRate);
  noteOutside(factors, "Sharpe", sharpe, notable.sharpe);
  noteOutside(factors, "confidence in the regime", regimeConfidence, notable.regimeConfidence);
  if (state.marketIsVolatile) factors.push("a market is volatile");
  if (openPositions > notable.positions) factors.push("many positions");
  if (openPositions === 0) factors.push("no position");
  return factors;
}

type Band = { readonly high: number; readonly low: number };

function noteOutside(factors: string[], name: string, value: number | undefined, { high, low }: Band): void {
  if (value === undefined) return;
  if (value > high) factors.push(`${name} is high`);
  else if (value < low) factors.push(`${name} is low`);
}
