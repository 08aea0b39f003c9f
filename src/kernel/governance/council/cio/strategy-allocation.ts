/**
 * CIO: how much each model's word counts.
 *
 * Source: seed 000, "Strategy Allocation (CIO)"; floor of the score from resolutions 59, bounds from resolutions 32,
 * active strategies from origin-facts 1.6. Start weights go to the models that are there; one that is not registered is
 * absent, never faked. A model that comes or goes changes the allocation at once: newcomers enter with their start share
 * and the others keep their proportions. Scores speak only when every model has rates of its own (resolutions 20). What
 * the strategy officer names to disable gets the least share the bounds leave, unless it names them all (resolutions 10).
 */
import type { Briefing, ModelPerformance } from "../../../domain/briefing.ts";
import type { Decision, DecisionPayloads } from "../../../domain/decision.ts";
import { boundedShares } from "../../../maths/bounded-shares.ts";
import { type Fraction, fraction } from "../../../units/units.ts";

export type ModelWeights = DecisionPayloads["STRATEGY_ALLOCATION"]["modelWeights"];

const scoring = { floor: 0.1, evenWinRate: 0.5, winRateFactor: 2 };
/** So small beside any score that the share ends at its lower bound. */
const leastScore = 1e-9;
const bounds = { low: 0.05, high: 0.6 };
/** Some weight must move by more than this for a new allocation. */
const rebalanceAbove = 0.05;
/** A model with at least this weight is an active strategy. */
const activeFrom = 0.1;
/** Shares that ought to be equal differ by less than this. */
const rounding = 1e-9;
const startWeights: ReadonlyMap<string, number> = new Map([
  ["xgboost", 0.3],
  ["lightgbm", 0.3],
  ["nhits", 0.25],
  ["patchtst", 0.15],
]);

/** @param held weights the CIO stands by; undefined before it has spoken */
export function decideStrategyAllocation(
  { models, modelsToDisable }: Briefing,
  held: ModelWeights | undefined,
): Decision<"STRATEGY_ALLOCATION"> | undefined {
  const names = models.map(({ model }) => model);
  if (names.length === 0) return undefined;
  if (held === undefined) return allocation(names, startShares(names), "start values of the models that are there");
  if (!isRosterOf(held, names))
    return allocation(names, joinedShares(names, held), `the models are now ${names.join(", ")}`);
  const scores = scoresOf(models, modelsToDisable);
  if (scores === undefined) return undefined;
  const shares = boundedShares(scores, bounds);
  const isNews = shares.some(
    (share, index) => Math.abs(share - weightIn(held, names[index])) > rebalanceAbove + rounding,
  );
  return isNews ? allocation(names, shares, `track records moved ${movesOf(names, shares, held)}`) : undefined;
}

/** Undefined while any model is without known rates. */
function scoresOf(models: readonly ModelPerformance[], toDisable: readonly string[]): number[] | undefined {
  const scores = models.map(({ sharpe = Number.NaN, winRate = Number.NaN }) =>
    Math.max(scoring.floor, sharpe + scoring.winRateFactor * (winRate - scoring.evenWinRate)),
  );
  if (!scores.every((score) => Number.isFinite(score))) return undefined;
  const isDisabled = models.map(({ model }) => toDisable.includes(model));
  return isDisabled.includes(false)
    ? scores.map((score, index) => (isDisabled[index] === true ? leastScore : score))
    : scores;
}

/** An equal part for each model; those the seed gave start weights divide theirs as it says. */
function startShares(names: readonly string[]): number[] {
  const known = names.filter((name) => startWeights.has(name));
  const sum = known.reduce((total, name) => total + (startWeights.get(name) ?? 0), 0);
  const scores = names.map((name) => {
    const weight = startWeights.get(name);
    return weight === undefined ? 1 / names.length : (weight / sum) * (known.length / names.length);
  });
  return boundedShares(scores, bounds);
}

function joinedShares(names: readonly string[], held: ModelWeights): number[] {
  const starts = startShares(names);
  const isHeld = names.map((name) => Object.hasOwn(held, name));
  const newcomers = starts.reduce((sum, share, index) => sum + (isHeld[index] === true ? 0 : share), 0);
  const staying = names.reduce((sum, name) => sum + weightIn(held, name), 0);
  const scores = starts.map((start, index) =>
    isHeld[index] === true ? (weightIn(held, names[index]) / staying) * (1 - newcomers) : start,
  );
  return boundedShares(scores, bounds);
}

const weightIn = (held: ModelWeights, name = ""): number => (Object.hasOwn(held, name) ? (held[name] ?? 0) : 0);

const isRosterOf = (held: ModelWeights, names: readonly string[]): boolean =>
  Object.keys(held).length === names.length && names.every((name) => Object.hasOwn(held, name));

const movesOf = (names: readonly string[], shares: readonly number[], held: ModelWeights): string =>
  names
    .map((name, index) => `${name} from ${weightIn(held, name).toFixed(3)} to ${(shares[index] ?? 0).toFixed(3)}`)
    .join(", ");

/** Texts of the weights are the same before and after a snapshot, which writes names in this order. */
const byName = ([a]: readonly [string, Fraction], [b]: readonly [string, Fraction]): number => (a < b ? -1 : 1);

function allocation(
  names: readonly string[],
  shares: readonly number[],
  reason: string,
): Decision<"STRATEGY_ALLOCATION"> {
  const weights = names.map((name, index): [string, Fraction] => [name, fraction(shares[index] ?? Number.NaN)]);
  return {
    kind: "STRATEGY_ALLOCATION",
    payload: {
      modelWeights: Object.fromEntries(weights.toSorted(byName)),
      activeStrategies: weights.filter(([, weight]) => weight >= activeFrom - rounding).map(([name]) => name),
    },
    priority: "NORMAL",
    reason,
  };
}
