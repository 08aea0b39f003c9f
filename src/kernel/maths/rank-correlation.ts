/** Spearman's rank correlation, ties sharing the mean of their ranks: Pearson's correlation of the ranks. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (const [index, rank] of x.entries()) {
    const other = (y[index] ?? Number.NaN) - middle;
    xy += (rank - middle) * other;
    xx += (rank - middle) ** 2;
    yy += other ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Number.NaN;
}

/** 1 for the smallest; equal values share the mean of theirs. */
export const ranksOf = (values: readonly number[]): number[] =>
  values.map((value) => {
    const below = values.filter((each) => each < value).length;
    const alike = values.filter((each) => each === value).length;
    return below + (alike + 1) / 2;
  });
