/** What the guard knows when it looks at one order. Every number may be wrong; the checks treat NaN as a refusal. */
import type { ControlLimits, MessageScope } from "../../domain/control-limits.ts";
import type { EntryFlow } from "../../domain/entry-flow.ts";
import type { ExpectedEdge } from "../../domain/execution.ts";
import type { Modes, PolicyOverride } from "../../domain/mandate.ts";
import type { StrategyChoice, StrategyCode } from "../../domain/strategy-choice.ts";
import type { HardLimits } from "../../domain/hard-limits.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { MarginScene } from "../margin-use.ts";
import type { OwnOrder, ReferencePrice } from "../../domain/order.ts";
import type { VenueClock } from "../../domain/venue-clock.ts";
import type { FeedReading } from "../../features/feed-watch.ts";
import type { RiskEnvelope } from "../../domain/risk-envelope.ts";
import type { DurationMs, EpochMs } from "../../units/units.ts";

/** On whose word an entry rests. */
export type OrderAuthority = {
  readonly strategy: string;
  /** Strategies the configuration names, and the code of this one as it was last asked. */
  readonly choices: readonly StrategyChoice[];
  readonly code: StrategyCode | undefined;
  /** Whom the controller does not let speak. */
  readonly blocked: readonly string[];
  readonly modes: Modes;
  readonly overrides: readonly PolicyOverride[];
};

export type GuardView = {
  readonly at: EpochMs;
  readonly instrument: Instrument | undefined;
  readonly reference: ReferencePrice | undefined;
  readonly envelope: RiskEnvelope;
  /** Symbols positions may be opened in. */
  readonly activeSymbols: readonly string[];
  /** False when the council has not completed a round for too long. */
  readonly governanceIsFresh: boolean;
  readonly authority: OrderAuthority;
  readonly limits: HardLimits;
  readonly controls: ControlLimits;
  /** Where the order goes, and whether money is at risk there. */
  readonly venue: string;
  readonly isLiveVenue: boolean;
  /** False until orders, fills, positions and balances have agreed with the venue's, and after too long without a word. */
  readonly isReconciled: boolean;
  /** Why entries in the symbol are stopped: books and venue differ in it. */
  readonly symbolFreeze: string | undefined;
  /** What the fund's own orders, trades and rejections let entries do (RT-10). */
  readonly entryFlow: EntryFlow;
  /** When anybody last sent an entry, and how long the next waits while entries are throttled. */
  readonly lastEntryAt: EpochMs | undefined;
  readonly throttleEveryMs: DurationMs;
  /** Everything, locked profit and reserve included: what the minimum capital is about. */
  readonly equity: number;
  /** What may be traded with: the base of every share an entry is held against (resolutions 21). */
  readonly tradable: number;
  /** Cash that no working order, no margin, no unrealised loss on margin and no promise to lock or reserve may claim. */
  readonly cash: number;
  readonly drawdown: number;
  readonly allTimeDrawdown: number;
  readonly dailyLoss: number;
  /** What the strategy of the order has lost this UTC day, unrealised losses included, USD. */
  readonly strategyLoss: number;
  /** Trades the strategy of the order has lost in a row. */
  readonly strategyLossesInRow: number;
  /** Trades the account has lost in a row. */
  readonly consecutiveLosses: number;
  /** Edge after costs that an entry must promise. */
  readonly minEdgeBps: number;
  /** Of an entry; undefined where nobody has said what it is worth. */
  readonly edge: ExpectedEdge | undefined;
  /** Notional of positions, working and unknown entries, at their worst. */
  readonly committedNotional: number;
  /** What of it is tied up: spot at its worth, perpetuals at their initial margin. */
  readonly committedTied: number;
  /** Of a perpetual: how it stands before the order. */
  readonly margin: MarginScene | undefined;
  /** Average true range of the symbol over its price. */
  readonly atrShare: number;
  /** Notional for this symbol. */
  readonly committedInSymbol: number;
  /** The same for the group of symbols that move with it, this one included. */
  readonly committedInGroup: number;
  /** What of all is long, and what is short, each with the entries that may still add to it. */
  readonly committedLong: number;
  readonly committedShort: number;
  /** Positions and symbols with entries that may still be filled, this one apart. */
  readonly otherPositions: number;
  /** How far from its fill the entry's stop will rest, share of the price. */
  readonly stopDistance: number;
  /** Farthest the reference has moved within the collar's period, share of itself; NaN while nobody knows (PT-02). */
  readonly referenceMove: number;
  /** What it may move: as configured, more where bars are longer than the period. */
  readonly maxReferenceMove: number;
  /** No entry in the symbol before this, since it moved farther. */
  readonly coolsUntil: number;
  /** What the symbol traded in the last bar and in 24 hours, USD. */
  readonly barTurnover: number;
  readonly dayTurnover: number;
  /** What the best offer holds, USD; undefined where no book is known. */
  readonly topDepth: number | undefined;
  /** Messages sent that have not drained, of everybody, to this venue, and of this strategy (PT-05). */
  readonly messages: Readonly<Record<MessageScope, { readonly second: number; readonly minute: number }>>;
  /** Entries of this strategy in this symbol and side within the window, this one included (PT-06). */
  readonly executions: number;
  /** Why the strategy may not enter until a person says so. */
  readonly disabledFor: string | undefined;
  /** When the same entry was last sent, unless this one is a later part of one decision (PT-07). */
  readonly sameSentAt: number | undefined;
  readonly openOrders: number;
  /** What entries that may still be filled could cost, this one apart. */
  readonly openOrderValue: number;
  /** Held quantity of the symbol less what working and unknown exits may still sell. */
  readonly closeableQuantity: number;
  /** Open orders of ours in the symbol on the other side. */
  readonly opposing: readonly OwnOrder[];
  readonly feed: FeedReading;
  /** Undefined where nobody has measured it. */
  readonly clock: VenueClock | undefined;
  readonly hasSeen: (orderId: string) => boolean;
};
