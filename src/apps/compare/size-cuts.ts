/**
 * What limits took from entries that were made: how much notional, and what that part would have earned.
 *
 * An entry begins at the size that the hard limit on risk per trade allows at its stop, within the hard limit on an
 * order and the cash there is. First the mandate's risk per trade cuts it, then whichever cap is tightest. The part cut
 * is taken to earn at the rate of the trade that was made; impact of the larger order is left out.
 */
import type { Trade } from "../../kernel/analytics/fact-record.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { OrderWorkings, Workings } from "../../kernel/domain/workings.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";

export type SizeCut = {
  readonly by: string;
  /** Entries it cut. */
  readonly entries: number;
  readonly cutUsd: number;
  /** Of those whose trade has ended: what the part cut would have made. */
  readonly pnlOfCutUsd: number;
};

type Cut = { readonly by: string; readonly cutUsd: number };
type Tally = { entries: number; cutUsd: number; pnlOfCutUsd: number };

/** Below this a cut is rounding to the lot. */
const leastCutFraction = 1e-6;

export class SizeCuts {
  private readonly maxRisk: number;
  private readonly byOrder = new Map<string, readonly Cut[]>();
  private readonly tallies = new Map<string, Tally>();

  constructor({ hardLimits }: FundConfig) {
    this.maxRisk = hardLimits.maxRiskPerTradeFraction;
  }

  hear(facts: readonly Fact[], workings: Workings | undefined): void {
    for (const order of workings?.orders ?? [])
      if (order.order.purpose === "ENTRY" && order.refusedBy === undefined) this.cut(order);
    for (const { type, data } of facts) if (type === "position.closed") this.settle(data);
  }

  private cut(order: OrderWorkings): void {
    const cuts = cutsOf(order, this.maxRisk);
    if (cuts.length > 0) this.byOrder.set(order.order.id, cuts);
    for (const { by, cutUsd } of cuts) {
      const tally = this.tallyOf(by);
      tally.entries += 1;
      tally.cutUsd += cutUsd;
    }
  }

  private settle({ tradeId, entryPriceUsd, quantity, pnlUsd }: Trade): void {
    const held = entryPriceUsd * quantity;
    for (const { by, cutUsd } of this.byOrder.get(tradeId) ?? [])
      if (held > 0) this.tallyOf(by).pnlOfCutUsd += (pnlUsd / held) * cutUsd;
    this.byOrder.delete(tradeId);
  }

  /** Largest cut first. */
  summary(): SizeCut[] {
    return [...this.tallies]
      .map(([by, tally]) => ({ by, ...tally }))
      .toSorted((a, b) => b.cutUsd - a.cutUsd || (a.by < b.by ? -1 : 1));
  }

  private tallyOf(by: string): Tally {
    const known = this.tallies.get(by) ?? { entries: 0, cutUsd: 0, pnlOfCutUsd: 0 };
    this.tallies.set(by, known);
    return known;
  }
}

const withoutNumber = (name: string): string => name.replace(/ D\d+-\d+$/, "");

/** @param maxRisk the hard limit on risk per trade, share of what is tradable */
function cutsOf({ caps, policy, usage, stopDistance }: OrderWorkings, maxRisk: number): Cut[] {
  const { envelope, setBy } = policy.mandate;
  const [sizing, ...limits] = caps;
  if (sizing === undefined || !(envelope.sizeFactor > 0)) return [];
  const beyondGovernance = limits.filter(({ by }) => by === "hard limits" || by === "cash").map(({ cap }) => cap);
  const start = Math.min((usage.tradable * maxRisk) / stopDistance, ...beyondGovernance);
  const wished = Math.min(start, sizing.cap / envelope.sizeFactor);
  const tightest = caps.reduce((least, each) => (least.cap <= each.cap ? least : each));
  const last = Math.min(wished, tightest.cap);
  const owner = tightest === sizing ? setBy.sizeFactor : tightest.by;
  return [
    { by: `${withoutNumber(setBy.maxRiskPerTrade)}: risk per trade`, cutUsd: start - wished },
    { by: `${withoutNumber(owner)}: ${tightest === sizing ? "size factor" : tightest.what}`, cutUsd: wished - last },
  ].filter(({ cutUsd }) => cutUsd > start * leastCutFraction);
}
