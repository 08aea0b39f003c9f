/**
 * Gamma and beta functions, regularised: the ground under chi-squared, Student and binomial probabilities.
 *
 * Sources: ln Γ by Lanczos (1964) with Godfrey's coefficients for g = 7; incomplete gamma by its series (Abramowitz and
 * Stegun 6.5.29) and continued fraction (6.5.31); incomplete beta by its continued fraction (DLMF 8.17.22), both by
 * Lentz's method; digamma by recurrence and its asymptotic series (6.3.18). Outside their domain the answer is NaN.
 */
export { erf, erfc, erfInv } from "./error-function.ts";

const lanczosG = 7;
const lanczosFirst = 0.9999999999998099;
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const tiny = 1e-300;
const close = 1e-16;
/** Both expansions need some √a terms: enough for a of a hundred million. */
const mostTerms = 100_000;

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczosFirst;
  for (let index = 0; index < lanczos.length; index++) sum += (lanczos[index] ?? 0) / (x + index);
  const base = x + lanczosG - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Regularised lower incomplete gamma P(a, x), a > 0, x ≥ 0: in [0, 1]. */
export function gammaP(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** Regularised upper incomplete gamma Q(a, x) = 1 − P(a, x), precise where it is small. */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  if (x === 0) return 0;
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * close; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

function gammaFraction(a: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const fraction = lentz({
    first: 0,
    over: (n) => (n === 1 ? 1 : -(n - 1) * (n - 1 - a)),
    under: (n) => x - a + 2 * n - 1,
  });
  return fraction * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/**
 * Regularised incomplete beta I_x(a, b), a and b > 0, x in [0, 1].
 * @param complement 1 − x, where the caller knows it to more digits than the subtraction leaves
 */
export function betaI(a: number, b: number, x: number, complement = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && complement >= 0)) return Number.NaN;
  if (x === 0 || complement === 0) return x === 0 ? 0 : 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) + logGamma(a + b) - logGamma(a) - logGamma(b));
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a;
  return 1 - (front * betaFraction(b, a, complement)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  return lentz({
    first: 0,
    over: (n) => {
      if (n === 1) return 1;
      const m = Math.floor((n - 1) / 2);
      if (n % 2 === 1) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
      return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    },
    under: () => 1,
  });
}

type ContinuedFraction = {
  readonly first: number;
  readonly over: (n: number) => number;
  readonly under: (n: number) => number;
};

/** first + over(1)/(under(1) + over(2)/(under(2) + …)) by Lentz's method as modified by Thompson and Barnett. */
function lentz({ first, over, under }: ContinuedFraction): number {
  let value = first === 0 ? tiny : first;
  let numerator = value;
  let denominator = 0;
  for (let n = 1; n < mostTerms; n++) {
    denominator = 1 / awayFromZero(under(n) + over(n) * denominator);
    numerator = awayFromZero(under(n) + over(n) / numerator);
    const factor = numerator * denominator;
    value *= factor;
    if (!(Math.abs(factor - 1) > close)) return value;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** ψ(x), the slope of ln Γ; NaN at 0, −1, −2, … */
export function digamma(x: number): number {
  if (x <= 0) return Number.isInteger(x) ? Number.NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shift = 0;
  let at = x;
  for (; at < 12; at++) shift -= 1 / at;
  const square = 1 / (at * at);
  const series =
    1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760)))));
  return shift + Math.log(at) - 0.5 / at - square * series;
}
