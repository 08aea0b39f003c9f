/**
 * Error function, its complement and inverses: the ground under every normal probability.
 *
 * Sources: series erf(x) = 2/√π·e^(−x²)·Σ 2ⁿx^(2n+1)/(2n+1)!! (Abramowitz and Stegun 7.1.6); continued fraction of erfc
 * (7.1.14) by Lentz's method; quantile by Wichura (1988), algorithm AS 241 (PPND16, about 16 digits). Tails keep their
 * relative precision: erfc(10) is not 1 − erf(10).
 */

/** Below this the series is used, above it the fraction; both are exact to 1e-13 here. */
const seriesUpTo = 2;
const fractionTerms = 120;

export function erf(x: number): number {
  return Math.abs(x) < seriesUpTo ? erfBySeries(x) : Math.sign(x) * (1 - erfcByFraction(Math.abs(x)));
}

export function erfc(x: number): number {
  if (Math.abs(x) < seriesUpTo) return 1 - erfBySeries(x);
  return x > 0 ? erfcByFraction(x) : 2 - erfcByFraction(-x);
}

function erfBySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * sum) / Math.sqrt(Math.PI)) * Math.exp(-x * x);
}

/** √π·e^(x²)·erfc(x) = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the innermost term outwards; x ≥ 2. */
function erfcByFraction(x: number): number {
  let tail = x;
  for (let n = fractionTerms; n >= 1; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

/** The y with erf(y) = x; ±Infinity at ±1, NaN outside. */
export function erfInv(x: number): number {
  return standardQuantile(x / 2, (1 - Math.abs(x)) / 2) / Math.SQRT2;
}

/**
 * Standard normal quantile of p = 1/2 + `offset`, whose smaller tail is `tail` = min(p, 1 − p).
 *
 * Both are asked for because either alone loses digits: the offset near the ends, the tail near the middle.
 */
export function standardQuantile(offset: number, tail: number): number {
  if (!(tail >= 0 && tail <= 0.5)) return Number.NaN;
  if (tail === 0) return offset < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset;
    return (offset * polynomial(middle.over, r)) / polynomial(middle.under, r);
  }
  const r = Math.sqrt(-Math.log(tail));
  const size = r <= 5 ? quotient(shoulder, r - 1.6) : quotient(end, r - 5);
  return offset < 0 ? -size : size;
}

type Rational = { readonly over: readonly number[]; readonly under: readonly number[] };

function quotient({ over, under }: Rational, x: number): number {
  return polynomial(over, x) / polynomial(under, x);
}

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

const middle: Rational = {
  over: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  under: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
};

const shoulder: Rational = {
  over: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  under: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};

const end: Rational = {
  over: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  under: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
};
