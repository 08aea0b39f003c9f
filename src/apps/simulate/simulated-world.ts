/**
 * The world of a fault run: a wild built-in market, the simulated venue with its log in memory, and a clock that stands
 * still between events. It lives on while the fund is down.
 */
import { type VirtualClock, virtualClock } from "../../adapters/clock/virtual-clock.ts";
import { FaultyVenue } from "../../adapters/faulty-venue/faulty-venue.ts";
import { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import { memoryVenueLog } from "../../adapters/simulated-venue/venue-log.ts";
import type { Bar, ClosedBars } from "../../kernel/domain/bar.ts";
import type { FaultPlan } from "../../kernel/simulation/faults/fault-plan.ts";
import { type FaultsInForce, openFaults, volumeAt } from "../../kernel/simulation/faults/faults-in-force.ts";
import { simulatedInstruments } from "../../kernel/simulation/market/instruments.ts";
import { nextBars } from "../../kernel/simulation/market/market.ts";
import { openMarket } from "../../kernel/simulation/market/market-state.ts";
import { marketModel, marketParameters } from "../../kernel/simulation/market/parameters.ts";
import { type DurationMs, type EpochMs, epochMs, hours, quantity } from "../../kernel/units/units.ts";
import { defaultStartEquity } from "../../runtime/default-config.ts";
import { actByHand } from "./by-hand.ts";
import type { Untold } from "./untold.ts";

export const interval: DurationMs = hours(1);
/** Bars the fund learns from before it trades. */
export const warmUpBars = 120;
/** Seeds of the markets there are, picked for trading much; a plan names one by its place. */
const marketSeeds = [1, 2, 3, 5, 6, 7] as const;
export const marketCount = marketSeeds.length;

/** Three times as wild as the built-in market, so that stops trigger and orders come at most closes. Chosen. */
const wildness = 3;

function seedOf(market: number): number {
  const seed = marketSeeds[market];
  if (seed === undefined) throw new RangeError(`expected a market of 0 to ${marketCount - 1}, was ${market}`);
  return seed;
}

function* marketOf(market: number): Generator<ClosedBars, never> {
  const { commonVolatility, coins } = marketModel;
  const wild = coins.map((coin) => ({ ...coin, ownVolatility: coin.ownVolatility * wildness }));
  const model = { ...marketModel, commonVolatility: commonVolatility * wildness, coins: wild };
  const state = openMarket({ ...marketParameters(seedOf(market)), interval, model });
  for (;;) yield nextBars(state);
}

const markets = new Map<number, ClosedBars[]>();

/** The first bars of a market; drawn once in a process. */
export function barsOf(market: number, count: number): readonly ClosedBars[] {
  const known = markets.get(market) ?? [];
  if (known.length < count) {
    known.length = 0;
    for (const closed of marketOf(market)) if (known.push(closed) >= count) break;
    markets.set(market, known);
  }
  return known.slice(0, count);
}

export type SimulatedWorld = {
  readonly clock: VirtualClock;
  readonly faults: FaultsInForce;
  readonly line: FaultyVenue;
  /** What was done by hand of which the stream said nothing then, as it was done. */
  readonly untold: readonly Untold[];
  /** The bar's open, its inside and its end at the venue, one after the other. */
  readonly playOpen: (closed: ClosedBars) => Promise<void>;
  readonly playInside: (closed: ClosedBars) => Promise<void>;
  readonly playClose: (closed: ClosedBars) => Promise<void>;
};

/**
 * @param tradeFrom when trading begins; the plan's times count from there
 * @param onUntold hears of what only the account shows, as it is done
 */
export function openWorld(
  plan: FaultPlan,
  tradeFrom: EpochMs,
  onUntold: (untold: Untold) => void = () => {},
): SimulatedWorld {
  const clock = virtualClock(tradeFrom);
  const faults = openFaults(plan, tradeFrom);
  const log = memoryVenueLog();
  const openVenue = (at: EpochMs) => new SimulatedVenue(simulatedInstruments, log, at, { cash: defaultStartEquity });
  let venue = openVenue(tradeFrom);
  for (const fault of plan.faults)
    if (fault.kind === "VENUE_RESTART")
      clock.wakeAt(epochMs(tradeFrom + fault.fromMs), () => {
        venue = openVenue(clock.now());
      });
  const line = new FaultyVenue(() => venue, clock, faults);
  const untold: Untold[] = [];
  actByHand({
    venue: () => venue,
    instruments: simulatedInstruments,
    clock,
    faults,
    collect: () => line.collect(),
    withhold: (until, act) => line.withhold(until, act),
    onUntold: (each) => {
      untold.push(each);
      onUntold(each);
    },
  });
  const tradedIn = ({ bars }: ClosedBars, at: EpochMs): readonly Bar[] => {
    const share = volumeAt(faults, at);
    return share === 1 ? bars : bars.map((bar) => ({ ...bar, volume: quantity(bar.volume * share) }));
  };
  const openedAt = ({ closedAt }: ClosedBars) => epochMs(closedAt - interval);
  return {
    clock,
    faults,
    line,
    untold,
    playOpen: (closed) => {
      venue.playOpen(tradedIn(closed, openedAt(closed)), openedAt(closed));
      return line.collect();
    },
    playInside: (closed) => {
      venue.playInside(tradedIn(closed, openedAt(closed)), closed.closedAt);
      return line.collect();
    },
    playClose: (closed) => {
      venue.playClose(tradedIn(closed, openedAt(closed)), closed.closedAt);
      return line.collect();
    },
  };
}
