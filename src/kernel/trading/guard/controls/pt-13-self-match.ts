/**
 * PT-13: an entry never meets an order of our own on the other side: an exit that is on its way, one that rests no higher
 * than the entry pays, or a stop that would sell into a buy that rests at or below its trigger.
 *
 * Only entries are refused. An exit goes ahead: what rests against it is cancelled first (`protect.ts`), and the venue is
 * told to let the resting order go where both still meet (`selfTradeOf`). Source: controls.md, PT-13; Binance STP.
 */
import { isResting, type Order, type OwnOrder } from "../../../domain/order.ts";
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";

export const meetsNoneOfOurs: Check = {
  name: "self-match",
  refuses: (order, { opposing }) => {
    const met = opposing.find((own) => wouldMeet(order, own));
    if (met === undefined) return undefined;
    return `expected to meet no order of our own, was ${met.id}, which ${met.purpose === "STOP" ? "would sell" : "sells"} ${priceOf(met)}`;
  },
};

/** Prices that are none meet everything. */
function wouldMeet(entry: Order, own: OwnOrder): boolean {
  const limit = entry.limitPrice ?? Number.POSITIVE_INFINITY;
  if (own.purpose === "STOP") return isResting(entry) && !((own.stopPrice ?? Number.NaN) < limit);
  return !((own.limitPrice ?? 0) > limit);
}

const priceOf = ({ limitPrice, stopPrice }: OwnOrder): string => {
  const at = stopPrice ?? limitPrice;
  return at === undefined ? "at any price" : `at ${at}`;
};

export const selfMatch: GuardControl = {
  id: "PT-13",
  name: "Self-match prevention",
  purpose: "Keeps the fund from trading with itself, which costs two fees and paints a volume that is none.",
  answers: ["FIA self-match prevention", "Binance self-trade prevention"],
  source: "controls.md, PT-13",
  owner: "TRADER",
  action: "The entry is refused; before an exit, entries that rest against it are cancelled.",
  parameters: () => [],
  whyNoParameters: "Two orders of ours meet or they do not.",
  checks: [meetsNoneOfOurs],
};
