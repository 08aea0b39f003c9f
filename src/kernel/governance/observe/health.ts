/**
 * The monitors of what exists: the market feed and the venue. The worst of them is the system's health.
 *
 * A subsystem that is not registered has no monitor and no health: it is absent, not CRITICAL (resolutions 25a).
 */
import type { Health } from "../../domain/briefing.ts";
import { firstOf } from "../../domain/ladder.ts";
import { type SystemHealth, systemHealths } from "../../domain/modes.ts";
import { type DurationMs, durationMs, type EpochMs, epochMs } from "../../units/units.ts";

/** What trading and the edge know about their own state. */
export type Vitals = {
  readonly lastBarsAt: EpochMs | undefined;
  /** Symbols whose bars have been missing for longer than `staleIntervals`. */
  readonly silentSymbols: readonly string[];
  readonly barInterval: DurationMs;
  readonly venueConnected: boolean;
  /** The journal still has the reserve it keeps for exits. */
  readonly journalHasReserve: boolean;
  readonly unknownOrders: number;
  /** Rejections among the last venue answers, and how many answers that is. */
  readonly recentRejects: number;
  readonly recentAnswers: number;
  /** Orders rejected or left without an answer within the window of the emergency stop. */
  readonly executionErrors: number;
  /** How much worse than decided the last fills were on average, basis points; undefined while there are too few. */
  readonly meanSlippageBps: number | undefined;
  /** Entries that may still be filled. */
  readonly openEntries: number;
  /** Positions the exit mode in force wants smaller than they are. */
  readonly positionsLeft: number;
  /** Positions that need an order at the venue and have none. */
  readonly unsentOrders: number;
};

/** Bar intervals without bars after which the feed is stale, and after which it counts as lost. */
export const staleIntervals = 3;
export const lostIntervals = 12;
const rejectSampleSize = 10;
const rejectShareLimit = 0.5;

type Finding = { readonly status: SystemHealth; readonly issue: string };

export function healthOf(vitals: Vitals, at: EpochMs): Health {
  const findings = [
    feedFinding(vitals, at),
    silenceFinding(vitals),
    connectionFinding(vitals),
    journalFinding(vitals),
    ...orderFindings(vitals),
  ];
  let status: SystemHealth = "HEALTHY";
  const issues: string[] = [];
  for (const finding of findings) {
    if (finding === undefined) continue;
    status = firstOf(systemHealths, status, finding.status);
    issues.push(finding.issue);
  }
  return { status, issues, monitors: [] };
}

/** When the feed's health changes next if no bars come: the timer the fund asks its scheduler for. */
export function feedDeadline(vitals: Pick<Vitals, "lastBarsAt" | "barInterval">, at: EpochMs): EpochMs | undefined {
  if (vitals.lastBarsAt === undefined) return undefined;
  for (const intervals of [staleIntervals, lostIntervals]) {
    const deadline = vitals.lastBarsAt + vitals.barInterval * intervals + 1;
    if (deadline > at) return epochMs(deadline);
  }
  return undefined;
}

/** Bars came once, and have not come for too long. */
export const isFeedLost = ({ lastBarsAt, barInterval }: Vitals, at: EpochMs): boolean =>
  lastBarsAt !== undefined && !((at - lastBarsAt) / barInterval <= lostIntervals);

function feedFinding({ lastBarsAt, barInterval }: Vitals, at: EpochMs): Finding | undefined {
  if (lastBarsAt === undefined) return { status: "DEGRADED", issue: "feed: no bars yet" };
  const late = durationMs(Math.max(0, at - lastBarsAt)) / barInterval;
  if (late > lostIntervals) return { status: "CRITICAL", issue: `feed: silent for ${late.toFixed(1)} bar intervals` };
  if (late > staleIntervals) return { status: "DEGRADED", issue: `feed: ${late.toFixed(1)} bar intervals late` };
  return undefined;
}

function silenceFinding({ silentSymbols }: Vitals): Finding | undefined {
  if (silentSymbols.length === 0) return undefined;
  return { status: "DEGRADED", issue: `feed: no bars of ${silentSymbols.join(", ")}` };
}

function connectionFinding({ venueConnected }: Vitals): Finding | undefined {
  return venueConnected ? undefined : { status: "CRITICAL", issue: "venue: not connected" };
}

function journalFinding({ journalHasReserve }: Vitals): Finding | undefined {
  return journalHasReserve ? undefined : { status: "CRITICAL", issue: "journal: the disk is full, no reserve is left" };
}

function orderFindings({ unknownOrders, recentRejects, recentAnswers }: Vitals): (Finding | undefined)[] {
  const rejectShare = recentAnswers >= rejectSampleSize ? recentRejects / recentAnswers : 0;
  return [
    unknownOrders > 0 ? { status: "DEGRADED", issue: `venue: ${unknownOrders} orders of unknown outcome` } : undefined,
    rejectShare > rejectShareLimit
      ? { status: "DEGRADED", issue: `venue: ${recentRejects} of the last ${recentAnswers} orders rejected` }
      : undefined,
  ];
}
