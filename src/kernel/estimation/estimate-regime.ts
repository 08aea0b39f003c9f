/**
 * Fits the hidden Markov model of one symbol's closed days, or of the market's.
 *
 * From the model there is, or with two to four states from scratch, the number by BIC (methods B3). States come in the
 * order of the model before where they are as many, else by volatility. A fit that is refused leaves the model there is.
 */
import type { RegimeRequest } from "../domain/estimate.ts";
import { dayDimensions, type HiddenMarket, mostHiddenStates } from "../domain/hidden-market.ts";
import { regimeEstimated } from "../events/estimate-events.ts";
import type { Observations } from "../maths/expect-states.ts";
import { fitGaussianHmmInParts, type HmmFit, improveGaussianHmm } from "../maths/fit-gaussian-hmm.ts";
import { type GaussianHmm, reorderStates } from "../maths/gaussian-hmm.ts";
import { inOneGo } from "../maths/in-parts.ts";
import { matchStates } from "../maths/match-states.ts";
import { fraction } from "../units/units.ts";

/** Restarts are drawn from this; the same days then give the same model. */
const seed = 1;

/** Yields between the starts of a search, which takes a few tenths of a second in all. */
export function* estimateRegimeInParts({ symbol, asOf, days, before, isSearch }: RegimeRequest) {
  const observations = { rows: days, dimensions: dayDimensions };
  const improved = before === undefined || isSearch ? undefined : improveGaussianHmm(observations, before);
  const fit = usable(improved) ?? (yield* search(observations));
  return regimeEstimated.create({
    symbol,
    asOfMs: asOf,
    days: days.length / dayDimensions,
    model: fit === undefined ? null : serialised(inOrder(fit.model, before)),
    bic: fit?.bic ?? null,
  });
}

/** The same at once. */
export const estimateRegime = (request: RegimeRequest) => inOneGo(estimateRegimeInParts(request));

/** Days that do not vary have no states: a model without variance, or with a number that is none, is no model. */
function usable(fit: HmmFit | undefined): HmmFit | undefined {
  if (fit === undefined) return undefined;
  const { start, transition, means, covariances } = fit.model;
  const numbers = [start, ...transition, ...means, ...covariances, [fit.bic]].flat();
  const isUsable =
    numbers.every((each) => Number.isFinite(each)) &&
    covariances.every((matrix) => matrix.every((value, place) => place % (dayDimensions + 1) !== 0 || value > 0));
  return isUsable ? fit : undefined;
}

function* search(observations: Observations): Generator<void, HmmFit | undefined> {
  let best: HmmFit | undefined;
  for (let states = 2; states <= mostHiddenStates; states += 1) {
    const fit = usable(yield* fitGaussianHmmInParts(observations, states, seed));
    if (fit !== undefined && !(fit.bic >= (best?.bic ?? Number.POSITIVE_INFINITY))) best = fit;
  }
  return best;
}

function inOrder(model: GaussianHmm, before: HiddenMarket | undefined): GaussianHmm {
  if (before !== undefined && before.start.length === model.start.length)
    return reorderStates(model, matchStates(before, model));
  const volatility = (state: number) => model.covariances[state]?.[0] ?? Number.NaN;
  return reorderStates(
    model,
    model.start.map((_, state) => state).toSorted((a, b) => volatility(a) - volatility(b)),
  );
}

const serialised = ({ start, transition, means, covariances }: GaussianHmm) => ({
  start: start.map(share),
  transition: transition.map((row) => row.map(share)),
  means,
  covariances,
});

/** A rounding error above 1 is 1. */
const share = (probability: number) => fraction(Math.min(1, probability));
