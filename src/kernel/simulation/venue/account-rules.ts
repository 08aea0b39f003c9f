/**
 * What an account may do in an instrument and what a fill does to it.
 *
 * The seam between matching and money: spot is paid for in full (`spot-account.ts`), a perpetual ties up margin
 * (`margin/`). State stands in the book, so that rules are plain functions.
 */
import type { Instrument } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import type { UsdAmount } from "../../units/units.ts";
import type { VenueBook } from "./book-state.ts";
import type { Refusal } from "./reject-codes.ts";
import type { FundsFill } from "./venue-funds.ts";
import type { VenueOrder } from "./venue-order.ts";

export type AccountRules = {
  /** Why the account cannot carry the order; nothing where it can. */
  readonly refusalOf: (book: VenueBook, order: VenueOrder, instrument: Instrument) => Refusal | undefined;
  /** How much of what is left of an order may be filled now: of one that only reduces, no more than there is to reduce. */
  readonly fillable: (book: VenueBook, order: VenueOrder, remaining: number) => number;
  /** USD that fills of this side may take out of the account, fees included; undefined where they take none. */
  readonly budget: (book: VenueBook, side: Side) => UsdAmount | undefined;
  /** Books a fill in holdings and cash. */
  readonly apply: (book: VenueBook, fill: FundsFill, instrument: Instrument) => void;
};
