/**
 * What goes wrong in a simulated world and when: plain data, so that a run can be printed, kept, shortened and played again.
 *
 * Times are counted from the moment trading begins. What hits requests or reports takes the next ones from its time on;
 * what has an end holds from its time to its end. What somebody does by hand is done once, at the first moment between the
 * two at which it can be; `place` says where in the list of what there is then, 0 the first, 1 the last. What is not told
 * (`isTold`) the stream tells only at the end; until then the account alone shows it. Source: controls.md RT-04 to RT-08 and field.md B.
 */
import type { Side } from "../../domain/order.ts";
import type { DurationMs, Fraction, Ratio } from "../../units/units.ts";

type From = { readonly fromMs: DurationMs };
type Window = From & { readonly toMs: DurationMs };
type ByHand = Window & { readonly isTold: boolean };

/** What is left of the block a crash met: written, cut off, or refused by a disk that is full. */
export const crashTails = ["WRITTEN", "TORN", "REFUSED"] as const;
export type CrashTail = (typeof crashTails)[number];

/** Of spot; funding is a perpetual's. */
export const movedCauses = ["FEE", "TRANSFER"] as const;
export type MovedCause = (typeof movedCauses)[number];

export type Fault =
  /** The next requests never arrive; the caller waits in vain. */
  | (From & { readonly kind: "LOST_REQUEST"; readonly requests: number })
  /** The next requests are carried out and their answers lost. */
  | (From & { readonly kind: "LOST_REPLY"; readonly requests: number })
  /** The next requests arrive late and are answered late, each way half of the delay. */
  | (From & { readonly kind: "SLOW_ANSWER"; readonly requests: number; readonly delayMs: DurationMs })
  /** Each of the next reports comes twice. */
  | (From & { readonly kind: "DUPLICATE_REPORT"; readonly reports: number })
  /** The next reports are held back and then come last first. */
  | (From & { readonly kind: "REORDERED_REPORTS"; readonly reports: number })
  /** Connection lost: requests fail, the stream ends, the venue trades on. */
  | (Window & { readonly kind: "OUTAGE" })
  /** The stream says nothing and does not say that it ended; requests are answered. */
  | (Window & { readonly kind: "STALE_STREAM" })
  /** Requests are refused with 429 and a time to wait; whoever asks again before it is banned with 418. */
  | (Window & { readonly kind: "RATE_LIMIT"; readonly banMs: DurationMs })
  /** Every order is refused with this code. */
  | (Window & { readonly kind: "REJECT_STORM"; readonly code: number })
  /** So little is traded that orders are filled in parts. */
  | (Window & { readonly kind: "PARTIAL_FILLS"; readonly volumeFraction: Fraction })
  /** The venue goes down and comes back from its own log; its stream begins again with reports told before. */
  | (Window & { readonly kind: "VENUE_RESTART"; readonly retold: number })
  /** The clocks differ by more than the venue allows: it refuses every request unread. */
  | (Window & { readonly kind: "CLOCK_SKEW" })
  /** The fund dies at a write, the first of these being the next, and comes back from its journal at the end. */
  | (Window & { readonly kind: "CRASH"; readonly writes: number; readonly tail: CrashTail })
  /**
   * Somebody sells this share of what is held of a symbol, or buys for this share of the free cash. Whoever sells may
   * first cancel what rests to sell it: spot wants that, a perpetual does not.
   */
  | (ByHand & {
      readonly kind: "MANUAL_TRADE";
      readonly side: Side;
      readonly place: Fraction;
      readonly share: Fraction;
      readonly cancelsFirst: boolean;
    })
  /** Somebody cancels an order that rests, mostly a stop. */
  | (ByHand & { readonly kind: "MANUAL_CANCEL"; readonly place: Fraction })
  /** The venue takes a fee, or somebody moves cash in or, below zero, out: a share of the free cash. */
  | (ByHand & { readonly kind: "CASH_MOVED"; readonly cause: MovedCause; readonly share: Ratio })
  /** Somebody places an order far below the market, of which no report speaks, and takes it back at the end. */
  | (Window & { readonly kind: "FOREIGN_ORDER"; readonly place: Fraction });

export type FaultKind = Fault["kind"];

export const faultKinds = [
  "LOST_REQUEST",
  "LOST_REPLY",
  "SLOW_ANSWER",
  "DUPLICATE_REPORT",
  "REORDERED_REPORTS",
  "OUTAGE",
  "STALE_STREAM",
  "RATE_LIMIT",
  "REJECT_STORM",
  "PARTIAL_FILLS",
  "VENUE_RESTART",
  "CLOCK_SKEW",
  "CRASH",
  "MANUAL_TRADE",
  "MANUAL_CANCEL",
  "CASH_MOVED",
  "FOREIGN_ORDER",
] as const satisfies readonly FaultKind[];

export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

export type FaultPlan = {
  readonly seed: number;
  /** Seed of the market the fund trades. */
  readonly market: number;
  /** Closes that are traded while faults may come. */
  readonly closes: number;
  readonly faults: readonly Fault[];
};

/**
 * Refusals a venue gives for no fault of the order, with its own words.
 * Source: Binance spot API, errors (codes -1003 to -2010), and the refusals other people's bots have met.
 */
export const refusalCodes: Readonly<Record<number, string>> = {
  [-1001]: "Internal error; unable to process your request. Please try again.",
  [-1008]: "Server is currently overloaded with other requests. Please try again in a few minutes.",
  [-1013]: "Filter failure: PERCENT_PRICE_BY_SIDE",
  [-1015]: "Too many new orders.",
  [-2010]: "Account has insufficient balance for requested action.",
};
