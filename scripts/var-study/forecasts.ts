/**
 * Day by day, what every estimator says of the next day from the days before, and how it came out.
 *
 * Strictly out of sample: a forecast sees the 500 days before its day. GARCH, the degrees of freedom and the Pareto tails are
 * fitted every seventh day on those; quantiles, filters and the self-calibrating bound move every day.
 */
import { type BacktestTally, openTally, tallyDay } from "../../src/kernel/maths/risk/backtest-tally.ts";
import { type Conformal, conformalRisk, judgeLoss, openConformal } from "../../src/kernel/maths/risk/conformal.ts";
import { cornishFisherTail } from "../../src/kernel/maths/risk/cornish-fisher.ts";
import { dailyDecay, filterByEwma, nextEwmaVariance } from "../../src/kernel/maths/risk/ewma-volatility.ts";
import { type FilteredSample, filteredHistoricalTail } from "../../src/kernel/maths/risk/filtered-tail.ts";
import { fitGarch } from "../../src/kernel/maths/risk/garch-fit.ts";
import { filterByGarch, type Garch, meanSquare } from "../../src/kernel/maths/risk/garch.ts";
import { ageWeightedTail, historicalTail } from "../../src/kernel/maths/risk/historical-tail.ts";
import { fitDegrees, normalTail, normalTailOf, studentTailOf } from "../../src/kernel/maths/risk/parametric-tail.ts";
import { fitTail, tailBeyond } from "../../src/kernel/maths/risk/peaks-over-threshold.ts";
import { estimate, refuse, rescale, type TailEstimate } from "../../src/kernel/maths/risk/tail-estimate.ts";
import { fz0 } from "../../src/kernel/maths/risk/tail-score.ts";
import { mean, standardDeviation } from "../../src/kernel/maths/statistics.ts";

/** Days a forecast looks back, and days between fits. */
export const lookback = 500;
const fitEvery = 7;
const agedDecay = 0.985;
/** Days before the first score of the self-calibrating bound. */
const settling = 30;

/** What is fitted on a schedule. */
type Fits = {
  readonly garch: Garch;
  readonly degrees: number;
  readonly residualDegrees: number;
  readonly tail: ReturnType<typeof fitTail>;
  readonly residualTail: ReturnType<typeof fitTail>;
};

/** All an estimator may look at. */
type Known = {
  readonly losses: Float64Array;
  readonly fits: Fits;
  readonly garch: FilteredSample;
  readonly ewma: FilteredSample;
  readonly conformal: Conformal;
  readonly conformalDeviation: number;
};

type Estimator = (known: Known, tail: number) => TailEstimate;

const centreOf = (losses: Float64Array) => ({ mean: mean(losses), deviation: standardDeviation(losses) });
const nextOf = ({ mean: centre, deviation }: FilteredSample) => ({ mean: -centre, deviation });

export const estimators: Readonly<Record<string, Estimator>> = {
  historical: ({ losses }, tail) => historicalTail(losses, tail),
  "historical, aged": ({ losses }, tail) => ageWeightedTail(losses, tail, agedDecay),
  normal: ({ losses }, tail) => normalTail(losses, tail),
  Student: ({ losses, fits }, tail) => studentTailOf(centreOf(losses), fits.degrees, tail),
  "Cornish-Fisher, else Pareto": ({ losses, fits }, tail) => {
    const bent = cornishFisherTail(losses, tail);
    return bent.kind === "estimated" ? bent : tailBeyond(fits.tail, tail);
  },
  Pareto: ({ fits }, tail) => tailBeyond(fits.tail, tail),
  "EWMA normal": ({ ewma }, tail) => normalTailOf(nextOf(ewma), tail),
  "filtered historical, EWMA": ({ ewma }, tail) => filteredHistoricalTail(ewma, tail),
  "GARCH normal": ({ garch }, tail) => normalTailOf(nextOf(garch), tail),
  "GARCH Student": ({ garch, fits }, tail) => studentTailOf(nextOf(garch), fits.residualDegrees, tail),
  "filtered historical, GARCH": ({ garch }, tail) => filteredHistoricalTail(garch, tail),
  "filtered Pareto, GARCH": ({ garch, fits }, tail) =>
    rescale(tailBeyond(fits.residualTail, tail), -garch.mean, garch.deviation),
  "self-calibrating": ({ conformal, conformalDeviation }) => {
    const risk = conformalRisk(conformal, conformalDeviation);
    return risk === undefined ? refuse("too few") : estimate(risk.valueAtRisk, risk.expectedShortfall);
  },
};

export const filteredEstimators = [
  "filtered historical, EWMA",
  "GARCH Student",
  "filtered historical, GARCH",
  "filtered Pareto, GARCH",
  "self-calibrating",
];

export type Outcome = {
  readonly estimator: string;
  readonly tail: number;
  readonly tally: BacktestTally;
  /** Of each forecast day; NaN where the estimator refused. */
  readonly valueAtRisk: number[];
  readonly scores: number[];
  refusals: number;
};

export type Walk = { readonly outcomes: readonly Outcome[]; readonly conformals: readonly Conformal[] };

/**
 * @param returns oldest first, in shares
 * @param firstDay index of the first day forecast, at least 500
 */
export function walkForward(returns: Float64Array, firstDay: number, tails: readonly number[]): Walk {
  const outcomes = tails.flatMap((tail) =>
    Object.keys(estimators).map((estimator): Outcome => {
      return { estimator, tail, tally: openTally(tail), valueAtRisk: [], scores: [], refusals: 0 };
    }),
  );
  const conformals = tails.map((tail) => openConformal({ tail, window: lookback, ceiling: 1 }));
  let fits: Fits | undefined;
  let variance = meanSquare(returns.subarray(0, settling), 0);
  for (let day = settling; day < returns.length; day++) {
    const value = returns[day] ?? Number.NaN;
    if (day >= firstDay) {
      const past = returns.subarray(day - lookback, day);
      if (fits === undefined || (day - firstDay) % fitEvery === 0) fits = fitAll(past, fits?.garch);
      const known = knownFrom(past, fits);
      for (const outcome of outcomes) {
        const conformal = conformals[tails.indexOf(outcome.tail)]!;
        const all = { ...known, conformal, conformalDeviation: Math.sqrt(variance) };
        record(outcome, estimators[outcome.estimator]!(all, outcome.tail), -value);
      }
    }
    for (const conformal of conformals) judgeLoss(conformal, -value, Math.sqrt(variance));
    variance = nextEwmaVariance(variance, value, dailyDecay);
  }
  return { outcomes, conformals };
}

const negated = (values: Float64Array): Float64Array => values.map((value) => -value);

/** A GARCH that cannot be fitted is EWMA's recursion. */
function fitAll(past: Float64Array, earlier: Garch | undefined): Fits {
  const options = { hasMean: true, targetsVariance: true };
  const fit = fitGarch(past, earlier === undefined ? options : { ...options, start: earlier });
  const garch = fit?.model ?? { mean: 0, omega: 1e-12, alpha: 1 - dailyDecay, beta: dailyDecay - 1e-9 };
  const losses = negated(past);
  const residuals = negated(filterByGarch(garch, past).residuals);
  return {
    garch,
    degrees: fitDegrees(losses),
    residualDegrees: fitDegrees(residuals),
    tail: fitTail(losses),
    residualTail: fitTail(residuals),
  };
}

function knownFrom(past: Float64Array, fits: Fits): Omit<Known, "conformal" | "conformalDeviation"> {
  const byGarch = filterByGarch(fits.garch, past);
  const byEwma = filterByEwma(past, dailyDecay);
  return {
    losses: negated(past),
    fits,
    garch: { residuals: byGarch.residuals, mean: fits.garch.mean, deviation: Math.sqrt(byGarch.next) },
    ewma: {
      residuals: past.map((value, day) => value / Math.sqrt(byEwma.variances[day] ?? Number.NaN)),
      mean: 0,
      deviation: Math.sqrt(byEwma.next),
    },
  };
}

function record(outcome: Outcome, said: TailEstimate, loss: number): void {
  if (said.kind === "refused" || !tallyDay(outcome.tally, { loss, ...said })) {
    outcome.refusals += 1;
    outcome.valueAtRisk.push(Number.NaN);
    outcome.scores.push(Number.NaN);
    return;
  }
  outcome.valueAtRisk.push(said.valueAtRisk);
  outcome.scores.push(fz0(loss, said.valueAtRisk, said.expectedShortfall, outcome.tail));
}
