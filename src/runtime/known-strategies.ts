/** Code that a configuration names must be at hand before an entry that names it is stepped. */
import { refuseChoices, shippedLibrary, type StrategyLibrary } from "../kernel/trading/strategies/library.ts";
import type { Entry } from "../kernel/step.ts";
import { FundError } from "../ports/errors.ts";

/** @throws JOURNAL_MISMATCH naming the strategy, its version and, of a plug-in, its hash */
export function refuseUnknownStrategies({ seq, event }: Entry, library: StrategyLibrary = shippedLibrary): void {
  if (event.type !== "fund.opened" && event.type !== "fund.reconfigured") return;
  const refusal = refuseChoices(event.data.strategies, library);
  if (refusal === undefined) return;
  throw new FundError("JOURNAL_MISMATCH", `entry ${seq}: ${refusal}. Give its file with --strategy.`);
}
