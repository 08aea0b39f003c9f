/**
 * What a fill costs: maker or taker, by what was traded in the thirty days before today, less the fee asset's discount.
 *
 * Source: Binance's fee tiers, evaluated once a day at 00:00 UTC, and its 25 % discount for fees paid in BNB.
 */
import type { Instrument } from "../../domain/instrument.ts";
import type { Liquidity as Role } from "../../domain/venue-report.ts";
import { type Bps, costOf, dayMs, type UsdAmount, usd } from "../../units/units.ts";
import type { VenueBook } from "./book-state.ts";

const tierDays = 30;

export function feeOf(book: VenueBook, instrument: Instrument, role: Role, notional: UsdAmount): UsdAmount {
  const { makerFeeBps, takerFeeBps } = ratesOf(book, instrument);
  const full = costOf(notional, role === "MAKER" ? makerFeeBps : takerFeeBps);
  const { feeAsset } = book.terms;
  return feeAsset === undefined ? full : usd(full * (1 - feeAsset.discount));
}

type Rates = { readonly makerFeeBps: Bps; readonly takerFeeBps: Bps };

function ratesOf(book: VenueBook, instrument: Instrument): Rates {
  const { feeTiers, rules } = book.terms;
  if (feeTiers.length === 0) return instrument;
  const traded = tradedBefore(book, Math.floor(book.at / dayMs));
  const reached = feeTiers.findLast(({ fromVolumeUsd }) => traded >= fromVolumeUsd);
  if (reached === undefined) return instrument;
  const { makerFeeBps = reached.makerFeeBps, takerFeeBps = reached.takerFeeBps } =
    rules.get(instrument.symbol)?.ownFees ?? {};
  return { makerFeeBps, takerFeeBps };
}

function tradedBefore(book: VenueBook, today: number): number {
  let traded = 0;
  for (const [day, notional] of book.tradedByDay) if (day < today && day >= today - tierDays) traded += notional;
  return traded;
}

/** Counts a fill towards the tiers of the days to come. */
export function countTraded(book: VenueBook, notional: number): void {
  if (book.terms.feeTiers.length === 0) return;
  const today = Math.floor(book.at / dayMs);
  if (!book.tradedByDay.has(today))
    for (const day of book.tradedByDay.keys()) if (day < today - tierDays) book.tradedByDay.delete(day);
  book.tradedByDay.set(today, (book.tradedByDay.get(today) ?? 0) + notional);
}
