/** A fund's side of a simulated world in another process: the venue port and the stream of what happened. */
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import type { ApprovedMove } from "../../kernel/trading/guard/approved-move.ts";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { epochMs, price, quantity } from "../../kernel/units/units.ts";
import type { NumberedReport, OrderAnswer, Venue } from "../../ports/venue.ts";
import { lineSchema } from "./venue-log.ts";

const barSchema = z.object({
  symbol: z.string(),
  open: z.number().transform(price),
  high: z.number().transform(price),
  low: z.number().transform(price),
  close: z.number().transform(price),
  volume: z.number().transform(quantity),
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

function newsOf(item: z.output<typeof itemSchema>, prefix: string): WorldNews {
  if (item.kind === "BARS") return item;
  const line = lineSchema.parse({ line: "REPORT", ...item.numbered });
  if (line.line !== "REPORT") throw new Error("expected a report");
  const report = { ...line.report, orderId: line.report.orderId.replace(prefix, "") };
  return { kind: "REPORT", numbered: { reportSeq: line.reportSeq, at: epochMs(line.at), report } };
}
