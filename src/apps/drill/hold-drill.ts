/**
 * A drill of the emergency stop: positions are open and entries wait at the venue, a hand trips it with FLATTEN, and the
 * venue, not the fund, is asked whether anything is left.
 *
 * Source: controls.md, KL-01 (target of 2 s on a simulated venue) and KL-08; resolutions 24.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { operatorEssTripped, operatorReviewGiven } from "../../kernel/events/operator-events.ts";
import { type DurationMs, epochMs, seconds } from "../../kernel/units/units.ts";
import { codeVersion } from "../code-version.ts";
import { type DrillFund, openDrillFund, playBar, type Wire } from "./drill-fund.ts";
import { awaited, held, interval, rising, tradeFrom, warmUpBars } from "./drill-market.ts";
import { type AtVenue, askVenue } from "./ask-venue.ts";

export type Check = { readonly what: string; readonly passed: boolean; readonly found: string };

export type DrillResult = {
  readonly id: string;
  readonly startedAtMs: number;
  readonly code: string;
  readonly before: AtVenue;
  readonly after: AtVenue;
  readonly checks: readonly Check[];
  /** Fund time from the trip until the venue showed nothing left to do; null when it never did. */
  readonly timeToZeroMs: number | null;
  /** The same on the wall, journal on disk included. */
  readonly wallMs: number;
  readonly passed: boolean;
};

/** KL-01: "target <= 2 s on fake". */
const target: DurationMs = seconds(2);
/** The venue fills what waits this often. Chosen. */
const venueEvery = 100;
/** Longer than this and the drill has failed. Chosen. */
const patience: DurationMs = seconds(60);

export async function holdDrill(wire: Wire = (venue) => venue): Promise<DrillResult> {
  const startedAtMs = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "qt-drill-"));
  const drill = await openDrillFund(folder, wire);
  try {
    await takePositions(drill);
    const before = await askVenue(drill);
    const tripped = drill.told.length;
    const began = performance.now();
    await tripAndWait(drill);
    const wallMs = Math.round((performance.now() - began) * 10) / 10;
    const after = await askVenue(drill);
    const facts = drill.told.slice(tripped).map((each) => each.facts);
    const timeToZeroMs = drill.fund().governance.ess.trip?.timeToZero ?? null;
    const checks = [
      ...judge({ before, after, facts, timeToZeroMs, target }),
      await staysStopped(drill),
      await comesBack(drill),
    ];
    const passed = checks.every((check) => check.passed);
    return { id: randomUUID(), startedAtMs, code: codeVersion(), before, after, checks, timeToZeroMs, wallMs, passed };
  } finally {
    await drill.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two coins are bought and protected; entries into two more have reached the venue and wait. */
async function takePositions(drill: DrillFund): Promise<void> {
  for (let bar = -warmUpBars; bar < 0; bar += 1) await playBar(drill, epochMs(tradeFrom + bar * interval));
  for (const symbol of held) for (const event of rising(symbol)) await drill.offer("model", event);
  await playBar(drill, tradeFrom);
  await playBar(drill, epochMs(tradeFrom + interval));
  for (const symbol of awaited) for (const event of rising(symbol)) await drill.offer("model", event);
  await playBar(drill, epochMs(tradeFrom + 2 * interval));
}

async function tripAndWait(drill: DrillFund): Promise<void> {
  const trippedAt = drill.clock.now();
  await drill.offer(
    "operator",
    operatorEssTripped.create({ exitMode: "FLATTEN", operator: "drill", reason: "a drill of the emergency stop" }),
  );
  const isOver = () => drill.fund().governance.ess.state === "COOLING_DOWN";
  for (let waited = venueEvery; !isOver() && waited <= patience; waited += venueEvery) {
    await drill.passTo(epochMs(trippedAt + waited));
    await drill.trade(epochMs(trippedAt + interval));
  }
}

type Evidence = {
  readonly before: AtVenue;
  readonly after: AtVenue;
  /** What the fund said from the trip on, entry by entry. */
  readonly facts: readonly (readonly Fact[])[];
  readonly timeToZeroMs: number | null;
  readonly target: number;
};

const listOf = (items: readonly string[]): string => (items.length === 0 ? "nothing" : items.join(", "));

/** The verdict on what was seen, check by check. */
export function judge({ before, after, facts, timeToZeroMs, target: limit }: Evidence): Check[] {
  const [first = []] = facts;
  const types = first.map(({ type }) => type);
  const policyAt = types.indexOf("policy.updated");
  const cancelAt = types.indexOf("order.status_changed");
  const isFirst = policyAt >= 0 && cancelAt > policyAt;
  return [
    {
      what: "before, positions were open and entries waited at the venue",
      passed: before.holdings.length > 0 && before.openEntries.length > 0,
      found: `held ${listOf(before.holdings)}; entries ${listOf(before.openEntries)}`,
    },
    {
      what: "the policy without entries stood before the first cancel",
      passed: isFirst,
      found: isFirst ? "policy, then cancel" : listOf(types),
    },
    {
      what: "the venue has no open order",
      passed: after.openOrders.length === 0,
      found: listOf(after.openOrders),
    },
    {
      what: "the venue holds nothing for the fund",
      passed: after.holdings.length === 0,
      found: listOf(after.holdings),
    },
    {
      what: `time to zero is at most ${limit} ms of fund time`,
      passed: timeToZeroMs !== null && timeToZeroMs <= limit,
      found: timeToZeroMs === null ? "zero was never reached" : `${timeToZeroMs} ms`,
    },
  ];
}

/** Bars go on while it cools down, and models go on wanting; nothing may leave. */
async function staysStopped(drill: DrillFund): Promise<Check> {
  const before = drill.told.length;
  const wait = drill.fund().config.ess.coolDownMs + interval + patience;
  const until = drill.clock.now() + wait;
  for (let bar = 3; drill.clock.now() < until; bar += 1) await playBar(drill, epochMs(tradeFrom + bar * interval));
  const sent = drill.told.slice(before).flatMap(({ facts }) => facts.filter(({ type }) => type === "order.submitted"));
  return { what: "afterwards no order leaves", passed: sent.length === 0, found: `${sent.length} orders` };
}

/** After the cool-down a review, and nothing but a review, has armed it. */
async function comesBack(drill: DrillFund): Promise<Check> {
  const stateNow = () => drill.fund().governance.ess.state;
  const waited = stateNow();
  const review = operatorReviewGiven.create({ operator: "drill", reason: "the drill is over", scripted: false });
  await drill.offer("operator", review);
  return {
    what: "it cools down, waits for a review, and a review arms it",
    passed: waited === "RECOVERY_REVIEW" && stateNow() === "ARMED",
    found: `${waited}, then ${stateNow()}`,
  };
}
