/**
 * Draws a fault plan from a seed: which faults, when and how badly.
 *
 * Half of them begin just before a close, since that is when a fund sends most of what it sends; the rest at any moment.
 */
import { exponential, pickIndex, type RandomState, seedRandom, uniform } from "../../maths/seeded-random.ts";
import { type DurationMs, durationMs, fraction, hours, minutes, ratio, seconds } from "../../units/units.ts";
import { crashTails, type Fault, type FaultKind, faultKinds, type FaultPlan, refusalCodes } from "./fault-plan.ts";

export type PlanChoices = {
  readonly seed: number;
  /** How much goes wrong: 1 is about sixteen faults in a hundred closes. */
  readonly intensity: number;
  readonly closes: number;
  readonly intervalMs: DurationMs;
  /** How many markets there are to choose from. */
  readonly markets: number;
};

/** How often each kind is drawn, beside the others. Chosen: what leaves an order in doubt comes most. */
const weights: Readonly<Record<FaultKind, number>> = {
  LOST_REQUEST: 3,
  LOST_REPLY: 4,
  SLOW_ANSWER: 3,
  DUPLICATE_REPORT: 2,
  REORDERED_REPORTS: 2,
  OUTAGE: 2,
  STALE_STREAM: 2,
  RATE_LIMIT: 1,
  REJECT_STORM: 1,
  PARTIAL_FILLS: 2,
  VENUE_RESTART: 1,
  CLOCK_SKEW: 1,
  CRASH: 4,
  MANUAL_TRADE: 4,
  MANUAL_CANCEL: 3,
  CASH_MOVED: 2,
  FOREIGN_ORDER: 2,
};

const faultsPerClose = 0.16;
/** Shares of the free cash, at most: bought for by hand, moved in or out, taken as a fee. Chosen. */
const mostBought = 0.1;
const mostMoved = 0.3;
const mostFee = 0.001;
/** Mean length of what lasts; half of it is over before it matters, some of it spans several closes. Chosen. */
const meanLength = minutes(50);
const longest = hours(8);
/** What is not told stands for so many times as long, so that closes fall into it. Chosen, as is how much is told at once. */
const untoldTimes = 4;
const toldShare = 0.6;
/** How long before a close a fault begins that is meant to meet it. */
const lead = seconds(2);
/** Longest delay of a slow answer: past what the line waits for an answer, and past what the venue still takes. */
const slowest = seconds(12);

export function drawFaultPlan({ seed, intensity, closes, intervalMs, markets }: PlanChoices): FaultPlan {
  const random = seedRandom(seed);
  const market = Math.floor(uniform(random) * markets);
  const wanted = faultsPerClose * closes * intensity;
  const count = Math.max(1, Math.round(wanted * (0.5 + uniform(random))));
  const shares = faultKinds.map((kind) => weights[kind]);
  const faults = Array.from({ length: count }, () => {
    const kind = faultKinds[pickIndex(random, shares)] ?? "OUTAGE";
    return drawFault(random, kind, drawStart(random, closes, intervalMs));
  });
  return { seed, market, closes, faults: faults.toSorted((one, other) => one.fromMs - other.fromMs) };
}

function drawStart(random: RandomState, closes: number, intervalMs: DurationMs): DurationMs {
  const isAtClose = uniform(random) < 0.5;
  const place = uniform(random) * closes;
  const start = isAtClose ? Math.floor(place) * intervalMs - lead : place * intervalMs;
  return durationMs(Math.max(0, Math.round(start)));
}

const upTo = (random: RandomState, most: number): number => 1 + Math.floor(uniform(random) * most);

const drawEnd = (random: RandomState, fromMs: DurationMs): DurationMs =>
  durationMs(fromMs + Math.max(1_000, Math.min(longest, Math.round(exponential(random) * meanLength))));

const oneOf = <Item>(random: RandomState, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(uniform(random) * items.length)] ?? items[0];

function drawFault(random: RandomState, kind: FaultKind, fromMs: DurationMs): Fault {
  switch (kind) {
    case "LOST_REQUEST":
    case "LOST_REPLY":
      return { kind, fromMs, requests: upTo(random, 3) };
    case "SLOW_ANSWER":
      return { kind, fromMs, requests: upTo(random, 4), delayMs: durationMs(Math.round(uniform(random) * slowest)) };
    case "DUPLICATE_REPORT":
      return { kind, fromMs, reports: upTo(random, 6) };
    case "REORDERED_REPORTS":
      return { kind, fromMs, reports: 1 + upTo(random, 4) };
    default:
      return drawLasting(random, kind, { fromMs, toMs: drawEnd(random, fromMs) });
  }
}

type Lasting = Exclude<
  FaultKind,
  "LOST_REQUEST" | "LOST_REPLY" | "SLOW_ANSWER" | "DUPLICATE_REPORT" | "REORDERED_REPORTS"
>;

type Window = { readonly fromMs: DurationMs; readonly toMs: DurationMs };

function drawLasting(random: RandomState, kind: Lasting, window: Window): Fault {
  switch (kind) {
    case "OUTAGE":
    case "STALE_STREAM":
    case "CLOCK_SKEW":
      return { kind, ...window };
    case "RATE_LIMIT":
      return { kind, ...window, banMs: minutes(upTo(random, 120)) };
    case "REJECT_STORM":
      return { kind, ...window, code: Number(oneOf(random, ["-1015", ...Object.keys(refusalCodes)])) };
    case "PARTIAL_FILLS":
      return { kind, ...window, volumeFraction: fraction(10 ** (-3 - 3 * uniform(random))) };
    case "VENUE_RESTART":
      return { kind, ...window, retold: upTo(random, 20) };
    case "CRASH":
      return { kind, ...window, writes: 1, tail: oneOf(random, crashTails) };
    case "MANUAL_TRADE":
      return drawTrade(random, window);
    case "MANUAL_CANCEL":
      return { kind, ...drawTelling(random, window), place: fraction(uniform(random)) };
    case "CASH_MOVED":
      return uniform(random) < 0.5
        ? { kind, ...drawTelling(random, window), cause: "FEE", share: ratio(0 - mostFee * uniform(random)) }
        : {
            kind,
            ...drawTelling(random, window),
            cause: "TRANSFER",
            share: ratio(mostMoved * (2 * uniform(random) - 1)),
          };
    case "FOREIGN_ORDER":
      return { kind, ...longer(window), place: fraction(uniform(random)) };
  }
}

const longer = ({ fromMs, toMs }: Window): Window => ({
  fromMs,
  toMs: durationMs(fromMs + (toMs - fromMs) * untoldTimes),
});

function drawTelling(random: RandomState, window: Window): Window & { readonly isTold: boolean } {
  const isTold = uniform(random) < toldShare;
  return { ...(isTold ? window : longer(window)), isTold };
}

/** Three in four sell, and half of those everything. */
function drawTrade(random: RandomState, window: Window): Fault {
  const isSale = uniform(random) < 0.75;
  const isAll = isSale && uniform(random) < 0.5;
  const part = uniform(random) * (isSale ? 1 : mostBought);
  return {
    kind: "MANUAL_TRADE",
    ...drawTelling(random, window),
    side: isSale ? "SELL" : "BUY",
    place: fraction(uniform(random)),
    share: fraction(isAll ? 1 : part),
    cancelsFirst: isSale && uniform(random) < 0.5,
  };
}
