/** Orders the guard is asked about, and views of it that narrow the one thing a test is about. */
import type { Order } from "../../src/kernel/domain/order.ts";
import { guardOrder } from "../../src/kernel/trading/guard/approved-order.ts";
import type { GuardView } from "../../src/kernel/trading/guard/guard-view.ts";
import { broken } from "./given-any.ts";
import { wide } from "./guard-view.ts";

type EntryChange = Partial<Record<keyof Order, unknown>>;
export const entry = (change: EntryChange = {}): Order =>
  broken({ id: "O9-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: 10, limitPrice: 100, ...change });
export const exit = (change: EntryChange = {}): Order =>
  broken({ id: "O9-0", symbol: "BTC", side: "SELL", purpose: "EXIT", quantity: 10, ...change });
export const stop = (change: EntryChange = {}): Order => exit({ purpose: "STOP", stopPrice: 98, ...change });

/** Of spot all that is committed is tied up. */
export const given = (change: Partial<GuardView>): GuardView => ({
  ...wide,
  committedTied: change.committedNotional ?? wide.committedTied,
  ...change,
});
export const limits = (change: Partial<GuardView["limits"]>): GuardView =>
  given({ limits: { ...wide.limits, ...change } });
export const controls = (change: Partial<GuardView["controls"]>): GuardView =>
  given({ controls: { ...wide.controls, ...change } });
export const envelope = (change: Partial<GuardView["envelope"]>): GuardView =>
  given({ envelope: { ...wide.envelope, ...change } });

/** The name of the check that refused, or "APPROVED". */
export const verdict = (order: Order, view: GuardView = wide): string => {
  const result = guardOrder(order, view);
  return result.kind === "REFUSED" ? result.check : "APPROVED";
};
