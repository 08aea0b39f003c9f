/**
 * An account of the venue as the event the fund takes in: in full where it differs from the books, as a digest where it
 * agrees. Asked every few seconds for years, it would fill the journal with what is known already.
 */
import type { AccountScope } from "../domain/reconciliation.ts";
import type { VenueAccount } from "../domain/venue-account.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { accountReported } from "../events/reconciliation-events.ts";
import { accountText, booksText, digestOf } from "./reconcile/account-digest.ts";
import type { Books } from "./reconcile/books.ts";
import { isSound } from "./reconcile/comparable.ts";

/** @throws when the account makes no sense, so that whoever asked asks again; nothing was agreed */
export function tellAccount(books: Books, account: VenueAccount, scope: AccountScope): InputEvent {
  if (!isSound(account)) throw new RangeError("expected an account of numbers, with every order and symbol once");
  const isWhole = scope === "ALL";
  const holdings = isWhole ? account.holdings : [];
  const { reportSeq, at: venueAtMs, cash, orders } = account;
  const text = accountText({ ...account, holdings }, books.instrumentOf);
  const agrees =
    reportSeq === books.reportSeq &&
    text !== undefined &&
    text === booksText({ ...books, holdings: isWhole ? books.holdings : [] });
  return accountReported.create({
    scope,
    reportSeq,
    venueAtMs,
    rows: agrees
      ? null
      : { orders: orders.map(({ stopPrice = null, ...order }) => ({ ...order, stopPriceUsd: stopPrice })), holdings },
    digest: agrees ? digestOf(text) : null,
    cashUsd: isWhole ? cash : null,
  });
}
