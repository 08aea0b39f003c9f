/** A venue's report as the event the kernel takes in. */
import type { VenueReport } from "../kernel/domain/venue-report.ts";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import {
  orderAccepted,
  orderAmended,
  orderCanceled,
  orderFilled,
  orderRejected,
} from "../kernel/events/venue-events.ts";

export function eventOf(report: VenueReport, reportSeq: number): InputEvent {
  const { orderId } = report;
  switch (report.kind) {
    case "ACCEPTED":
      return orderAccepted.create({ orderId, reportSeq });
    case "REJECTED":
      return orderRejected.create({ orderId, reportSeq, reason: report.reason });
    case "AMENDED":
      return orderAmended.create({ orderId, reportSeq, stopPriceUsd: report.stopPrice });
    case "CANCELED":
      return orderCanceled.create({ orderId, reportSeq, expired: report.expired, reason: report.reason });
    case "FILLED": {
      const { fillId, price: priceUsd, quantity, fee: feeUsd, liquidity } = report;
      return orderFilled.create({ orderId, reportSeq, fillId, priceUsd, quantity, feeUsd, liquidity });
    }
  }
}
