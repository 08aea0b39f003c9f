/** Where the price stands to its means, and which way they point. Distances are shares of the mean, so that symbols compare. */
import { close, exponential, type Formula, mean, minus, over } from "../formula.ts";
import { anyNumber, define, notNegative } from "./definition.ts";

const distance = (from: Formula): Formula => over(minus(close, from), from);

const ema = (bars: number) => exponential(close, bars);
const sma = (bars: number) => mean(close, bars);

export const trend = {
  ema_9: define(ema(9), "price", notNegative, "exponential mean of the close, span 9"),
  ema_21: define(ema(21), "price", notNegative, "exponential mean of the close, span 21"),
  ema_50: define(ema(50), "price", notNegative, "exponential mean of the close, span 50"),
  ema_200: define(ema(200), "price", notNegative, "exponential mean of the close, span 200"),
  ema_9_distance: define(distance(ema(9)), "share", anyNumber, "(close - ema_9) / ema_9"),
  ema_21_distance: define(distance(ema(21)), "share", anyNumber, "(close - ema_21) / ema_21"),
  ema_50_distance: define(distance(ema(50)), "share", anyNumber, "(close - ema_50) / ema_50"),
  ema_200_distance: define(distance(ema(200)), "share", anyNumber, "(close - ema_200) / ema_200"),
  sma_20: define(sma(20), "price", notNegative, "mean of the last 20 closes"),
  sma_50: define(sma(50), "price", notNegative, "mean of the last 50 closes"),
};
