/**
 * The authority state machine, driven through the real kernel: seats, stances, modes, freeze, brake, operator, stage.
 *
 * Inputs are abstract: a level of drawdown instead of a market, a day instead of its bars, one command of each shape. The
 * fund is whole and holds a position, so that exits can be asked for in every state. Money is moved in its ledger by
 * hand. A state is forked by copying it, as a snapshot would be.
 */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { venueClockMeasured } from "../../src/kernel/events/venue-events.ts";
import { days, durationMs } from "../../src/kernel/units/units.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "../scenarios/given.ts";
import { allModelsSay, close, feed, fundOf, openWorld, performAtBook, type World } from "../scenarios/world.ts";

export const modelConfig: FundConfig = {
  ...tradingConfig,
  seats: ["SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO", "CFO", "RESEARCHER"],
  /** A live venue trades what was approved by name alone. */
  controls: { ...tradingConfig.controls, allowedSymbols: ["BTC", "ETH"] },
  scriptedReviewAfterMs: null,
  /** An overdue drill demotes by itself within the longest wait. */
  drillEveryMs: days(20),
};

export const btcPrice = 100;
export const bars = (btc = btcPrice): Bar[] => [bar("BTC", btc), bar("ETH", 50)];

/** A fund with one position, calm and settled. */
export function openModel(config: FundConfig = modelConfig): World {
  const world = openWorld(config);
  const wavy = (index: number) => [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))];
  for (let index = -12; index <= 0; index += 1) close(world, at(index * hour), wavy(index));
  allModelsSay(world, "BTC", 0.95, at(2 * hour));
  for (const index of [1, 2]) {
    /** Entries ask how old the measurement of the venue's clock is, exits never do. */
    feed(world, at(index * hour), "venue", venueClockMeasured.create({ skewMs: 0, roundTripMs: durationMs(10) }));
    close(world, at(index * hour), wavy(index));
  }
  allModelsSay(world, "BTC", 0.51, at(4 * hour));
  for (const index of [3, 4]) close(world, at(index * hour), bars());
  if (fundOf(world).trading.positions[0] === undefined) throw new Error("expected the model to hold BTC");
  return fork(world);
}

/** The same fund, to go another way from here. */
export function fork({ state, book, reports }: World): World {
  const copy: World = {
    library: undefined,
    ...structuredClone({ state, book, reports }),
    steps: [],
    perform: (effect) => performAtBook(copy, effect),
    watch: () => undefined,
    waiting: [],
    isPerforming: false,
  };
  return copy;
}
