/**
 * The integration stage as it is earned and lost: success criteria read from what the journal has recorded.
 *
 * Source: seed 004, "Recommended Rollout Plan"; resolutions 24 and 63. A subsystem that is not registered asks for
 * nothing: PAL's criterion of week 3 comes with PAL. Promotion is an operator's command; demotion is automatic.
 */
import { comesBefore, stepAlong } from "../../domain/ladder.ts";
import type { RiskEnvelope } from "../../domain/risk-envelope.ts";
import { type IntegrationStage, integrationStages } from "../../domain/subsystem.ts";
import type { EpochMs, Fraction, Ratio } from "../../units/units.ts";

/** Criteria in closed UTC days and closed trades, as the seed's weeks. */
const observationDays = 7;
const partialDays = 7;
const partialTrades = 20;
const coordinationDays = 7;
const autonomyDays = 28;
const mainnetDays = 56;

export type StageState = {
  current: IntegrationStage;
  since: EpochMs;
  closedDaysAtStart: number;
  closedTradesAtStart: number;
  realizedPnlAtStart: number;
  /** Known 30-day Sharpe ratio when the stage began, or 0. */
  sharpeAtStart: number;
  /** Safety failures since the stage began; any makes its logging unstable. */
  safetyFailures: number;
  /** Profit of closed trades since the stage began, as made and as the advice would have sized them (resolutions 63). */
  tradedPnl: number;
  advisedPnl: number;
  advisedTrades: number;
  /** Mandate kept since the fund demoted itself below the council's door; no less is kept until a named operator speaks. */
  keptEnvelope: RiskEnvelope | undefined;
  /** Symbols of the universe kept with it. */
  keptSymbols: readonly string[] | undefined;
};

/** What the stage machine looks at. */
export type StageEvidence = {
  readonly at: EpochMs;
  readonly closedDays: number;
  readonly closedTrades: number;
  readonly realizedPnl: number;
  readonly sharpe: Ratio | undefined;
  readonly maxDrawdown: Ratio;
  readonly drawdownLimit: Fraction;
};

export const openStage = (current: IntegrationStage, evidence: StageEvidence): StageState => ({
  current,
  since: evidence.at,
  closedDaysAtStart: evidence.closedDays,
  closedTradesAtStart: evidence.closedTrades,
  realizedPnlAtStart: evidence.realizedPnl,
  sharpeAtStart: evidence.sharpe ?? 0,
  safetyFailures: 0,
  tradedPnl: 0,
  advisedPnl: 0,
  advisedTrades: 0,
  keptEnvelope: undefined,
  keptSymbols: undefined,
});

/** Books a closed trade as it was made, and as the advice would have sized it. */
export function recordAdvice(stage: StageState, pnl: number, advisedShare: number): void {
  stage.tradedPnl += pnl;
  stage.advisedPnl += pnl * advisedShare;
  stage.advisedTrades += 1;
}

export type Criterion = {
  readonly name: string;
  readonly has: string;
  readonly needs: string;
  readonly isMet: boolean;
};

const atLeast = (name: string, has: number, needs: number): Criterion => ({
  name,
  has: String(has),
  needs: `at least ${needs}`,
  isMet: has >= needs,
});

/** What the stage must show before the next one is earned. */
export function criteriaOf(stage: StageState, evidence: StageEvidence): Criterion[] {
  const days = evidence.closedDays - stage.closedDaysAtStart;
  switch (stage.current) {
    case "OBSERVATION":
      return [atLeast("closed days", days, observationDays), noFailures(stage)];
    case "PARTIAL":
      return [
        atLeast("closed days", days, partialDays),
        atLeast("closed trades with advice", stage.advisedTrades, partialTrades),
        beats("profit with the advice applied", stage.advisedPnl, stage.tradedPnl),
      ];
    case "COORDINATION":
      return [atLeast("closed days", days, coordinationDays), noFailures(stage)];
    case "AUTONOMY":
      return [
        atLeast("closed days", days, autonomyDays),
        beats("Sharpe ratio of 30 days", evidence.sharpe ?? Number.NaN, stage.sharpeAtStart),
        drawdownWithin(evidence),
      ];
    case "MAINNET":
      return [
        atLeast("closed days", days, mainnetDays),
        beats("realised profit since", evidence.realizedPnl - stage.realizedPnlAtStart, 0),
      ];
  }
}

const noFailures = ({ safetyFailures }: StageState): Criterion => ({
  name: "safety failures",
  has: String(safetyFailures),
  needs: "none",
  isMet: safetyFailures === 0,
});

/** NaN beats nothing. */
const beats = (name: string, has: number, needs: number): Criterion => ({
  name,
  has: Number.isFinite(has) ? has.toFixed(2) : "not known yet",
  needs: `at least ${needs.toFixed(2)}`,
  isMet: has >= needs,
});

const drawdownWithin = ({ maxDrawdown, drawdownLimit }: StageEvidence): Criterion => ({
  name: "deepest drawdown of 30 days",
  has: maxDrawdown.toFixed(4),
  needs: `at most ${drawdownLimit}`,
  isMet: maxDrawdown <= drawdownLimit,
});

/** One stage down, or `undefined` at the lowest. */
export function below(stage: IntegrationStage): IntegrationStage | undefined {
  const lower = stepAlong(integrationStages, stage, -1);
  return lower === stage ? undefined : lower;
}

/** Below COORDINATION the council's word is recorded and not obeyed. */
export const councilIsHeard = (stage: IntegrationStage): boolean =>
  !comesBefore(integrationStages, stage, "COORDINATION");

/** Past its drawdown limit a stage that acts by itself has failed its own criterion (resolutions 24). */
export const isAutonomous = (stage: IntegrationStage): boolean => stage === "AUTONOMY" || stage === "MAINNET";

/** Each stage between the two, the one left first: what must have been earned to go up. */
export function stagesBetween(from: IntegrationStage, to: IntegrationStage): IntegrationStage[] {
  return integrationStages.slice(integrationStages.indexOf(from), integrationStages.indexOf(to));
}
