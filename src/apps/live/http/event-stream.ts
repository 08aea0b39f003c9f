/**
 * Server-sent events: the whole view after changes, and the facts people care about as they happen.
 *
 * However fast the fund runs, readers get at most four views a second and a bounded number of facts between them; what
 * is left out is counted in a `skipped` event, and the view that follows holds the result anyway.
 */
import type { Writable } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import type { Fact } from "../../../kernel/events/catalogue.ts";
import { type AudienceSettings, createAudience } from "./audience.ts";
import { fundViewSchema } from "./fund-schemas.ts";
import type { FundNews, LiveSource } from "./source.ts";

export type StreamSettings = AudienceSettings & {
  readonly flushEveryMs: number;
  readonly heartbeatEveryMs: number;
  readonly maxFactsPerFlush: number;
};
export const defaultStreamSettings: StreamSettings = {
  flushEveryMs: 250,
  heartbeatEveryMs: 15_000,
  maxFactsPerFlush: 200,
  maxBufferedBytes: 1_000_000,
  maxReaders: 100,
};

export type EventStream = {
  readonly hasRoom: () => boolean;
  readonly readers: () => number;
  /** False when there is no room for another. The headers must be sent already. */
  readonly add: (reader: Writable) => boolean;
  /** Tells every reader that the fund stops, and lets them go. */
  readonly close: () => void;
};

const retryAfterMs = 1_000;

export function createEventStream(source: LiveSource, log: FastifyBaseLogger, settings: StreamSettings): EventStream {
  const audience = createAudience(settings, () => log.warn("dropped a reader of the event stream that does not read"));
  const facts = createFactBuffer(settings.maxFactsPerFlush);
  const viewText = () => eventText("view", fundViewSchema.parse(source.view()));
  let flushing: NodeJS.Timeout | undefined;
  let flushedAt = 0;

  const flush = () => {
    flushing = undefined;
    flushedAt = Date.now();
    try {
      audience.tell(facts.take() + viewText());
    } catch (error) {
      log.error(error, "the fund could not be shown");
    }
  };

  const unsubscribe = source.subscribe((news) => {
    if (audience.size() === 0) return;
    facts.put(news);
    flushing ??= setTimeout(flush, Math.max(0, flushedAt + settings.flushEveryMs - Date.now()));
  });
  const heartbeat = setInterval(() => audience.tell(": still here\n\n"), settings.heartbeatEveryMs);
  heartbeat.unref();

  const close = () => {
    unsubscribe();
    clearInterval(heartbeat);
    clearTimeout(flushing);
    audience.dismiss(eventText("stopped", { reason: "the fund is shutting down" }));
  };
  const add = (reader: Writable) => audience.admit(reader, `retry: ${retryAfterMs}\n\n${viewText()}`);
  return { hasRoom: audience.hasRoom, readers: audience.size, add, close };
}

const shownFacts: ReadonlySet<Fact["type"]> = new Set([
  "ai.federation.decision_made",
  "fund.frozen",
  "fund.released",
  "operator.command_refused",
  "seat.switched",
  "brake.changed",
  "stage.changed",
  "policy.flags_changed",
  "ess.state_changed",
  "ceo.mode_switched",
  "ceo.alerted",
  "risk.alerted",
  "federation.alert_raised",
  "control.symbol_cooled",
  "control.entry_flow_changed",
  "strategy.disabled",
  "strategy.enabled",
  "conductor.emergency_action",
  "research.task_changed",
  "cashflow.posted",
  "order.submitted",
  "order.refused",
  "order.status_changed",
  "trade.executed",
  "position.opened",
  "position.closed",
]);

/** The latest facts since the last flush, and how many older ones had to go. */
function createFactBuffer(atMost: number) {
  let waiting: string[] = [];
  let skipped = 0;
  return {
    put: (news: FundNews): void => {
      for (const fact of news.facts) if (shownFacts.has(fact.type)) waiting.push(factText(news, fact));
      const tooMany = Math.max(0, waiting.length - atMost);
      waiting.splice(0, tooMany);
      skipped += tooMany;
    },
    take: (): string => {
      const text = (skipped > 0 ? eventText("skipped", { facts: skipped }) : "") + waiting.join("");
      waiting = [];
      skipped = 0;
      return text;
    },
  };
}

/** JSON holds no line break, so one data line is enough. */
const eventText = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const factText = ({ seq, atMs }: FundNews, { type, data }: Fact): string =>
  `id: ${seq}\n${eventText("fact", { seq, atMs, type, data })}`;
