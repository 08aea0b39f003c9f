/**
 * What a run leaves behind for its report: a sample at every close, in columns, and the facts that tell a story.
 *
 * A read model: it listens to what the kernel said and decides nothing. Runs without governance, such as
 * buy-and-hold, leave samples with an exposure and no policy.
 */
import type { Policy } from "../domain/mandate.ts";
import { capitalProfiles, operatingModes, systemRiskModes, tradingModes } from "../domain/modes.ts";
import type { Portfolio } from "../domain/position.ts";
import type { Fact } from "../events/catalogue.ts";
import type { EpochMs, UsdAmount } from "../units/units.ts";
import { type Column, openColumn, push } from "./column.ts";
import { type FactRecord, openFactRecord, takeFact } from "./fact-record.ts";

export type Samples = {
  readonly at: Column;
  readonly equity: Column;
  /** Gross notional over equity. */
  readonly exposure: Column;
  /** Index into `tradingModes`. */
  readonly tradingMode: Column;
  /** Index into `capitalProfiles`. */
  readonly capitalProfile: Column;
  /** Index into `operatingModes`. */
  readonly operatingMode: Column;
  /** Index into `systemRiskModes`. */
  readonly systemRiskMode: Column;
  /** 1 or 0. */
  readonly entriesAllowed: Column;
  /** 1 or 0. */
  readonly frozen: Column;
};

export type RunRecord = {
  /** When the capital was put in: the first close that could be traded on. */
  readonly startedAt: EpochMs;
  readonly startEquity: UsdAmount;
  readonly samples: Samples;
  readonly facts: FactRecord;
};

export const openRunRecord = (startedAt: EpochMs, startEquity: UsdAmount): RunRecord => ({
  startedAt,
  startEquity,
  samples: {
    at: openColumn(),
    equity: openColumn(),
    exposure: openColumn(),
    tradingMode: openColumn(),
    capitalProfile: openColumn(),
    operatingMode: openColumn(),
    systemRiskMode: openColumn(),
    entriesAllowed: openColumn(),
    frozen: openColumn(),
  },
  facts: openFactRecord(),
});

/** Of a run without a policy: nothing is held back. */
const free = {
  tradingMode: "LIVE",
  capitalProfile: "AGGRESSIVE",
  operatingMode: "GROWTH",
  systemRiskMode: "NORMAL",
} as const;

/** What of the policy in force a close is recorded with. */
export type Standing = {
  readonly modes: Pick<
    Policy["modes"],
    "tradingMode" | "capitalProfile" | "operatingMode" | "systemRiskMode" | "frozen"
  >;
  readonly mandate: { readonly envelope: { readonly entriesAllowed: boolean } };
};

/** One close: what everything is worth, and what is allowed. */
export function recordClose(
  { samples }: RunRecord,
  at: EpochMs,
  { equity, exposure }: Pick<Portfolio, "equity" | "exposure">,
  policy: Standing | undefined,
): void {
  push(samples.at, at);
  push(samples.equity, equity);
  push(samples.exposure, exposure);
  const { tradingMode, capitalProfile, operatingMode, systemRiskMode } = policy?.modes ?? free;
  push(samples.tradingMode, tradingModes.indexOf(tradingMode));
  push(samples.capitalProfile, capitalProfiles.indexOf(capitalProfile));
  push(samples.operatingMode, operatingModes.indexOf(operatingMode));
  push(samples.systemRiskMode, systemRiskModes.indexOf(systemRiskMode));
  push(samples.entriesAllowed, policy?.mandate.envelope.entriesAllowed === false ? 0 : 1);
  push(samples.frozen, policy?.modes.frozen === true ? 1 : 0);
}

export const recordFact = ({ facts }: RunRecord, at: EpochMs, fact: Fact): void => takeFact(facts, at, fact);
