/**
 * What stands at the venue and the stream has not told: only an account shows it, so only reconciliation can find it.
 *
 * While it stands, nothing may be entered where it is; from when on follows from how often the fund asks.
 */
import type { Traffic } from "../../adapters/faulty-venue/faulty-venue.ts";
import { longestTravel } from "../../adapters/faulty-venue/line.ts";
import type { ReconciliationConfig } from "../../kernel/domain/reconciliation.ts";
import type { FaultKind } from "../../kernel/simulation/faults/fault-plan.ts";
import { type DurationMs, durationMs, type EpochMs } from "../../kernel/units/units.ts";
import type { Complain } from "./violations.ts";

export type Untold = {
  readonly kind: FaultKind;
  readonly symbol: string | undefined;
  /** How much cash it moved, either way. */
  readonly cashUsd: number;
  readonly from: EpochMs;
  /** When the stream tells it, or it is taken back. */
  readonly to: EpochMs;
};

type Pace = Pick<ReconciliationConfig, "ordersEveryMs" | "positionsEveryMs">;

/** A pass over everything is due, is asked for at the next pass, and what was sent before it has arrived. */
export const seenWithin = ({ ordersEveryMs, positionsEveryMs }: Pace): DurationMs =>
  durationMs(positionsEveryMs + ordersEveryMs + longestTravel);

/** Movements of cash below it differ by less than is looked for. */
const leastCashUsd = 1;

/** Cash belongs to no symbol and bars them all. An order that somebody cancelled the fund finds gone and replaces. */
const barsEntries = ({ kind, symbol, cashUsd }: Untold, entered: string): boolean =>
  cashUsd >= leastCashUsd || (kind === "FOREIGN_ORDER" && symbol === entered);

/** Whether more or less is held of a symbol than the fund can know by its stream. */
export const isHidden = (untold: readonly Untold[], symbol: string, at: EpochMs): boolean =>
  untold.some((each) => each.kind === "MANUAL_TRADE" && each.symbol === symbol && each.from <= at && at <= each.to);

export function judgeEntries(
  { arrived, arrivedAt }: Pick<Traffic, "arrived" | "arrivedAt">,
  untold: readonly Untold[],
  pace: Pace,
  complain: Complain,
): void {
  const needed = seenWithin(pace);
  for (const [index, { id, symbol, purpose }] of arrived.entries()) {
    const at = arrivedAt[index] ?? Number.NaN;
    if (purpose !== "ENTRY") continue;
    for (const each of untold)
      if (barsEntries(each, symbol) && at > each.from + needed && at <= each.to)
        complain(
          "WAITS_FOR_AGREEMENT",
          `entry ${id} in ${symbol} reached the venue ${(at - each.from) / 1_000} s after ${each.kind} of ${each.symbol ?? "cash"}, which the stream had not told`,
        );
  }
}
