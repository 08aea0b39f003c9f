/** How much the price moves: true range, bands of deviations around the mean. */
import { close, deviation, mean, minus, over, plus, scaled, trueRange, wilder } from "../formula.ts";
import { anyNumber, define, notNegative } from "./definition.ts";

const middle = mean(close, 20);
const twoDeviations = scaled(deviation(close, 20), 2);
const upper = plus(middle, twoDeviations);
const lower = minus(middle, twoDeviations);
const atr = wilder(trueRange, 14);

export const volatility = {
  atr_14: define(atr, "price", notNegative, "Wilder's mean of the true range, 14 bars"),
  atr_14_share: define(over(atr, close), "share", notNegative, "atr_14 / close"),
  bollinger_upper_20: define(upper, "price", anyNumber, "sma_20 + 2 deviations of the close over 20 bars"),
  bollinger_middle_20: define(middle, "price", notNegative, "sma_20"),
  bollinger_lower_20: define(lower, "price", anyNumber, "sma_20 - 2 deviations of the close over 20 bars"),
  bollinger_width_20: define(
    over(minus(upper, lower), middle),
    "share",
    notNegative,
    "(bollinger_upper_20 - bollinger_lower_20) / bollinger_middle_20",
  ),
  bollinger_place_20: define(
    over(minus(close, lower), minus(upper, lower), 0.5),
    "score",
    anyNumber,
    "%B: (close - bollinger_lower_20) / (bollinger_upper_20 - bollinger_lower_20); 0.5 where the bands meet",
  ),
};
