/**
 * What happens to the account of a fault run without the fund's doing: somebody trades or cancels at the venue by hand,
 * cash comes or goes.
 *
 * Each is done once, at the first moment of its window at which it can be: something is held, an order rests, cash is
 * free. Until then it is tried again every few minutes. The fund's line may be down meanwhile; a person has another.
 */
import type { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import { type Instrument, snapQuantity } from "../../kernel/domain/instrument.ts";
import type { VenueAccount } from "../../kernel/domain/venue-account.ts";
import type { Fault, FaultOf } from "../../kernel/simulation/faults/fault-plan.ts";
import { type FaultsInForce, holding } from "../../kernel/simulation/faults/faults-in-force.ts";
import { epochMs, minutes, quantity, usd } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";

type HandParts = {
  readonly venue: () => SimulatedVenue;
  readonly instruments: readonly Instrument[];
  readonly clock: Clock;
  readonly faults: FaultsInForce;
  /** Takes up what the venue says of it. */
  readonly collect: () => Promise<void>;
};

type ByHand = FaultOf<"MANUAL_TRADE" | "MANUAL_CANCEL" | "CASH_MOVED">;

const isByHand = (fault: Fault): fault is ByHand =>
  fault.kind === "MANUAL_TRADE" || fault.kind === "MANUAL_CANCEL" || fault.kind === "CASH_MOVED";

const retryWait = minutes(5);

export function actByHand(parts: HandParts): void {
  const { clock, faults } = parts;
  const attempt = async (fault: ByHand): Promise<void> => {
    if (await act(parts, fault)) return parts.collect();
    const next = epochMs(clock.now() + retryWait);
    if (next < faults.from + fault.toMs) clock.wakeAt(next, () => void attempt(fault));
  };
  for (const fault of faults.faults)
    if (isByHand(fault)) clock.wakeAt(epochMs(faults.from + fault.fromMs), () => void attempt(fault));
}

/** Returns whether it could be done. */
async function act({ venue, instruments, clock, faults }: HandParts, fault: ByHand): Promise<boolean> {
  if (holding(faults, clock.now(), "VENUE_RESTART") !== undefined) return false;
  const account = await venue().account();
  switch (fault.kind) {
    case "MANUAL_TRADE":
      return fault.side === "SELL"
        ? sell(venue(), account, instruments, fault)
        : buy(venue(), account, instruments, fault);
    case "MANUAL_CANCEL":
      return cancel(venue(), account, fault);
    case "CASH_MOVED":
      return move(venue(), account, fault);
  }
}

type Trade = FaultOf<"MANUAL_TRADE">;

async function sell(
  venue: SimulatedVenue,
  { holdings, orders }: VenueAccount,
  instruments: readonly Instrument[],
  { place, share, cancelsFirst }: Trade,
): Promise<boolean> {
  const held = at(place, holdings);
  const instrument = instruments.find((each) => each.symbol === held?.symbol);
  if (held === undefined || instrument === undefined) return false;
  const { symbol } = held;
  const sold = share === 1 ? quantity(held.quantity) : snapQuantity(instrument, held.quantity * share);
  if (!(sold > 0)) return false;
  if (cancelsFirst)
    for (const order of orders) if (order.symbol === symbol && order.side === "SELL") await venue.cancel(order.orderId);
  return venue.manualTrade({ symbol, side: "SELL", quantity: sold });
}

async function buy(
  venue: SimulatedVenue,
  account: VenueAccount,
  instruments: readonly Instrument[],
  { place, share }: Trade,
): Promise<boolean> {
  const instrument = at(place, instruments);
  const last = instrument === undefined ? undefined : venue.lastPrice(instrument.symbol);
  if (instrument === undefined || last === undefined) return false;
  const bought = snapQuantity(instrument, (freeCash(account) * share) / last);
  return bought > 0 && venue.manualTrade({ symbol: instrument.symbol, side: "BUY", quantity: bought });
}

async function cancel(
  venue: SimulatedVenue,
  { orders }: VenueAccount,
  { place }: FaultOf<"MANUAL_CANCEL">,
): Promise<boolean> {
  const order = at(place, orders);
  if (order === undefined) return false;
  await venue.cancel(order.orderId);
  return true;
}

function move(venue: SimulatedVenue, account: VenueAccount, { cause, share }: FaultOf<"CASH_MOVED">): boolean {
  const amount = usd(Math.round(freeCash(account) * share * 100) / 100);
  if (amount === 0) return false;
  venue.moveCash(amount, cause);
  return true;
}

/** None while the fund buys: what an order will cost is locked, and the account does not say how much that is. */
const freeCash = ({ cash, orders }: VenueAccount): number =>
  orders.some(({ side }) => side === "BUY") ? 0 : Math.max(0, cash);

const at = <Item>(place: number, items: readonly Item[]): Item | undefined =>
  items[Math.min(items.length - 1, Math.floor(place * items.length))];
