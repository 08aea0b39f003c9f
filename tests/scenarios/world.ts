/**
 * A fund and a small venue in one process: what tests drive the whole kernel with.
 *
 * `World` feeds entries to `step` and carries effects out at once at a `VenueBook`, as a backtest does. Tests may also
 * feed events of their own making, break answers, or look at every fact in order.
 */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { AnyReport } from "../../src/kernel/domain/venue-report.ts";
import type { Fact, InputEvent } from "../../src/kernel/events/catalogue.ts";
import { fundOpened } from "../../src/kernel/events/fund-events.ts";
import { forecastReceived, marketBarsClosed } from "../../src/kernel/events/market-events.ts";
import { operatorReviewGiven } from "../../src/kernel/events/operator-events.ts";
import type { Fund, FundState } from "../../src/kernel/fund-state.ts";
import { answerOf, openVenueBook, type VenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";
import { type Entry, openState, type Origin, step } from "../../src/kernel/step.ts";
import { estimate } from "../../src/kernel/estimation/estimate.ts";
import type { Effect } from "../../src/kernel/trading/effect.ts";
import type { SolveLinear } from "../../src/kernel/maths/linear-program.ts";
import type { StrategyLibrary } from "../../src/kernel/trading/strategies/library.ts";
import { type EpochMs, epochMs, fraction, ratio } from "../../src/kernel/units/units.ts";
import { nextWake } from "../../src/runtime/wakes.ts";
import { eventOf } from "../../src/runtime/venue-events.ts";
import { at, hour, tradingConfig } from "./given.ts";
import { playClose } from "./play-close.ts";

export type Step = { readonly entry: Entry; readonly facts: readonly Fact[]; readonly effects: readonly Effect[] };

export type World = {
  /** Strategies the configuration may name. */
  readonly library: StrategyLibrary | undefined;
  /** What allocations are solved with. */
  readonly solve?: SolveLinear | undefined;
  readonly state: FundState;
  readonly book: VenueBook;
  readonly steps: Step[];
  reports: number;
  /** What the venue does with an effect; replaced by tests of broken venues. */
  perform: (effect: Effect) => void;
  /** Called after every step. */
  watch: (step: Step) => void;
  /** Effects that wait for earlier ones, as in the engine: no cancel overtakes its submit. */
  readonly waiting: Effect[];
  isPerforming: boolean;
};

export function openWorld(config: FundConfig = tradingConfig, library?: StrategyLibrary, solve?: SolveLinear): World {
  const world: World = {
    library,
    solve,
    state: openState(),
    book: openVenueBook(config.instruments, config.startEquityUsd),
    steps: [],
    reports: 0,
    perform: (effect) => performAtBook(world, effect),
    watch: () => undefined,
    waiting: [],
    isPerforming: false,
  };
  feed(world, at(-1000 * hour), "runtime", fundOpened.create(config));
  return world;
}

export function fundOf(world: World): Fund {
  if (world.state.fund === undefined) throw new Error("expected an open fund");
  return world.state.fund;
}

/** Takes an event in at `when`, or at the fund's own time if that is later. */
export function feed(world: World, when: EpochMs, origin: Origin, event: InputEvent): Step {
  const entry: Entry = { seq: world.state.seq + 1, at: epochMs(Math.max(when, world.state.at)), origin, event };
  const { facts, effects, estimates } = step(world.state, entry, { library: world.library });
  const done: Step = { entry, facts, effects };
  world.steps.push(done);
  world.watch(done);
  for (const request of estimates) feed(world, when, "model", estimate(request, world.solve));
  world.waiting.push(...effects);
  if (!world.isPerforming) performAll(world);
  return done;
}

function performAll(world: World): void {
  world.isPerforming = true;
  try {
    for (let effect = world.waiting.shift(); effect !== undefined; effect = world.waiting.shift())
      world.perform(effect);
  } finally {
    world.isPerforming = false;
  }
}

export function performAtBook(world: World, effect: Effect): void {
  const report =
    effect.kind === "QueryOrder" || effect.kind === "AskReports" ? undefined : answerOf(world.book, effect);
  if (report !== undefined) hear(world, world.state.at, report);
}

export const hear = (world: World, when: EpochMs, report: AnyReport): Step =>
  feed(world, when, "venue", eventOf(report, ++world.reports));

/** Plays one close: fills at the open, what happens inside the bar, then the bars. */
export function close(world: World, when: EpochMs, bars: readonly Bar[]): void {
  const closed = { closedAt: when, bars, missing: [] };
  for (const phase of playClose(world.book, closed, fundOf(world).config.intervalMs)) {
    if (phase.kind === "REPORTS") for (const report of phase.reports) hear(world, phase.at, report);
    else feed(world, phase.at, "market", marketBarsClosed.create({ closedAtMs: when, bars: [...bars], missing: [] }));
  }
}

/** Lets the fund's own timers and the scripted operator's reviews come, up to but not including `until`. */
export function passTime(world: World, until: EpochMs, beforeEach: (world: World) => void = () => undefined): void {
  for (let guard = 0; guard < 1_000; guard += 1) {
    const wake = nextWake(world.state);
    if (wake === undefined || wake.at >= until) return;
    beforeEach(world);
    feed(world, wake.at, wake.origin, wake.event);
  }
  throw new Error("expected time to pass, but the fund keeps asking to be woken");
}

export const review = (world: World, when: EpochMs, operator: string, scripted = false): Step =>
  feed(world, when, "operator", operatorReviewGiven.create({ operator, reason: "looked at it", scripted }));

/** Ten models outside the kernel agree, so that the fund wants what the test wants. */
export function allModelsSay(world: World, symbol: string, upProbability: number, until: EpochMs): void {
  for (let model = 0; model < 10; model += 1)
    feed(
      world,
      world.state.at,
      "model",
      forecastReceived.create({
        model: `model ${model}`,
        symbol,
        upProbabilityFraction: fraction(upProbability),
        sampleSize: 100,
        evidenceRatio: ratio(0),
        validUntilMs: until,
      }),
    );
}

export const factsOf = (world: World, from = 0): Fact[] => world.steps.slice(from).flatMap(({ facts }) => [...facts]);
export const typesOf = (world: World, from = 0): string[] => factsOf(world, from).map(({ type }) => type);
type DataOf = { readonly [Each in Fact as Each["type"]]: Each["data"] };

/** All facts of one type, with their data as that type has it. */
export const factsNamed = <Type extends Fact["type"]>(world: World, type: Type, from = 0): DataOf[Type][] =>
  factsOf(world, from)
    .filter((fact) => fact.type === type)
    .map((fact) => fact.data as DataOf[Type]);

/** The quantity the open stops and exits of a symbol may still sell, unknown ones included. */
export function coverOf(world: World, symbol: string): number {
  let cover = 0;
  for (const { order, filledQuantity } of fundOf(world).trading.orders.values())
    if (order.symbol === symbol && order.purpose !== "ENTRY") cover += Math.max(0, order.quantity - filledQuantity);
  return cover;
}
