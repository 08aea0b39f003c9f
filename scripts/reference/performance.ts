/**
 * Performance metrics: empyrical, PerformanceAnalytics and pyfolio's drawdown table.
 *
 * A missing return stays in the count of elapsed periods and out of everything else, as calendar time does. empyrical's
 * yearly thresholds are brought to one observation, and its yearly alpha from one, by compounding.
 */
import { z } from "zod";
import { alphaBeta, captureRatio, type CaptureSide } from "../../src/kernel/maths/benchmark.ts";
import { deepestDrawdown, deepestDrawdowns } from "../../src/kernel/maths/drawdown.ts";
import { calmarRatio, compoundAnnualGrowth, compounded } from "../../src/kernel/maths/growth.ts";
import { stabilityOfReturns } from "../../src/kernel/maths/linear-fit.ts";
import { omegaRatio, tailRatio } from "../../src/kernel/maths/return-shape.ts";
import { annualVolatility, downsideDeviation, sharpeRatio, sortinoRatio } from "../../src/kernel/maths/statistics.ts";
import type { Context } from "./context.ts";
import { type Answer, type Inputs, numberIn, numbersIn, read, seriesIn, textIn, type Topic } from "./topic.ts";

const present = (values: readonly number[]): number[] => values.filter((value) => !Number.isNaN(value));
const returnsIn = (inputs: Inputs): number[] => present(seriesIn(inputs, "returns"));
const perYearIn = (inputs: Inputs): number => numberIn(inputs, "periods_per_year");

const numberOrSeries = z.union([z.number(), z.array(z.number().nullable())]);

/** Returns over a rate that is one number or one for each observation. */
function excessIn(inputs: Inputs, key: string): number[] {
  const rate = read(numberOrSeries, inputs, key);
  const at = (index: number): number => (typeof rate === "number" ? rate : (rate[index] ?? Number.NaN));
  return present(seriesIn(inputs, "returns").map((value, index) => value - at(index)));
}

/** Both series where both have a value. */
function pairsIn(inputs: Inputs): { readonly own: number[]; readonly market: number[] } {
  return paired(seriesIn(inputs, "returns"), seriesIn(inputs, "benchmark"));
}

function paired(own: readonly number[], market: readonly number[]) {
  const both = own.flatMap((value, index) => {
    const other = market[index] ?? Number.NaN;
    return Number.isNaN(value + other) ? [] : [{ value, other }];
  });
  return { own: both.map(({ value }) => value), market: both.map(({ other }) => other) };
}

/** Values of a path that starts at 1. */
function pathIn(inputs: Inputs): number[] {
  let value = 1;
  const after = seriesIn(inputs, "returns").map((each) => {
    value *= 1 + (Number.isNaN(each) ? 0 : each);
    return value;
  });
  return [1, ...after];
}

const growthIn = (inputs: Inputs): number =>
  compoundAnnualGrowth(1 + compounded(returnsIn(inputs)), seriesIn(inputs, "returns").length / perYearIn(inputs));

/** empyrical counts from 0 as a return, from anything else as a value. */
const startedFrom = (growth: number, start: number): number => (start === 0 ? growth - 1 : growth * start);

const capture =
  (side: CaptureSide): Answer =>
  (inputs) => {
    const { own, market } = pairsIn(inputs);
    return captureRatio(own, market, { side, perYear: perYearIn(inputs) });
  };

function yearlyAlpha(inputs: Inputs): number {
  const { own, market } = pairsIn(inputs);
  return compoundAnnualGrowth(1 + alphaBeta(own, market).alpha, 1 / perYearIn(inputs));
}

/** PerformanceAnalytics: returns of columns over the risk-free column, alpha per observation. */
function excessColumns(inputs: Inputs, { columns }: Context) {
  const table = columns(textIn(inputs, "file"));
  const column = (key: string): number[] => table.get(textIn(inputs, key)) ?? [];
  const rate = column("risk_free");
  const excess = (key: string): number[] => column(key).map((value, index) => value - (rate[index] ?? Number.NaN));
  const { own, market } = paired(excess("asset"), excess("benchmark"));
  return alphaBeta(own, market);
}

function drawdownTable(inputs: Inputs): unknown {
  const start = Date.parse(textIn(inputs, "start"));
  const day = (index: number | undefined): string | null =>
    index === undefined ? null : new Date(start + index * 86_400_000).toISOString().slice(0, 10);
  return deepestDrawdowns(numbersIn(inputs, "prices"), numberIn(inputs, "top")).map(
    ({ depth, peak, trough, recovery }) => ({
      peak: day(peak),
      valley: day(trough),
      recovery: day(recovery),
      net_drawdown_pct: 100 * depth,
    }),
  );
}

const ofNothing = "over no observations at all our product is 1 and nothing has fallen; empyrical calls it undefined";

export const performance: Topic = {
  answers: {
    "performance/cum_returns": (inputs) =>
      pathIn(inputs)
        .slice(1)
        .map((value) => startedFrom(value, numberIn(inputs, "starting_value"))),
    "performance/cum_returns_final": (inputs) =>
      startedFrom(1 + compounded(returnsIn(inputs)), numberIn(inputs, "starting_value")),
    "performance/max_drawdown": (inputs) => -deepestDrawdown(pathIn(inputs)).depth,
    "performance/annual_return": growthIn,
    "performance/cagr": growthIn,
    "performance/annual_volatility": (inputs) => annualVolatility(returnsIn(inputs), perYearIn(inputs)),
    "performance/calmar_ratio": (inputs) => calmarRatio(growthIn(inputs), deepestDrawdown(pathIn(inputs)).depth),
    "performance/omega_ratio": (inputs) => {
      const daily = compoundAnnualGrowth(1 + numberIn(inputs, "required_return"), perYearIn(inputs));
      return omegaRatio(excessIn(inputs, "risk_free"), daily);
    },
    "performance/sharpe_ratio": (inputs) => sharpeRatio(excessIn(inputs, "risk_free"), perYearIn(inputs)),
    "performance/downside_risk": (inputs) =>
      downsideDeviation(excessIn(inputs, "required_return")) * Math.sqrt(perYearIn(inputs)),
    "performance/sortino_ratio": (inputs) => sortinoRatio(excessIn(inputs, "required_return"), perYearIn(inputs)),
    "performance/excess_sharpe": (inputs) => sharpeRatio(excessIn(inputs, "benchmark"), 1),
    "performance/alpha": yearlyAlpha,
    "performance/beta": (inputs) => {
      const { own, market } = pairsIn(inputs);
      return alphaBeta(own, market).beta;
    },
    "performance/stability_of_timeseries": (inputs) => stabilityOfReturns(returnsIn(inputs)),
    "performance/tail_ratio": (inputs) => tailRatio(returnsIn(inputs)),
    "performance/capture": capture("ALL"),
    "performance/up_capture": capture("UP"),
    "performance/down_capture": capture("DOWN"),
    "performance/up_down_capture": (inputs, context) =>
      Number(capture("UP")(inputs, context)) / Number(capture("DOWN")(inputs, context)),
    "capm/beta": (inputs, context) => excessColumns(inputs, context).beta,
    "capm/alpha": (inputs, context) => excessColumns(inputs, context).alpha,
    "drawdown-table": drawdownTable,
  },
  notCovered: {
    "empyrical/cum_returns_final[empty_returns-0-nan]": ofNothing,
    "empyrical/max_drawdown[empty_returns-nan]": ofNothing,
  },
};
