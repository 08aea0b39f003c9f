/**
 * No entry while the fund's own orders meet too few trades or too many rejections, and one in a while before it comes to
 * that. Asked here, owned by surveillance: its control RT-10 judges the flow and counts what was refused. Fails closed: a
 * state nobody knows stops. Source: controls.md, RT-10.
 */
import type { Check } from "./check.ts";
import type { GuardView } from "./guard-view.ts";

/** [RT-10] */
export const flowIsOpen: Check = {
  name: "flow-stopped",
  refuses: (_, { entryFlow: { state, reason } }) =>
    state === "FREE" || state === "THROTTLED" ? undefined : `entries are stopped: ${reason}`,
};

export type Pace = Pick<GuardView, "at" | "entryFlow" | "lastEntryAt" | "throttleEveryMs">;

/** Why an entry has to wait, or nothing. */
export function whyWait({ at, entryFlow, lastEntryAt, throttleEveryMs }: Pace): string | undefined {
  if (entryFlow.state === "FREE" || lastEntryAt === undefined || at - lastEntryAt >= throttleEveryMs) return undefined;
  return `one entry in ${throttleEveryMs / 1_000} s, the last was ${(at - lastEntryAt) / 1_000} s ago: ${entryFlow.reason}`;
}

/** [RT-10] */
export const flowIsPaced: Check = { name: "flow-throttled", refuses: (_, view) => whyWait(view) };
