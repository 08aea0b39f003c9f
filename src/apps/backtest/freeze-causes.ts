/** The causes of a freeze, short enough to read. */
import type { FreezeReport } from "../../kernel/analytics/governance-report.ts";

/** A value that goes to and fro across its limit crosses it many times; once is enough to read. */
export function causesByTrigger(causes: FreezeReport["furtherCauses"]) {
  const found = new Map<string, { readonly first: FreezeReport["furtherCauses"][number]; count: number }>();
  for (const cause of causes) {
    const known = found.get(cause.trigger);
    if (known === undefined) found.set(cause.trigger, { first: cause, count: 1 });
    else known.count += 1;
  }
  return [...found.values()];
}
