/** Inference about Sharpe ratios: the examples of Bailey and López de Prado, and the golden trials. */
import {
  deflatedSharpe,
  expectedMaximum,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeByLuck,
  type SharpeSample,
} from "../../src/kernel/maths/sharpe-inference.ts";
import { momentsOf, sharpeStandardError } from "../../src/kernel/maths/sharpe-precision.ts";
import { sharpeRatio, sortinoRatio, standardDeviation } from "../../src/kernel/maths/statistics.ts";
import { generatorOf } from "./golden-generator.ts";
import { type Answer, type Inputs, numberIn, numbersIn, type Topic } from "./topic.ts";

/** Per observation, from a ratio per observation or per year. */
function ratioIn(inputs: Inputs, key: string): number {
  const yearly = `${key}_annual`;
  return yearly in inputs
    ? numberIn(inputs, yearly) / Math.sqrt(numberIn(inputs, "periods_per_year"))
    : numberIn(inputs, key);
}

const momentsIn = (inputs: Inputs) => ({
  sharpe: ratioIn(inputs, "sharpe"),
  skewness: numberIn(inputs, "skew"),
  kurtosis: numberIn(inputs, "kurtosis"),
});

const sampleIn = (inputs: Inputs): SharpeSample => ({ ...momentsIn(inputs), observations: numberIn(inputs, "n") });

/** The golden trials: 200 rows of 12 columns of 0.01 times a normal, seed 99; skill adds to the fifth column. */
const trials =
  (skill: number): Answer =>
  () => {
    const { normal } = generatorOf(99);
    const rows = Array.from({ length: 200 }, () =>
      Array.from({ length: 12 }, (_, column) => 0.01 * normal() + (column === 4 ? skill : 0)),
    );
    const columns = Array.from({ length: 12 }, (_, column) => rows.map((row) => row[column] ?? Number.NaN));
    const ratios = columns.map((column) => sharpeRatio(column, 1));
    const best = ratios.indexOf(Math.max(...ratios));
    const variance = standardDeviation(ratios) ** 2;
    const sharpe = ratios[best] ?? Number.NaN;
    const sample = { ...momentsOf(columns[best] ?? []), sharpe, observations: 200 };
    return { best, sr: sharpe, sr0: sharpeByLuck(12, variance), dsr: deflatedSharpe(sample, 12, variance) };
  };

const goldenFields = { fields: ["best", "sr", "sr0", "dsr"], tolerance: { abs: 1e-10 } };

export const sharpe: Topic = {
  answers: {
    psr: (inputs) => probabilisticSharpe(sampleIn(inputs), numberIn(inputs, "benchmark")),
    "expected-max": (inputs) => expectedMaximum(numberIn(inputs, "trials")),
    dsr: (inputs) =>
      deflatedSharpe(
        sampleIn(inputs),
        numberIn(inputs, "trials"),
        numberIn(inputs, "variance_of_trial_sharpes_annual") / numberIn(inputs, "periods_per_year"),
      ),
    "sharpe-std": (inputs) => sharpeStandardError(numberIn(inputs, "sharpe"), numberIn(inputs, "n"), momentsIn(inputs)),
    "min-track-record": (inputs) =>
      minimumTrackRecord(momentsIn(inputs), {
        benchmark: ratioIn(inputs, "benchmark"),
        confidence: numberIn(inputs, "confidence"),
      }) / numberIn(inputs, "periods_per_year"),
    "min-backtest-length": (inputs) =>
      minimumBacktestYears(numberIn(inputs, "trials"), numberIn(inputs, "in_sample_sharpe_annual")),
    "sortino-per-period": (inputs) =>
      sortinoRatio(
        numbersIn(inputs, "returns").map((value) => value - numberIn(inputs, "target")),
        1,
      ),
    "sharpe-per-period": (inputs) =>
      sharpeRatio(
        numbersIn(inputs, "returns").map((value) => value - numberIn(inputs, "benchmark")),
        1,
      ),
    "golden/dsr_noise": trials(0),
    "golden/dsr_skilled": trials(0.003),
  },
  golden: [
    { kind: "golden/dsr_noise", section: "dsr_noise", ...goldenFields },
    { kind: "golden/dsr_skilled", section: "dsr_skilled", ...goldenFields },
  ],
};
