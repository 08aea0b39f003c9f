/**
 * Everything the simulated market knows, as plain data.
 *
 * A `structuredClone` of it goes on to the same bars. The market moves in steps of one hour, or of one bar where bars
 * are shorter, so that hourly and longer bars of one seed tell the same story.
 */
import { type RandomState, seedRandom } from "../../maths/seeded-random.ts";
import { hours } from "../../units/units.ts";
import { type CoinModel, type MarketParameters, type Regime } from "./market-model.ts";
import { scaleModel, type StepModel } from "./step-model.ts";

export type CrisisPlan = {
  /** Log return of the common factor in one hour, and for how many hours it still lasts. */
  fallPerHour: number;
  fallHoursLeft: number;
  reboundPerHour: number;
  reboundHoursLeft: number;
};

export type CoinState = {
  readonly model: CoinModel;
  /** Logarithm of the price at the end of the last step, and of the one before. Not snapped to ticks. */
  logPrice: number;
  previousLogPrice: number;
  /** Variance of the coin's own noise relative to its usual value. */
  ownVariance: number;
  /** Standard deviation of the last step, for the path inside it. */
  stepVolatility: number;
  /** Slow swell of the logarithm of volume. */
  tide: number;
};

export type MarketState = {
  readonly parameters: MarketParameters;
  readonly step: StepModel;
  stepsDone: number;
  /** Draws all that later steps depend on. */
  readonly random: RandomState;
  /** Draws paths and volumes, restarted from `pathKey` every step, so that a skipped step need not draw them. */
  readonly pathKey: number;
  readonly pathRandom: RandomState;
  regime: Regime;
  readonly crisis: CrisisPlan;
  /** Variance of the common factor relative to its usual value. */
  commonVariance: number;
  readonly coins: CoinState[];
};

/** The market at its start, before the first bar. The same parameters give the same market. */
export function openMarket(parameters: MarketParameters): MarketState {
  const { seed, interval, start, model } = parameters;
  const hour = hours(1);
  if (!(interval >= 1_000 && (interval % hour === 0 || hour % interval === 0))) {
    throw new RangeError(`expected an interval that divides an hour or is whole hours, was ${interval} ms`);
  }
  if (!Number.isInteger(start)) throw new RangeError(`expected a start in whole milliseconds, was ${start}`);
  const random = seedRandom(seed);
  return {
    parameters,
    step: scaleModel(model, interval),
    stepsDone: 0,
    random,
    pathKey: random[3],
    pathRandom: seedRandom(0),
    regime: "range",
    crisis: { fallPerHour: 0, fallHoursLeft: 0, reboundPerHour: 0, reboundHoursLeft: 0 },
    commonVariance: 1,
    coins: model.coins.map((coin) => openCoin(coin)),
  };
}

function openCoin(model: CoinModel): CoinState {
  const logPrice = Math.log(model.startPrice);
  return { model, logPrice, previousLogPrice: logPrice, ownVariance: 1, stepVolatility: 0, tide: 0 };
}
