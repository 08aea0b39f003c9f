/**
 * Where orders go. Implemented by the simulated venue and by exchange adapters; all pass `tests/contracts/venue`.
 *
 * Answers and fills do not come back from these calls but as numbered reports, so that a fund that was away asks for
 * what it has not seen. A call that rejects means: nobody knows whether the venue has the request.
 */
import type { ApprovedOrder } from "../kernel/trading/guard/approved-order.ts";
import type { VenueReport } from "../kernel/domain/venue-report.ts";
import type { EpochMs } from "../kernel/units/units.ts";

/** A report with the venue's running number, from 1 without gaps, and the venue's time. */
export type NumberedReport = { readonly reportSeq: number; readonly at: EpochMs; readonly report: VenueReport };

export type OrderAnswer = "OPEN" | "ENDED" | "ABSENT";

export interface Venue {
  /** Resolves once the venue has the order; its answer comes as a report. Rejects when the outcome is unknown. */
  submit(order: ApprovedOrder): Promise<void>;
  /** Resolves once the venue has the request. Cancelling what is not open does nothing. */
  cancel(orderId: string): Promise<void>;
  /** What the venue knows under a client id. ABSENT is proof: the request can no longer arrive. */
  query(orderId: string): Promise<OrderAnswer>;
  /** Reports after `reportSeq`, in order. */
  reportsAfter(reportSeq: number): Promise<readonly NumberedReport[]>;
  close(): Promise<void>;
}
