/** A venue that answers late or not at all: what protects the fund does not wait for what is asked or bought. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InputEvent } from "../../src/kernel/events/catalogue.ts";
import type { Effect } from "../../src/kernel/trading/effect.ts";
import { guardOrder } from "../../src/kernel/trading/guard/approved-order.ts";
import { price, quantity } from "../../src/kernel/units/units.ts";
import type { NumberedReport, OrderAnswer, Venue } from "../../src/ports/venue.ts";
import { createPerformer, type Performer } from "../../src/runtime/perform-effects.ts";
import { btc } from "../scenarios/given.ts";
import { wide } from "../scenarios/guard-view.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const timeOutMs = 3_000;
const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
const timeOut = async (): Promise<never> => {
  await wait(timeOutMs);
  throw new Error("no answer");
};

function submit(id: string, purpose: "ENTRY" | "EXIT", symbol = "BTC"): Effect {
  const side = purpose === "ENTRY" ? ("BUY" as const) : ("SELL" as const);
  const limit = purpose === "ENTRY" ? { limitPrice: price(100) } : {};
  const view = { ...wide, instrument: { ...btc, symbol }, activeSymbols: [symbol] };
  const verdict = guardOrder({ id, symbol, side, purpose, quantity: quantity(1), ...limit }, view);
  if (verdict.kind === "REFUSED") throw new Error(verdict.reason);
  return { kind: "SubmitOrder", order: verdict.order };
}
const query = (orderId: string): Effect => ({ kind: "QueryOrder", orderId });
const cancel = (orderId: string, symbol = "BTC"): Effect => ({ kind: "CancelOrder", orderId, symbol });

type Answers = {
  readonly submit?: (orderId: string) => Promise<void>;
  readonly query?: (orderId: string) => Promise<OrderAnswer>;
  readonly reportsAfter?: (reportSeq: number) => Promise<readonly NumberedReport[]>;
};

/** A fund's performer at a venue that answers as said and else at once; `sent` is what left, and when. */
function opened(answers: Answers = {}) {
  const [sent, told]: [string[], InputEvent[]] = [[], []];
  const startedAt = Date.now();
  const leave = (what: string) => void sent.push(`${Date.now() - startedAt} ${what}`);
  const venue: Venue = {
    submit: async ({ id }) => (leave(id), answers.submit?.(id)),
    cancel: async (id) => leave(`cancel ${id}`),
    moveStop: async ({ orderId }) => leave(`move ${orderId}`),
    query: async (id) => (leave(`ask ${id}`), answers.query === undefined ? "OPEN" : answers.query(id)),
    reportsAfter: async (seq) => (leave(`reports ${seq}`), answers.reportsAfter?.(seq) ?? []),
    account: timeOut,
    close: async () => {},
  };
  const performer = createPerformer(venue, async (event) => told.push(event));
  return { performer, sent, told, types: () => told.map(({ type }) => type) };
}

/** Whether `perform` has come to its end, which is what an idle engine waits for. */
function watch(performer: Performer, effects: readonly Effect[]) {
  const state = { isDone: false };
  void performer.perform(effects).then(() => {
    state.isDone = true;
  });
  return state;
}

const ids = Array.from({ length: 10 }, (_, index) => `O${index}-0`);

describe("questions", () => {
  it("hold up no exit, and are waited for all the same", async () => {
    const { performer, sent, types } = opened({ query: timeOut });
    const state = watch(performer, [...ids.map(query), submit("O20-0", "EXIT")]);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toContain("0 O20-0");
    await vi.advanceTimersByTimeAsync(timeOutMs - 1);
    expect(state.isDone, "asked, and no answer yet").toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([state.isDone, types()]).toEqual([true, []]);
    performer.stop();
  });

  it("about one order are one question, however often it is asked, and it ends with the answer", async () => {
    let answer = timeOut as () => Promise<OrderAnswer>;
    const { performer, sent, types } = opened({ query: () => answer() });
    for (let pass = 0; pass < 30; pass += 1) {
      void performer.perform([query("O1-0")]);
      await vi.advanceTimersByTimeAsync(10_000);
    }
    const before = sent.length;
    await vi.advanceTimersByTimeAsync(80_000);
    expect(sent.length - before, "one every eight seconds: five of waiting, three without an answer").toBe(10);
    answer = async () => "ENDED";
    await vi.advanceTimersByTimeAsync(600_000);
    expect(types()).toEqual(["venue.order_ended"]);
    expect(vi.getTimerCount(), "nothing waits").toBe(0);
  });

  it("asked again while one is on its way are asked once more: that answer may be older than the reason", async () => {
    const answers: OrderAnswer[] = ["OPEN", "ENDED"];
    const { performer, sent, types } = opened({
      query: async () => (await wait(1_000), answers.shift() ?? "ABSENT"),
    });
    const states = [1, 2, 3].map(() => watch(performer, [query("O1-0")]));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(states.map(({ isDone }) => isDone)).toEqual([false, false, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(states.map(({ isDone }) => isDone)).toEqual([true, true, true]);
    expect(sent).toEqual(["0 ask O1-0", "1000 ask O1-0"]);
    expect(types()).toEqual(["venue.order_accepted", "venue.order_ended"]);
  });

  it("asked again while one waits are asked at once", async () => {
    let isUp = false;
    const { performer, sent } = opened({ query: async () => (isUp ? "ENDED" : Promise.reject(new Error("down"))) });
    await performer.perform([query("O1-0")]);
    isUp = true;
    await vi.advanceTimersByTimeAsync(50);
    await performer.perform([query("O1-0")]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(["0 ask O1-0", "50 ask O1-0"]);
  });

  it("for reports are one, from the lowest number that was wanted", async () => {
    let isUp = false;
    const { performer, sent } = opened({ reportsAfter: async () => (isUp ? [] : Promise.reject(new Error("down"))) });
    for (const afterSeq of [70, 20, 90]) await performer.perform([{ kind: "AskReports", afterSeq }]);
    isUp = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.map((each) => each.replace(/^\d+ /u, ""))).toEqual([
      "reports 70",
      "reports 20",
      "reports 20",
      "reports 20",
    ]);
  });

  it("about an order that has yet to leave wait for it: nobody may be told that it is not there", async () => {
    const { performer, sent } = opened({ submit: timeOut });
    void performer.perform([submit("O1-0", "ENTRY", "ETH"), submit("O2-0", "ENTRY")]);
    void performer.perform([query("O2-0"), query("O9-0")]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(["0 ask O9-0", "0 O1-0", "3000 O2-0", "6000 ask O2-0"]);
  });
});

describe("requests", () => {
  const others = ids.map((id, index) => submit(id, "ENTRY", `S${index}`));

  it("leave in the order they were asked for at a venue that answers promptly", async () => {
    const { performer, sent } = opened({ submit: () => wait(1) });
    const mixed = [others[0]!, others[1]!, cancel("O30-0"), submit("O31-0", "EXIT"), others[2]!, cancel("O0-0", "S0")];
    await Promise.all([performer.perform(mixed), vi.advanceTimersByTimeAsync(50)]);
    expect(sent.map((each) => each.split(" ").slice(1).join(" "))).toEqual([
      "O0-0",
      "O1-0",
      "cancel O30-0",
      "O31-0",
      "O2-0",
      "cancel O0-0",
    ]);
  });

  it("to leave do not wait for time-outs of entries elsewhere, nor do those entries leave sooner", async () => {
    const { performer, sent } = opened({ submit: (id) => (ids.includes(id) ? timeOut() : wait(10)) });
    const state = watch(performer, others);
    void performer.perform([cancel("O30-0"), submit("O31-0", "EXIT"), submit("O32-0", "ENTRY")]);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(sent.slice(0, 4)).toEqual(["0 O0-0", "100 cancel O30-0", "100 O31-0", "3000 O1-0"]);
    expect(state.isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.isDone).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.at(-1), "an entry waits for all before it").toBe("30000 O32-0");
  });

  it("of one symbol never overtake each other", async () => {
    const { performer, sent } = opened({ submit: timeOut });
    void performer.perform([submit("O1-0", "ENTRY"), cancel("O1-0"), submit("O2-0", "EXIT"), cancel("O2-0")]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(["0 O1-0", "3000 cancel O1-0", "3000 O2-0", "6000 cancel O2-0"]);
  });

  it("keep no timer of what was stopped", async () => {
    const { performer } = opened({ submit: timeOut, query: timeOut });
    void performer.perform([submit("O1-0", "ENTRY"), submit("O2-0", "EXIT", "ETH"), query("O3-0")]);
    await vi.advanceTimersByTimeAsync(50);
    performer.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
