/**
 * Controller: which models may speak in this risk mode.
 *
 * Score of origin-facts 5.2; above 0.3 a model qualifies, unless the strategy officer names it to disable. At least 20
 * cases are needed to be judged (resolutions 20): a model nobody can judge yet is allowed. Counts are those of the table:
 * the least count is kept even with models that do not qualify, the best first, so that the ensemble is never one voice by
 * this rule alone. A model that was blocked comes back when it is clearly better and the lists have rested.
 */
import type { Briefing, ModelPerformance } from "../../../domain/briefing.ts";
import type { Decision, DecisionPayloads } from "../../../domain/decision.ts";
import { metaStrategyFor, suits } from "../../../domain/meta-strategy.ts";
import type { RiskMode } from "../../../domain/modes.ts";
import { sameValue } from "../../../domain/same-value.ts";

export type HeldLists = Readonly<DecisionPayloads["STRATEGY_LISTS"]>;

const points = { profitFactor: 0.4, winRate: 0.3, drawdown: 0.2, cases: 0.1, regime: 0.15 };
const full = { profitFactor: 2, drawdown: 0.1, cases: 50 };
const winRates = { from: 0.4, range: 0.3 };
const qualifiesAbove = 0.3;
/** What a blocked model must have more (chosen). */
const returnMargin = 0.05;
const counts: Readonly<Record<RiskMode, { readonly least: number; readonly most: number }>> = {
  DEFENSIVE: { least: 2, most: 4 },
  NORMAL: { least: 4, most: 8 },
  AGGRESSIVE: { least: 6, most: 10 },
};

/** 0 to 1.15; undefined while the model cannot be judged. A figure nobody knows earns nothing. */
export function scoreOf(model: ModelPerformance, fitsRegime: boolean): number | undefined {
  const { winRate, cases } = model;
  if (winRate === undefined) return undefined;
  const profitFactor = model.profitFactor ?? 0;
  const drawdown = model.drawdown ?? full.drawdown;
  return (
    points.profitFactor * Math.min(profitFactor / full.profitFactor, 1) +
    points.winRate * Math.min(1, Math.max(0, (winRate - winRates.from) / winRates.range)) +
    points.drawdown * (1 - Math.min(drawdown / full.drawdown, 1)) +
    points.cases * Math.min(cases / full.cases, 1) +
    (fitsRegime ? points.regime : 0)
  );
}

type Candidate = { readonly model: string; readonly score: number | undefined; readonly qualifies: boolean };

export type ListInputs = {
  readonly mode: RiskMode;
  readonly held: HeldLists | undefined;
  /** Whether a blocked model may come back now. */
  readonly mayReturn: boolean;
};

/** `undefined` where the lists stay as they are, or nobody is there to list. */
export function decideStrategyLists(briefing: Briefing, inputs: ListInputs): Decision<"STRATEGY_LISTS"> | undefined {
  const candidates = candidatesOf(briefing, inputs);
  if (candidates.length === 0) return undefined;
  const { least, most } = counts[inputs.mode];
  const suitable = candidates.filter(({ qualifies }) => qualifies).length;
  const allowedCount = Math.min(most, Math.max(least, suitable));
  const names = candidates.toSorted(bestFirst).map(({ model }) => model);
  const allowedStrategies = inOrderOf(candidates, names.slice(0, allowedCount));
  const blockedStrategies = inOrderOf(candidates, names.slice(allowedCount));
  const payload = { allowedStrategies, blockedStrategies };
  if (inputs.held !== undefined && sameValue(inputs.held, payload)) return undefined;
  return { kind: "STRATEGY_LISTS", payload, priority: "NORMAL", reason: reasonOf(payload, inputs.mode) };
}

function candidatesOf({ models, modelsToDisable, market }: Briefing, { held, mayReturn }: ListInputs): Candidate[] {
  const metaStrategy = metaStrategyFor(market);
  return models.map((performance) => {
    const { model } = performance;
    const score = scoreOf(performance, suits(model, metaStrategy));
    const wasBlocked = held?.blockedStrategies.includes(model) ?? false;
    const line = qualifiesAbove + (wasBlocked ? returnMargin : 0);
    const isGoodEnough = score === undefined || score > line;
    return {
      model,
      score,
      qualifies: isGoodEnough && !modelsToDisable.includes(model) && (mayReturn || !wasBlocked),
    };
  });
}

/** Those that qualify, the judged before the unknown; then the rest. Better scores first. */
const bestFirst = (a: Candidate, b: Candidate): number =>
  Number(b.qualifies) - Number(a.qualifies) || (b.score ?? -1) - (a.score ?? -1);

const inOrderOf = (candidates: readonly Candidate[], names: readonly string[]): string[] =>
  candidates.map(({ model }) => model).filter((model) => names.includes(model));

const reasonOf = ({ blockedStrategies }: HeldLists, mode: RiskMode): string =>
  blockedStrategies.length === 0
    ? `every model may speak in ${mode}`
    : `in ${mode} ${blockedStrategies.join(", ")} may not speak`;
