/** How often each estimator passes each test on made-up markets, where the truth is known. */
import { type BacktestReading, readTally } from "../../src/kernel/maths/risk/backtest-tally.ts";
import { conformalGuarantee } from "../../src/kernel/maths/risk/conformal.ts";
import { estimators, lookback, walkForward } from "./forecasts.ts";
import { calmDays, garchPath, switchingPath } from "./paths.ts";

export const studyTails = [0.05, 0.01];
export const forecastDays = 1_000;
const size = 0.05;

export type PassRates = {
  readonly estimator: string;
  readonly tail: number;
  readonly paths: number;
  hits: number;
  kupiec: number;
  independence: number;
  conditional: number;
  refusals: number;
};

/** Farthest the self-calibrating bound's share of hits lay from its tail, and what is guaranteed. */
export type Kept = { readonly tail: number; farthest: number; guarantee: number };

export type Study = { readonly rates: readonly PassRates[]; readonly kept: readonly Kept[] };

export const studyGarch = (paths: number): Study => study(paths, lookback, garchPath);
export const studySwitching = (paths: number): Study => study(paths, calmDays, switchingPath);

function study(paths: number, firstDay: number, pathOf: (seed: number, days: number) => Float64Array): Study {
  const rates = studyTails.flatMap((tail) =>
    Object.keys(estimators).map((estimator): PassRates => {
      return { estimator, tail, paths, hits: 0, kupiec: 0, independence: 0, conditional: 0, refusals: 0 };
    }),
  );
  const kept = studyTails.map((tail): Kept => ({ tail, farthest: 0, guarantee: 0 }));
  for (let path = 0; path < paths; path++) {
    const walk = walkForward(pathOf(1_000 + path, firstDay + forecastDays), firstDay, studyTails);
    for (const [index, { tally, refusals }] of walk.outcomes.entries()) {
      rates[index]!.refusals += refusals;
      count(rates[index]!, readTally(tally));
    }
    for (const [index, { settings, judged, passed }] of walk.conformals.entries()) {
      const each = kept[index]!;
      each.farthest = Math.max(each.farthest, Math.abs(passed / judged - settings.tail));
      each.guarantee = conformalGuarantee(settings, judged);
    }
  }
  return { rates, kept };
}

function count(rates: PassRates, reading: BacktestReading | undefined): void {
  if (reading === undefined) return;
  rates.hits += reading.hitShare / rates.paths;
  rates.kupiec += reading.kupiec.pValue >= size ? 1 : 0;
  rates.independence += reading.independence.pValue >= size ? 1 : 0;
  rates.conditional += reading.conditionalCoverage.pValue >= size ? 1 : 0;
}
