/** The fund's own books as reconciliation looks at them, made from what trading and the ledger hold now. */
import type { FundConfig } from "../domain/config.ts";
import { fromMicros, type Ledger } from "../ledger/ledger.ts";
import type { EpochMs } from "../units/units.ts";
import type { Books } from "./reconcile/books.ts";
import { heldName, nameOf } from "./reconcile/difference-name.ts";
import { hasSeenOrder, type TradingState } from "./trading-state.ts";

export type Place = {
  readonly config: FundConfig;
  readonly ledger: Ledger;
  readonly idOf: (symbol: string) => number | undefined;
};

/** What is locked or in reserve is still at the venue: the CFO moves it between our accounts only. */
const moneyAtVenue = ({ balances: { CASH, LOCKED_PROFIT, RESERVE } }: Ledger): number =>
  fromMicros(CASH + LOCKED_PROFIT + RESERVE);

const ourId = /^O\d+-\d+$/u;

export function booksOf(state: TradingState, { config, ledger, idOf }: Place, at: EpochMs): Books {
  const { positions, orders, reportSeq, reconcile } = state;
  return {
    at,
    reportSeq,
    orders: [...orders.values()],
    holdings: positions.flatMap((held) =>
      held === undefined ? [] : [{ symbol: held.symbol, quantity: held.quantity }],
    ),
    cash: moneyAtVenue(ledger),
    isOurs: (orderId) => ourId.test(orderId) && hasSeenOrder(state, orderId),
    isProvenEnded: (orderId) => reconcile.provenEnded.has(orderId),
    isAccepted: (difference) => heldName(reconcile.accepted, difference) !== undefined,
    isAsked: (difference) => reconcile.asked.has(nameOf(difference)),
    instrumentOf: (symbol) => config.instruments[idOf(symbol) ?? -1],
  };
}
