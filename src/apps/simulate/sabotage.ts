/**
 * Funds broken on purpose, each as bots have been: a fault run that finds nothing wrong with them proves nothing.
 * Sources: field.md B; controls.md PT-07, RT-07, RT-08.
 */
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { cashMoved } from "../../kernel/events/reconciliation-events.ts";
import { orderAccepted, orderRejected } from "../../kernel/events/venue-events.ts";
import { type UsdAmount, usd } from "../../kernel/units/units.ts";
import type { JournalRecord, JournalStore } from "../../ports/journal-store.ts";
import type { Venue } from "../../ports/venue.ts";
import type { Sabotage } from "./fund-process.ts";

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
    append: async (records) => {
      const head = waiting.length === 0 ? store.head() : await store.append(waiting);
      waiting = records;
      return head;
    },
    head: () => store.head(),
    tornTail: undefined,
    read: () => store.read(),
    close: () => store.close(),
  };
}

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
} as const satisfies Record<string, () => Sabotage>;
export type SabotageName = keyof typeof sabotages;
