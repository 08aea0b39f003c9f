/** A venue's report as the event the kernel takes in. */
import type { ForeignReport, VenueReport } from "../kernel/domain/venue-report.ts";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { cashMoved, foreignFilled } from "../kernel/events/reconciliation-events.ts";
import {
  orderAccepted,
  orderAmended,
  orderCanceled,
  orderFilled,
  orderRejected,
} from "../kernel/events/venue-events.ts";

export function eventOf(report: VenueReport | ForeignReport, reportSeq: number): InputEvent {
  return "orderId" in report ? orderEvent(report, reportSeq) : foreignEvent(report, reportSeq);
}

function foreignEvent(report: ForeignReport, reportSeq: number): InputEvent {
  if (report.kind === "CASH_MOVED") {
    const { cashId, symbol = null, amount: amountUsd, cause } = report;
    return cashMoved.create({ reportSeq, cashId, symbol, amountUsd, cause });
  }
  const { symbol, side, fillId, price: priceUsd, quantity, fee: feeUsd, cause } = report;
  return foreignFilled.create({ reportSeq, symbol, side, fillId, priceUsd, quantity, feeUsd, cause });
}

function orderEvent(report: VenueReport, reportSeq: number): InputEvent {
  const { orderId } = report;
  switch (report.kind) {
    case "ACCEPTED":
      return orderAccepted.create({ orderId, reportSeq });
    case "REJECTED":
      return orderRejected.create({ orderId, reportSeq, reason: report.reason, code: report.code ?? null });
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
