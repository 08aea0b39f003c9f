/**
 * Sums of logarithms, taken of products: a logarithm costs ten multiplications, and likelihoods are sums of hundreds.
 *
 * A product is turned into its logarithm before it leaves double precision. As exact as adding the logarithms up.
 */

/** Whether a product should be turned into its logarithm before the next factor, which lies within 1e-100 and 1e100. */
export const isFarFromOne = (product: number): boolean => !(product > 1e-150 && product < 1e150);

/** Σ ln(1 + rate·x) over `values`: -Infinity where a 1 + rate·x is 0, NaN where one is below 0 or no number. */
export function sumOfLogs(values: Float64Array, rate: number): number {
  let sum = 0;
  let product = 1;
  for (let index = 0; index < values.length; index++) {
    const factor = 1 + rate * (values[index] ?? Number.NaN);
    if (!(factor >= 0)) return Number.NaN;
    product *= factor;
    if (!isFarFromOne(product)) continue;
    sum += Math.log(product);
    product = 1;
  }
  return sum + Math.log(product);
}
