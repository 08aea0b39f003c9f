/**
 * Fits the wishes of one close into what the mandate has room for.
 *
 * The best wish goes first, one per symbol. Sizes only shrink from here on. Working and unknown entries count
 * as held at their worst (controls PT-08). Limits are shares of what is tradable; what the day has lost, of all equity.
 */
import type { HardLimits } from "../../domain/hard-limits.ts";
import type { Policy } from "../../domain/mandate.ts";
import type { Portfolio } from "../../domain/position.ts";
import type { Intent } from "../../domain/signal.ts";
import type { Cap } from "../../domain/workings.ts";

/** What is already spoken for: positions plus everything that may still be filled. */
export type Committed = {
  readonly notional: number;
  /** What it ties up of the account: spot its notional, perpetuals their initial margin. */
  readonly tied: number;
  readonly positions: number;
  /** What they are in; adding to one of them takes no other place. */
  readonly symbols: ReadonlySet<string>;
  /** Loss at the stops, of positions and of entries that may still be filled. */
  readonly risk: number;
  /** What may still be spent or tied up. */
  readonly cash: number;
};

/** With the caps it was held against, where it came that far. */
export type Balanced = { readonly intent: Intent; readonly caps: readonly Cap[] } & (
  | { readonly kind: "SIZED" }
  | { readonly kind: "REFUSED"; readonly by: string; readonly reason: string }
);

/** Leaves room for fees and for a price that moves before the fill. */
const cashBuffer = 0.995;

export type Room = {
  readonly policy: Policy;
  readonly portfolio: Portfolio;
  readonly limits: HardLimits;
  /** Loss of the day so far, share of equity. */
  readonly lossToday: number;
  /** The intents come best first; otherwise the largest edge goes first. */
  readonly isRanked: boolean;
  /** Part of a holding's worth that its symbol ties up. */
  readonly tiedShareOf: (symbol: string) => number;
};

export function balance(intents: readonly Intent[], room: Room, committed: Committed): Balanced[] {
  let used = committed;
  const seen = new Set<string>();
  const results: Balanced[] = [];
  for (const intent of room.isRanked ? intents : intents.toSorted(mostPromisingFirst)) {
    const result = seen.has(intent.symbol)
      ? refused(intent, "balance", "another intent of this close has the symbol")
      : fit(intent, room, used);
    seen.add(intent.symbol);
    results.push(result);
    if (result.kind === "SIZED") used = withIntent(used, result.intent, room.tiedShareOf(intent.symbol));
  }
  return results;
}

function fit(intent: Intent, room: Room, used: Committed): Balanced {
  const { policy, portfolio, limits, lossToday, tiedShareOf } = room;
  const { envelope, setBy } = policy.mandate;
  const tiedShare = tiedShareOf(intent.symbol);
  if (!(intent.signal.confidence >= envelope.minConfidence))
    return refused(
      intent,
      setBy.minConfidence,
      `confidence ${intent.signal.confidence.toFixed(3)} is below ${envelope.minConfidence}`,
    );
  const others = used.positions - (used.symbols.has(intent.symbol) ? 1 : 0);
  if (!(others < envelope.maxPositions))
    return refused(intent, setBy.maxPositions, `${others} of ${envelope.maxPositions} positions are taken`);
  const tiedRoom = (portfolio.tradable * envelope.maxExposure - used.tied) / tiedShare;
  const leverageRoom = portfolio.tradable * envelope.maxLeverage - used.notional;
  const exposureRoom = portfolio.tradable > 0 ? Math.min(tiedRoom, leverageRoom) : tiedRoom;
  const riskRoom = portfolio.tradable * envelope.maxDailyRisk - portfolio.equity * lossToday - used.risk;
  const caps: readonly Cap[] = [
    { by: "sizing", what: "size", cap: intent.notional * envelope.sizeFactor },
    { by: setBy.maxPosition, what: "position limit", cap: envelope.maxPosition },
    {
      by: "hard limits",
      what: "order size",
      cap: Math.min(limits.maxOrderNotionalUsd, portfolio.tradable * limits.maxOrderShareFraction),
    },
    { by: setBy.maxExposure, what: "exposure limit", cap: exposureRoom },
    { by: setBy.maxDailyRisk, what: "daily risk", cap: riskRoom / intent.stopDistance },
    { by: "cash", what: "cash", cap: (used.cash * cashBuffer) / tiedShare },
  ];
  const tightestCap = caps.reduce((least, each) => (least.cap <= each.cap || Number.isNaN(least.cap) ? least : each));
  if (!(tightestCap.cap > 0))
    return { ...refused(intent, tightestCap.by, `no room left within the ${tightestCap.what}`), caps };
  return { kind: "SIZED", intent: { ...intent, notional: tightestCap.cap }, caps };
}

const withIntent = (used: Committed, intent: Intent, tiedShare: number): Committed => ({
  notional: used.notional + intent.notional,
  tied: used.tied + intent.notional * tiedShare,
  positions: used.positions + (used.symbols.has(intent.symbol) ? 0 : 1),
  symbols: used.symbols,
  risk: used.risk + intent.notional * intent.stopDistance,
  cash: used.cash - intent.notional * tiedShare,
});

const refused = (intent: Intent, by: string, reason: string): Balanced => ({
  kind: "REFUSED",
  intent,
  by,
  reason,
  caps: [],
});

const mostPromisingFirst = (a: Intent, b: Intent): number =>
  b.signal.expectedEdge - a.signal.expectedEdge || (a.symbol < b.symbol ? -1 : 1);
