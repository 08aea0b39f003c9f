/** What the simulated venue knows: our open orders, what we have there, last prices. Plain data, so that it can be kept. */
import type { Instrument } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";
import { toMicros } from "../../ledger/ledger.ts";
import { type Price, type UsdAmount, usd } from "../../units/units.ts";
import type { Activity } from "./fill-model.ts";
import type { MarginEntry } from "./margin/margin-book.ts";
import type { VenueFunds } from "./venue-funds.ts";
import type { VenueOrder } from "./venue-order.ts";
import { plainTerms, type VenueTerms } from "./venue-terms.ts";

export type OpenOrder = {
  order: VenueOrder;
  filled: number;
  /** Of a conditional order: its price was reached, and it is what it becomes then. */
  isTriggered: boolean;
  /** Of a trailing stop: the best price since it began to follow. */
  peak: number | undefined;
};

/** What can be asked of a venue at once; a question about an order is none of it. */
export type VenueRequest =
  | { readonly kind: "SubmitOrder"; readonly order: Order | VenueOrder }
  | { readonly kind: "CancelOrder"; readonly orderId: string }
  | { readonly kind: "MoveStop"; readonly orderId: string; readonly stopPrice: Price };

/** A request on its way. */
export type InFlight = { readonly arrivesAt: number; readonly request: VenueRequest };

export type VenueBook = VenueFunds & {
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly terms: VenueTerms;
  readonly resting: Map<string, OpenOrder>;
  /** Last price of each symbol that traded. */
  readonly last: Map<string, number>;
  /** How each symbol last moved and traded, up to the last bar that was played. */
  readonly activity: Map<string, Activity>;
  /** What our orders took of the volume of the bar that is being played. */
  readonly takenInBar: Map<string, number>;
  /** USD traded by UTC day. */
  readonly tradedByDay: Map<number, number>;
  readonly inFlight: InFlight[];
  /** Positions in perpetuals beside `holdings`, and their mark prices. */
  readonly entries: Map<string, MarginEntry>;
  readonly marks: Map<string, number>;
  /** Funding was settled up to this moment; undefined before the first bar. */
  fundedUntil: number | undefined;
  /** Movements of cash so far, which their ids are numbered by. */
  cashMoves: number;
  /** Requests that ever came, which the jitter is drawn by. */
  requests: number;
  /** The venue's time, and when the bar that is played began. */
  at: number;
  openedAt: number;
};

/** More than any test spends. */
const plenty = usd(1e9);

export const openVenueBook = (
  instruments: readonly Instrument[],
  startCash: UsdAmount = plenty,
  terms: Partial<VenueTerms> = {},
): VenueBook => ({
  instruments: new Map(instruments.map((each) => [each.symbol, each])),
  terms: { ...plainTerms, ...terms },
  resting: new Map(),
  holdings: new Map(),
  last: new Map(),
  activity: new Map(),
  takenInBar: new Map(),
  tradedByDay: new Map(),
  inFlight: [],
  entries: new Map(),
  marks: new Map(),
  fundedUntil: undefined,
  cashMoves: 0,
  requests: 0,
  at: 0,
  openedAt: 0,
  cashMicros: toMicros(startCash),
  fills: 0,
});

/** Open orders in a symbol, oldest first. */
export function openIn(book: VenueBook, symbol: string): OpenOrder[] {
  const found: OpenOrder[] = [];
  for (const open of book.resting.values()) if (open.order.symbol === symbol) found.push(open);
  return found;
}

export const remainingOf = ({ order, filled }: OpenOrder): number => order.quantity - filled;
