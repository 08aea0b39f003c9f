/**
 * Positions and cash, ours against the venue's (RT-06).
 *
 * A difference here has no fill behind it: those would have come as reports. So nothing is booked, since nobody knows at
 * what price; the reports are heard again, and what they do not explain waits for a person.
 */
import type { Difference } from "../../domain/reconciliation.ts";
import type { VenueHolding } from "../../domain/venue-account.ts";
import { type Books, isSameQuantity } from "./books.ts";

export function compareHoldings(books: Books, listed: readonly VenueHolding[]): Difference[] {
  const atVenue = new Map(listed.map(({ symbol, quantity }) => [symbol, quantity]));
  const differences: Difference[] = [];
  for (const { symbol, quantity } of books.holdings) {
    differences.push(...compareHolding(books, symbol, quantity, atVenue.get(symbol) ?? 0));
    atVenue.delete(symbol);
  }
  for (const [symbol, quantity] of atVenue) differences.push(...compareHolding(books, symbol, 0, quantity));
  return differences;
}

function compareHolding({ instrumentOf }: Books, symbol: string, ours: number, venue: number): Difference[] {
  const instrument = instrumentOf(symbol);
  const values = { symbol, orderId: undefined, ours, venue };
  if (instrument === undefined) {
    if (ours === venue) return [];
    const explanation = `${ours} ${symbol} is held here and ${venue} at the venue, which this fund does not trade: a person has to move or accept it`;
    return [{ kind: "SYMBOL_UNKNOWN_HERE", ...values, remedy: "NAME_IT", explanation }];
  }
  if (isSameQuantity(ours, venue, instrument)) return [];
  const explanation = `${ours} ${symbol} is held here and ${venue} at the venue, and no report says why: reports are asked for again, and a person has to look`;
  return [{ kind: "POSITION", ...values, step: instrument.lotSize, remedy: "ASK_REPORTS", explanation }];
}

/** Written so that a number that is none differs. */
export function compareCash({ cash }: Books, venue: number, tolerance: number): Difference[] {
  if (Math.abs(cash - venue) <= tolerance) return [];
  const explanation = `there are ${cash} USD here and ${venue} USD at the venue, and no report says why: reports are asked for again, and a person has to look`;
  return [
    {
      kind: "CASH",
      symbol: undefined,
      orderId: undefined,
      ours: cash,
      venue,
      step: tolerance,
      remedy: "ASK_REPORTS",
      explanation,
    },
  ];
}
