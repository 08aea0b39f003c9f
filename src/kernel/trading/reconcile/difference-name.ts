/**
 * What a difference is called: by its name an operator's word is kept, and by its name it is known to have been told.
 *
 * What is held and what cash there is count by the gap, since what is traded on moves both sides by as much: in whole lots,
 * and in whole tolerances of cash.
 */
import type { Difference, DifferenceKind } from "../../domain/reconciliation.ts";
import { stepsIn } from "./books.ts";

const gapKinds: readonly DifferenceKind[] = ["POSITION", "SYMBOL_UNKNOWN_HERE", "CASH"];
/** Of a gap in what nobody knows the lots of. */
const gapDigits = 6;

/** The same difference has the same name; another value is another difference. */
export function nameOf(difference: Difference): string {
  const { kind, symbol = "", orderId = "" } = difference;
  return `${kind} ${symbol} ${orderId} ${valueOf(difference)}`;
}

function valueOf({ kind, ours, venue, step = 0 }: Difference): string {
  if (ours === undefined || venue === undefined || !gapKinds.includes(kind)) return `${ours} ${venue}`;
  const gap = venue - ours;
  return step > 0 ? `${stepsIn(gap, step)} steps` : gap.toPrecision(gapDigits);
}

/** The name among `names` that stands for it. Cash is rounded at the venue, so that a gap one tolerance off is the same. */
export function heldName(names: readonly string[], difference: Difference): string | undefined {
  const { kind, venue, step = 0 } = difference;
  const name = nameOf(difference);
  if (names.includes(name) || kind !== "CASH" || venue === undefined || !(step > 0))
    return names.find((each) => each === name);
  const beside = [-step, step].map((off) => nameOf({ ...difference, venue: venue + off }));
  return names.find((each) => beside.includes(each));
}
