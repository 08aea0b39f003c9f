/**
 * The one way out: `ApprovedOrder` is made only here, and the venue port accepts nothing else.
 *
 * The brand symbol is not exported, so a plain order does not compile where an approved one is asked for; the tidy test
 * bans the cast everywhere but in this folder.
 */
import type { Order } from "../../domain/order.ts";
import type { CheckReading } from "../../domain/workings.ts";
import type { Check } from "./check.ts";
import { entryChecks, orderChecks, reductionChecks } from "./checks.ts";
import type { GuardView } from "./guard-view.ts";

declare const approved: unique symbol;
export type ApprovedOrder = Order & { readonly [approved]: true };

export type GuardResult =
  | { readonly kind: "APPROVED"; readonly order: ApprovedOrder }
  | { readonly kind: "REFUSED"; readonly order: Order; readonly check: string; readonly reason: string };

/**
 * Passes an order or refuses it, naming the check, the limit and the value. Fails closed: a check that throws refuses.
 *
 * Limits bind entries only. An exit or stop must be well formed and no larger than what is held; no freeze, limit or
 * missing price may stop it (resolutions 16).
 */
export function guardOrder(order: Order, view: GuardView): GuardResult {
  for (const { name, refuses } of checksOn(order)) {
    const reason = safely(() => refuses(order, view), sayFailed);
    if (reason !== undefined) return { kind: "REFUSED", order, check: name, reason };
  }
  return { kind: "APPROVED", order: order as ApprovedOrder };
}

const checksOn = (order: Order): readonly Check[] =>
  order.purpose === "ENTRY" ? [...orderChecks, ...entryChecks] : [...orderChecks, ...reductionChecks];

/** Every check on the order with what it says and measures; those after the first refusal too. */
export const readChecks = (order: Order, view: GuardView): CheckReading[] =>
  checksOn(order).map(({ name, refuses, measure }) => ({
    check: name,
    refusal: safely(() => refuses(order, view), sayFailed),
    measure:
      measure &&
      safely(
        () => measure(order, view),
        () => undefined,
      ),
  }));

const sayFailed = (error: unknown): string => `the check failed: ${String(error)}`;

/** The answer, or what is made of the error: no check may take the guard down. */
function safely<Answer>(ask: () => Answer, onError: (error: unknown) => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    return onError(error);
  }
}
