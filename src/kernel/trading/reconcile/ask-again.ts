/**
 * Whether the venue's reports are to be asked for because of what differs: at once, and again for as long as it does.
 *
 * The question is lost with the process, and an answer with the connection, so each start and reconnect asks anew.
 */
import type { Difference } from "../../domain/reconciliation.ts";
import { type DurationMs, type EpochMs, hours, minutes } from "../../units/units.ts";
import { heldName, nameOf } from "./difference-name.ts";
import type { ReconcileState } from "./reconcile-state.ts";

/** The first pause between two questions, doubled after each up to the longest (chosen). */
const firstPause: DurationMs = minutes(1);
const longestPause: DurationMs = hours(1);

export function askAgain({ asked, open: all }: ReconcileState, open: readonly Difference[], at: EpochMs): boolean {
  forget(asked, all);
  let asks = false;
  for (const difference of open) {
    if (difference.remedy !== "ASK_REPORTS") continue;
    const name = heldName([...asked.keys()], difference) ?? nameOf(difference);
    const before = asked.get(name);
    const times = before?.times ?? 0;
    if (before !== undefined && at - before.at < pauseAfter(times)) continue;
    asked.set(name, { at, times: times + 1 });
    asks = true;
  }
  return asks;
}

const pauseAfter = (times: number): number => Math.min(longestPause, firstPause * 2 ** (times - 1));

/** What no longer differs is asked for at once if it comes back. */
function forget(asked: ReconcileState["asked"], all: readonly Difference[]): void {
  const names = [...asked.keys()];
  const standing = new Set(all.flatMap((each) => heldName(names, each) ?? []));
  for (const name of names) if (!standing.has(name)) asked.delete(name);
}
