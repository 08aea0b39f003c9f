/**
 * A third baseline: ridge regression on a few features of closed bars, learnt online (methods B4: the plain linear model
 * beats half of the networks in the published comparison, so whoever adds one has to beat this).
 *
 * Target: the return over the horizon in standard deviations of a random walk, clipped at three. The normal equations
 * are summed with a half-life of 180 days and solved once a day, which is recursive least squares without its windup:
 * A θ = b with A = Σ x xᵀ + penalty, b = Σ x y. The penalty weighs as much as 20 cases, as in calibration. One set of
 * coefficients serves all instruments. Its evidence is the prediction in its own usual size; how far to trust it is learnt
 * in calibration, and a model without skill abstains.
 */
import {
  efficiency,
  logCloseBack,
  type MarketFeatures,
  barVolatility,
  moveScore,
  reversionScore,
  trendScore,
} from "../../features/market-features.ts";
import { solvePositive } from "../../maths/solve-positive.ts";

const featureCount = 6;
const priorCases = 20;
const clippedAt = 3;
/** Shares of the trend window that the two shorter moves look back over: a day and four days of 20. */
const shortMove = 1 / 20;
const middleMove = 1 / 5;

export type RidgeState = {
  readonly horizon: number;
  readonly keeps: number;
  /** Rows between two solutions. */
  readonly solveEvery: number;
  /** A and b, row by row, without the penalty. */
  readonly squares: Float64Array;
  readonly products: Float64Array;
  coefficients: Float64Array;
  rows: number;
  /** Of what was predicted: sum of squares and count, which forget alike. */
  predictedSquares: number;
  predictions: number;
  /** Row-major rings of the features seen and the scale of the move, waiting for their horizon to pass. */
  readonly waiting: Float64Array;
  readonly lastBar: Int32Array;
};

type RidgeScale = { readonly instruments: number; readonly horizon: number; readonly barsPerDay: number };
const halfLifeDays = 180;
/** The features and the volatility they were seen at; 0 of it means that nothing waits. */
const slotLength = featureCount + 1;

export const openRidge = ({ instruments, horizon, barsPerDay }: RidgeScale): RidgeState => ({
  horizon,
  keeps: 2 ** (-1 / (halfLifeDays * barsPerDay * instruments)),
  solveEvery: Math.max(1, Math.round(barsPerDay * instruments)),
  squares: new Float64Array(featureCount * featureCount),
  products: new Float64Array(featureCount),
  coefficients: new Float64Array(featureCount),
  rows: 0,
  predictedSquares: 0,
  predictions: 0,
  waiting: new Float64Array(instruments * horizon * slotLength),
  lastBar: new Int32Array(instruments),
});

/** Learns from `horizon` bars ago and speaks about now. NaN while nothing has been learnt. Call once at every bar. */
export function ridgeEvidence(state: RidgeState, features: MarketFeatures, id: number): number {
  const seen = features.barsSeen[id] ?? 0;
  const { horizon, waiting, lastBar } = state;
  if (lastBar[id] !== seen - 1) waiting.fill(0, id * horizon * slotLength, (id + 1) * horizon * slotLength);
  lastBar[id] = seen;
  const slot = (id * horizon + (seen % horizon)) * slotLength;
  learn(state, features, id, slot);
  fillSlot(waiting, slot, features, id);
  return evidenceAt(state, slot);
}

function fillSlot(waiting: Float64Array, slot: number, features: MarketFeatures, id: number): void {
  const { trend } = features.windows;
  const trendNow = trendScore(features, id);
  waiting[slot] = 1;
  waiting[slot + 1] = moveScore(features, id, Math.max(1, Math.round(trend * shortMove)));
  waiting[slot + 2] = moveScore(features, id, Math.max(1, Math.round(trend * middleMove)));
  waiting[slot + 3] = trendNow;
  waiting[slot + 4] = reversionScore(features, id);
  waiting[slot + 5] = Math.sign(trendNow) * efficiency(features, id);
  waiting[slot + featureCount] = barVolatility(features, id);
}

function learn(state: RidgeState, features: MarketFeatures, id: number, slot: number): void {
  const { horizon, waiting, keeps, squares, products } = state;
  const scale = (waiting[slot + featureCount] ?? 0) * Math.sqrt(horizon);
  if (!(scale > 0)) return;
  const move = (logCloseBack(features, id, 0) - logCloseBack(features, id, horizon)) / scale;
  const target = Math.max(-clippedAt, Math.min(clippedAt, move));
  for (let row = 0; row < featureCount; row++) {
    const x = waiting[slot + row] ?? 0;
    products[row] = keeps * (products[row] ?? 0) + x * target;
    for (let column = 0; column < featureCount; column++) {
      const at = row * featureCount + column;
      squares[at] = keeps * (squares[at] ?? 0) + x * (waiting[slot + column] ?? 0);
    }
  }
  state.rows += 1;
  if (state.rows % state.solveEvery === 0) solve(state);
}

function solve(state: RidgeState): void {
  const penalty = priorCases * state.horizon;
  const penalised = state.squares.map((value, at) => (at % (featureCount + 1) === 0 ? value + penalty : value));
  state.coefficients = solvePositive(penalised, state.products);
}

function evidenceAt(state: RidgeState, slot: number): number {
  let predicted = 0;
  for (let row = 0; row < featureCount; row++)
    predicted += (state.coefficients[row] ?? 0) * (state.waiting[slot + row] ?? 0);
  if (predicted === 0) return Number.NaN;
  state.predictedSquares = state.keeps * state.predictedSquares + predicted * predicted;
  state.predictions = state.keeps * state.predictions + 1;
  return predicted / Math.sqrt(state.predictedSquares / state.predictions);
}
