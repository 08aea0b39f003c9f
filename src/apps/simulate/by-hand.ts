/**
 * What happens to the account of a fault run without the fund's doing: somebody trades or cancels at the venue by hand,
 * cash comes or goes, an order rests that the fund never sent. The stream tells of it at once, or later, or never.
 *
 * Each is done once, at the first moment of its window at which it can be: something is held, an order rests, cash is
 * free. Until then it is tried again every few minutes. The fund's line may be down meanwhile; a person has another.
 */
import type { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import { type Instrument, snapPriceUp, snapQuantity } from "../../kernel/domain/instrument.ts";
import type { VenueAccount } from "../../kernel/domain/venue-account.ts";
import type { Fault, FaultOf } from "../../kernel/simulation/faults/fault-plan.ts";
import { type FaultsInForce, holding } from "../../kernel/simulation/faults/faults-in-force.ts";
import type { ManualTrade } from "../../kernel/simulation/venue/foreign-acts.ts";
import { type EpochMs, epochMs, minutes, quantity, usd } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Untold } from "./untold.ts";

type HandParts = {
  readonly venue: () => SimulatedVenue;
  readonly instruments: readonly Instrument[];
  readonly clock: Clock;
  readonly faults: FaultsInForce;
  /** Takes up what the venue says of it. */
  readonly collect: () => Promise<void>;
  /** Does it, and lets the venue say so only at a later time. */
  readonly withhold: (until: EpochMs, act: () => Promise<Done | undefined>) => Promise<Done | undefined>;
  readonly onUntold: (untold: Untold) => void;
};

type ByHand = FaultOf<"MANUAL_TRADE" | "MANUAL_CANCEL" | "CASH_MOVED" | "FOREIGN_ORDER">;

const byHand: readonly Fault["kind"][] = ["MANUAL_TRADE", "MANUAL_CANCEL", "CASH_MOVED", "FOREIGN_ORDER"];
const isByHand = (fault: Fault): fault is ByHand => byHand.includes(fault.kind);

/** What was done: in which symbol, and how much cash it moved, either way. */
type Done = { readonly symbol: string | undefined; readonly cashUsd: number };

const retryWait = minutes(5);
/** How ids of orders by hand begin; nobody else's hand touches those. */
const handMark = "HAND-";

export function actByHand(parts: HandParts): void {
  const { clock, faults } = parts;
  let tradedUntil = epochMs(0);
  const attempt = async (fault: ByHand): Promise<void> => {
    const until = epochMs(faults.from + fault.toMs);
    const mayAct = fault.kind !== "MANUAL_TRADE" || clock.now() > tradedUntil;
    const isTold = fault.kind !== "FOREIGN_ORDER" && fault.isTold;
    const tryIt = () => act(parts, fault);
    const done = mayAct ? await (isTold ? tryIt() : parts.withhold(until, tryIt)) : undefined;
    if (done !== undefined && !isTold) parts.onUntold({ kind: fault.kind, ...done, from: clock.now(), to: until });
    if (done !== undefined && !isTold && fault.kind === "MANUAL_TRADE") tradedUntil = until;
    if (done !== undefined) return parts.collect();
    const next = epochMs(clock.now() + retryWait);
    if (next < faults.from + fault.toMs) clock.wakeAt(next, () => void attempt(fault));
  };
  for (const fault of faults.faults)
    if (isByHand(fault)) clock.wakeAt(epochMs(faults.from + fault.fromMs), () => void attempt(fault));
}

/** Returns what was done, if it could be. */
async function act(parts: HandParts, fault: ByHand): Promise<Done | undefined> {
  const { venue, instruments, clock, faults } = parts;
  if (holding(faults, clock.now(), "VENUE_RESTART") !== undefined) return undefined;
  const all = await venue().account();
  const account = { ...all, orders: all.orders.filter(({ orderId }) => !orderId.startsWith(handMark)) };
  switch (fault.kind) {
    case "MANUAL_TRADE":
      return fault.side === "SELL"
        ? sell(venue(), account, instruments, fault)
        : buy(venue(), account, instruments, fault);
    case "MANUAL_CANCEL":
      return cancel(venue(), account, fault);
    case "CASH_MOVED":
      return move(venue(), account, fault);
    case "FOREIGN_ORDER":
      return rest(parts, fault);
  }
}

type Trade = FaultOf<"MANUAL_TRADE">;

async function sell(
  venue: SimulatedVenue,
  { holdings, orders }: VenueAccount,
  instruments: readonly Instrument[],
  { place, share, cancelsFirst }: Trade,
): Promise<Done | undefined> {
  const held = at(place, holdings);
  const instrument = instruments.find((each) => each.symbol === held?.symbol);
  if (held === undefined || instrument === undefined) return undefined;
  const { symbol } = held;
  const sold = share === 1 ? quantity(held.quantity) : snapQuantity(instrument, held.quantity * share);
  if (!(sold > 0)) return undefined;
  if (cancelsFirst)
    for (const order of orders) if (order.symbol === symbol && order.side === "SELL") await venue.cancel(order.orderId);
  return trade(venue, { symbol, side: "SELL", quantity: sold });
}

async function buy(
  venue: SimulatedVenue,
  account: VenueAccount,
  instruments: readonly Instrument[],
  { place, share }: Trade,
): Promise<Done | undefined> {
  const instrument = at(place, instruments);
  const last = instrument === undefined ? undefined : venue.lastPrice(instrument.symbol);
  if (instrument === undefined || last === undefined) return undefined;
  const bought = snapQuantity(instrument, (freeCash(account) * share) / last);
  return bought > 0 ? trade(venue, { symbol: instrument.symbol, side: "BUY", quantity: bought }) : undefined;
}

function trade(venue: SimulatedVenue, by: ManualTrade): Done | undefined {
  if (!venue.manualTrade(by)) return undefined;
  return { symbol: by.symbol, cashUsd: by.quantity * (venue.lastPrice(by.symbol) ?? Number.NaN) };
}

async function cancel(
  venue: SimulatedVenue,
  { orders }: VenueAccount,
  { place }: FaultOf<"MANUAL_CANCEL">,
): Promise<Done | undefined> {
  const order = at(place, orders);
  if (order === undefined) return undefined;
  await venue.cancel(order.orderId);
  return { symbol: order.symbol, cashUsd: 0 };
}

/** An order at a tenth of the price, where nothing fills it, for hardly more than the venue asks. */
function rest({ venue, instruments, clock, faults }: HandParts, fault: FaultOf<"FOREIGN_ORDER">): Done | undefined {
  const instrument = at(fault.place, instruments);
  const last = instrument === undefined ? undefined : venue().lastPrice(instrument.symbol);
  if (instrument === undefined || last === undefined) return undefined;
  const { symbol, minNotionalUsd } = instrument;
  const limitPrice = snapPriceUp(instrument, last / 10);
  const id = `${handMark}${clock.now()}`;
  const quantity = snapQuantity(instrument, (2 * minNotionalUsd) / limitPrice);
  const terms = { type: "LIMIT", timeInForce: "GTC", isReduceOnly: false, selfTrade: "NONE" } as const;
  venue().take({ id, symbol, side: "BUY", quantity, limitPrice, ...terms });
  clock.wakeAt(epochMs(faults.from + fault.toMs), () => void venue().cancel(id));
  return { symbol, cashUsd: 0 };
}

function move(venue: SimulatedVenue, account: VenueAccount, { cause, share }: FaultOf<"CASH_MOVED">): Done | undefined {
  const amount = usd(Math.round(freeCash(account) * share * 100) / 100);
  if (amount === 0) return undefined;
  venue.moveCash(amount, cause);
  return { symbol: undefined, cashUsd: Math.abs(amount) };
}

/** None while the fund buys: what an order will cost is locked, and the account does not say how much that is. */
const freeCash = ({ cash, orders }: VenueAccount): number =>
  orders.some(({ side }) => side === "BUY") ? 0 : Math.max(0, cash);

const at = <Item>(place: number, items: readonly Item[]): Item | undefined =>
  items[Math.min(items.length - 1, Math.floor(place * items.length))];
