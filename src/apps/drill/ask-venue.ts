/** What the venue says of its own accord: its answer to every order ever sent, and its holdings by its own reports. */
import type { Venue } from "../../ports/venue.ts";
import type { DrillFund } from "./drill-fund.ts";

/** In words, such as `12.5 DRILL-A` and `ENTRY DRILL-C`. */
export type AtVenue = {
  readonly openOrders: readonly string[];
  readonly openEntries: readonly string[];
  readonly holdings: readonly string[];
};

export async function askVenue({ venue, told }: Pick<DrillFund, "told"> & { readonly venue: Venue }): Promise<AtVenue> {
  const openOrders: string[] = [];
  const openEntries: string[] = [];
  const held = new Map<string, number>();
  const orders = new Map<string, { readonly symbol: string; readonly side: "BUY" | "SELL" }>();
  for (const { facts } of told)
    for (const fact of facts) {
      if (fact.type !== "order.submitted") continue;
      const { id, symbol, side, purpose } = fact.data;
      orders.set(id, { symbol, side });
      if ((await venue.query(id)) !== "OPEN") continue;
      openOrders.push(`${purpose} ${symbol}`);
      if (purpose === "ENTRY") openEntries.push(`ENTRY ${symbol}`);
    }
  for (const { report } of await venue.reportsAfter(0)) {
    const order = report.kind === "FILLED" ? orders.get(report.orderId) : undefined;
    if (report.kind !== "FILLED" || order === undefined) continue;
    const signed = order.side === "BUY" ? report.quantity : 0 - report.quantity;
    held.set(order.symbol, (held.get(order.symbol) ?? 0) + signed);
  }
  const holdings = [...held].filter(([, amount]) => !(Math.abs(amount) < dust));
  return { openOrders, openEntries, holdings: holdings.map(([symbol, amount]) => `${amount} ${symbol}`) };
}

/** Sums of lots miss zero by rounding error; far less than any lot. */
const dust = 1e-9;
