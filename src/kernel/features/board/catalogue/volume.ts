/** Volume: how much is traded, and on which side of the market it pushes. */
import { close, exponential, mean, minus, over, volume as traded } from "../formula.ts";
import { slope, volumeWeighted } from "../indicators/means.ts";
import { moneyFlow } from "../indicators/momentum.ts";
import { typicalPrice } from "../indicators/prices.ts";
import * as volume from "../indicators/volume.ts";
import { anyNumber, atLeastMinusOne, define, hundred, notNegative, signedUnit } from "./definition.ts";

const vwap = volumeWeighted(typicalPrice, 20);

export const volumes = {
  relative_volume_20: define(
    volume.relativeVolume(20),
    "score",
    notNegative,
    "volume / mean of 20 volumes; 1 where none is traded",
  ),
  volume_gap_5_20: define(
    volume.volumeGap(5, 20),
    "share",
    atLeastMinusOne,
    "mean of 5 volumes / mean of 20 volumes - 1; 0 where none is traded",
  ),
  vwap_20: define(
    vwap,
    "price",
    notNegative,
    "mean of 20 typical prices weighted by volume; the close where none is traded",
  ),
  vwap_20_distance: define(over(minus(close, vwap), vwap), "share", atLeastMinusOne, "close / vwap_20 - 1"),
  vwma_20: define(
    volumeWeighted(close, 20),
    "price",
    notNegative,
    "mean of 20 closes weighted by volume; the close where none is traded",
  ),
  mfi_14: define(
    moneyFlow(14),
    "points",
    hundred,
    "100 x rising / (rising + falling) typical price x volume, sums of 14; 50 where none is traded",
  ),
  obv: define(volume.onBalance, "amount", anyNumber, "sum of volume, with the sign of the move, since the first bar"),
  obv_slope_20: define(
    over(slope(volume.onBalance, 20), mean(traded, 20)),
    "score",
    anyNumber,
    "slope per bar of the line through 20 obv / mean of 20 volumes; 0 where none is traded",
  ),
  accumulation: define(
    volume.accumulation,
    "amount",
    anyNumber,
    "Chaikin: sum of volume x ((close - low) - (high - close)) / (high - low) since the first bar",
  ),
  williams_accumulation: define(
    volume.williamsAccumulation(),
    "price",
    anyNumber,
    "sum since the first bar of close - lower of low and last close after a rise, close - higher of high and last close after a fall",
  ),
  chaikin_3_10: define(
    volume.chaikinOscillator(3, 10),
    "amount",
    anyNumber,
    "ema of accumulation, span 3 less span 10",
  ),
  chaikin_flow_20: define(
    volume.chaikinFlow(20),
    "share",
    signedUnit,
    "sum of volume x place of the close (-1 to 1) / sum of volume, 20 bars; 0 where none is traded",
  ),
  force_13: define(exponential(volume.force, 13), "value", anyNumber, "ema of move x volume, span 13"),
  ease_of_movement_14: define(
    mean(volume.easeOfMovement, 14),
    "score",
    anyNumber,
    "mean of 14 moves of the middle x range / volume; 0 for a bar without volume",
  ),
  price_volume_trend: define(
    volume.priceVolumeTrend,
    "amount",
    anyNumber,
    "sum of volume x return of the bar since the first bar",
  ),
};
