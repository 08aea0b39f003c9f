/** A fund's side of a simulated world in another process: the venue port and the stream of what happened. */
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import type { VenueAccount } from "../../kernel/domain/venue-account.ts";
import { siftBars } from "../../kernel/domain/raw-bar.ts";
import type { ApprovedMove } from "../../kernel/trading/guard/approved-move.ts";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { epochMs, price, quantity, usd } from "../../kernel/units/units.ts";
import type { NumberedReport, OrderAnswer, Venue } from "../../ports/venue.ts";
import { lineSchema } from "./venue-log-lines.ts";

/** What is no number reads as NaN and is refused by name: one broken bar must not blind the fund to the others. */
const figure = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "number" ? value : Number.NaN));
const barSchema = z.object({
  symbol: z.string(),
  open: figure,
  high: figure,
  low: figure,
  close: figure,
  volume: figure,
});
const itemSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("REPORT"),
    numbered: z.looseObject({ reportSeq: z.number(), at: z.number(), report: z.unknown() }),
  }),
  z.object({
    kind: z.literal("BARS"),
    closed: z.object({
      closedAt: z.number().transform(epochMs),
      bars: z.array(barSchema),
      missing: z.array(z.string()),
    }),
  }),
]);

/** JSON leaves out what is undefined. */
const accountSchema = z.object({
  at: z.number().transform(epochMs),
  reportSeq: z.number(),
  orders: z.array(
    z.object({
      orderId: z.string(),
      symbol: z.string(),
      side: z.enum(["BUY", "SELL"]),
      quantity: z.number().transform(quantity),
      filledQuantity: z.number().transform(quantity),
      stopPrice: z.number().transform(price).exactOptional(),
    }),
  ),
  holdings: z.array(z.object({ symbol: z.string(), quantity: z.number() })),
  cash: z.number().transform(usd),
});

type Delivered = Extract<z.output<typeof itemSchema>, { kind: "BARS" }>["closed"];

export type WorldNews =
  | { readonly kind: "REPORT"; readonly numbered: NumberedReport }
  | { readonly kind: "BARS"; readonly closed: ClosedBars };

const requestTimeoutMs = 3_000;
const settleMs = 300;

export class WorldClient implements Venue {
  private readonly url: string;
  private readonly prefix: string;
  private readonly ending = new AbortController();

  /** @param runId stands before every order id at the venue, so that no id of another journal can be meant */
  constructor(url: string, runId: string) {
    this.url = url;
    this.prefix = `${runId.slice(0, 8)}-`;
  }

  /** What happened after the given report and close, in order; waits a moment when there is nothing. */
  async newsAfter(reportSeq: number, closedAt: number): Promise<readonly WorldNews[]> {
    const body = await this.call("GET", `/stream?report=${reportSeq}&closed=${closedAt}`);
    return z
      .array(itemSchema)
      .parse(body)
      .map((item) => newsOf(item, this.prefix));
  }

  async submit(order: ApprovedOrder): Promise<void> {
    await this.call("POST", "/order", JSON.stringify({ ...order, id: this.prefix + order.id }));
  }

  async cancel(orderId: string): Promise<void> {
    await this.call("POST", `/cancel?id=${this.prefix}${orderId}`);
  }

  async moveStop({ orderId, stopPrice }: ApprovedMove): Promise<void> {
    await this.call("POST", `/amend?id=${this.prefix}${orderId}&stop=${stopPrice}`);
  }

  /** A request of a process that died may still be on its way, so absence is believed only when it lasts. */
  async query(orderId: string): Promise<OrderAnswer> {
    const answer = await this.ask(orderId);
    if (answer !== "ABSENT") return answer;
    await setTimeout(settleMs, undefined, { signal: this.ending.signal });
    return this.ask(orderId);
  }

  private async ask(orderId: string): Promise<OrderAnswer> {
    const body = await this.call("GET", `/order?id=${this.prefix}${orderId}`);
    return z.object({ answer: z.enum(["OPEN", "ENDED", "ABSENT"]) }).parse(body).answer;
  }

  async reportsAfter(reportSeq: number): Promise<readonly NumberedReport[]> {
    const news = await this.newsAfter(reportSeq, Number.MAX_SAFE_INTEGER);
    return news.flatMap((each) => (each.kind === "REPORT" ? [each.numbered] : []));
  }

  async account(): Promise<VenueAccount> {
    const { orders, ...rest } = accountSchema.parse(await this.call("GET", "/account"));
    return {
      ...rest,
      orders: orders.map((order) => ({
        ...order,
        orderId: this.ourId(order.orderId),
        stopPrice: order.stopPrice,
      })),
    };
  }

  /** An order of another journal, or of a person, keeps a name that no order of this fund can have. */
  private ourId(orderId: string): string {
    return orderId.startsWith(this.prefix) ? orderId.slice(this.prefix.length) : `foreign ${orderId}`;
  }

  async close(): Promise<void> {
    this.ending.abort();
  }

  private async call(method: string, path: string, body?: string): Promise<unknown> {
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(requestTimeoutMs)]);
    const response = await fetch(`${this.url}${path}`, { method, signal, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** A symbol whose bar is none goes without one. */
function siftClosed({ closedAt, bars: given, missing }: Delivered): ClosedBars {
  const { bars, refused } = siftBars(given);
  return { closedAt, bars, missing: [...missing, ...new Set(refused.map(({ symbol }) => symbol))] };
}

function newsOf(item: z.output<typeof itemSchema>, prefix: string): WorldNews {
  if (item.kind === "BARS") return { kind: "BARS", closed: siftClosed(item.closed) };
  const line = lineSchema.parse({ line: "REPORT", ...item.numbered });
  if (line.line !== "REPORT") throw new Error("expected a report");
  const { reportSeq, at } = line;
  if (!("orderId" in line.report)) return { kind: "REPORT", numbered: { reportSeq, at, report: line.report } };
  const report = { ...line.report, orderId: line.report.orderId.replace(prefix, "") };
  return { kind: "REPORT", numbered: { reportSeq, at, report } };
}
