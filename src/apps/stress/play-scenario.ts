/**
 * One fund through one market, with a scenario or without: the loop of a backtest with a strained venue and a feed that may lie.
 *
 * What the venue plays is true; what the fund is told goes through `siftBars`, as at any edge where bars are read. With a
 * planted model an outside model speaks at every close, right six times in ten by looking ahead on purpose: a harness for
 * words that fail, no evidence of anything.
 */
import type { Bar, ClosedBars } from "../../kernel/domain/bar.ts";
import { siftBars } from "../../kernel/domain/raw-bar.ts";
import { openStresses, type OpenStresses } from "../../kernel/simulation/stress/open-stresses.ts";
import type { Scenario } from "../../kernel/simulation/stress/stress.ts";
import type { SolveLinear } from "../../kernel/maths/linear-program.ts";
import { FundRun } from "../backtest/fund-run.ts";
import { PlantedModel } from "./planted-model.ts";
import { StrainedVenue } from "./strained-venue.ts";
import type { PlayedStress, StressMarket, Strike } from "./stress-answer.ts";
import { Watch } from "./watch.ts";

export type StressPlay = {
  readonly market: StressMarket;
  readonly scenario: Scenario;
  readonly strike: Pick<Strike, "index" | "held">;
  readonly seed: number;
  readonly solveLinear?: SolveLinear | undefined;
  /** Whether an outside model speaks. */
  readonly isPlanted: boolean;
};

export function playScenario(play: StressPlay): PlayedStress {
  const { market, scenario, strike, seed } = play;
  const { instruments } = market.config;
  const stresses = openStresses(scenario, { instruments, held: strike.held, seed });
  return new StressRun(play, stresses).playAll();
}

class StressRun {
  private readonly play: StressPlay;
  private readonly stresses: OpenStresses;
  private readonly watch = new Watch();
  private readonly run: FundRun;
  private readonly planted: PlantedModel | undefined;
  private venue: StrainedVenue | undefined;
  private corrupted = 0;
  private corruptTaken = 0;
  private trueRefused = 0;
  private gapLoss = 0;

  constructor(play: StressPlay, stresses: OpenStresses) {
    const { market, seed, solveLinear, isPlanted } = play;
    const { config, closes } = market;
    const first = closes[0];
    if (first === undefined) throw new Error("expected a market of one close or more");
    this.play = play;
    this.stresses = stresses;
    this.planted = isPlanted ? new PlantedModel(market, seed, stresses) : undefined;
    this.run = new FundRun(config, first.closedAt, undefined, {
      solveLinear,
      openVenue: (instruments, startCash) =>
        (this.venue = new StrainedVenue(instruments, startCash, {
          stresses,
          interval: config.intervalMs,
          terms: market.terms,
        })),
    });
  }

  playAll(): PlayedStress {
    let thrown: string | undefined;
    try {
      for (const [index, closed] of this.play.market.closes.entries()) this.playClose(closed, index);
    } catch (error) {
      thrown = error instanceof Error ? error.message : String(error);
    }
    return {
      closes: this.watch.closes,
      record: this.run.record,
      thrown,
      blindEntries: this.watch.blindEntries,
      corrupted: this.corrupted,
      corruptTaken: this.corruptTaken,
      trueRefused: this.trueRefused,
      failedRequests: this.venue?.failedRequests ?? 0,
      failedWords: this.planted?.failed ?? 0,
      refusedWords: this.planted?.refused ?? 0,
      gapLossFraction: this.gapLoss,
      refusals: this.run.record.facts.refusals,
    };
  }

  private playClose(closed: ClosedBars, index: number): void {
    const { config } = this.play.market;
    const step = index - this.play.strike.index;
    const { bars, fed, corrupted } = this.stresses.strike(closed.bars, step);
    const { bars: told, refused } = siftBars(fed);
    const missing = [...closed.missing, ...new Set(refused.map(({ symbol }) => symbol))];
    const blind = new Set([...missing, ...corrupted.keys()]);
    if (step >= 0) this.measureGap(bars);
    this.venue?.atStep(step);
    const played = { closedAt: closed.closedAt, bars, missing: closed.missing };
    const words = this.planted?.speak(index, step) ?? [];
    this.run.playClose(played, words, { closedAt: closed.closedAt, bars: told, missing });
    const { fund } = this.run.state;
    if (fund === undefined || this.venue === undefined) return;
    this.count(corrupted, bars, closed.closedAt);
    if (closed.closedAt < config.tradeFromMs) return;
    this.watch.look(fund, this.venue.book, this.run.record, { at: closed.closedAt, step, blind });
  }

  /** A bar is taken where the features have heard of this close. */
  private count(corrupted: ReadonlyMap<string, unknown>, bars: readonly Bar[], closedAt: number): void {
    const { fund } = this.run.state;
    this.corrupted += corrupted.size;
    for (const { symbol } of bars) {
      const isTaken = fund?.features.closedAt[fund.ids.get(symbol) ?? -1] === closedAt;
      if (corrupted.has(symbol) && isTaken) this.corruptTaken += 1;
      if (!corrupted.has(symbol) && !isTaken) this.trueRefused += 1;
    }
  }

  /** What is held, times what is missing between the last price and the open: no stop fills in between. */
  private measureGap(bars: readonly Bar[]): void {
    let loss = 0;
    for (const position of this.run.state.fund?.trading.positions ?? []) {
      const bar = bars.find((each) => each.symbol === position?.symbol);
      if (position === undefined || bar === undefined) continue;
      const before = this.venue?.book.last.get(bar.symbol) ?? bar.open;
      loss += position.quantity * Math.max(0, before - bar.open);
    }
    const equity = this.watch.closes.at(-1)?.equityUsd ?? Number.POSITIVE_INFINITY;
    this.gapLoss = Math.max(this.gapLoss, loss / equity);
  }
}
