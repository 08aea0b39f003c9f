/**
 * A real fund for tests that look at one: the kernel on the simulated market and venue, driven as fast as asked.
 *
 * The same parts as a paper fund, without journal and waiting, so that a test may play months in a second.
 */
import { liveSize, openAnalytics } from "../../src/kernel/analytics/projection/analytics.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { createLiveSource, type FedSource } from "../../src/apps/live/live-source.ts";
import type { CommandPort } from "../../src/apps/live/http/source.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { InputEvent } from "../../src/kernel/events/catalogue.ts";
import { fundOpened } from "../../src/kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../src/kernel/events/market-events.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { playClose } from "../scenarios/play-close.ts";
import { answerOf, openVenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";
import { accountOf } from "../../src/kernel/simulation/venue/venue-account.ts";
import type { Origin } from "../../src/kernel/step.ts";
import { accountDue, accountEvent } from "../../src/kernel/step-reconcile.ts";
import type { Effect } from "../../src/kernel/trading/effect.ts";
import { after, durationMs, type EpochMs } from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import type { Taken } from "../../src/runtime/inbox.ts";
import { createSyncFund } from "../../src/runtime/sync-fund.ts";
import { eventOf } from "../../src/runtime/venue-events.ts";

export type SimulatedFund = {
  readonly source: FedSource;
  readonly commands: CommandPort;
  readonly state: FundState;
  /** Plays this many closes more. */
  readonly play: (closes: number) => void;
  readonly feed: (origin: Origin, event: InputEvent) => Taken;
};

export type SimulatedFundOptions = {
  readonly seed?: number;
  readonly runId?: string;
  /** Closes that only teach. */
  readonly warmUp?: number;
  readonly change?: (config: FundConfig) => FundConfig;
};

export function simulatedFund(options: SimulatedFundOptions = {}): SimulatedFund {
  const { seed = 42, runId = "test-run", warmUp = 700, change = (config) => config } = options;
  const history = simulatedMarket({ seed });
  const config = change(
    defaultConfig({
      market: history.identity,
      instruments: history.instruments,
      interval: history.interval,
      tradeFrom: after(history.firstClose, durationMs(warmUp * history.interval)),
      seed,
    }),
  );
  const book = openVenueBook(history.instruments, config.startEquityUsd);
  const perform = (effect: Effect) => {
    if (effect.kind === "QueryOrder" || effect.kind === "AskReports") return;
    const report = answerOf(book, effect);
    if (report !== undefined) feedReport(fund.state.at, report);
  };
  const fund = createSyncFund((entry, facts, workings) => source.onEntry(entry, facts, workings), perform, {
    withWorkings: true,
  });
  const source = createLiveSource(() => fund.state, runId, { analytics: openAnalytics(liveSize) });
  let reports = 0;
  const feedReport = (at: EpochMs, report: Parameters<typeof eventOf>[0]) => {
    reports += 1;
    fund.feed(at, "venue", eventOf(report, reports));
  };
  fund.feed(
    history.firstClose,
    "runtime",
    fundOpened.create({ ...config, instruments: [...config.instruments], seats: [...config.seats] }),
  );

  const reconcile = (at: EpochMs) => {
    const scope = accountDue(fund.state, at);
    if (scope === undefined || fund.state.fund === undefined) return;
    const account = { at, reportSeq: reports, ...accountOf(book) };
    fund.feed(at, "venue", accountEvent(fund.state.fund, account, scope));
  };
  const closes = history.closedBars()[Symbol.iterator]();
  const playOne = () => {
    const closed = closes.next();
    if (closed.done === true) throw new Error("expected a market without an end");
    for (const phase of playClose(book, closed.value, history.interval)) {
      if (phase.at > config.tradeFromMs) fund.passTime(phase.at);
      if (phase.kind === "REPORTS") for (const report of phase.reports) feedReport(phase.at, report);
      else {
        const { closedAt, bars, missing } = phase.closed;
        reconcile(closedAt);
        fund.feed(
          phase.at,
          "market",
          marketBarsClosed.create({ closedAtMs: closedAt, bars: [...bars], missing: [...missing] }),
        );
      }
    }
  };
  const play = (count: number) => {
    for (let index = 0; index < count; index += 1) playOne();
  };
  play(warmUp);
  const feed: SimulatedFund["feed"] = (origin, event) => fund.feed(fund.state.at, origin, event);
  const commands: CommandPort = { command: async (event) => feed("operator", event) };
  return { source, commands, state: fund.state, play, feed };
}
