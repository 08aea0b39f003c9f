/** What trading wants done in the world. Performed by the runtime only after the facts that ask for it are durable. */
import type { ApprovedMove } from "./guard/approved-move.ts";
import type { ApprovedOrder } from "./guard/approved-order.ts";

export type Effect =
  | { readonly kind: "SubmitOrder"; readonly order: ApprovedOrder }
  | { readonly kind: "CancelOrder"; readonly orderId: string; readonly symbol: string }
  | ({ readonly kind: "MoveStop"; readonly symbol: string } & ApprovedMove)
  /** Ask the venue what became of an order whose outcome is unknown. */
  | { readonly kind: "QueryOrder"; readonly orderId: string }
  /** Hear again what the venue has reported after this number: something may have been missed. */
  | { readonly kind: "AskReports"; readonly afterSeq: number };
