/**
 * Published values, as a check on the definitions by somebody else's hand: the last seven that Tulip Indicators' tests state
 * (TulipCharts/tulipindicators, tests/untest.txt at be18abb; numbers only). `npm run reference` runs all 92 cases there are.
 */
import { expect, it } from "vitest";
import { featureColumns } from "../columns.ts";
import { close, type Formula, mean, minus, parabolic, relativeStrength, variance, weightedMean } from "../formula.ts";
import { aroonDown, aroonUp, trendFilter } from "./directional.ts";
import { hull, slope } from "./means.ts";
import { commodityChannel, moneyFlow, stochastic, ultimate, williams } from "./momentum.ts";
import { averageTrueRange } from "./volatility.ts";
import { chaikinOscillator } from "./volume.ts";

const bars = {
  open: Float64Array.from([
    81.85, 81.2, 81.55, 82.91, 83.1, 83.41, 82.71, 82.7, 84.2, 84.25, 84.03, 85.45, 86.18, 88.0, 87.6,
  ]),
  high: Float64Array.from([
    82.15, 81.89, 83.03, 83.3, 83.85, 83.9, 83.33, 84.3, 84.84, 85.0, 85.9, 86.58, 86.98, 88.0, 87.87,
  ]),
  low: Float64Array.from([
    81.29, 80.64, 81.31, 82.65, 83.07, 83.11, 82.49, 82.3, 84.15, 84.11, 84.03, 85.39, 85.76, 87.17, 87.01,
  ]),
  close: Float64Array.from([
    81.59, 81.06, 82.87, 83.0, 83.61, 83.15, 82.84, 83.99, 84.55, 84.36, 85.53, 86.54, 86.89, 87.77, 87.29,
  ]),
  volume: Float64Array.from([
    5653100.0, 6447400.0, 7690900.0, 3831400.0, 4455100.0, 3798000.0, 3936200.0, 4732000.0, 4841300.0, 3915300.0,
    6830800.0, 6694100.0, 5293600.0, 7985800.0, 4807900.0,
  ]),
};

const published: [name: string, formula: Formula, values: number[]][] = [
  ["atr-5", averageTrueRange(5), [1.136, 1.086, 1.243, 1.233, 1.23, 1.206, 1.137]],
  ["rsi-5", relativeStrength(close, 5), [79.796, 74.713, 83.033, 87.478, 88.755, 91.483, 78.498]],
  ["cci-5", commodityChannel(5), [166.667, 82.02, 95.501, 130.912, 99.163, 116.342, 71.928]],
  ["mfi-5", moneyFlow(5), [64.661, 45.238, 67.841, 85.578, 85.963, 87.504, 84.647]],
  ["willr-5", williams(5), [-11.417, -23.704, -10.278, -0.935, -3.051, -5.793, -17.884]],
  ["wma-5", weightedMean(close, 5), [83.809, 84.053, 84.637, 85.399, 86.031, 86.763, 87.121]],
  ["hma-5", hull(close, 5), [84.55, 84.835, 85.36, 86.552, 87.346, 87.965, 87.916]],
  ["psar-0.2-2", parabolic(0.2, 10), [82.3, 82.3, 83.92, 84.03, 84.03, 85.39, 85.76]],
  ["aroonosc-5", minus(aroonUp(5), aroonDown(5)), [20.0, 40.0, 60.0, 80.0, 100.0, 60.0, 60.0]],
  ["ultosc-2-3-5", ultimate(2, 3, 5), [73.955, 53.388, 64.149, 81.282, 90.186, 86.114, 65.45]],
  ["var-5", variance(close, 5), [0.366, 0.451, 0.759, 0.857, 1.038, 1.378, 0.574]],
  ["linregslope-5", slope(close, 5), [0.272, 0.413, 0.575, 0.608, 0.686, 0.818, 0.475]],
  ["vhf-5", trendFilter(close, 5), [0.553, 0.64, 0.796, 0.625, 0.771, 0.947, 0.576]],
  [
    "adosc-2-5",
    chaikinOscillator(2, 5),
    [1068830.285, 328526.246, 1466909.296, 3475262.287, 4653474.793, 5067839.265, 3474675.616],
  ],
  ["stoch-5-3-3, %K", mean(stochastic(5), 3), [77.385, 83.126, 84.867, 88.361, 95.246, 96.74, 91.091]],
];

it.each(published)("%s", (_, formula, values) => {
  const [column = new Float64Array()] = featureColumns([formula], bars);
  values.forEach((value, index) => expect(column.at(index - values.length)).toBeCloseTo(value, 2));
});
