/** How much the price moves: true range, volatility per bar, bands and channels. */
import { close, over } from "../formula.ts";
import * as volatility from "../indicators/volatility.ts";
import { anyNumber, define, notNegative, unit } from "./definition.ts";

const bands = volatility.bollinger(close, 20, 2);
const keltner = volatility.keltner(20, 10, 2);
const donchian = volatility.donchian(20);
const atr = volatility.averageTrueRange(14);

export const volatilities = {
  atr_14: define(atr, "price", notNegative, "Wilder's mean of the true range, 14 bars"),
  atr_14_share: define(over(atr, close), "share", notNegative, "atr_14 / close"),
  volatility_20: define(
    volatility.returnVolatility(20),
    "share",
    notNegative,
    "deviation of 20 log returns of the close, per bar",
  ),
  volatility_ratio_10_50: define(
    over(volatility.returnVolatility(10), volatility.returnVolatility(50), 1),
    "score",
    notNegative,
    "volatility of 10 bars / volatility of 50 bars; 1 where there is none",
  ),
  parkinson_20: define(
    volatility.parkinson(20),
    "share",
    notNegative,
    "root of the mean of ln(high / low)^2 / (4 ln 2), 20 bars, per bar",
  ),
  garman_klass_20: define(
    volatility.garmanKlass(20),
    "share",
    notNegative,
    "root of the mean of ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2, 20 bars, per bar",
  ),
  rogers_satchell_20: define(
    volatility.rogersSatchell(20),
    "share",
    notNegative,
    "root of the mean of ln(h/c) ln(h/o) + ln(l/c) ln(l/o), 20 bars, per bar",
  ),
  ulcer_14: define(
    volatility.ulcer(14),
    "share",
    unit,
    "root of the mean square of close / highest close of 14 bars - 1, over 14 bars",
  ),
  mass_25: define(volatility.mass(25), "score", notNegative, "sum of 25 ema of the range / ema of that ema, span 9"),
  choppiness_14: define(
    volatility.choppiness(14),
    "points",
    notNegative,
    "100 x ln(sum of true range / (highest high - lowest low)) / ln 14; 100 without a range",
  ),
};

export const channels = {
  bollinger_upper_20: define(bands.upper, "price", notNegative, "mean + 2 deviations of 20 closes"),
  bollinger_middle_20: define(bands.middle, "price", notNegative, "mean of 20 closes"),
  bollinger_lower_20: define(bands.lower, "price", anyNumber, "mean - 2 deviations of 20 closes"),
  bollinger_width_20: define(volatility.widthOf(bands), "share", notNegative, "(upper - lower) / middle"),
  bollinger_place_20: define(
    volatility.placeInBand(close, bands),
    "share",
    anyNumber,
    "%B: (close - lower) / (upper - lower); 0.5 where they meet",
  ),
  keltner_upper_20: define(keltner.upper, "price", notNegative, "ema of 20 closes + 2 atr of 10 bars"),
  keltner_lower_20: define(keltner.lower, "price", anyNumber, "ema of 20 closes - 2 atr of 10 bars"),
  keltner_place_20: define(
    volatility.placeInBand(close, keltner),
    "share",
    anyNumber,
    "(close - lower) / (upper - lower); 0.5 where they meet",
  ),
  donchian_upper_20: define(donchian.upper, "price", notNegative, "highest high of 20 bars"),
  donchian_middle_20: define(donchian.middle, "price", notNegative, "(upper + lower) / 2"),
  donchian_lower_20: define(donchian.lower, "price", notNegative, "lowest low of 20 bars"),
  donchian_width_20: define(volatility.widthOf(donchian), "share", notNegative, "(upper - lower) / middle"),
  donchian_place_20: define(
    volatility.placeInBand(close, donchian),
    "share",
    unit,
    "(close - lower) / (upper - lower); 0.5 where they meet",
  ),
};
