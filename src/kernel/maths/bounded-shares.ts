/**
 * Shares of one whole in proportion to scores, each within bounds.
 *
 * Clamping and dividing by the new sum again can push a share back out of its bounds, so this fills like water: the side
 * that is off by more is pinned at its bound, what is left is shared anew among the rest, until nothing is off.
 */
export type ShareBounds = { readonly low: number; readonly high: number };

/**
 * The shares add up to one. Too few or too many scores for the bounds share alike.
 * @param scores each above 0
 */
export function boundedShares(scores: readonly number[], { low, high }: ShareBounds): number[] {
  const { length } = scores;
  if (length * low > 1 || length * high < 1) return scores.map(() => 1 / length);
  const largest = Math.max(...scores);
  const shares = scores.map((score) => score / largest);
  return withinBounds(shares, { low, high });
}

function withinBounds(shares: number[], { low, high }: ShareBounds): number[] {
  const pinned = new Set<number>();
  shareTheRest(shares, pinned);
  if (shares.every((share) => share >= low && share <= high)) return shares;
  for (;;) {
    const free = [...shares.keys()].filter((index) => !pinned.has(index));
    const excess = free.reduce((sum, index) => sum + Math.max(0, (shares[index] ?? 0) - high), 0);
    const lack = free.reduce((sum, index) => sum + Math.max(0, low - (shares[index] ?? 0)), 0);
    if (!(excess > 0 || lack > 0)) return shares;
    for (const index of free) {
      const share = shares[index] ?? 0;
      const isOff = excess >= lack ? share > high : share < low;
      if (!isOff) continue;
      shares[index] = excess >= lack ? high : low;
      pinned.add(index);
    }
    shareTheRest(shares, pinned);
  }
}

/** Scales the free shares so that all of them add up to one. */
function shareTheRest(shares: number[], pinned: ReadonlySet<number>): void {
  let rest = 1;
  let free = 0;
  shares.forEach((share, index) => {
    if (pinned.has(index)) rest -= share;
    else free += share;
  });
  shares.forEach((share, index) => {
    if (!pinned.has(index)) shares[index] = (share / free) * rest;
  });
}
