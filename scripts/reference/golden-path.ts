/** The seeded GARCH path of the golden document: ω 0.05, α 0.1, β 0.85, from its long-run variance of 1, seed 12345. */
import { generatorOf } from "./golden-generator.ts";

export type GoldenPath = { readonly returns: number[]; readonly variances: number[] };

/** 2,000 returns and the variance each was drawn with. */
export function goldenGarchPath(): GoldenPath {
  const { normal } = generatorOf(12_345);
  const [returns, variances]: [number[], number[]] = [[], []];
  let variance = 1;
  for (let day = 0; day < 2_000; day++) {
    const value = Math.sqrt(variance) * normal();
    returns.push(value);
    variances.push(variance);
    variance = 0.05 + 0.1 * value ** 2 + 0.85 * variance;
  }
  return { returns, variances };
}
