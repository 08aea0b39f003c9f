/**
 * A venue that misbehaves as told: rejects, keeps silent while the order lives or is lost, fills in parts, cancels.
 *
 * What it truly holds is known to the test, so that the fund's picture can be compared with it.
 */
import type { Order } from "../../src/kernel/domain/order.ts";
import { orderAbsent, orderAccepted, orderOutcomeUnknown } from "../../src/kernel/events/venue-events.ts";
import type { Effect } from "../../src/kernel/trading/effect.ts";
import { price, quantity, usd } from "../../src/kernel/units/units.ts";
import { feed, fundOf, hear, type World } from "./world.ts";

/** How the venue treats the next request. SILENT: it is carried out, but no answer comes. LOST: nor is it carried out. */
export const behaviours = ["ANSWERS", "REJECTS", "SILENT", "LOST"] as const;
export type Behaviour = (typeof behaviours)[number];

type Kept = { order: Order; filled: number; open: boolean };
type StopMove = Extract<Effect, { kind: "MoveStop" }>;
export type UnrulyVenue = {
  /** Every order that arrived. */
  readonly orders: Map<string, Kept>;
  readonly holdings: Map<string, number>;
  /** Behaviour for the requests to come; when empty, the venue answers. */
  readonly behaviour: Behaviour[];
  /** Ids of every submit that was sent, arrived or not. */
  readonly sent: string[];
  fills: number;
};

/** Puts the venue in the place of the world's book. */
export function installVenue(world: World): UnrulyVenue {
  const venue: UnrulyVenue = { orders: new Map(), holdings: new Map(), behaviour: [], sent: [], fills: 0 };
  world.perform = (effect) => carryOut(world, venue, effect);
  return venue;
}

function carryOut(world: World, venue: UnrulyVenue, effect: Effect): void {
  if (effect.kind === "QueryOrder") return answer(world, venue, effect.orderId);
  if (effect.kind === "AskReports") return;
  const behaviour = venue.behaviour.shift() ?? "ANSWERS";
  const orderId = effect.kind === "SubmitOrder" ? effect.order.id : effect.orderId;
  if (effect.kind === "MoveStop") return moveStop(world, venue, effect, behaviour);
  const refusal =
    effect.kind === "SubmitOrder" ? take(venue, effect.order, behaviour) : cancel(venue, orderId, behaviour);
  const isUnanswered = behaviour === "SILENT" || behaviour === "LOST";
  if (isUnanswered || (effect.kind === "CancelOrder" && refusal !== undefined))
    feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId, reason: "no answer" }));
  else if (effect.kind === "SubmitOrder")
    hear(
      world,
      world.state.at,
      refusal === undefined ? { kind: "ACCEPTED", orderId } : { kind: "REJECTED", orderId, reason: refusal },
    );
  else if (refusal === undefined)
    hear(world, world.state.at, { kind: "CANCELED", orderId, expired: false, reason: "cancelled on request" });
}

function take(venue: UnrulyVenue, order: Order, behaviour: Behaviour): string | undefined {
  venue.sent.push(order.id);
  if (behaviour === "REJECTS") return "the venue does not like it";
  if (behaviour === "LOST") return "lost on the way";
  if (order.side === "SELL" && order.quantity > freeOf(venue, order.symbol) + 1e-9) return "insufficient balance";
  venue.orders.set(order.id, { order, filled: 0, open: true });
  return undefined;
}

function cancel(venue: UnrulyVenue, orderId: string, behaviour: Behaviour): string | undefined {
  const kept = venue.orders.get(orderId);
  if (behaviour === "LOST" || behaviour === "REJECTS" || kept === undefined) return "lost on the way";
  kept.open = false;
  return undefined;
}

/** Refused or lost, the stop rests where it rested; carried out in silence, it rests at the new price and nobody is told. */
function moveStop(world: World, venue: UnrulyVenue, { orderId, stopPrice }: StopMove, behaviour: Behaviour): void {
  const kept = venue.orders.get(orderId);
  const isDone = (behaviour === "ANSWERS" || behaviour === "SILENT") && kept?.open === true;
  if (isDone) kept.order = { ...kept.order, stopPrice };
  if (isDone && behaviour === "ANSWERS") hear(world, world.state.at, { kind: "AMENDED", orderId, stopPrice });
  else feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId, reason: "no answer" }));
}

const freeOf = (venue: UnrulyVenue, symbol: string): number => {
  let free = venue.holdings.get(symbol) ?? 0;
  for (const { order, filled, open } of venue.orders.values())
    if (open && order.symbol === symbol && order.side === "SELL") free -= order.quantity - filled;
  return free;
};

/** Tells the truth about one order, as a venue asked by client id does. */
export function answer(world: World, venue: UnrulyVenue, orderId: string): void {
  const kept = venue.orders.get(orderId);
  if (kept === undefined) feed(world, world.state.at, "venue", orderAbsent.create({ orderId }));
  else if (kept.open) feed(world, world.state.at, "venue", orderAccepted.create({ orderId, reportSeq: 0 }));
  else hear(world, world.state.at, { kind: "CANCELED", orderId, expired: false, reason: "had been cancelled" });
}

export const unknownIn = (world: World): string[] =>
  [...fundOf(world).trading.orders.values()].filter(({ status }) => status === "UNKNOWN").map(({ order }) => order.id);

export const openAt = (venue: UnrulyVenue): Kept[] => [...venue.orders.values()].filter(({ open }) => open);

/** Fills `share` of what is left of an open order, at least a lot, at its price or a little worse. */
export function fillAt(world: World, venue: UnrulyVenue, kept: Kept, share: number): void {
  const { order } = kept;
  const instrument = fundOf(world).config.instruments.find(({ symbol }) => symbol === order.symbol);
  if (instrument === undefined) return;
  const left = Math.round((order.quantity - kept.filled) / instrument.lotSize);
  const lots = Math.max(1, Math.min(left, Math.round(left * share)));
  const size = Number((lots * instrument.lotSize).toPrecision(12));
  const at = order.limitPrice ?? order.stopPrice ?? 100;
  kept.filled += size;
  if (lots >= left) kept.open = false;
  venue.holdings.set(order.symbol, (venue.holdings.get(order.symbol) ?? 0) + (order.side === "BUY" ? size : -size));
  venue.fills += 1;
  hear(world, world.state.at, {
    kind: "FILLED",
    orderId: order.id,
    fillId: `F${venue.fills}`,
    price: price(at),
    quantity: quantity(size),
    fee: usd(0.1),
    liquidity: "TAKER",
  });
}
