/** Single bars and patterns of a few. The shape of a bar in shares, patterns as flags. */
import * as candle from "../indicators/candles.ts";
import { atLeastMinusOne, define, flag, notNegative, signedUnit, unit } from "./definition.ts";

export const candles = {
  body: define(candle.body, "share", atLeastMinusOne, "(close - open) / open"),
  range: define(candle.rangeShare, "share", notNegative, "(high - low) / close"),
  gap: define(candle.gap, "share", atLeastMinusOne, "(open - last close) / last close"),
  body_share: define(candle.bodyShare, "share", unit, "|close - open| / (high - low); 0 without a range"),
  upper_shadow: define(
    candle.upperShadowShare,
    "share",
    unit,
    "(high - the body's top) / (high - low); 0 without a range",
  ),
  lower_shadow: define(
    candle.lowerShadowShare,
    "share",
    unit,
    "(the body's bottom - low) / (high - low); 0 without a range",
  ),
  balance_of_power: define(
    candle.balanceOfPower,
    "share",
    signedUnit,
    "(close - open) / (high - low); 0 without a range",
  ),
  doji: flag(candle.doji, "the body is a tenth of the range or less"),
  hammer: flag(
    candle.hammer,
    "the lower shadow is at least two bodies and half of the range, the upper at most a tenth of it",
  ),
  shooting_star: flag(
    candle.shootingStar,
    "the upper shadow is at least two bodies and half of the range, the lower at most a tenth of it",
  ),
  bullish_engulfing: flag(candle.bullishEngulfing, "a rising body larger than the falling one before, which it holds"),
  bearish_engulfing: flag(candle.bearishEngulfing, "a falling body larger than the rising one before, which it holds"),
  inside_bar: flag(candle.insideBar, "the range lies within that of the bar before"),
  outside_bar: flag(candle.outsideBar, "the range goes beyond that of the bar before on both sides"),
  three_white_soldiers: flag(
    candle.threeWhiteSoldiers,
    "three rising bars, the last two with bodies of half their range, opening in the body before and closing above it",
  ),
  three_black_crows: flag(
    candle.threeBlackCrows,
    "three falling bars, the last two with bodies of half their range, opening in the body before and closing below it",
  ),
};
