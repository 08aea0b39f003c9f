/** The loop of a backtest: one digest for equal runs, however they are cut, and no look into the future. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportPerformance } from "../../kernel/analytics/performance-report.ts";
import { type Bar, type ClosedBars, lastMomentInside } from "../../kernel/domain/bar.ts";
import type { AnyReport } from "../../kernel/domain/venue-report.ts";
import { fundOpened } from "../../kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import {
  answerOf,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  type VenueBook,
} from "../../kernel/simulation/venue/venue-book.ts";
import { decodeState, encodeState } from "../../kernel/state-codec.ts";
import { openState, type Origin, step } from "../../kernel/step.ts";
import { accountDue, accountEvent } from "../../kernel/step-reconcile.ts";
import { accountOf } from "../../kernel/simulation/venue/venue-account.ts";
import { epochMs, price } from "../../kernel/units/units.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { defaultConfig, type Governance } from "../../runtime/default-config.ts";
import { factRecord } from "../../runtime/journal-records.ts";
import { estimate } from "../../kernel/estimation/estimate.ts";
import { eventOf } from "../../runtime/venue-events.ts";
import { nextWake } from "../../runtime/wakes.ts";
import { FactDigest } from "./fact-digest.ts";
import { FundRun } from "./fund-run.ts";

const closesOfADay = 24;
const history = simulatedMarket({ seed: 7, bars: 250 * closesOfADay });
const closes = [...history.closedBars()];
const configOf = (governance: Governance = "on") =>
  defaultConfig({
    market: history.identity,
    instruments: history.instruments,
    interval: history.interval,
    tradeFrom: history.firstClose,
    governance,
  });

/** Every fact's payload of a run over these closes. */
function factsOf(played: readonly ClosedBars[], governance: Governance = "on"): string[] {
  const payloads: string[] = [];
  const run = new FundRun(configOf(governance), history.firstClose, (records) => {
    for (const { kind, payload } of records) if (kind === "F") payloads.push(payload);
  });
  for (const closed of played) run.playClose(closed);
  return payloads;
}

function digestOf(payloads: readonly string[]): string {
  const digest = new FactDigest();
  for (const payload of payloads) digest.add(payload);
  return digest.finish();
}

const whole = factsOf(closes);

describe("a backtest", () => {
  it("trades, decides and freezes on the market of these tests, or they would prove little", () => {
    const types = new Set(whole.map((payload) => /"type":"([^"]+)"/.exec(payload)?.[1]));
    for (const type of ["trade.executed", "position.closed", "fund.frozen", "fund.released", "policy.updated"])
      expect(types).toContain(type);
  });

  it("gives the same facts a second time, and the digest of their bytes", () => {
    expect(factsOf(closes)).toEqual(whole);
    const run = new FundRun(configOf(), history.firstClose);
    for (const closed of closes) run.playClose(closed);
    expect(run.digest.finish()).toBe(digestOf(whole));
    expect(run.digest.facts).toBe(whole.length);
  });

  it("gives the same facts when cut in two at any event and taken up from text", { timeout: 180_000 }, () => {
    const uncut = runCut(Number.NaN);
    expect(uncut.digest, "this test drives the loop as the backtest does").toBe(digestOf(whole));
    const cut = fc.integer({ min: 0, max: uncut.entries - 1 });
    fc.assert(
      fc.property(cut, (at) => runCut(at).digest === uncut.digest),
      { numRuns: 20 },
    );
  });

  it("knows nothing of later bars: what comes after changes no fact before", () => {
    const split = 150 * closesOfADay;
    const until = closes[split - 1]?.closedAt ?? 0;
    const known = closes.slice(0, split);
    const prefix = factsOf(known);
    expect(prefix.length).toBeGreaterThan(500);
    expect(whole.slice(0, prefix.length)).toEqual(prefix);
    const other = factsOf([...known, ...closes.slice(split).map(crashed)]);
    expect(until).toBeGreaterThan(0);
    expect(other.slice(0, prefix.length)).toEqual(prefix);
    expect(other).not.toEqual(whole);
  });

  it("without governance decides nothing and is never frozen, yet keeps the guard", () => {
    const run = new FundRun(configOf("off"), history.firstClose);
    for (const closed of closes) run.playClose(closed);
    const { governance, trading } = reportPerformance(run.record);
    expect(governance.freezes).toEqual([]);
    expect(governance.entriesBlockedFraction).toBe(0);
    expect(trading.trades).toBeGreaterThan(0);
    expect(
      Math.max(...run.record.samples.exposure.values),
      "the guard's exposure limit, and what prices add",
    ).toBeLessThan(1.2);
    const governed = new FundRun(configOf(), history.firstClose);
    for (const closed of closes) governed.playClose(closed);
    expect(reportPerformance(governed.record).governance.freezes.length).toBeGreaterThan(0);
  });

  it("reports what the facts and the fund's own books say", () => {
    const run = new FundRun(configOf(), history.firstClose);
    for (const closed of closes) run.playClose(closed);
    const { curve, trading, trades } = reportPerformance(run.record);
    const portfolio = run.state.fund?.governance.lastBriefing?.portfolio;
    expect(curve.endEquityUsd).toBe(portfolio?.equity);
    expect(curve.closes).toBe(closes.length);
    const won = trades.reduce((sum, trade) => sum + trade.pnlUsd, 0);
    const open = run.state.fund?.trading.positions.filter((position) => position !== undefined) ?? [];
    /** Of what is still held: parts that were sold, and all fees. */
    const made = open.reduce((sum, { realizedPnl, fees }) => sum + realizedPnl - fees, 0);
    expect(10_000 + won + (portfolio?.unrealizedPnl ?? 0) + made).toBeCloseTo(curve.endEquityUsd, 4);
    expect(trading.openPositionsAtEnd).toBe(open.length);
  });
});

/** The market halves at once and stays there. */
function crashed({ closedAt, bars, missing }: ClosedBars): ClosedBars {
  const halved = (bar: Bar): Bar => ({
    ...bar,
    open: price(bar.open / 2),
    high: price(bar.high / 2),
    low: price(bar.low / 2),
    close: price(bar.close / 2),
  });
  return { closedAt, bars: bars.map(halved), missing };
}

/** The loop again, by hand: before entry `cutAt` state and venue book go to text and come back. */
function runCut(cutAt: number): { digest: string; entries: number } {
  let state = openState();
  let book = openVenueBook(history.instruments, configOf().startEquityUsd);
  let reports = 0;
  const unheard: InputEvent[] = [];
  const digest = new FactDigest();
  const feed = (at: number, origin: Origin, event: InputEvent): void => {
    const seq = state.seq + 1;
    if (seq === cutAt) {
      state = decodeState(encodeState(state)) as FundState;
      book = decodeState(encodeState(book)) as VenueBook;
    }
    const { facts, effects, estimates } = step(state, { seq, at: epochMs(Math.max(at, state.at)), origin, event });
    facts.forEach((fact, index) => digest.add(factRecord(seq, index, fact).payload));
    for (const effect of effects) {
      const report = effect.kind === "QueryOrder" || effect.kind === "AskReports" ? undefined : answerOf(book, effect);
      if (report !== undefined) unheard.push(eventOf(report, ++reports));
    }
    for (const request of estimates) feed(at, "model", estimate(request));
  };
  const passTime = (at: number): void => {
    for (let wake = nextWake(state); wake !== undefined && wake.at < at; wake = nextWake(state))
      feed(wake.at, wake.origin, wake.event);
  };
  const hear = (at: number, heard: readonly AnyReport[]): void => {
    for (const report of heard) unheard.push(eventOf(report, ++reports));
    for (let event = unheard.shift(); event !== undefined; event = unheard.shift()) feed(at, "venue", event);
  };
  feed(history.firstClose - history.interval, "runtime", fundOpened.create(configOf()));
  for (const { closedAt, bars, missing } of closes) {
    passTime(closedAt - history.interval);
    hear(closedAt - history.interval, openBar(book, bars));
    passTime(closedAt - 1);
    hear(closedAt - 1, fillResting(book, bars));
    hear(closedAt - 1, closeBar(book, bars));
    passTime(closedAt);
    const scope = accountDue(state, closedAt);
    if (scope !== undefined && state.fund !== undefined) {
      const account = { at: lastMomentInside(closedAt), reportSeq: reports, ...accountOf(book) };
      feed(closedAt, "venue", accountEvent(state.fund, account, scope));
    }
    feed(closedAt, "market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));
    hear(closedAt, []);
  }
  return { digest: digest.finish(), entries: state.seq + 1 };
}
