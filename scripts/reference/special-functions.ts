/** Special functions and distributions: Boost.Math reference data, and the cumulative binomial of the Basel table. */
import { binomialCdf } from "../../src/kernel/maths/distributions.ts";
import { betaI, digamma, erf, erfc, erfInv, gammaP } from "../../src/kernel/maths/special-functions.ts";
import { type Answer, matrixIn, numberIn, numbersIn, type Topic } from "./topic.ts";

/** Each row of `args` is one call. */
const each =
  (of: (first: number, second: number, third: number) => number): Answer =>
  (inputs) =>
    matrixIn(inputs, "args").map(([first = Number.NaN, second = Number.NaN, third = Number.NaN]) =>
      of(first, second, third),
    );

export const specialFunctions: Topic = {
  answers: {
    "special-function/erf": each(erf),
    "special-function/erfc": each(erfc),
    "special-function/erf-inv": each(erfInv),
    "special-function/gamma-p": each(gammaP),
    "special-function/beta-i": each((a, b, x) => betaI(a, b, x)),
    "special-function/digamma": each(digamma),
    /** The table counts in percent. */
    "binomial-cdf": (inputs) =>
      numbersIn(inputs, "k").map((k) => 100 * binomialCdf(k, numberIn(inputs, "n"), numberIn(inputs, "p"))),
  },
};
