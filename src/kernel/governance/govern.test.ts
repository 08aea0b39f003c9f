/**
 * Random walks through whole rounds of governance: money, health, trades, reviews and time in any order.
 *
 * Whatever happens: what is beyond a bound has frozen by the end of the same round, no freeze is forgotten, nothing is
 * loosened while it lasts, and it can always be released.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Council,
  fallen,
  later,
  openCouncil,
  round,
  seniorReview,
  types,
} from "../../../tests/scenarios/council.ts";
import { at, config, day, hour, start } from "../../../tests/scenarios/given.ts";
import { closedTrade, vitals } from "../../../tests/scenarios/given-fund.ts";
import { loosenedIn } from "../../../tests/scenarios/given-any.ts";
import { isStopped } from "../domain/emergency-stop.ts";
import type { Fact } from "../events/catalogue.ts";
import { durationMs, epochMs } from "../units/units.ts";
import { envelopeOfHardLimits } from "./arbitrate/envelopes.ts";
import { capitalProfilePayload } from "./council/ceo/capital-profile.ts";
import type { Report } from "./govern.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";

describe("a random walk", () => {
  type Move =
    | { readonly kind: "VALUE"; readonly factor: number; readonly unrealized: number; readonly exposure: number }
    | { readonly kind: "TRADE"; readonly won: boolean }
    | { readonly kind: "WAIT"; readonly ms: number }
    | { readonly kind: "VENUE"; readonly venueConnected: boolean; readonly unknownOrders: number }
    | { readonly kind: "SILENCE"; readonly hours: number }
    | { readonly kind: "SHADOW"; readonly pnl: number }
    | { readonly kind: "REVIEW" }
    | { readonly kind: "FAILURE" };
  const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
  const anyMove: fc.Arbitrary<Move> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("VALUE" as const),
        factor: fc.double({ min: 0.86, max: 1.12, noNaN: true }),
        unrealized: fc.double({ min: -0.12, max: 0.05, noNaN: true }),
        exposure: anyShare,
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("TRADE" as const), won: fc.boolean() }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("WAIT" as const),
        ms: fc.oneof(fc.integer({ min: 1, max: 2 * hour }), fc.integer({ min: hour, max: 3 * day })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("VENUE" as const),
        venueConnected: fc.boolean(),
        unknownOrders: fc.nat(1),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("SILENCE" as const), hours: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("SHADOW" as const), pnl: fc.integer({ min: -5, max: 5 }) }) },
    { weight: 3, arbitrary: fc.constant({ kind: "REVIEW" as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: "FAILURE" as const }) },
  );

  function make(council: Council, move: Move): readonly Fact[] {
    const { money } = council;
    switch (move.kind) {
      case "VALUE": {
        const equity = Math.min(1e6, Math.max(300, money.equity * move.factor));
        council.money = { ...money, equity, unrealized: equity * move.unrealized, exposure: move.exposure };
        return round(council);
      }
      case "TRADE":
        return round(council, { closedTrades: [{ ...closedTrade(move.won ? 1 : -1, council.now), advisedShare: 1 }] });
      case "WAIT":
        later(council, move.ms);
        return round(council);
      case "VENUE":
        council.vitals = { ...council.vitals, venueConnected: move.venueConnected, unknownOrders: move.unknownOrders };
        return round(council);
      case "SILENCE":
        council.now = epochMs(council.now + move.hours * hour);
        return round(council);
      case "SHADOW":
        council.money = { ...money, shadowPnl: move.pnl };
        return round(council);
      case "REVIEW":
        return round(council, seniorReview);
      case "FAILURE":
        return round(council, { safetyFailure: { part: "journal", message: "disk full" } });
    }
  }

  function expectFrozenWhereBeyond({ state, config: { hardLimits }, money }: Council): void {
    const seen = state.lastPerformance!;
    const beyond = {
      drawdown: seen.drawdown > hardLimits.maxDrawdownFraction,
      killSwitch: seen.allTimeDrawdown > hardLimits.killSwitchDrawdownFraction,
      losses: seen.consecutiveLosses >= hardLimits.maxConsecutiveLosses,
      capital: money.equity < hardLimits.minEquityUsd,
      ess: state.ess.level === "CRITICAL",
      health: state.health === "EMERGENCY",
    };
    if (Object.values(beyond).some(Boolean)) expect(state.freeze, `frozen for ${JSON.stringify(beyond)}`).toBeDefined();
  }

  function expectEntriesStopped({ state }: Council): void {
    const { envelope } = state.policy!.mandate;
    const mustStop =
      state.freeze !== undefined || isStopped(state.ess) || ["EMERGENCY", "CRITICAL"].includes(state.health);
    if (mustStop) expect(envelope.entriesAllowed, "stopped within the same round").toBe(false);
    expect(state.policy!.modes.frozen).toBe(state.freeze !== undefined);
    expect(loosenedIn(envelope, envelopeOfHardLimits(config.hardLimits)), "hard limits hold").toEqual([]);
  }

  function expectHonestChange(council: Council, before: GovernanceState, facts: readonly Fact[]): void {
    const { state } = council;
    const said = types(facts);
    const wasReleased = said.includes("fund.released");
    if (before.freeze !== undefined && state.freeze === undefined)
      expect(wasReleased, "no freeze is forgotten").toBe(true);
    if (said.includes("fund.frozen") && !wasReleased) expect(state.freeze).toBeDefined();
    if (wasReleased) {
      expect(state.freeze).toBeUndefined();
      expect(state.cleanDaysSinceRelease).toBe(0);
      expect(council.money.equity).toBeGreaterThan(1_500);
      expect(state.ess).toEqual({ state: "ARMED", level: "NOMINAL", trip: undefined });
      expect(["TRIPPED", "LIQUIDATING"]).not.toContain(before.ess.state);
    }
    const isNewVersion = state.policy!.version !== before.policy!.version;
    expect(said.includes("policy.updated")).toBe(isNewVersion);
    expect(state.policy!.version - before.policy!.version).toBe(isNewVersion ? 1 : 0);
    if (before.freeze === undefined || state.freeze === undefined) return;
    expect(state.freeze.since).toBe(before.freeze.since);
    expect(state.freeze.reasons.slice(0, before.freeze.reasons.length), "causes stay").toEqual(before.freeze.reasons);
    expect(
      loosenedIn(state.policy!.mandate.envelope, before.policy!.mandate.envelope),
      "nothing loosens while frozen",
    ).toEqual([]);
  }

  it("keeps every promise of governance", () => {
    let frozen = 0;
    let released = 0;
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 5, maxLength: 60 }), (moves) => {
        const council = openCouncil();
        for (const move of moves) {
          const before: GovernanceState = { ...council.state };
          const facts = make(council, move);
          expectFrozenWhereBeyond(council);
          expectEntriesStopped(council);
          expectHonestChange(council, before, facts);
          expect(council.state.lastCouncilAt, "a completed round is a fresh one").toBe(council.now);
          frozen += types(facts).includes("fund.frozen") ? 1 : 0;
          released += types(facts).includes("fund.released") ? 1 : 0;
        }
      }),
      { numRuns: 300 },
    );
    expect(frozen, "the walk went where it matters").toBeGreaterThan(50);
    expect(released).toBeGreaterThan(10);
  });

  it("from anywhere, a healthy month with money and reviews ends any freeze, and four clean days give full size", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
        const council = openCouncil();
        for (const move of moves) make(council, move);
        council.vitals = vitals({ lastBarsAt: council.now });
        council.money = { equity: Math.max(2_000, council.money.equity), unrealized: 0, exposure: 0, shadowPnl: 0 };
        for (let each = 0; each < 32; each += 1) {
          later(council, day);
          round(council, seniorReview);
        }
        expect(council.state.freeze).toBeUndefined();
        for (let each = 0; each < 4; each += 1) {
          later(council, day);
          round(council);
        }
        expect(council.state.policy!.mandate.envelope).toMatchObject({ entriesAllowed: true, sizeFactor: 1 });
      }),
      { numRuns: 100 },
    );
  });
});

describe("a freeze and its release", () => {
  it("the same round freezes, stops entries and says so in order", () => {
    const council = openCouncil();
    const said = types(fallen(council, 0.11));
    expect(said.indexOf("fund.frozen")).toBeLessThan(said.indexOf("policy.updated"));
    expect(council.state.policy?.mandate.envelope.entriesAllowed).toBe(false);
  });

  /** Five losses and a drawdown of 4.5 %, frozen for half an hour and then ready to be released. */
  function lostFive(): Council {
    const council = openCouncil();
    for (let loss = 0; loss < 5; loss += 1)
      round(council, { closedTrades: [{ ...closedTrade(-1, council.now), advisedShare: 1 }] });
    expect(council.state.freeze).toBeDefined();
    later(council, hour);
    fallen(council, 0.045);
    return council;
  }
  const leverageOf = ({ state }: Council) =>
    stanceOf(state, "CRO", "RISK_ADJUSTMENT")?.decision.payload.maxLeverageRatio;

  it("a release re-bases drawdown for every seat in the same round: no seat acts on the old one", () => {
    const council = lostFive();
    expect(leverageOf(council)).toBe(7);
    council.money = { ...council.money, shadowPnl: 1 };
    expect(types(round(council))).toContain("fund.released");
    expect(council.state.lastPerformance?.drawdown).toBe(0);
    expect(leverageOf(council), "neither tightened by the old drawdown nor loosened by an unnamed release").toBe(7);
  });

  it("a named release restores the CRO's base in the same round", () => {
    const council = lostFive();
    expect(types(round(council, seniorReview))).toContain("fund.released");
    expect(leverageOf(council)).toBe(10);
  });

  it("one cause freezes once, however often its value crosses meanwhile; another cause is added", () => {
    const council = openCouncil();
    for (const drawdown of [0.055, 0.04, 0.055]) fallen(council, drawdown);
    expect(council.state.freeze?.causes).toEqual(["DAILY_LOSS"]);
    fallen(council, 0.11);
    expect(council.state.freeze?.causes).toEqual(["DAILY_LOSS", "DRAWDOWN", "ESS_CRITICAL"]);
  });

  it("a release arms the emergency stop and says so", () => {
    const council = openCouncil();
    fallen(council, 0.09);
    expect(council.state.ess.state).toBe("TRIPPED");
    for (let each = 0; each < 31; each += 1) {
      later(council, day);
      round(council, seniorReview);
    }
    expect(council.state.freeze).toBeUndefined();
    expect(council.state.ess).toEqual({ state: "ARMED", level: "NOMINAL", trip: undefined });
  });

  it("a crash in the very round after a release freezes again", () => {
    const council = openCouncil();
    fallen(council, 0.09);
    let released = false;
    for (let each = 0; each < 40 && !released; each += 1) {
      later(council, day);
      released = types(round(council, seniorReview)).includes("fund.released");
    }
    expect(released).toBe(true);
    council.money = { ...council.money, equity: council.money.equity * 0.915 };
    const facts = round(council);
    expect(council.state.ess.state).toBe("TRIPPED");
    expect(types(facts)).toContain("fund.frozen");
    expect(council.state.freeze?.causes, "the stop had been armed, so its trip is a crossing").toContain(
      "ESS_CRITICAL",
    );
  });
});

describe("a failing part of a safety path", () => {
  const failure: Partial<Report> = { safetyFailure: { part: "journal", message: "disk full" } };

  it("freezes for good until a review", () => {
    const council = openCouncil();
    expect(types(round(council, failure))).toEqual(expect.arrayContaining(["safety.failed", "fund.frozen"]));
    later(council, 365 * day);
    round(council);
    expect(council.state.freeze).toMatchObject({ timerEndsAt: undefined, requiresReview: true });
    expect(types(round(council, seniorReview))).toContain("fund.released");
  });

  it("is one cause however often it fails before the review", () => {
    const council = openCouncil();
    for (let each = 0; each < 3; each += 1) round(council, failure);
    expect(council.state.freeze?.reasons).toHaveLength(1);
  });

  it("needs another review when it fails after one", () => {
    const council = openCouncil();
    fallen(council, 0.11);
    round(council, failure);
    round(council, seniorReview);
    expect(council.state.freeze?.reviewGivenBy).toBe("Ada");
    round(council, failure);
    expect(council.state.freeze?.reviewGivenBy).toBeUndefined();
  });

  it("freezes and can be released without any seat", () => {
    const council = openCouncil({ seats: [], essEnabled: false });
    round(council, failure);
    expect(council.state.policy?.mandate.envelope.entriesAllowed).toBe(false);
    expect(types(round(council, seniorReview))).toContain("fund.released");
  });

  it("a seat that throws freezes the fund, and the council is not counted as complete", () => {
    const council = openCouncil();
    Object.defineProperty(council.state.cro, "lastEssLevel", {
      get: () => {
        throw new Error("a broken seat");
      },
    });
    later(council, hour);
    const facts = round(council);
    expect(types(facts)).toContain("fund.frozen");
    expect(council.state.freeze?.reasons[0]).toContain("council failed");
    expect(council.state.lastCouncilAt).toBeUndefined();
    expect(council.state.policy?.mandate.envelope.entriesAllowed).toBe(false);
  });
});

describe("a proposal the Supervisor does not strike", () => {
  it("stands: AGGRESSIVE earned at a low drawdown", () => {
    const council = openCouncil({ startProfile: "NORMAL" });
    const earned = { profitableDayStreak: 9, closedDays: 99 };
    Object.assign(council.state.performance, earned);
    for (let each = 0; each < 20; each += 1) council.state.performance.dailyReturns.push(0.01 + each * 1e-5);
    for (let each = 0; each < 20; each += 1)
      council.state.performance.trades.push({ closedAt: council.now, won: true });
    const granted = round(council);
    expect(granted.filter(({ type }) => type === "ai.federation.decision_made")).toMatchObject([
      { data: { seat: "CEO", decision: { payload: { profile: "AGGRESSIVE" } }, outcome: "STANDS" } },
      { data: { seat: "CIO", decision: { kind: "SYMBOL_UNIVERSE" }, outcome: "STANDS" } },
      { data: { seat: "CEO", decision: { payload: { mode: "GROWTH" } }, outcome: "STANDS" } },
    ]);
    expect(council.state.policy?.modes.capitalProfile).toBe("AGGRESSIVE");
  });
});

describe("time", () => {
  it("a day is closed once, with its result, before the next is valued", () => {
    const council = openCouncil();
    council.money = { ...council.money, equity: 9_900, exposure: 0.5 };
    round(council);
    later(council, day);
    const closed = round(council).filter(({ type }) => type === "day.closed");
    expect(closed).toMatchObject([{ data: { dayStartMs: start, equityUsd: 9_900, pnlUsd: -100 } }]);
  });

  it("clean days count closed days without a freeze only", () => {
    const council = openCouncil();
    council.state.cleanDaysSinceRelease = 0;
    later(council, day);
    round(council);
    expect(council.state.cleanDaysSinceRelease).toBe(1);
    fallen(council, 0.2);
    later(council, day);
    round(council);
    expect(council.state.cleanDaysSinceRelease).toBe(1);
  });
});

it("the first round seats the council with its start values", () => {
  const { state } = openCouncil();
  expect([...state.stances.keys()]).toEqual([
    "CEO CAPITAL_PROFILE",
    "CEO MODE_CHANGE",
    "CEO OPERATING_MODE",
    "CRO RISK_ADJUSTMENT",
    "CRO ESS_POLICY",
  ]);
  expect(stanceOf(state, "CEO", "CAPITAL_PROFILE")?.decision.payload).toEqual(capitalProfilePayload("LOW"));
  expect(state.policy).toMatchObject({ version: 1, modes: { frozen: false, tradingMode: "LIVE" } });
  expect(durationMs(state.knownGap)).toBe(0);
  expect(state.policy?.publishedAt).toBe(at(0));
});
