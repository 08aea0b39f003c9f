/**
 * A simulated world in a process of its own: market, venue and clock, behind plain HTTP on loopback.
 *
 * It goes on while the fund is down, as a real venue does. Everything it tells is one ordered stream of reports and
 * closed bars; a fund that was away says what it has seen and gets the rest. Made for chaos tests and demonstrations.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import { epochMs, price } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import type { NumberedReport } from "../../ports/venue.ts";
import type { SimulatedVenue } from "./simulated-venue.ts";
import { lineSchema } from "./venue-log-lines.ts";

export type WorldItem =
  | { readonly kind: "REPORT"; readonly numbered: NumberedReport }
  | { readonly kind: "BARS"; readonly closed: ClosedBars };

/** How badly the wire behaves: latency before and after an order is taken, and two answers in every n never sent. */
export type Faults = { readonly latencyMs: number; readonly loseEvery: number };
const noFaults: Faults = { latencyMs: 0, loseEvery: 0 };

const itemsPerAnswer = 500;
const longPollMs = 500;

export class WorldServer {
  private readonly history: BarHistory;
  private readonly venue: SimulatedVenue;
  private readonly items: WorldItem[] = [];
  private readonly bars: Iterator<ClosedBars>;
  private readonly waiting = new Set<() => void>();
  private readonly faults: Faults;
  private reported = 0;
  private requests = 0;
  private server: Server | undefined;

  /** @param warmUp bars before this close are there from the start */
  constructor(history: BarHistory, venue: SimulatedVenue, warmUp: number, faults: Faults = noFaults) {
    this.history = history;
    this.faults = faults;
    this.venue = venue;
    this.bars = history.closedBars()[Symbol.iterator]();
    for (let next = this.bars.next(); next.done !== true; next = this.bars.next()) {
      this.items.push({ kind: "BARS", closed: next.value });
      if (next.value.closedAt >= warmUp) break;
    }
  }

  /** Resolves with the port it listens on. */
  listen(port: number): Promise<number> {
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  }

  /** First half of the next bar: fills at its open. Returns the rest of it, or `undefined` at the end of history. */
  async playOpen(): Promise<(() => Promise<void>) | undefined> {
    const next = this.bars.next();
    if (next.done === true) return undefined;
    const closed = next.value;
    this.venue.playOpen(closed.bars, epochMs(closed.closedAt - this.history.interval));
    await this.tellNews();
    return async () => {
      this.venue.playInside(closed.bars, closed.closedAt);
      await this.tellNews();
      this.venue.playClose(closed.bars, closed.closedAt);
      await this.tellNews();
      this.items.push({ kind: "BARS", closed });
      this.wakeAll();
    };
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  /** Puts into the stream what the venue has said since. */
  async tellNews(): Promise<void> {
    for (const numbered of await this.venue.reportsAfter(this.reported)) {
      this.items.push({ kind: "REPORT", numbered });
      this.reported = numbered.reportSeq;
    }
    this.wakeAll();
  }

  private wakeAll(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://world");
    const orderId = url.searchParams.get("id") ?? "";
    const send = (body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    switch (`${request.method} ${url.pathname}`) {
      case "GET /stream":
        return void send(
          await this.streamAfter(Number(url.searchParams.get("report")), Number(url.searchParams.get("closed"))),
        );
      case "GET /order":
        return void send({ answer: await this.venue.query(orderId) });
      case "GET /account":
        return void send(await this.venue.account());
      case "POST /cancel":
        await this.withFaults(() => this.venue.cancel(orderId), response);
        return void send({});
      case "POST /amend": {
        const stopPrice = price(Number(url.searchParams.get("stop")));
        await this.withFaults(async () => this.venue.amend(orderId, stopPrice), response);
        return void send({});
      }
      case "POST /order": {
        const order: unknown = JSON.parse(await textOf(request));
        const line = lineSchema.parse({ line: "ORDER", order });
        await this.withFaults(async () => line.line === "ORDER" && this.venue.take(line.order), response);
        return void send({});
      }
      default:
        response.writeHead(404).end();
    }
  }

  private async withFaults(act: () => Promise<unknown>, response: ServerResponse): Promise<void> {
    this.requests += 1;
    await setTimeout(this.faults.latencyMs);
    const turn = this.faults.loseEvery > 0 ? this.requests % this.faults.loseEvery : undefined;
    if (turn === 1) response.destroy();
    await act();
    await this.tellNews();
    await setTimeout(this.faults.latencyMs);
    if (turn === 0) response.destroy();
  }

  private async streamAfter(reportSeq: number, closedAt: number): Promise<readonly WorldItem[]> {
    const isNew = (item: WorldItem) =>
      item.kind === "REPORT" ? item.numbered.reportSeq > reportSeq : item.closed.closedAt > closedAt;
    const found = () => this.items.filter(isNew).slice(0, itemsPerAnswer);
    const now = found();
    if (now.length > 0) return now;
    await Promise.race([new Promise<void>((resolve) => this.waiting.add(resolve)), setTimeout(longPollMs)]);
    return found();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += String(chunk);
  return text;
}
