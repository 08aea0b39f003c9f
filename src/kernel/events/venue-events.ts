/**
 * `venue.*`: what the venue says about our orders. Each carries the venue's running number, so that after a restart
 * the fund asks for what it has not seen, and a report seen twice counts once.
 */
import { z } from "zod";
import { defineEvent } from "./define-event.ts";
import { countField, durationMsField, orderIdField, priceField, quantityField, textField, usdField } from "./fields.ts";

/** 0 for answers that are not part of the venue's numbered report stream. */
const report = { orderId: orderIdField, reportSeq: countField };

export const orderAccepted = defineEvent(
  "venue.order_accepted",
  1,
  "The venue has the order and works it.",
  z.strictObject(report),
);

export const orderRejected = defineEvent(
  "venue.order_rejected",
  1,
  "The venue refused the order; nothing was or will be filled. The code is the venue's own.",
  z.strictObject({ ...report, reason: z.string(), code: z.number().nullable().default(null) }),
);

export const orderFilled = defineEvent(
  "venue.order_filled",
  1,
  "Part or all of an order was filled. The fee is in USD, positive.",
  z.strictObject({
    ...report,
    fillId: textField,
    priceUsd: priceField,
    quantity: quantityField.refine((filled) => filled > 0, "expected a filled quantity above 0"),
    feeUsd: usdField.refine((fee) => fee >= 0, "expected a fee of 0 or more"),
    liquidity: z.enum(["MAKER", "TAKER"]),
  }),
);

export const orderCanceled = defineEvent(
  "venue.order_canceled",
  1,
  "The rest of the order will not be filled: cancelled, or expired at the venue.",
  z.strictObject({ ...report, expired: z.boolean(), reason: z.string() }),
);

export const orderAmended = defineEvent(
  "venue.order_amended",
  1,
  "A resting stop rests at another trigger now.",
  z.strictObject({ ...report, stopPriceUsd: priceField.refine((stop) => stop > 0, "expected a trigger above 0") }),
);

export const orderOutcomeUnknown = defineEvent(
  "venue.order_outcome_unknown",
  1,
  "A request was sent and no answer came. The order may or may not live at the venue.",
  z.strictObject({ orderId: orderIdField, reason: z.string() }),
);

export const orderAbsent = defineEvent(
  "venue.order_absent",
  1,
  "The venue, asked by client id after the request can no longer arrive, has never seen the order.",
  z.strictObject({ orderId: orderIdField }),
);

export const venueClockMeasured = defineEvent(
  "venue.clock_measured",
  1,
  "The venue's time was asked for: how far it is ahead of ours, and how long the question took.",
  z.strictObject({ skewMs: z.number(), roundTripMs: durationMsField }),
);

export const venueConnectionChanged = defineEvent(
  "venue.connection_changed",
  1,
  "The connection to the venue was lost or is back.",
  z.strictObject({ connected: z.boolean(), reason: z.string() }),
);
