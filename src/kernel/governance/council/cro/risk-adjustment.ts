/**
 * CRO: global risk limits. Any trigger tightens at once; loosening needs all of its conditions and goes step by step.
 *
 * Source: seed 000, "Risk Adjustment (CRO)"; the size of each step from origin-facts 1.5. A tightening never loosens
 * another field, and no loosening passes the base.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision, DecisionPayloads, Priority } from "../../../domain/decision.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type EssLevel, essLevels } from "../../../domain/modes.ts";
import { fraction, ratio, usd } from "../../../units/units.ts";

export type RiskLimits = Readonly<DecisionPayloads["RISK_ADJUSTMENT"]>;

export const baseRiskLimits: RiskLimits = {
  maxLeverageRatio: ratio(10),
  maxPositionUsd: usd(10_000),
  maxDrawdownFraction: fraction(0.08),
  maxExposureFraction: fraction(0.9),
  stopLossMultiplierRatio: ratio(1),
};

const tighten = { drawdownIncrease: 0.02, exposure: 0.85 };
const loosen = { drawdown: 0.02, winRate: 0.65, sharpe: 2, step: 1.2 };
const leverageFloor = 5;
/** No step tightens further than the strictest row of the table, so that limits cannot wear away to nothing. */
const positionFloor = 3_000;

export type CroMemory = {
  /** Drawdown when the limits last moved. */
  drawdownAtAdjustment: number;
  lastEssLevel: EssLevel;
  exposureWasBeyond: boolean;
  /** Closed days of the fund when the limits last moved; loosening waits for another. */
  closedDaysAtChange: number;
};

export const openCro = (): CroMemory => ({
  drawdownAtAdjustment: 0,
  lastEssLevel: "NOMINAL",
  exposureWasBeyond: false,
  closedDaysAtChange: 0,
});

export function decideRiskAdjustment(
  briefing: Briefing,
  held: RiskLimits,
  memory: CroMemory,
): Decision<"RISK_ADJUSTMENT"> | undefined {
  const essHasEscalated = comesBefore(essLevels, briefing.ess.level, memory.lastEssLevel);
  const exposureIsBeyond = briefing.portfolio.exposure > tighten.exposure;
  const exposureHasCrossed = exposureIsBeyond && !memory.exposureWasBeyond;
  memory.lastEssLevel = briefing.ess.level;
  memory.exposureWasBeyond = exposureIsBeyond;

  const { drawdown } = briefing.performance;
  const increase = drawdown - memory.drawdownAtAdjustment;
  if (essHasEscalated && comesBefore(essLevels, briefing.ess.level, "CAUTION"))
    return adjust(briefing, memory, {
      priority: "CRITICAL",
      payload: essLimits(held),
      reason: `ESS rose to ${briefing.ess.level}`,
    });
  if (essHasEscalated)
    return adjust(briefing, memory, { priority: "HIGH", payload: drawdownLimits(held), reason: "ESS rose to CAUTION" });
  if (increase > tighten.drawdownIncrease)
    return adjust(briefing, memory, {
      priority: "HIGH",
      payload: drawdownLimits(held),
      reason: `drawdown rose by ${(increase * 100).toFixed(2)} points`,
    });
  if (exposureHasCrossed)
    return adjust(briefing, memory, {
      priority: "HIGH",
      payload: exposureLimits(held),
      reason: "exposure passed 85 % of tradable capital",
    });
  return loosenIfEarned(briefing, held, memory);
}

function loosenIfEarned(briefing: Briefing, held: RiskLimits, memory: CroMemory) {
  const { drawdown, winRate, sharpe, closedDays } = briefing.performance;
  const hasEarnedMore =
    drawdown < loosen.drawdown &&
    winRate !== undefined &&
    winRate > loosen.winRate &&
    sharpe !== undefined &&
    sharpe > loosen.sharpe;
  if (!hasEarnedMore || closedDays <= memory.closedDaysAtChange || isBase(held)) return undefined;
  return adjust(briefing, memory, {
    priority: "NORMAL",
    payload: looser(held),
    reason: "drawdown below 2 %, win rate above 65 %, Sharpe above 2",
  });
}

/** After any release the CRO measures from where the fund stands now. */
export function rebaseCro(briefing: Briefing, memory: CroMemory): void {
  memory.drawdownAtAdjustment = briefing.performance.drawdown;
  memory.lastEssLevel = briefing.ess.level;
}

/** What a named release restores: the base limits; size then returns by the ramp of resolutions 15. */
export function restateBase(briefing: Briefing, held: RiskLimits, memory: CroMemory) {
  if (isBase(held)) return undefined;
  return adjust(briefing, memory, {
    priority: "NORMAL",
    payload: baseRiskLimits,
    reason: "a named release ended the freeze; size returns by the ramp",
  });
}

type Adjustment = { readonly priority: Priority; readonly payload: RiskLimits; readonly reason: string };

function adjust(
  briefing: Briefing,
  memory: CroMemory,
  { priority, payload, reason }: Adjustment,
): Decision<"RISK_ADJUSTMENT"> {
  memory.drawdownAtAdjustment = briefing.performance.drawdown;
  memory.closedDaysAtChange = briefing.performance.closedDays;
  return { kind: "RISK_ADJUSTMENT", payload, priority, reason };
}

const essLimits = (held: RiskLimits): RiskLimits => ({
  maxLeverageRatio: ratio(Math.min(held.maxLeverageRatio, leverageFloor)),
  maxPositionUsd: usd(Math.min(held.maxPositionUsd, positionFloor)),
  maxDrawdownFraction: fraction(Math.min(held.maxDrawdownFraction, 0.05)),
  maxExposureFraction: fraction(Math.min(held.maxExposureFraction, 0.5)),
  stopLossMultiplierRatio: ratio(Math.max(held.stopLossMultiplierRatio, 1.5)),
});

const drawdownLimits = (held: RiskLimits): RiskLimits => ({
  maxLeverageRatio: ratio(Math.min(held.maxLeverageRatio, Math.max(leverageFloor, held.maxLeverageRatio * 0.7))),
  maxPositionUsd: smallerPosition(held, 0.7),
  maxDrawdownFraction: fraction(Math.min(held.maxDrawdownFraction, 0.06)),
  maxExposureFraction: fraction(Math.min(held.maxExposureFraction, 0.7)),
  stopLossMultiplierRatio: ratio(Math.max(held.stopLossMultiplierRatio, 1.3)),
});

const exposureLimits = (held: RiskLimits): RiskLimits => ({
  ...held,
  maxPositionUsd: smallerPosition(held, 0.8),
  maxExposureFraction: fraction(Math.min(held.maxExposureFraction, 0.75)),
});

const smallerPosition = (held: RiskLimits, factor: number) =>
  usd(Math.min(held.maxPositionUsd, Math.max(positionFloor, held.maxPositionUsd * factor)));

const looser = (held: RiskLimits): RiskLimits => ({
  ...baseRiskLimits,
  maxLeverageRatio: ratio(Math.min(baseRiskLimits.maxLeverageRatio, held.maxLeverageRatio * loosen.step)),
  maxPositionUsd: usd(Math.min(baseRiskLimits.maxPositionUsd, held.maxPositionUsd * loosen.step)),
});

const isBase = (held: RiskLimits): boolean =>
  held.maxLeverageRatio === baseRiskLimits.maxLeverageRatio &&
  held.maxPositionUsd === baseRiskLimits.maxPositionUsd &&
  held.maxDrawdownFraction === baseRiskLimits.maxDrawdownFraction &&
  held.maxExposureFraction === baseRiskLimits.maxExposureFraction &&
  held.stopLossMultiplierRatio === baseRiskLimits.stopLossMultiplierRatio;
