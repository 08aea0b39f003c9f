/** The facts of a run that a report tells about: trades, fees, decisions, freezes, refusals, modes. */
import type { FreezeTrigger } from "../domain/decision.ts";
import type { Fact } from "../events/catalogue.ts";
import type { decisionMade, policyUpdated } from "../events/governance-events.ts";
import type { EventOf } from "../events/define-event.ts";
import type { intentProposed, positionClosed } from "../events/trading-events.ts";
import type { EpochMs } from "../units/units.ts";

export type Trade = EventOf<typeof positionClosed>["data"];
export type RecordedDecision = EventOf<typeof decisionMade>["data"] & { readonly atMs: EpochMs };
export type ModeChange = EventOf<typeof policyUpdated>["data"]["modes"] & { readonly atMs: EpochMs };

/** Why a freeze began, or what was added to one that held already. */
export type FreezeCause = { readonly atMs: EpochMs; readonly trigger: FreezeTrigger; readonly reason: string };
export type RecordedFreeze = {
  readonly causes: FreezeCause[];
  requiresReview: boolean;
  ended: { readonly atMs: EpochMs; readonly releasedBy: string } | undefined;
};

export type FactRecord = {
  readonly trades: Trade[];
  positionsOpened: number;
  fills: number;
  feesUsd: number;
  /** Price times quantity of all fills, both sides. */
  tradedUsd: number;
  readonly decisions: RecordedDecision[];
  readonly freezes: RecordedFreeze[];
  readonly modeChanges: ModeChange[];
  policyChanges: number;
  /** Orders the guard refused, by check. */
  readonly refusals: Map<string, number>;
  /** Wishes to trade by what became of them. */
  readonly intents: Map<string, number>;
  shadowTrades: number;
  conflicts: number;
  /** What people were told, by level. */
  readonly alerts: Map<string, number>;
  /** Trips of the emergency stop, by evaluator. */
  readonly essTrips: Map<string, number>;
  cashflow: Cashflow;
};

/** What the CFO has put aside by the end, and how often it split profit. */
export type Cashflow = { readonly splits: number; readonly lockedUsd: number; readonly reserveUsd: number };

export const openFactRecord = (): FactRecord => ({
  trades: [],
  positionsOpened: 0,
  fills: 0,
  feesUsd: 0,
  tradedUsd: 0,
  decisions: [],
  freezes: [],
  modeChanges: [],
  policyChanges: 0,
  refusals: new Map(),
  intents: new Map(),
  shadowTrades: 0,
  conflicts: 0,
  alerts: new Map(),
  essTrips: new Map(),
  cashflow: { splits: 0, lockedUsd: 0, reserveUsd: 0 },
});

export function takeFact(record: FactRecord, at: EpochMs, fact: Fact): void {
  const { type, data } = fact;
  if (type === "position.closed") record.trades.push(data);
  else if (type === "position.opened") record.positionsOpened += 1;
  else if (type === "shadow.trade_closed") record.shadowTrades += 1;
  else if (type === "order.refused") count(record.refusals, data.check);
  else if (type === "intent.proposed") count(record.intents, fateOf(data));
  else if (type === "trade.executed") {
    record.fills += 1;
    record.feesUsd += data.feeUsd;
    record.tradedUsd += data.priceUsd * data.quantity;
  } else {
    takeGovernance(record, at, fact);
    takeExecutive(record, fact);
  }
}

function takeGovernance(record: FactRecord, atMs: EpochMs, { type, data }: Fact): void {
  if (type === "ai.federation.decision_made") record.decisions.push({ ...data, atMs });
  else if (type === "fund.frozen") {
    takeFreeze(record, { atMs, trigger: data.trigger, reason: data.reason }, data.requiresReview);
  } else if (type === "fund.released") {
    const freeze = record.freezes.at(-1);
    if (freeze !== undefined) freeze.ended = { atMs, releasedBy: data.releasedBy };
  } else if (type === "policy.updated") {
    record.policyChanges += 1;
    record.modeChanges.push({ ...data.modes, atMs });
  }
}

function takeExecutive(record: FactRecord, { type, data }: Fact): void {
  if (type === "federation.conflict_resolved") record.conflicts += 1;
  else if (type === "federation.alert_raised") count(record.alerts, data.level);
  else if (type === "ess.state_changed" && data.to === "TRIPPED") count(record.essTrips, data.evaluator ?? "unknown");
  else if (type === "cashflow.posted") {
    const { splits } = record.cashflow;
    record.cashflow = { splits: splits + 1, lockedUsd: data.lockedTotalUsd, reserveUsd: data.reserveTotalUsd };
  }
}

/** Causes that come while the fund is frozen belong to the same freeze. */
function takeFreeze(record: FactRecord, cause: FreezeCause, requiresReview: boolean): void {
  const current = record.freezes.at(-1);
  if (current === undefined || current.ended !== undefined) {
    record.freezes.push({ causes: [cause], requiresReview, ended: undefined });
    return;
  }
  current.causes.push(cause);
  current.requiresReview ||= requiresReview;
}

/** `REFUSED by risk-check`; an authority without the number of its decision. */
const fateOf = ({ outcome, refusedBy }: EventOf<typeof intentProposed>["data"]): string =>
  refusedBy === null ? outcome : `${outcome} by ${refusedBy.replace(/ D\d+-\d+$/, "")}`;

const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};
