/**
 * Server-sent events: the whole view after changes, and the facts people care about as they happen.
 *
 * However fast the fund runs, each consumer gets at most four views a second and a bounded number of facts between
 * them; what is left out is counted in a `skipped` event. A consumer that does not read is dropped, never buffered
 * for without bound: it reconnects and has the whole view again.
 */
import type { ServerResponse } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import type { Fact } from "../../../kernel/events/catalogue.ts";
import { fundViewSchema } from "./fund-schemas.ts";
import type { FundNews, LiveSource } from "./source.ts";

export type StreamSettings = {
  readonly flushEveryMs: number;
  readonly heartbeatEveryMs: number;
  readonly maxFactsPerFlush: number;
  readonly maxBufferedBytes: number;
  readonly maxConsumers: number;
};
export const defaultStreamSettings: StreamSettings = {
  flushEveryMs: 250,
  heartbeatEveryMs: 15_000,
  maxFactsPerFlush: 200,
  maxBufferedBytes: 1_000_000,
  maxConsumers: 100,
};

export type Consumer = Pick<ServerResponse, "write" | "end" | "destroy" | "writableLength" | "on">;

export type EventStream = {
  /** False when there is no room for another. The headers must be sent already. */
  readonly add: (consumer: Consumer) => boolean;
  readonly hasRoom: () => boolean;
  readonly consumers: () => number;
  /** Tells every consumer that the fund stops, and lets them go. */
  readonly close: () => void;
};

const shownFacts: ReadonlySet<Fact["type"]> = new Set([
  "ai.federation.decision_made",
  "fund.frozen",
  "fund.released",
  "order.submitted",
  "order.refused",
  "order.status_changed",
  "trade.executed",
  "position.opened",
  "position.closed",
]);

const retryAfterMs = 1_000;

export function createEventStream(source: LiveSource, log: FastifyBaseLogger, settings: StreamSettings): EventStream {
  const consumers = new Set<Consumer>();
  let facts: string[] = [];
  let skipped = 0;
  let flushing: NodeJS.Timeout | undefined;
  let flushedAt = 0;

  const drop = (consumer: Consumer, why: string) => {
    if (!consumers.delete(consumer)) return;
    log.warn({ why, consumers: consumers.size }, "dropped a reader of the event stream");
    consumer.destroy();
  };
  const send = (text: string) => {
    for (const consumer of consumers) {
      if (consumer.writableLength > settings.maxBufferedBytes) drop(consumer, "it does not read");
      else consumer.write(text);
    }
  };
  const viewText = () => eventText("view", fundViewSchema.parse(source.view()));

  const flush = () => {
    flushing = undefined;
    flushedAt = Date.now();
    const waiting = facts;
    const left = skipped;
    facts = [];
    skipped = 0;
    try {
      const note = left > 0 ? eventText("skipped", { facts: left }) : "";
      send(note + waiting.join("") + viewText());
    } catch (error) {
      log.error(error, "the fund could not be shown");
    }
  };

  const hear = (news: FundNews) => {
    if (consumers.size === 0) return;
    for (const fact of news.facts) {
      if (!shownFacts.has(fact.type)) continue;
      if (facts.length >= settings.maxFactsPerFlush) {
        facts.shift();
        skipped += 1;
      }
      facts.push(factText(news, fact));
    }
    flushing ??= setTimeout(flush, Math.max(0, flushedAt + settings.flushEveryMs - Date.now()));
  };

  const unsubscribe = source.subscribe(hear);
  const heartbeat = setInterval(() => send(": still here\n\n"), settings.heartbeatEveryMs);
  heartbeat.unref();

  const hasRoom = () => consumers.size < settings.maxConsumers;
  const add = (consumer: Consumer) => {
    if (!hasRoom()) return false;
    consumer.on("close", () => consumers.delete(consumer));
    consumer.on("error", () => consumers.delete(consumer));
    consumer.write(`retry: ${retryAfterMs}\n\n${viewText()}`);
    consumers.add(consumer);
    return true;
  };
  const close = () => {
    unsubscribe();
    clearInterval(heartbeat);
    clearTimeout(flushing);
    for (const consumer of consumers) consumer.end(eventText("stopped", { reason: "the fund is shutting down" }));
    consumers.clear();
  };
  return { add, hasRoom, consumers: () => consumers.size, close };
}

/** JSON holds no line break, so one data line is enough. */
const eventText = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const factText = ({ seq, atMs }: FundNews, { type, data }: Fact): string =>
  `id: ${seq}\n${eventText("fact", { seq, atMs, type, data })}`;
