/** Works one purchase by one style at the simulated venue, bar by bar, and says what it cost in the end. */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import { type Instrument, snapPriceDown, snapQuantity } from "../../src/kernel/domain/instrument.ts";
import type { Order, OrderType } from "../../src/kernel/domain/order.ts";
import {
  cancelAt,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  submitTo,
} from "../../src/kernel/simulation/venue/venue-book.ts";
import { price } from "../../src/kernel/units/units.ts";

export const studied = ["MARKET", "POST_ONLY", "TWAP"] as const;
export type Studied = (typeof studied)[number];

export type Purchase = {
  readonly instrument: Instrument;
  /** USD. */
  readonly notional: number;
  /** Close it is decided at. */
  readonly arrival: number;
  /** The bars after the decision, as many as the slowest style needs. */
  readonly bars: readonly Bar[];
};

export type Cost = {
  /** Share that was bought. */
  readonly filled: number;
  /** Filled by orders that rested. */
  readonly made: number;
  /** Implementation shortfall, basis points: price, fee and what was missed. */
  readonly totalBps: number;
};

const twapParts = 10;
/** As the fund's own protection. */
const protection = 1.01;

type Work = { readonly purchase: Purchase; bought: number; paid: number; made: number };

export function playStyle(style: Studied, purchase: Purchase): Cost {
  const { instrument, notional, arrival, bars } = purchase;
  const work: Work = { purchase, bought: 0, paid: 0, made: 0 };
  const wanted = snapQuantity(instrument, notional / (arrival * protection));
  if (style === "TWAP") {
    for (let part = 1; part <= twapParts; part += 1)
      playBar(work, part - 1, "MARKET", snapQuantity(instrument, (wanted * part) / twapParts) - work.bought);
  } else {
    playBar(work, 0, style, wanted);
    if (style === "POST_ONLY") playBar(work, 1, "MARKET", wanted - work.bought);
  }
  const last = bars[style === "TWAP" ? twapParts - 1 : style === "POST_ONLY" ? 1 : 0]?.close ?? arrival;
  const missed = Math.max(0, wanted - work.bought) * (last - arrival);
  return {
    filled: work.bought / wanted,
    made: work.made / wanted,
    totalBps: (10_000 * (work.paid - work.bought * arrival + missed)) / (wanted * arrival),
  };
}

/** One order for one bar; what is left of it at the close is cancelled. */
function playBar(work: Work, index: number, orderType: OrderType, amount: number): void {
  const { instrument, arrival, bars } = work.purchase;
  const bar = bars[index];
  const reference = index === 0 ? arrival : (bars[index - 1]?.close ?? arrival);
  const quantity = snapQuantity(instrument, amount);
  if (bar === undefined || !(quantity > 0)) return;
  const wanted =
    orderType === "POST_ONLY"
      ? reference * (1 - instrument.halfSpreadBps / 10_000)
      : Math.min(reference, arrival) * protection;
  const limitPrice = price(snapPriceDown(instrument, wanted));
  const order: Order = {
    id: "O1-0",
    symbol: bar.symbol,
    side: "BUY",
    purpose: "ENTRY",
    quantity,
    limitPrice,
    orderType,
  };
  const book = openVenueBook([instrument]);
  submitTo(book, order);
  for (const report of [...openBar(book, [bar]), ...fillResting(book, [bar]), ...closeBar(book, [bar])]) {
    if (report.kind !== "FILLED") continue;
    work.bought += report.quantity;
    work.paid += report.quantity * report.price + report.fee;
    if (report.liquidity === "MAKER") work.made += report.quantity;
  }
  cancelAt(book, order.id);
}
