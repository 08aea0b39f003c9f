/** The known name that a mistyped one most likely meant. */

/** Edits up to this share of the name's length still count as a slip. Chosen. */
const longestSlip = 0.3;

export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const name of known) {
    const edits = editsBetween(wrong, name);
    if (edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { name, edits };
  }
  return best !== undefined && best.edits <= wrong.length * longestSlip ? best.name : undefined;
}

/** Levenshtein's distance: characters to insert, delete or replace. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
