/** What governance, the ledger and the market give to one trading pass. */
import type { ControlBook } from "../controls/control-book.ts";
import type { Performance, RiskAssessment } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import type { EntryFlow } from "../domain/entry-flow.ts";
import type { ExecutionDirective } from "../domain/execution.ts";
import type { Policy } from "../domain/mandate.ts";
import type { Portfolio } from "../domain/position.ts";
import type { MarketAssessment } from "../domain/regime.ts";
import type { SymbolPlace } from "../domain/universe.ts";
import type { Outbox } from "../events/outbox.ts";
import type { FeedReading } from "../features/feed-watch.ts";
import type { MarketFeatures } from "../features/market-features.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Desk } from "./strategies/strategies.ts";
import type { Effect } from "./effect.ts";

/** Everything a trading pass needs besides its own state. */
export type TradingContext = {
  readonly config: FundConfig;
  readonly features: MarketFeatures;
  readonly ledger: Ledger;
  readonly portfolio: Portfolio;
  readonly performance: Performance;
  readonly risk: RiskAssessment;
  /** Expected shortfall of one instrument held alone with all equity. */
  readonly shortfallAlone: (id: number) => number;
  /** What kind of market an instrument is in; undefined while nobody knows. */
  readonly regimeOf: (id: number) => MarketAssessment | undefined;
  /** Where ranker and Universe OS place an instrument. */
  readonly placeOf: (id: number) => SymbolPlace;
  /** What an instrument traded in 24 hours, USD. */
  readonly dayTurnover: (id: number) => number;
  /** Closed days known of an instrument, and their simple returns, oldest first. */
  readonly daysKnown: (id: number) => number;
  readonly dailyReturns: (id: number) => Float64Array;
  readonly policy: Policy;
  /** What AI-HFOS allows of execution. */
  readonly executionDirective: ExecutionDirective;
  readonly governanceIsFresh: boolean;
  /** What the fund's own flow of orders lets entries do, as surveillance sees it (RT-10). */
  readonly entryFlow: EntryFlow;
  /** The strategies that may be asked; only at a close, and where some are configured. */
  readonly desk?: Desk | undefined;
  /** Where controls count what they did. */
  readonly controls: ControlBook;
  readonly idOf: (symbol: string) => number | undefined;
  /** How the feed of a symbol is. */
  readonly feedOf: (symbol: string) => FeedReading;
  readonly outbox: Outbox;
  readonly effects: Effect[];
};
