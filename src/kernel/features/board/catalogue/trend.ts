/** Where the price stands to its means, and which way they point. Distances are shares, so that symbols compare. */
import {
  ago,
  close,
  exponential,
  type Formula,
  mean,
  minus,
  over,
  parabolic,
  plus,
  scaled,
  weightedMean,
  wilder,
} from "../formula.ts";
import * as directional from "../indicators/directional.ts";
import * as means from "../indicators/means.ts";
import { meanGap } from "../indicators/momentum.ts";
import { anyNumber, atLeastMinusOne, define, hundred, notNegative, signedHundred, unit } from "./definition.ts";

const distance = (from: Formula): Formula => over(minus(close, from), from);
const ema = (bars: number) => exponential(close, bars);
const sma = (bars: number) => mean(close, bars);

export const movingMeans = {
  ema_9: define(ema(9), "price", notNegative, "exponential mean of the close, span 9, beginning with the first close"),
  ema_21: define(ema(21), "price", notNegative, "the same, span 21"),
  ema_50: define(ema(50), "price", notNegative, "the same, span 50"),
  ema_200: define(ema(200), "price", notNegative, "the same, span 200"),
  ema_9_distance: define(distance(ema(9)), "share", atLeastMinusOne, "close / ema_9 - 1"),
  ema_21_distance: define(distance(ema(21)), "share", atLeastMinusOne, "close / ema_21 - 1"),
  ema_50_distance: define(distance(ema(50)), "share", atLeastMinusOne, "close / ema_50 - 1"),
  ema_200_distance: define(distance(ema(200)), "share", atLeastMinusOne, "close / ema_200 - 1"),
  ema_9_21_gap: define(meanGap(ema(9), ema(21)), "share", atLeastMinusOne, "ema_9 / ema_21 - 1"),
  ema_50_200_gap: define(meanGap(ema(50), ema(200)), "share", atLeastMinusOne, "ema_50 / ema_200 - 1"),
  sma_20: define(sma(20), "price", notNegative, "mean of 20 closes"),
  sma_50: define(sma(50), "price", notNegative, "mean of 50 closes"),
  sma_200: define(sma(200), "price", notNegative, "mean of 200 closes"),
  sma_50_200_gap: define(meanGap(sma(50), sma(200)), "share", atLeastMinusOne, "sma_50 / sma_200 - 1"),
  wma_20: define(weightedMean(close, 20), "price", notNegative, "mean of 20 closes, weights 20 for the newest to 1"),
  hma_20: define(means.hull(close, 20), "price", anyNumber, "Hull: wma of 4 of (2 x wma of 10 - wma of 20)"),
  dema_20: define(means.doubleExponential(close, 20), "price", anyNumber, "2 x ema - ema of the ema, span 20"),
  tema_20: define(
    means.tripleExponential(close, 20),
    "price",
    anyNumber,
    "3 x ema - 3 x ema of the ema + ema of that, span 20",
  ),
  trima_20: define(means.triangular(close, 20), "price", notNegative, "mean of 10 means of 11 closes"),
  zlema_20: define(
    means.zeroLag(close, 20),
    "price",
    anyNumber,
    "moves by 2/21 of the way to close + (close - close 9 bars ago)",
  ),
  kama_10: define(
    means.kaufman(close, 10),
    "price",
    notNegative,
    "Kaufman: moves by (efficiency_10 x (2/3 - 2/31) + 2/31)^2 of the way to the close",
  ),
  efficiency_10: define(means.efficiency(close, 10), "share", unit, "|close - close 10 bars ago| / sum of 10 |moves|"),
  slope_20: define(
    over(means.slope(close, 20), close),
    "share",
    anyNumber,
    "slope per bar of the line of least squares through 20 closes / close",
  ),
  line_end_20: define(means.lineEnd(close, 20), "price", anyNumber, "where that line stands at the newest bar"),
};

const wilder14 = (a: Formula): Formula => wilder(a, 14);
const conversion = directional.midRange(9);
const base = directional.midRange(26);
const stop = parabolic(0.02, 10);

export const direction = {
  adx_14: define(
    directional.averageIndex(14),
    "points",
    hundred,
    "Wilder's mean of 100 x |+DI - -DI| / (+DI + -DI), 14 bars",
  ),
  plus_di_14: define(
    directional.plusIndicator(wilder14),
    "points",
    hundred,
    "100 x Wilder's mean of moves beyond the last high / Wilder's mean of the true range, 14 bars",
  ),
  minus_di_14: define(
    directional.minusIndicator(wilder14),
    "points",
    hundred,
    "100 x Wilder's mean of moves beyond the last low / Wilder's mean of the true range, 14 bars",
  ),
  aroon_up_25: define(
    directional.aroonUp(25),
    "points",
    hundred,
    "100 x (25 - bars since the highest high of 26) / 25",
  ),
  aroon_down_25: define(
    directional.aroonDown(25),
    "points",
    hundred,
    "100 x (25 - bars since the lowest low of 26) / 25",
  ),
  aroon_oscillator_25: define(
    minus(directional.aroonUp(25), directional.aroonDown(25)),
    "points",
    signedHundred,
    "aroon_up_25 - aroon_down_25",
  ),
  vortex_up_14: define(
    directional.vortexUp(14),
    "score",
    notNegative,
    "sum of |high - last low| / sum of true range, 14 bars",
  ),
  vortex_down_14: define(
    directional.vortexDown(14),
    "score",
    notNegative,
    "sum of |low - last high| / sum of true range, 14 bars",
  ),
  ichimoku_conversion_9: define(conversion, "price", notNegative, "tenkan-sen: middle of the range of 9 bars"),
  ichimoku_base_26: define(base, "price", notNegative, "kijun-sen: middle of the range of 26 bars"),
  ichimoku_span_a: define(
    ago(scaled(plus(conversion, base), 1 / 2), 26),
    "price",
    notNegative,
    "senkou span A that stands over this bar: middle of conversion and base 26 bars ago",
  ),
  ichimoku_span_b: define(
    ago(directional.midRange(52), 26),
    "price",
    notNegative,
    "senkou span B that stands over this bar: middle of the range of 52 bars, 26 bars ago",
  ),
  parabolic_stop: define(stop, "price", notNegative, "Wilder's parabolic stop and reverse, steps of 0.02 up to 0.2"),
  parabolic_distance: define(
    over(minus(close, stop), close),
    "share",
    anyNumber,
    "(close - parabolic_stop) / close: above 0 in a rising trend",
  ),
  vertical_filter_28: define(
    directional.trendFilter(close, 28),
    "score",
    unit,
    "(highest close - lowest close) / sum of |moves|, 28 bars; 0 where the price stood still",
  ),
};
