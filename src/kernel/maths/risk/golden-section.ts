/** The golden section: where a function of one number is least. Source: Kiefer (1953). */

const goldenShare = (Math.sqrt(5) - 1) / 2;

/** Where a function with one valley on [low, high] is least, to about 1e-9 of the interval. */
export function goldenSection(of: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  let [a, b] = [right - goldenShare * (right - left), left + goldenShare * (right - left)];
  let [atA, atB] = [of(a), of(b)];
  for (let turn = 0; turn < 44; turn++) {
    if (atA < atB) {
      right = b;
      [b, atB] = [a, atA];
      a = right - goldenShare * (right - left);
      atA = of(a);
    } else {
      left = a;
      [a, atA] = [b, atB];
      b = left + goldenShare * (right - left);
      atB = of(b);
    }
  }
  return (left + right) / 2;
}
