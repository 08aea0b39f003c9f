/**
 * Names for hidden states. A fit knows states by number only; these say what they mean.
 *
 * By volatility first, on the lines of the volatility axis, so that a storm is the same thing for both detectors and a
 * calm market of two calm states has none: above the high line HIGH_VOL, above twice that CRISIS. The rest by mean: a
 * state is a trend if the drift of one expected stay would be strong against a random walk of that length.
 */
import {
  type HiddenMarket,
  type HiddenRegime,
  hiddenRegimes,
  type RegimeProbabilities,
} from "../../../domain/hidden-market.ts";
import type { MarketThresholds } from "../../../domain/regime.ts";
import { expectedDuration } from "../../../maths/hidden-markov.ts";
import { type Fraction, fraction } from "../../../units/units.ts";
import { directionOf, strengthOf, volatilityOf } from "./rule-detector.ts";

export const namesOf = (model: HiddenMarket, thresholds: MarketThresholds): HiddenRegime[] =>
  model.start.map((_, state) => nameOf(model, state, thresholds));

function nameOf(model: HiddenMarket, state: number, thresholds: MarketThresholds): HiddenRegime {
  const drift = model.means[state]?.[0] ?? Number.NaN;
  const deviation = Math.sqrt(model.covariances[state]?.[0] ?? Number.NaN);
  const volatility = volatilityOf(deviation, thresholds);
  if (volatility === "EXTREME") return "CRISIS";
  if (volatility === "HIGH") return "HIGH_VOL";
  const score = (drift / deviation) * Math.sqrt(expectedDuration(model, state));
  const direction = directionOf(Math.sign(score) * strengthOf(score), thresholds);
  if (direction === "NONE") return "RANGE";
  return direction === "UP" ? "TRENDING_UP" : "TRENDING_DOWN";
}

/** Probability of each kind: that of its states together. */
export function probabilitiesOf(names: readonly HiddenRegime[], filtered: readonly number[]): RegimeProbabilities {
  const sum = (kind: HiddenRegime): Fraction =>
    fraction(
      Math.min(
        1,
        filtered.reduce((total, mass, state) => (names[state] === kind ? total + mass : total), 0),
      ),
    );
  const [up, down, range, high, crisis] = hiddenRegimes;
  return { [up]: sum(up), [down]: sum(down), [range]: sum(range), [high]: sum(high), [crisis]: sum(crisis) };
}
