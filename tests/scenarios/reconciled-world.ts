/**
 * A fund whose books are held against the venue's, and a venue where things happen that the fund did not ask for: people
 * trade by hand, orders vanish, reports are late or come twice, answers are lost.
 */
import { defaultReconciliation } from "../../src/kernel/domain/reconciliation.ts";
import type { CashCause, ForeignCause, ForeignReport } from "../../src/kernel/domain/venue-report.ts";
import type { InputEvent } from "../../src/kernel/events/catalogue.ts";
import { orderAccepted } from "../../src/kernel/events/venue-events.ts";
import { orderEnded } from "../../src/kernel/events/reconciliation-events.ts";
import { accountOf } from "../../src/kernel/simulation/venue/venue-account.ts";
import { accountEvent } from "../../src/kernel/step-reconcile.ts";
import type { Effect } from "../../src/kernel/trading/effect.ts";
import { price, quantity, usd } from "../../src/kernel/units/units.ts";
import { eventOf } from "../../src/runtime/venue-events.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, feed, fundOf, openWorld, performAtBook, type Step, type World } from "./world.ts";

export const reconciledConfig = { ...tradingConfig, reconciliation: defaultReconciliation };

/** A world whose models are warm and think highly of BTC; nothing has been asked of the venue yet. */
export function warmWorld(): World {
  const world = openWorld(reconciledConfig);
  const said: InputEvent[] = [];
  reports.set(world, said);
  world.watch = ({ entry: { event } }) => remember(said, event);
  world.perform = (effect) => perform(world, effect);
  for (let index = -12; index < 0; index += 1) playClose(world, index);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  return world;
}

/** Every numbered report the venue has made, for those who ask again. */
const reports = new WeakMap<World, InputEvent[]>();
export const reportsOf = (world: World): readonly InputEvent[] => reports.get(world) ?? [];

function remember(said: InputEvent[], event: InputEvent): void {
  if (event.type === "venue.account_reported" || !("reportSeq" in event.data) || event.data.reportSeq === 0) return;
  const { reportSeq } = event.data;
  const isKnown = said.some((each) => "reportSeq" in each.data && each.data.reportSeq === reportSeq);
  if (!isKnown) said.push(event);
}

export const playClose = (world: World, index: number, share = 1): void =>
  close(world, at(index * hour), [
    bar("BTC", Math.round(wavyClose(index) * share * 100) / 100),
    bar("ETH", wavyClose(index, 50)),
  ]);

/** What an exchange's clients would be told of their orders. */
function perform(world: World, effect: Effect): void {
  if (effect.kind === "AskReports") {
    for (const event of reportsOf(world).slice())
      if ("reportSeq" in event.data && event.data.reportSeq > effect.afterSeq)
        feed(world, world.state.at, "venue", event);
    return;
  }
  if (effect.kind !== "QueryOrder") return performAtBook(world, effect);
  const { orderId } = effect;
  const isOpen = world.book.resting.has(orderId);
  feed(
    world,
    world.state.at,
    "venue",
    isOpen ? orderAccepted.create({ orderId, reportSeq: 0 }) : orderEnded.create({ orderId }),
  );
}

/** One pass over what the venue has there now. */
export function reconcile(world: World, scope: "ALL" | "ORDERS" = "ALL"): Step {
  const account = { at: world.state.at, reportSeq: world.reports, ...accountOf(world.book) };
  return feed(world, world.state.at, "venue", accountEvent(fundOf(world), account, scope));
}

/** A fund that holds BTC behind a stop, in agreement with its venue. */
export function holdingWorld(): World {
  const world = warmWorld();
  reconcile(world);
  playClose(world, 0);
  playClose(world, 1);
  reconcile(world);
  return world;
}

export const heldOf = (world: World, symbol = "BTC"): number =>
  fundOf(world).trading.positions.find((position) => position?.symbol === symbol)?.quantity ?? 0;

export const stopsOf = (world: World) =>
  [...fundOf(world).trading.orders.values()].filter(({ order }) => order.purpose === "STOP");

/** Something happens at the venue; the fund hears of it unless it is kept from it. */
export function happen(world: World, report: ForeignReport, isHeard = true): Step | undefined {
  const { book } = world;
  if (report.kind === "CASH_MOVED") book.cashMicros += Math.round(report.amount * 1e6);
  else {
    const signed = report.side === "BUY" ? report.quantity : 0 - report.quantity;
    const held = (book.holdings.get(report.symbol) ?? 0) + signed;
    book.holdings.set(report.symbol, Math.abs(held) < 1e-9 ? 0 : Number(held.toPrecision(12)));
    book.cashMicros -= Math.round(signed * report.price * 1e6) + Math.round(report.fee * 1e6);
  }
  const event = eventOf(report, ++world.reports);
  remember(reports.get(world) ?? [], event);
  return isHeard ? feed(world, world.state.at, "venue", event) : undefined;
}

let ids = 0;
export const byHand = (
  side: "BUY" | "SELL",
  size: number,
  {
    symbol = "BTC",
    cause = "MANUAL",
    priceUsd = 100,
  }: { symbol?: string; cause?: ForeignCause; priceUsd?: number } = {},
): ForeignReport => ({
  kind: "FOREIGN_FILL",
  symbol,
  side,
  fillId: `H${++ids}`,
  price: price(priceUsd),
  quantity: quantity(Number(size.toPrecision(12))),
  fee: usd(0.1),
  cause,
});

export const cash = (amount: number, cause: CashCause = "FUNDING"): ForeignReport => ({
  kind: "CASH_MOVED",
  cashId: `C${++ids}`,
  symbol: "BTC",
  amount: usd(amount),
  cause,
});
