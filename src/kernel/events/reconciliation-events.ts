/** Reconciliation: what the venue says we have there and what it did unasked, and what the fund found and did about it. */
import { z } from "zod";
import {
  accountScopes,
  defaultReconciliation,
  differenceKinds,
  noReconciliation,
  remedies,
} from "../domain/reconciliation.ts";
import { cashCauses, foreignCauses } from "../domain/venue-report.ts";
import { defineEvent } from "./define-event.ts";
import {
  countField,
  durationMsField,
  epochMsField,
  orderIdField,
  priceField,
  quantityField,
  textField,
  usdField,
} from "./fields.ts";

const everyField = durationMsField.refine((every) => every > 0, "expected a pause above 0");

/** What a journal of before there was reconciliation does not name is off. */
export const reconciliationSchema = z
  .strictObject({
    isRequired: z.boolean(),
    ordersEveryMs: everyField.default(defaultReconciliation.ordersEveryMs),
    positionsEveryMs: everyField.default(defaultReconciliation.positionsEveryMs),
    cashToleranceUsd: usdField
      .refine((tolerance) => tolerance >= 0, "expected a tolerance of 0 or more")
      .default(defaultReconciliation.cashToleranceUsd),
  })
  .default(noReconciliation);

const side = z.enum(["BUY", "SELL"]);

const openOrderSchema = z.strictObject({
  orderId: textField,
  symbol: textField,
  side,
  quantity: quantityField,
  filledQuantity: quantityField,
  stopPriceUsd: priceField.nullable(),
});

/** Below zero is short. */
const holdingSchema = z.strictObject({ symbol: textField, quantity: z.number() });

export const accountReported = defineEvent(
  "venue.account_reported",
  1,
  "What the venue says we have there, all its reports up to `reportSeq` in it. Where it agreed with the books it was held against, the rows are left out and their digest stands for them.",
  z.strictObject({
    scope: z.enum(accountScopes),
    reportSeq: countField,
    venueAtMs: epochMsField,
    rows: z
      .strictObject({ orders: z.array(openOrderSchema).readonly(), holdings: z.array(holdingSchema).readonly() })
      .nullable(),
    digest: textField.nullable(),
    /** Null where only orders were asked for. */
    cashUsd: usdField.nullable(),
  }),
);

export const orderEnded = defineEvent(
  "venue.order_ended",
  1,
  "The venue, asked by client id, knows the order and no longer works it. How it ended its reports say.",
  z.strictObject({ orderId: orderIdField }),
);

export const foreignFilled = defineEvent(
  "venue.foreign_filled",
  1,
  "The venue traded for us without an order of the fund: a liquidation, auto-deleveraging, or somebody by hand.",
  z.strictObject({
    reportSeq: countField,
    symbol: textField,
    side,
    fillId: textField,
    priceUsd: priceField,
    quantity: quantityField.refine((filled) => filled > 0, "expected a filled quantity above 0"),
    feeUsd: usdField,
    cause: z.enum(foreignCauses),
  }),
);

export const cashMoved = defineEvent(
  "venue.cash_moved",
  1,
  "The venue moved cash without a trade: funding, a fee, or a transfer. Below zero it took some.",
  z.strictObject({
    reportSeq: countField,
    cashId: textField,
    symbol: textField.nullable(),
    amountUsd: usdField,
    cause: z.enum(cashCauses),
  }),
);

export const symbolReleaseOrdered = defineEvent(
  "operator.symbol_released",
  1,
  "A named operator releases a frozen symbol and accepts what still differs in it, until that changes.",
  z.strictObject({ operator: textField, symbol: textField, reason: textField }),
);

const differenceSchema = z.strictObject({
  kind: z.enum(differenceKinds),
  symbol: textField.nullable(),
  orderId: textField.nullable(),
  ours: z.number().nullable(),
  venue: z.number().nullable(),
  remedy: z.enum(remedies),
  explanation: textField,
  /** Whether no pass has told of it before; older journals do not say. */
  isNew: z.boolean().default(true),
});

export const reconciliationCompleted = defineEvent(
  "reconciliation.completed",
  1,
  "What differs between the books and the venue's is not what was told last: all that differs now, what of it is new, and what is done. Empty when all agrees again.",
  z.strictObject({
    scope: z.enum(accountScopes),
    reportSeq: countField,
    differences: z.array(differenceSchema).readonly(),
    /** Whether entries may be sent now, in symbols that are not frozen. */
    isReconciled: z.boolean(),
  }),
);

export const reconciliationStalled = defineEvent(
  "reconciliation.stalled",
  1,
  "Accounts of the venue came, and none could be held against the books: they are not of the same report, and nothing was caught up. Told once, until one can be compared again.",
  z.strictObject({
    /** Accounts in a row. */
    passes: countField,
    reportSeq: countField,
    venueReportSeq: countField,
  }),
);

export const symbolFrozen = defineEvent(
  "symbol.frozen",
  1,
  "No entries in this symbol: our books and the venue's differed in it, or something was traded unasked. Told again where an operator has accepted all but what is still to be found out. Exits go on.",
  z.strictObject({ symbol: textField, reasons: z.array(textField).min(1).readonly() }),
);

export const symbolReleased = defineEvent(
  "symbol.released",
  1,
  "Entries in this symbol are allowed again: the books agree, or a named operator accepts how they differ.",
  z.strictObject({ symbol: textField, frozenForMs: durationMsField, releasedBy: textField }),
);

export const foreignFillBooked = defineEvent(
  "foreign_fill.booked",
  1,
  "What the venue traded unasked is in the books, under an order id given to it here.",
  z.strictObject({
    orderId: orderIdField,
    fillId: textField,
    symbol: textField,
    side,
    quantity: quantityField,
    priceUsd: priceField,
    feeUsd: usdField,
    cause: z.enum(foreignCauses),
    /** Of what was traded, not in the books: nothing of it was held. */
    unbookedQuantity: quantityField,
  }),
);

export const cashBooked = defineEvent(
  "cash.booked",
  1,
  "Cash the venue moved without a trade is in the ledger.",
  z.strictObject({
    cashId: textField,
    symbol: textField.nullable(),
    amountUsd: usdField,
    cause: z.enum(cashCauses),
    cashUsd: usdField,
  }),
);
