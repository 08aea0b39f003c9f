/**
 * Funds broken on purpose, each as bots have been: a fault run that finds nothing wrong with them proves nothing.
 * Sources: field.md B; controls.md PT-07, RT-07, RT-08.
 */
import { snapQuantity } from "../../kernel/domain/instrument.ts";
import type { OrderRecord } from "../../kernel/domain/order.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { booksOf } from "../../kernel/trading/fund-books.ts";
import type { Held } from "../../kernel/trading/reconcile/books.ts";
import type { VenueAccount, VenueHolding, VenueOpenOrder } from "../../kernel/domain/venue-account.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { cashMoved } from "../../kernel/events/reconciliation-events.ts";
import { orderAccepted, orderRejected } from "../../kernel/events/venue-events.ts";
import { simulatedInstruments } from "../../kernel/simulation/market/instruments.ts";
import { quantity, type UsdAmount, usd } from "../../kernel/units/units.ts";
import type { JournalRecord, JournalStore } from "../../ports/journal-store.ts";
import type { Venue } from "../../ports/venue.ts";
import { readEntry } from "../../runtime/journal-records.ts";
import type { Sabotage } from "./fund-process.ts";
import { forgetsFreezes, forgetsLosses, roundsUpSales, trustsItself } from "./sabotage-of-state.ts";

type Hear = (event: InputEvent) => InputEvent;

/** Sends an order again when no answer came. */
const resends = (venue: Venue): Venue => ({
  ...venue,
  submit: (order) => venue.submit(order).catch(() => venue.submit(order)),
});

/** Books a fill heard twice as if it were another one. */
function booksTwice(): Hear {
  const heard = new Set<string>();
  return (event) => {
    if (event.type !== "venue.order_filled") return event;
    const { fillId } = event.data;
    if (!heard.has(fillId)) {
      heard.add(fillId);
      return event;
    }
    return { ...event, data: { ...event.data, reportSeq: 0, fillId: `${fillId} again` } };
  };
}

/** Takes no answer for a refusal. */
const guessesRejected: Hear = (event) =>
  event.type === "venue.order_outcome_unknown"
    ? orderRejected.create({ orderId: event.data.orderId, reportSeq: 0, reason: event.data.reason, code: null })
    : event;

/** Leaves the stops of what it holds unsent. */
const forgetsStops = (venue: Venue): Venue => ({
  ...venue,
  submit: async (order) => (order.purpose === "STOP" ? undefined : venue.submit(order)),
});

/** Lets no stop give way, so that nothing else can be sold. */
const neverCancels = (venue: Venue): Venue => ({ ...venue, cancel: async () => {} });

/** Acknowledges a block before it is written: the next append writes it, or a crash loses it. */
function writesBehind(store: JournalStore): JournalStore {
  let waiting: readonly JournalRecord[] = [];
  return {
    ...throughTo(store),
    append: async (records) => {
      const head = waiting.length === 0 ? store.head() : await store.append(waiting);
      waiting = records;
      return head;
    },
  };
}

const throughTo = (store: JournalStore): Omit<JournalStore, "append"> => ({
  head: () => store.head(),
  tornTail: undefined,
  read: () => store.read(),
  close: () => store.close(),
});

/** Asks for nothing the stream left out. */
const neverFetches = (venue: Venue): Venue => ({ ...venue, reportsAfter: async () => [] });

/** Takes what somebody trades by hand for none of its business. */
const ignoresHands: Hear = (event) =>
  event.type === "venue.foreign_filled" ? movedCash(event.data.reportSeq, event.data.fillId, usd(0)) : event;

/** Takes money paid in for money made. */
const countsTransfers: Hear = (event) =>
  event.type === "venue.cash_moved" ? movedCash(event.data.reportSeq, event.data.cashId, event.data.amountUsd) : event;

const movedCash = (reportSeq: number, cashId: string, amountUsd: UsdAmount): InputEvent =>
  cashMoved.create({ reportSeq, cashId, symbol: null, amountUsd, cause: "FEE" });

/** Holds a stop that the venue once took, and that it has not taken back itself, for one that rests. */
function trustsStops(): Sabotage {
  const [stops, takenBack] = [new Set<string>(), new Set<string>()];
  const isTrusted = (orderId: string) => stops.has(orderId) && !takenBack.has(orderId);
  return {
    venue: (venue) => ({
      ...venue,
      submit: async (order) => {
        await venue.submit(order);
        if (order.purpose === "STOP") stops.add(order.id);
      },
      cancel: (orderId) => {
        takenBack.add(orderId);
        return venue.cancel(orderId);
      },
      query: async (orderId) => (isTrusted(orderId) ? "OPEN" : venue.query(orderId)),
    }),
    hear: (event) => {
      if (event.type !== "venue.order_canceled" || event.data.expired || !isTrusted(event.data.orderId)) return event;
      const { orderId, reportSeq } = event.data;
      return orderAccepted.create({ orderId, reportSeq });
    },
  };
}

/** Sends an order under another id when no answer came. */
const renames = (venue: Venue): Venue => ({
  ...venue,
  submit: (order) => venue.submit(order).catch(() => venue.submit({ ...order, id: `${order.id}9` })),
});

/** Holds a connection that was lost once for lost. */
function neverReconnects(): Hear {
  let wasLost = false;
  return (event) => {
    if (event.type !== "venue.connection_changed") return event;
    wasLost ||= !event.data.connected;
    return wasLost ? { ...event, data: { ...event.data, connected: false } } : event;
  };
}

/** Keeps the first account it was told and takes it for the latest. */
function keepsAccount(venue: Venue): Venue {
  let first: Promise<VenueAccount> | undefined;
  return { ...venue, account: () => (first ??= venue.account()) };
}

/** Finds its own books in every account, whatever the venue says. */
const seesItself = (venue: Venue, { fund }: FundState): Venue => ({
  ...venue,
  account: async () => {
    const account = await venue.account();
    if (fund === undefined) return account;
    const idOf = (symbol: string) => fund.ids.get(symbol);
    const { orders, holdings, cash } = booksOf(fund.trading, { ...fund, idOf }, account.at);
    return { ...account, orders: orders.map(listed), holdings: holdings.map(held), cash: usd(cash) };
  },
});

const held = ({ symbol, quantity: amount }: Held): VenueHolding => ({ symbol, quantity: quantity(amount) });
const listed = ({ order, filledQuantity }: OrderRecord): VenueOpenOrder => ({
  orderId: order.id,
  symbol: order.symbol,
  side: order.side,
  quantity: order.quantity,
  filledQuantity,
  stopPrice: order.stopPrice,
});

/** Takes fills for free of charge. */
const forgetsFees: Hear = (event) =>
  event.type === "venue.order_filled" ? { ...event, data: { ...event.data, feeUsd: usd(0) } } : event;

/** Takes what somebody trades by hand for half of it. */
const halvesHands: Hear = (event) => {
  if (event.type !== "venue.foreign_filled") return event;
  const { symbol, quantity: traded } = event.data;
  const instrument = simulatedInstruments.find((each) => each.symbol === symbol);
  const half = instrument === undefined ? traded : snapQuantity(instrument, traded / 2);
  return half > 0 ? { ...event, data: { ...event.data, quantity: half } } : event;
};

/** Stops over the first order the venue refuses. Over each, it would come back to be refused the same stop every second. */
function diesOfRefusals(): Pick<Sabotage, "store"> {
  let hasDied = false;
  const isRefusal = (record: JournalRecord): boolean =>
    record.kind === "I" && readEntry(record).event.type === "venue.order_rejected";
  return {
    store: (store) => ({
      ...throughTo(store),
      append: async (records) => {
        if (!hasDied && records.some(isRefusal)) {
          hasDied = true;
          throw new Error("an order was refused, and nobody had expected it");
        }
        return store.append(records);
      },
    }),
  };
}

export const sabotages = {
  RESENDS_ON_TIMEOUT: () => ({ venue: resends }),
  BOOKS_FILLS_TWICE: () => ({ hear: booksTwice() }),
  TAKES_UNKNOWN_FOR_REJECTED: () => ({ hear: guessesRejected }),
  FORGETS_STOPS: () => ({ venue: forgetsStops }),
  NEVER_CANCELS: () => ({ venue: neverCancels }),
  WRITES_BEHIND: () => ({ store: writesBehind }),
  NEVER_FETCHES: () => ({ venue: neverFetches }),
  IGNORES_TRADES_BY_HAND: () => ({ hear: ignoresHands }),
  TAKES_TRANSFERS_FOR_PROFIT: () => ({ hear: countsTransfers }),
  TRUSTS_STOPS_TO_REST: trustsStops,
  RENAMES_ON_TIMEOUT: () => ({ venue: renames }),
  NEVER_RECONNECTS: () => ({ hear: neverReconnects() }),
  KEEPS_THE_FIRST_ACCOUNT: () => ({ venue: keepsAccount }),
  IGNORES_DIFFERENCES: () => ({ venue: seesItself }),
  ENTERS_UNRECONCILED: () => ({ stepped: trustsItself }),
  FORGETS_FEES: () => ({ hear: forgetsFees }),
  HALVES_TRADES_BY_HAND: () => ({ hear: halvesHands }),
  DIES_OF_REFUSALS: diesOfRefusals,
  FORGETS_FREEZES: () => ({ recovered: forgetsFreezes }),
  ROUNDS_UP_SALES: () => ({ stepped: roundsUpSales }),
  FORGETS_ITS_LOSSES: () => ({ stepped: forgetsLosses }),
} as const satisfies Record<string, () => Sabotage>;
export type SabotageName = keyof typeof sabotages;
