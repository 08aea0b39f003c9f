/** Summary statistics, regression and time series: NIST StRD, Stata, statsmodels, arch, nolds. */
import { hurstExponent } from "../../src/kernel/maths/hurst-exponent.ts";
import { linearFit } from "../../src/kernel/maths/linear-fit.ts";
import { autocorrelation } from "../../src/kernel/maths/sharpe-precision.ts";
import { levelStationarity, type Trend, unitRootTest } from "../../src/kernel/maths/stationarity.ts";
import { mean, standardDeviation } from "../../src/kernel/maths/statistics.ts";
import type { Context } from "./context.ts";
import { type Inputs, numberIn, numbersIn, textIn, type Topic } from "./topic.ts";

const trends = new Map<string, Trend>([
  ["n", "NONE"],
  ["c", "CONSTANT"],
  ["ct", "LINE"],
]);

/** A column of a data file, or the one series the cases make of one. */
function seriesOf(inputs: Inputs, { columns }: Context): number[] {
  const table = columns(textIn(inputs, "file"));
  if ("column" in inputs) return table.get(textIn(inputs, "column")) ?? [];
  const series = textIn(inputs, "series");
  if (series !== "first difference of log cpi") throw new Error(`expected a series this topic knows, was ${series}`);
  const logs = (table.get("cpi") ?? []).map((value) => Math.log(value));
  return logs.slice(1).map((value, index) => value - (logs[index] ?? Number.NaN));
}

/** Values inside the case, or the digits of a NIST file below its heading. */
function valuesOf(inputs: Inputs, { text }: Context): number[] {
  if ("values" in inputs) return numbersIn(inputs, "values");
  const lines = text(textIn(inputs, "file")).split(/\r?\n/);
  return lines.filter((line) => /^\s*\d+\s*$/.test(line)).map(Number);
}

function unitRoot(inputs: Inputs, context: Context): unknown {
  const trend = trends.get(textIn(inputs, "trend"));
  if (trend === undefined) throw new Error("expected a trend of n, c or ct");
  const test = unitRootTest(seriesOf(inputs, context), { lags: numberIn(inputs, "lags"), trend });
  return { statistic: test.statistic, pvalue: test.pValue, critical_1_5_10: test.critical };
}

const critical =
  "Stata interpolates Fuller's table of 1976, ours are MacKinnon's response surfaces of 2010 (up to 0.012 apart here)";

export const statistics: Topic = {
  answers: {
    "summary-statistics": (inputs, context) => {
      const values = valuesOf(inputs, context);
      return {
        mean: mean(values),
        std_sample: standardDeviation(values),
        autocorrelation_lag1: autocorrelation(values, 1),
      };
    },
    "linear-regression": (inputs) => {
      const fit = linearFit(numbersIn(inputs, "x"), numbersIn(inputs, "y"));
      const { intercept, slope, interceptError, slopeError } = fit;
      return { intercept, slope, se_intercept: interceptError, se_slope: slopeError };
    },
    "unit-root-adf": unitRoot,
    "stationarity-kpss": (inputs, context) => levelStationarity(seriesOf(inputs, context), numberIn(inputs, "lags")),
    autocorrelation: (inputs, context) => {
      const values = seriesOf(inputs, context);
      return Array.from({ length: numberIn(inputs, "lags") }, (_, lag) => autocorrelation(values, lag + 1));
    },
    "hurst-rs": (inputs) => hurstExponent(numbersIn(inputs, "values"), numbersIn(inputs, "window_sizes")),
  },
  notCovered: {
    "adf/gdp-c-4.critical_1_5_10": critical,
    "adf/gdp-n-4.critical_1_5_10": critical,
  },
};
