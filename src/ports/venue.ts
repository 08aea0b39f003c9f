/**
 * Where orders go. Implemented by the simulated venue and by exchange adapters; all pass `tests/contracts/venue`.
 *
 * Answers and fills do not come back from these calls but as numbered reports, so that a fund that was away asks for
 * what it has not seen. A call that rejects means: nobody knows whether the venue has the request.
 */
import type { ApprovedMove } from "../kernel/trading/guard/approved-move.ts";
import type { ApprovedOrder } from "../kernel/trading/guard/approved-order.ts";
import type { VenueAccount } from "../kernel/domain/venue-account.ts";
import type { AnyReport } from "../kernel/domain/venue-report.ts";
import type { EpochMs } from "../kernel/units/units.ts";

/** A report with the venue's running number, from 1 without gaps, and the venue's time. */
export type NumberedReport = { readonly reportSeq: number; readonly at: EpochMs; readonly report: AnyReport };

export type OrderAnswer = "OPEN" | "ENDED" | "ABSENT";

export interface Venue {
  /** Resolves once the venue has the order; its answer comes as a report. Rejects when the outcome is unknown. */
  submit(order: ApprovedOrder): Promise<void>;
  /** Resolves once the venue has the request. Cancelling what is not open does nothing. */
  cancel(orderId: string): Promise<void>;
  /**
   * Moves the trigger of a resting stop in one piece: at every moment it rests at the old price or at the new one, and
   * asking twice changes nothing. Of what does not rest nothing happens. The outcome comes as a report. A venue without
   * such a request needs an adapter that keeps the promise.
   */
  moveStop(move: ApprovedMove): Promise<void>;
  /** What the venue knows under a client id. ABSENT is proof: the request can no longer arrive. */
  query(orderId: string): Promise<OrderAnswer>;
  /** Reports after `reportSeq`, in order. */
  reportsAfter(reportSeq: number): Promise<readonly NumberedReport[]>;
  /** What the venue says we have there now: open orders, holdings and cash of one moment, all reports up to it in them. */
  account(): Promise<VenueAccount>;
  close(): Promise<void>;
}
