/** However fast the fund runs and however slow a reader is, the stream stays bounded. */
import { Writable } from "node:stream";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { simulatedFund } from "../../../../tests/browser/simulated-fund.ts";
import type { Fact } from "../../../kernel/events/catalogue.ts";
import { createEventStream, defaultStreamSettings, type StreamSettings } from "./event-stream.ts";
import type { FundNews, LiveSource } from "./source.ts";

const fund = simulatedFund({ warmUp: 5 });

/** The fund's view, with news at will. */
function talkativeSource(): LiveSource & { say: (facts: readonly Fact[]) => void; listeners: () => number } {
  const listeners = new Set<(news: FundNews) => void>();
  let seq = 0;
  return {
    ...fund.source,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    say: (facts) => {
      seq += 1;
      for (const listener of listeners) listener({ seq, atMs: seq, facts });
    },
    listeners: () => listeners.size,
  };
}

class Reader extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
  count(event: string): number {
    return this.text.split(`event: ${event}\n`).length - 1;
  }
}

/** Takes in nothing, so that everything stays in its buffer. */
class DeafReader extends Writable {
  override _write(): void {}
}

const fact: Fact = {
  type: "fund.frozen",
  version: 1,
  data: { trigger: "DRAWDOWN", reason: "deep", timerEndsAtMs: null, requiresReview: true },
};
const quiet: Fact = { type: "input.ignored", version: 1, data: { type: "x", reason: "y" } };

function openStream(settings: Partial<StreamSettings> = {}) {
  const source = talkativeSource();
  const stream = createEventStream(source, pino({ level: "silent" }), { ...defaultStreamSettings, ...settings });
  return { source, stream };
}

describe("event stream", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("shows the view at once", () => {
    const { stream } = openStream();
    const reader = new Reader();
    stream.add(reader);
    expect(reader.text).toMatch(/^retry: 1000\n\nevent: view\ndata: \{"seq":.*\}\n\n$/);
    stream.close();
  });

  it("sends at most four views a second, and the last news is never left out", () => {
    const { source, stream } = openStream();
    const reader = new Reader();
    stream.add(reader);
    for (let tick = 0; tick < 1_000; tick += 1) {
      source.say([]);
      vi.advanceTimersByTime(1);
    }
    expect(reader.count("view")).toBeLessThanOrEqual(6);
    expect(reader.count("view")).toBeGreaterThanOrEqual(4);
    const before = reader.count("view");
    source.say([]);
    vi.advanceTimersByTime(300);
    expect(reader.count("view")).toBeGreaterThan(before);
    vi.advanceTimersByTime(10_000);
    expect(reader.text).not.toContain("event: skipped");
    stream.close();
  });

  it("sends the facts people care about with the journal's number as id, and no others", () => {
    const { source, stream } = openStream();
    const reader = new Reader();
    stream.add(reader);
    source.say([quiet]);
    source.say([fact]);
    vi.advanceTimersByTime(300);
    expect(reader.count("fact")).toBe(1);
    expect(reader.text).toContain(
      'id: 2\nevent: fact\ndata: {"seq":2,"atMs":2,"type":"fund.frozen","data":{"trigger":"DRAWDOWN"',
    );
    stream.close();
  });

  it("bounds the facts between two views and says how many it left out", () => {
    const { source, stream } = openStream({ maxFactsPerFlush: 10 });
    const reader = new Reader();
    stream.add(reader);
    for (let index = 0; index < 35; index += 1) source.say([fact]);
    vi.advanceTimersByTime(300);
    expect(reader.count("fact")).toBeLessThanOrEqual(20);
    const skipped = [...reader.text.matchAll(/event: skipped\ndata: \{"facts":(\d+)\}/g)].reduce(
      (sum, [, each]) => sum + Number(each),
      0,
    );
    expect(skipped + reader.count("fact")).toBe(35);
    stream.close();
  });

  it("beats while nothing happens", () => {
    const { stream } = openStream();
    const reader = new Reader();
    stream.add(reader);
    vi.advanceTimersByTime(46_000);
    expect(reader.text.split(": still here\n\n").length - 1).toBe(3);
    stream.close();
  });

  it("drops a reader that does not read and keeps the others", () => {
    const { source, stream } = openStream({ maxBufferedBytes: 50_000 });
    const [deaf, reader] = [new DeafReader(), new Reader()];
    stream.add(deaf);
    stream.add(reader);
    let most = 0;
    for (let tick = 0; tick < 200; tick += 1) {
      source.say([fact]);
      vi.advanceTimersByTime(250);
      most = Math.max(most, deaf.writableLength);
    }
    expect(deaf.destroyed).toBe(true);
    expect(most).toBeLessThan(50_000 + 30_000);
    expect(stream.readers()).toBe(1);
    expect(reader.count("view")).toBeGreaterThan(150);
    stream.close();
  });

  it("has room for a bounded number of readers", () => {
    const { stream } = openStream({ maxReaders: 2 });
    expect([stream.add(new Reader()), stream.add(new Reader()), stream.add(new Reader())]).toEqual([true, true, false]);
    expect(stream.hasRoom()).toBe(false);
    stream.close();
  });

  it("forgets a reader that leaves", async () => {
    vi.useRealTimers();
    const { stream } = openStream();
    const reader = new Reader();
    stream.add(reader);
    reader.destroy();
    await vi.waitFor(() => expect(stream.readers()).toBe(0));
    stream.close();
  });

  it("says goodbye when it closes and listens no more", () => {
    const { source, stream } = openStream();
    const reader = new Reader();
    stream.add(reader);
    stream.close();
    expect(reader.count("stopped")).toBe(1);
    expect(reader.writableEnded).toBe(true);
    expect(source.listeners()).toBe(0);
  });
});
