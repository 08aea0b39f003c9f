/**
 * Seeded fault runs: the fund keeps every promise, a fund broken on purpose is found out, and no plan that ever failed
 * fails again. `npm run faults` plays a thousand.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { playPlan, type RunResult } from "../../src/apps/simulate/play-plan.ts";
import { readFaultPlan } from "../../src/apps/simulate/read-fault-plan.ts";
import { addCounts, noCounts } from "../../src/apps/simulate/run-counts.ts";
import { type SabotageName, sabotages } from "../../src/apps/simulate/sabotage.ts";
import { shrinkPlan } from "../../src/apps/simulate/shrink-plan.ts";
import { planOf } from "../../src/apps/simulate/simulate.ts";
import { type Invariant, invariants } from "../../src/apps/simulate/violations.ts";
import type { Fault, FaultKind, FaultPlan } from "../../src/kernel/simulation/faults/fault-plan.ts";

const seeds = 20;
const closes = 40;
const shortPlan = (seed: number): FaultPlan => planOf(seed, 2, closes);

it(`${seeds} seeds: every promise is kept`, { timeout: 300_000 }, async () => {
  let counts = noCounts;
  for (let seed = 0; seed < seeds; seed++) {
    const result = await playPlan(shortPlan(seed));
    expect(result.violations, `qt simulate --seed ${seed} --closes ${closes} --intensity 2`).toEqual([]);
    counts = addCounts(counts, result.counts);
  }
  expect(counts.orders, "nothing was proved").toBeGreaterThan(1_000);
  expect(counts.fills).toBeGreaterThan(600);
  expect(counts.unknown).toBeGreaterThan(25);
  expect(counts.rejected).toBeGreaterThan(50);
  expect(counts.unasked).toBeGreaterThan(15);
  expect(counts.untold).toBeGreaterThan(15);
  expect(counts.crashes).toBeGreaterThan(15);
  expect(counts.freezes).toBeGreaterThan(5);
});

it("the same plan gives the same run, to the last bit of state", { timeout: 60_000 }, async () => {
  const [one, other] = [await playPlan(shortPlan(1)), await playPlan(shortPlan(1))];
  expect(other).toEqual(one);
});

/** What a fund broken so must be caught at. */
const caughtAt = {
  RESENDS_ON_TIMEOUT: "NO_ORDER_TWICE",
  BOOKS_FILLS_TWICE: "FILL_BOOKED_ONCE",
  TAKES_UNKNOWN_FOR_REJECTED: "NEVER_GUESSED",
  FORGETS_STOPS: "STOP_AT_VENUE",
  NEVER_CANCELS: "EXIT_POSSIBLE",
  WRITES_BEHIND: "NOTHING_ACKNOWLEDGED_LOST",
  NEVER_FETCHES: "FILL_BOOKED_ONCE",
  IGNORES_TRADES_BY_HAND: "FILL_BOOKED_ONCE",
  TAKES_TRANSFERS_FOR_PROFIT: "TRANSFER_IS_CAPITAL",
  TRUSTS_STOPS_TO_REST: "STOP_AT_VENUE",
  RENAMES_ON_TIMEOUT: "NO_ORDER_LOST",
  NEVER_RECONNECTS: "COMES_TO_REST",
  KEEPS_THE_FIRST_ACCOUNT: "BOOKS_AGREE",
  IGNORES_DIFFERENCES: "WAITS_FOR_AGREEMENT",
  ENTERS_UNRECONCILED: "WAITS_FOR_AGREEMENT",
  FORGETS_FEES: "CASH_EQUAL",
  HALVES_TRADES_BY_HAND: "POSITION_EQUAL",
  DIES_OF_REFUSALS: "STAYS_UP",
  FORGETS_FREEZES: "FREEZE_KEPT",
  ROUNDS_UP_SALES: "LEDGER_CONSERVED",
  FORGETS_ITS_LOSSES: "REPLAYS",
} as const satisfies Record<SabotageName, Invariant>;

const enoughSeeds = 8;

it("every promise is broken by some fund that was broken on purpose", () =>
  expect(new Set<Invariant>(Object.values(caughtAt))).toEqual(new Set(Object.keys(invariants))));

async function firstFailure(name: SabotageName): Promise<RunResult> {
  for (let seed = 0; seed < enoughSeeds; seed++) {
    const result = await playPlan(shortPlan(seed), sabotages[name]());
    if (result.violations.some(({ invariant }) => invariant === caughtAt[name])) return result;
  }
  throw new Error(`${name} was not found out by ${enoughSeeds} seeds`);
}

it.each(Object.keys(caughtAt) as SabotageName[])(
  `a fund that %s is found out within ${enoughSeeds} seeds`,
  { timeout: 300_000 },
  async (name) => void (await firstFailure(name)),
);

const byHand: readonly FaultKind[] = ["MANUAL_TRADE", "MANUAL_CANCEL", "CASH_MOVED", "FOREIGN_ORDER"];

it.each(["IGNORES_TRADES_BY_HAND", "TAKES_TRANSFERS_FOR_PROFIT", "TRUSTS_STOPS_TO_REST"] as const)(
  "a fund that %s is found out by what happens to the account, and by no fault of the line",
  { timeout: 300_000 },
  async (name) => {
    const { plan } = await firstFailure(name);
    const faults = plan.faults.filter(({ kind }) => !byHand.includes(kind));
    expect((await playPlan({ ...plan, faults }, sabotages[name]())).violations).toEqual([]);
  },
);

it("a fund that IGNORES_DIFFERENCES is found out by what the stream does not tell, and by nothing else", {
  timeout: 120_000,
}, async () => {
  const { plan } = await firstFailure("IGNORES_DIFFERENCES");
  const isUntold = (fault: Fault) => fault.kind === "FOREIGN_ORDER" || ("isTold" in fault && !fault.isTold);
  const faults = plan.faults.filter((fault) => !isUntold(fault));
  expect((await playPlan({ ...plan, faults }, sabotages.IGNORES_DIFFERENCES())).violations).toEqual([]);
});

/** Those that take few plays; `qt simulate --break` makes the plans of the others small too. */
it.each(["RESENDS_ON_TIMEOUT", "WRITES_BEHIND"] as const)(
  "the plan that finds out %s is made as small as three faults, and the fund as it is passes it",
  { timeout: 300_000 },
  async (name) => {
    const found = await firstFailure(name);
    const shrunk = await shrinkPlan(found, (plan) => playPlan(plan, sabotages[name]()), caughtAt[name]);
    expect(shrunk.plan.faults.length).toBeLessThanOrEqual(3);
    expect(shrunk.violations.map(({ invariant }) => invariant)).toContain(caughtAt[name]);
    expect((await playPlan(shrunk.plan)).violations, "the fund as it is passes the same plan").toEqual([]);
  },
);

const kept = join(import.meta.dirname, "../fixtures/faults");
const fixtures = readdirSync(kept).filter((file) => file.endsWith(".json"));

it("plans that once failed are kept", () => expect(fixtures.length).toBeGreaterThan(0));

it.each(fixtures)("the plan of %s fails no more", { timeout: 60_000 }, async (file) => {
  expect((await playPlan(readFaultPlan(join(kept, file)))).violations).toEqual([]);
});
