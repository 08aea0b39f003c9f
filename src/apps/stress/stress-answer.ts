/** What a scenario comes to: the same fund on the same market without and with it, looked at close by close. */
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { VenueTerms } from "../../kernel/simulation/venue/venue-terms.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import type { Scenario } from "../../kernel/simulation/stress/stress.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import type { WatchedClose } from "./watch.ts";

/** What every scenario of an answer is played on. */
export type StressMarket = {
  readonly config: FundConfig;
  readonly closes: readonly ClosedBars[];
  /** Of the venue; plain ones where nothing is said. */
  readonly terms?: Partial<VenueTerms> | undefined;
};

export type PlayedStress = {
  readonly closes: readonly WatchedClose[];
  readonly record: RunRecord;
  /** What was thrown, where anything was; the run ends there. */
  readonly thrown: string | undefined;
  readonly blindEntries: readonly string[];
  readonly corrupted: number;
  /** Broken bars that the fund took for bars, and true ones it refused. */
  readonly corruptTaken: number;
  readonly trueRefused: number;
  readonly failedRequests: number;
  /** Words of the outside model that failed, and those that were refused where they are read. */
  readonly failedWords: number;
  readonly refusedWords: number;
  /** The most that one open below the close before took of what was held, share of equity. */
  readonly gapLossFraction: number;
  readonly refusals: ReadonlyMap<string, number>;
};

export type Strike = {
  readonly at: EpochMs;
  /** Closes played before it. */
  readonly index: number;
  readonly held: string | undefined;
  readonly exposure: number;
};

export type Judgement = {
  readonly name: string;
  readonly title: string;
  readonly value: number;
  readonly limit: number;
  /** The value in words. */
  readonly found: string;
  readonly passed: boolean;
};

export type StressedScenario = {
  readonly scenario: Scenario;
  readonly strike: Strike;
  /** Symbols struck, in the order of the market. */
  readonly struck: readonly string[];
  readonly calm: PlayedStress;
  readonly stressed: PlayedStress;
  readonly judgements: readonly Judgement[];
  readonly passed: boolean;
  readonly notes: readonly string[];
};

export type StressAnswer = {
  readonly market: { readonly identity: string; readonly source: string; readonly name: string };
  readonly config: FundConfig;
  /** What the venue was said to be like; left out where nothing was said. */
  readonly venue: VenueFile | undefined;
  readonly seed: number;
  readonly closes: number;
  readonly scenarios: readonly StressedScenario[];
  readonly passed: boolean;
  readonly notes: readonly string[];
  readonly code: string;
  readonly nodeVersion: string;
  readonly folder: string | undefined;
};
