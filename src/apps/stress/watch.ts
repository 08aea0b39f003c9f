/**
 * What is looked at after every close of a stressed run: the fund beside what the venue truly has.
 *
 * Looks on and changes nothing. The venue's own account is the truth about orders and holdings.
 */
import { capitalProfiles, operatingModes, systemRiskModes, tradingModes } from "../../kernel/domain/modes.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { imbalanceOf } from "../../kernel/ledger/ledger.ts";
import { accountOf } from "../../kernel/simulation/venue/venue-account.ts";
import type { VenueBook } from "../../kernel/simulation/venue/venue-book.ts";
import { portfolioOf } from "../../kernel/step-govern.ts";
import { type EpochMs, epochMs } from "../../kernel/units/units.ts";

/** How tight governance stands, each axis as its place in its list, tightest first; 0 for entries that are not allowed. */
export type Stance = {
  readonly tradingMode: number;
  readonly capitalProfile: number;
  readonly operatingMode: number;
  readonly systemRiskMode: number;
  readonly entriesAllowed: number;
};

export type WatchedClose = {
  readonly at: EpochMs;
  /** Closes from the strike. */
  readonly step: number;
  readonly equityUsd: number;
  /** From the highest equity since the fund was last released, or opened. */
  readonly drawdown: number;
  readonly exposure: number;
  /** Share of equity by symbol held. */
  readonly held: ReadonlyMap<string, number>;
  readonly isFrozen: boolean;
  readonly stance: Stance;
  /** Symbols of which the fund and the venue hold different amounts. */
  readonly differing: readonly string[];
  /** Symbols held at the venue without a stop or an exit there for all of it. */
  readonly unprotected: readonly string[];
  /** Symbols on their way out. */
  readonly leaving: readonly string[];
  readonly unknownOrders: number;
  readonly imbalanceMicros: number;
};

/** One close, and the symbols that had no sound bar at it. */
export type Seen = { readonly at: EpochMs; readonly step: number; readonly blind: ReadonlySet<string> };

export class Watch {
  readonly closes: WatchedClose[] = [];
  /** Entries sent while the latest bar of their symbol was refused or absent, such as `O12-0 of BTCUSDT`. */
  readonly blindEntries: string[] = [];
  private peak = 0;
  private releases = 0;
  private before: Pick<Seen, "at" | "blind"> = { at: epochMs(0), blind: new Set() };

  look(fund: Fund, book: VenueBook, { facts }: RunRecord, seen: Seen): void {
    const { equity, grossNotional } = portfolioOf(fund);
    const releases = facts.freezes.filter(({ ended }) => ended !== undefined).length;
    this.peak = releases > this.releases ? equity : Math.max(this.peak, equity);
    this.releases = releases;
    this.findBlindEntries(fund, seen);
    const positions = fund.trading.positions.filter((each) => each !== undefined);
    this.closes.push({
      at: seen.at,
      step: seen.step,
      equityUsd: equity,
      drawdown: 1 - equity / this.peak,
      exposure: grossNotional / equity,
      held: new Map(positions.map((each) => [each.symbol, (each.quantity * each.lastPrice) / equity])),
      isFrozen: fund.governance.policy?.modes.frozen === true,
      stance: stanceOf(fund),
      ...besideVenue(fund, book),
      leaving: positions.flatMap(({ symbol, exitReason }) => (exitReason === undefined ? [] : [symbol])),
      unknownOrders: [...fund.trading.orders.values()].filter(({ status }) => status === "UNKNOWN").length,
      imbalanceMicros: imbalanceOf(fund.ledger),
    });
  }

  /** What is sent between two closes rests on the first of them. */
  private findBlindEntries({ trading }: Fund, { at, blind }: Seen): void {
    const { before } = this;
    for (const { order, submittedAt } of [...trading.ended, ...trading.orders.values()]) {
      if (order.purpose !== "ENTRY" || !(submittedAt > before.at)) continue;
      const isBlind = (submittedAt === at ? blind : before.blind).has(order.symbol);
      if (isBlind) this.blindEntries.push(`${order.id} of ${order.symbol}`);
    }
    this.before = { at, blind };
  }
}

function stanceOf({ governance: { policy } }: Fund): Stance {
  const { modes, mandate } = policy ?? {};
  return {
    tradingMode: tradingModes.findIndex((each) => each === modes?.tradingMode),
    capitalProfile: capitalProfiles.findIndex((each) => each === modes?.capitalProfile),
    operatingMode: operatingModes.findIndex((each) => each === modes?.operatingMode),
    systemRiskMode: systemRiskModes.findIndex((each) => each === modes?.systemRiskMode),
    entriesAllowed: mandate?.envelope.entriesAllowed === true ? 1 : 0,
  };
}

function besideVenue({ config, trading }: Fund, book: VenueBook): Pick<WatchedClose, "differing" | "unprotected"> {
  const { holdings, orders } = accountOf(book);
  const differing: string[] = [];
  const unprotected: string[] = [];
  for (const { symbol, lotSize } of config.instruments) {
    const ours = trading.positions.find((each) => each?.symbol === symbol)?.quantity ?? 0;
    const theirs = holdings.find((each) => each.symbol === symbol)?.quantity ?? 0;
    const selling = orders.reduce(
      (sum, each) => sum + (each.symbol === symbol && each.side === "SELL" ? each.quantity - each.filledQuantity : 0),
      0,
    );
    if (!(Math.abs(ours - theirs) <= lotSize / 2)) differing.push(symbol);
    if (!(theirs - selling <= lotSize / 2)) unprotected.push(symbol);
  }
  return { differing, unprotected };
}
