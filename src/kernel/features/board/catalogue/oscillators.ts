/** Oscillators of momentum: how far, and how one-sidedly, the price has moved. */
import { close, exponential, minus, relativeStrength } from "../formula.ts";
import { anyNumber, define } from "./definition.ts";

const macd = minus(exponential(close, 12), exponential(close, 26));
const macdSignal = exponential(macd, 9);

export const oscillators = {
  rsi_14: define(
    relativeStrength(close, 14),
    "points",
    [0, 100],
    "Wilder's relative strength: 100 x gains / (gains + losses), means of 14",
  ),
  macd_12_26: define(macd, "price", anyNumber, "exponential means of the close, span 12 less span 26"),
  macd_signal_9: define(macdSignal, "price", anyNumber, "exponential mean of macd_12_26, span 9"),
  macd_histogram: define(minus(macd, macdSignal), "price", anyNumber, "macd_12_26 - macd_signal_9"),
};
