/** Momentum: what the price has done over the last bars, as shares, and the oscillators made of it. */
import {
  change,
  close,
  exponential,
  highest,
  high,
  low,
  lowest,
  mean,
  minus,
  over,
  relativeStrength,
} from "../formula.ts";
import * as momentum from "../indicators/momentum.ts";
import {
  anyNumber,
  atLeastMinusOne,
  define,
  hundred,
  notNegative,
  type Range,
  signedHundred,
  unit,
} from "./definition.ts";

const returnOver = (bars: number) => momentum.rateOfChange(close, bars);
const notPositive: Range = [-1, 0];

export const returns = {
  return_1: define(returnOver(1), "share", atLeastMinusOne, "close / close 1 bar ago - 1"),
  return_5: define(returnOver(5), "share", atLeastMinusOne, "close / close 5 bars ago - 1"),
  return_10: define(returnOver(10), "share", atLeastMinusOne, "close / close 10 bars ago - 1"),
  return_20: define(returnOver(20), "share", atLeastMinusOne, "close / close 20 bars ago - 1"),
  return_60: define(returnOver(60), "share", atLeastMinusOne, "close / close 60 bars ago - 1"),
  acceleration_10: define(change(returnOver(10), 10), "share", anyNumber, "return_10 - return_10 10 bars ago"),
  below_high_50: define(
    over(minus(close, highest(high, 50)), highest(high, 50)),
    "share",
    notPositive,
    "close / highest high of 50 bars - 1",
  ),
  above_low_50: define(
    over(minus(close, lowest(low, 50)), lowest(low, 50)),
    "share",
    notNegative,
    "close / lowest low of 50 bars - 1",
  ),
};

const macd = momentum.macd(close, 12, 26);
const macdSignal = exponential(macd, 9);
const kst = momentum.knowSureThing;
const stochastic = momentum.stochastic(14);

export const oscillators = {
  rsi_14: define(
    relativeStrength(close, 14),
    "points",
    hundred,
    "Wilder: 100 x gains / (gains + losses), Wilder's means of 14; 50 where the price stood still",
  ),
  stochastic_k_14: define(
    stochastic,
    "points",
    hundred,
    "Lane's %K: 100 x (close - lowest low) / (highest high - lowest low) of 14 bars; 50 without a range",
  ),
  stochastic_d_14: define(mean(stochastic, 3), "points", hundred, "Lane's %D: mean of the last 3 stochastic_k_14"),
  stochastic_rsi_14: define(
    momentum.stochasticRsi(14),
    "share",
    unit,
    "(rsi_14 - its lowest) / (its highest - its lowest) of 14 bars; 0.5 without a range",
  ),
  williams_r_14: define(
    momentum.williams(14),
    "points",
    [-100, 0],
    "-100 x (highest high - close) / (highest high - lowest low) of 14 bars; -50 without a range",
  ),
  cci_20: define(
    momentum.commodityChannel(20),
    "points",
    anyNumber,
    "(typical price - its mean of 20) / (0.015 x its mean distance from it); 0 where it stood still",
  ),
  cmo_14: define(
    momentum.chande(close, 14),
    "points",
    signedHundred,
    "Chande: 100 x (gains - losses) / (gains + losses), sums of 14; 0 where the price stood still",
  ),
  macd_12_26: define(macd, "price", anyNumber, "exponential means of the close, span 12 less span 26"),
  macd_signal_9: define(macdSignal, "price", anyNumber, "exponential mean of macd_12_26, span 9"),
  macd_histogram: define(minus(macd, macdSignal), "price", anyNumber, "macd_12_26 - macd_signal_9"),
  ppo_12_26: define(
    momentum.meanGap(exponential(close, 12), exponential(close, 26)),
    "share",
    atLeastMinusOne,
    "macd_12_26 / exponential mean of span 26",
  ),
  tsi_25_13: define(
    momentum.trueStrength(close, 25, 13),
    "points",
    signedHundred,
    "Blau: 100 x the move over the size of the move, both smoothed exponentially by span 25, then 13",
  ),
  ultimate_7_14_28: define(
    momentum.ultimate(7, 14, 28),
    "points",
    hundred,
    "100 x (4 x share of 7 + 2 x share of 14 + share of 28) / 7; share: (close - lower of low and last close) / true range, sums",
  ),
  awesome_5_34: define(momentum.awesome(5, 34), "price", anyNumber, "means of (high + low) / 2, of 5 less of 34 bars"),
  trix_15: define(momentum.trix(15), "share", anyNumber, "return over 1 bar of the close smoothed thrice by span 15"),
  kst: define(
    kst,
    "points",
    anyNumber,
    "Pring: 100 x (1 x mean of 10 return_10 + 2 x mean of 10 return_15 + 3 x mean of 10 return_20 + 4 x mean of 15 return_30)",
  ),
  kst_signal_9: define(mean(kst, 9), "points", anyNumber, "mean of the last 9 kst"),
  dpo_20: define(momentum.detrended(20), "price", anyNumber, "close 11 bars ago - mean of 20 closes"),
  dpo_20_share: define(over(momentum.detrended(20), mean(close, 20)), "share", anyNumber, "dpo_20 / mean of 20 closes"),
  zscore_20: define(
    momentum.standardScore(close, 20),
    "score",
    anyNumber,
    "(close - mean) / deviation of 20 closes; 0 where they stood still",
  ),
  momentum_10: define(change(close, 10), "price", anyNumber, "close - close 10 bars ago"),
};
