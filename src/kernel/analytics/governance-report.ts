/**
 * What governance did in a run: how long each mode held, when entries were blocked, every freeze with its release.
 *
 * Shares are shares of closes. They stand beside the returns so that nobody mistakes a fund that stopped for one that
 * is safe.
 */
import type { DecisionKind, FreezeTrigger, Seat } from "../domain/decision.ts";
import {
  type CapitalProfile,
  capitalProfiles,
  type OperatingMode,
  operatingModes,
  type SystemRiskMode,
  systemRiskModes,
  type TradingMode,
  tradingModes,
} from "../domain/modes.ts";
import {
  dayMs,
  type DurationMs,
  durationMs,
  type EpochMs,
  epochMs,
  type Fraction,
  type Ratio,
  ratio,
} from "../units/units.ts";
import { type Column, filled, lastOf } from "./column.ts";
import { shareWhere } from "./curve-report.ts";
import type { Cashflow, FreezeCause, ModeChange, RecordedDecision, RecordedFreeze } from "./fact-record.ts";
import type { RunRecord } from "./run-record.ts";

export type Share<Name extends string> = { readonly name: Name; readonly shareFraction: Fraction };
export type Count = { readonly name: string; readonly count: number };

export type FreezeReport = {
  readonly startAtMs: EpochMs;
  /** The first cause; more may have come while it held. */
  readonly trigger: FreezeTrigger;
  readonly reason: string;
  readonly furtherCauses: readonly FreezeCause[];
  readonly requiresReview: boolean;
  /** Null while it holds. */
  readonly endAtMs: EpochMs | null;
  readonly releasedBy: string | null;
  /** To the end of the run if it holds still. */
  readonly lengthMs: DurationMs;
};

export type DecisionCount = {
  readonly seat: Seat;
  readonly kind: DecisionKind;
  readonly count: number;
  readonly perDayRatio: Ratio;
};

export type GovernanceReport = {
  readonly tradingModes: readonly Share<TradingMode>[];
  readonly capitalProfiles: readonly Share<CapitalProfile>[];
  readonly operatingModes: readonly Share<OperatingMode>[];
  readonly systemRiskModes: readonly Share<SystemRiskMode>[];
  readonly entriesBlockedFraction: Fraction;
  readonly frozenFraction: Fraction;
  readonly freezes: readonly FreezeReport[];
  readonly decisionCounts: readonly DecisionCount[];
  readonly decisions: readonly RecordedDecision[];
  readonly modeChanges: readonly ModeChange[];
  readonly policyChanges: number;
  /** Orders the guard refused, by check, most first. */
  readonly refusals: readonly Count[];
  /** Wishes to trade by what became of them, most first. */
  readonly intents: readonly Count[];
  readonly shadowTrades: number;
  /** Conflicts of authorities that were resolved, and what people were told, by level. */
  readonly conflicts: number;
  readonly alerts: readonly Count[];
  readonly essTrips: readonly Count[];
  readonly cashflow: Cashflow;
};

export function reportGovernance(record: RunRecord): GovernanceReport {
  const { samples, facts, startedAt } = record;
  const endAt = epochMs(lastOf(samples.at, startedAt));
  return {
    tradingModes: sharesOf(tradingModes, samples.tradingMode),
    capitalProfiles: sharesOf(capitalProfiles, samples.capitalProfile),
    operatingModes: sharesOf(operatingModes, samples.operatingMode),
    systemRiskModes: sharesOf(systemRiskModes, samples.systemRiskMode),
    entriesBlockedFraction: shareWhere(filled(samples.entriesAllowed), (allowed) => allowed === 0),
    frozenFraction: shareWhere(filled(samples.frozen), (frozen) => frozen === 1),
    freezes: facts.freezes.flatMap((freeze) => reportFreeze(freeze, endAt)),
    decisionCounts: countDecisions(facts.decisions, (endAt - startedAt) / dayMs),
    decisions: facts.decisions,
    modeChanges: facts.modeChanges,
    policyChanges: facts.policyChanges,
    refusals: mostFirst(facts.refusals),
    intents: mostFirst(facts.intents),
    shadowTrades: facts.shadowTrades,
    conflicts: facts.conflicts,
    alerts: mostFirst(facts.alerts),
    essTrips: mostFirst(facts.essTrips),
    cashflow: facts.cashflow,
  };
}

/** How much of the closes each value of a scale held. */
function sharesOf<Name extends string>(scale: readonly Name[], column: Column): Share<Name>[] {
  const samples = filled(column);
  return scale.map((name, id) => ({ name, shareFraction: shareWhere(samples, (each) => each === id) }));
}

function reportFreeze({ causes, requiresReview, ended }: RecordedFreeze, endAt: EpochMs): FreezeReport[] {
  const [first, ...furtherCauses] = causes;
  if (first === undefined) return [];
  const { atMs: startAtMs, trigger, reason } = first;
  return [
    {
      startAtMs,
      trigger,
      reason,
      furtherCauses,
      requiresReview,
      endAtMs: ended?.atMs ?? null,
      releasedBy: ended?.releasedBy ?? null,
      lengthMs: durationMs(Math.max(0, (ended?.atMs ?? endAt) - startAtMs)),
    },
  ];
}

/** By seat and kind, in the order in which they first spoke. */
function countDecisions(decisions: readonly RecordedDecision[], days: number): DecisionCount[] {
  const counts = new Map<string, { seat: Seat; kind: DecisionKind; count: number }>();
  for (const { seat, decision } of decisions) {
    const key = `${seat} ${decision.kind}`;
    const counted = counts.get(key);
    if (counted === undefined) counts.set(key, { seat, kind: decision.kind, count: 1 });
    else counted.count += 1;
  }
  return [...counts.values()].map((each) => ({ ...each, perDayRatio: ratio(days > 0 ? each.count / days : 0) }));
}

const mostFirst = (counts: ReadonlyMap<string, number>): Count[] =>
  [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
