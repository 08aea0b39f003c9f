/**
 * What is wrong at a moment, by a plan: asked by the line between a fund and its venue, at every request and report.
 *
 * Faults that hit the next requests or reports are used up here, so that a plan says everything and chance nothing.
 */
import type { EpochMs } from "../../units/units.ts";
import type { Fault, FaultKind, FaultOf, FaultPlan } from "./fault-plan.ts";

export type FaultsInForce = {
  readonly faults: readonly Fault[];
  /** When trading began: times of the plan count from here. */
  readonly from: EpochMs;
  /** How many requests, reports or writes each fault has hit, by its place in the plan. */
  readonly hits: number[];
  /** Rate limits somebody has been told of, by their place in the plan. */
  readonly told: Set<number>;
  bannedUntil: number;
};

export const openFaults = ({ faults }: Pick<FaultPlan, "faults">, from: EpochMs): FaultsInForce => ({
  faults,
  from,
  hits: faults.map(() => 0),
  told: new Set(),
  bannedUntil: Number.NEGATIVE_INFINITY,
});

const isKind = <Kind extends FaultKind>(fault: Fault, kinds: readonly Kind[]): fault is FaultOf<Kind> =>
  kinds.some((kind) => kind === fault.kind);

/** The first fault of these kinds that holds at a moment. */
export function holding<Kind extends FaultKind>(
  { faults, from }: FaultsInForce,
  at: EpochMs,
  ...kinds: readonly Kind[]
): FaultOf<Kind> | undefined {
  for (const fault of faults)
    if (isKind(fault, kinds) && fault.fromMs <= at - from && "toMs" in fault && at - from < fault.toMs) return fault;
  return undefined;
}

type Counted = Extract<Fault, { requests: number } | { reports: number } | { writes: number }>;

const budgetOf = (fault: Counted): number => {
  if ("requests" in fault) return fault.requests;
  return "reports" in fault ? fault.reports : fault.writes;
};

/** Uses up one hit of the first fault of these kinds that has any left. */
export function take<Kind extends Counted["kind"]>(
  { faults, from, hits }: FaultsInForce,
  at: EpochMs,
  ...kinds: readonly Kind[]
): FaultOf<Kind> | undefined {
  for (const [index, fault] of faults.entries()) {
    const hit = hits[index] ?? 0;
    if (fault.fromMs > at - from || !isKind(fault, kinds) || hit >= budgetOf(fault)) continue;
    hits[index] = hit + 1;
    return fault;
  }
  return undefined;
}

export type Refusal = { readonly status: 429 | 418; readonly retryAfterMs: number };

/** What the venue's gate says to a request: told to wait and asking all the same, one is banned. */
export function gateRefusal(state: FaultsInForce, at: EpochMs): Refusal | undefined {
  if (at < state.bannedUntil) return { status: 418, retryAfterMs: state.bannedUntil - at };
  const limit = holding(state, at, "RATE_LIMIT");
  if (limit === undefined) return undefined;
  const place = state.faults.indexOf(limit);
  if (!state.told.has(place)) {
    state.told.add(place);
    return { status: 429, retryAfterMs: state.from + limit.toMs - at };
  }
  state.bannedUntil = at + limit.banMs;
  return { status: 418, retryAfterMs: limit.banMs };
}

/** Share of the usual volume that is traded. */
export const volumeAt = (state: FaultsInForce, at: EpochMs): number =>
  holding(state, at, "PARTIAL_FILLS")?.volumeFraction ?? 1;

export const isOut = (state: FaultsInForce, at: EpochMs): boolean =>
  holding(state, at, "OUTAGE", "VENUE_RESTART") !== undefined;

/** Whether the venue can be reached and listens, so that the fund has nobody to blame. */
export const isReachable = (state: FaultsInForce, at: EpochMs): boolean =>
  at >= state.bannedUntil &&
  holding(state, at, "OUTAGE", "VENUE_RESTART", "RATE_LIMIT", "CLOCK_SKEW", "REJECT_STORM") === undefined;
