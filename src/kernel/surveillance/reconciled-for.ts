/** What a pass of reconciliation says to the control on orders, and to the one on positions and balances. */
import { orderKinds } from "../domain/reconciliation.ts";
import type { Fact } from "../events/catalogue.ts";
import type { Finding } from "./real-time-control.ts";

/** Nothing for facts that are no such pass, nor for what an earlier pass has told: a set that only shrank finds nothing. */
export function reconciledFor(fact: Fact, part: "ORDERS" | "POSITIONS"): Finding | undefined {
  if (fact.type !== "reconciliation.completed") return undefined;
  const isOrders = part === "ORDERS";
  const found = fact.data.differences.filter(({ kind, isNew }) => isNew && orderKinds.includes(kind) === isOrders);
  const [first] = found;
  /** The pass itself is counted where it is made, since one that finds all well says nothing. */
  if (first === undefined) return undefined;
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : "";
  return { refusal: `${first.explanation}${more}`, symbol: first.symbol, isNews: true };
}
