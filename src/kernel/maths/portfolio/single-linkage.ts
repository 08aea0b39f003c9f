/**
 * Clusters by single linkage: the two groups whose nearest members are nearest are joined first.
 *
 * The joins are the edges of the least spanning tree in the order of their length (Gower and Ross 1969), found by Prim's
 * walk. Ids are scipy's: leaves 0 to n-1, then each join in turn, the lower id on the left.
 */

export type Join = { readonly left: number; readonly right: number; readonly distance: number };

/** @param distances square, symmetric */
export function singleLinkage(distances: Float64Array): Join[] {
  const size = Math.round(Math.sqrt(distances.length));
  const root = Array.from({ length: size }, (_, leaf) => leaf);
  const cluster = Array.from({ length: size }, (_, leaf) => leaf);
  const find = (leaf: number): number => (root[leaf] === leaf ? leaf : find(root[leaf] ?? leaf));
  return spanningEdges(distances, size).map(({ from, to, distance }, index) => {
    const [a, b] = [find(from), find(to)];
    const [first, second] = [cluster[a] ?? a, cluster[b] ?? b];
    root[b] = a;
    cluster[a] = size + index;
    return { left: Math.min(first, second), right: Math.max(first, second), distance };
  });
}

type Edge = { readonly from: number; readonly to: number; readonly distance: number };

function spanningEdges(distances: Float64Array, size: number): Edge[] {
  const edges: Edge[] = [];
  const waiting = new Set(Array.from({ length: Math.max(0, size - 1) }, (_, index) => index + 1));
  const nearest = Array.from({ length: size }, (_, leaf) => ({ from: 0, distance: distances[leaf] ?? Number.NaN }));
  while (waiting.size > 0) {
    const next = [...waiting].reduce((best, leaf) =>
      (nearest[leaf]?.distance ?? Number.NaN) < (nearest[best]?.distance ?? Number.NaN) ? leaf : best,
    );
    const { from, distance } = nearest[next] ?? { from: 0, distance: Number.NaN };
    edges.push({ from, to: next, distance });
    waiting.delete(next);
    for (const leaf of waiting) {
      const candidate = distances[next * size + leaf] ?? Number.NaN;
      if (candidate < (nearest[leaf]?.distance ?? Number.NaN)) nearest[leaf] = { from: next, distance: candidate };
    }
  }
  return edges.toSorted((a, b) => a.distance - b.distance);
}

/** Leaves so that what is joined early stands side by side. */
export function leafOrder(joins: readonly Join[]): number[] {
  const leaves = joins.length + 1;
  const below = (id: number): number[] => {
    const join = joins[id - leaves];
    return join === undefined ? [id] : [...below(join.left), ...below(join.right)];
  };
  return joins.length === 0 ? [0] : below(leaves + joins.length - 1);
}

/** Group of each leaf when joins at most `distance` long are made: the lowest leaf in it names it. */
export function groupsWithin(joins: readonly Join[], distance: number): number[] {
  const leaves = joins.length + 1;
  const members = new Map<number, number[]>(Array.from({ length: leaves }, (_, leaf) => [leaf, [leaf]]));
  joins.forEach((join, index) => {
    if (!(join.distance <= distance)) return;
    const both = [...(members.get(join.left) ?? []), ...(members.get(join.right) ?? [])];
    members.delete(join.left);
    members.delete(join.right);
    members.set(leaves + index, both);
  });
  const groups = Array.from({ length: leaves }, (_, leaf) => leaf);
  for (const group of members.values()) for (const leaf of group) groups[leaf] = Math.min(...group);
  return groups;
}
