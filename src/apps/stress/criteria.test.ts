/** Every criterion passes a sound fund, fails a broken one, and draws its line where it says: at it, and just past it. */
import { describe, expect, it } from "vitest";
import { openRunRecord, type RunRecord } from "../../kernel/analytics/run-record.ts";
import type { FreezeTrigger } from "../../kernel/domain/decision.ts";
import { epochMs, fraction, hours, usd } from "../../kernel/units/units.ts";
import { type Case, criteria, judge, longestExitWait } from "./criteria.ts";
import type { PlayedStress } from "./stress-answer.ts";
import { recoveryCloses } from "./strike-moment.ts";
import type { Stance, WatchedClose } from "./watch.ts";

const stance: Stance = { tradingMode: 3, capitalProfile: 1, operatingMode: 3, systemRiskMode: 2, entriesAllowed: 1 };
const sound: WatchedClose = {
  at: epochMs(Date.UTC(2023, 10, 14, 6)),
  step: 0,
  equityUsd: 10_000,
  drawdown: 0,
  exposure: 0.2,
  held: new Map([["BTCUSDT", 0.2]]),
  isFrozen: false,
  stance,
  differing: [],
  unprotected: [],
  leaving: [],
  unknownOrders: 0,
  imbalanceMicros: 0,
};
const strikeStep = 5;
const length = 10;
/** Step of the close at midnight; the strike is at six in the morning. */
const midnight = 18;

/** Five closes before the strike, ten of stress, three hundred after it; changed by step. */
function givenCase(change: (step: number) => Partial<WatchedClose> = () => ({}), of: Partial<PlayedStress> = {}): Case {
  const closes = Array.from({ length: 315 }, (_, index) => {
    const step = index - strikeStep;
    return { ...sound, at: epochMs(sound.at + step * hours(1)), step, ...change(step) };
  });
  const stressed: PlayedStress = {
    closes,
    record: openRunRecord(sound.at, usd(10_000)),
    thrown: undefined,
    blindEntries: [],
    corrupted: 4,
    corruptTaken: 0,
    trueRefused: 0,
    failedRequests: 0,
    failedWords: 0,
    refusedWords: 0,
    gapLossFraction: 0.1,
    refusals: new Map(),
    ...of,
  };
  const limits = { killSwitchDrawdownFraction: fraction(0.2), maxDailyLossFraction: fraction(0.05) };
  return { stressed, strike: { exposure: 0.2 }, length, limits };
}

const verdict = (name: string, given: Case) => judge(given).find((each) => each.name === name)?.passed;
const during = (step: number): boolean => step >= 0 && step < length;
const frozen = { isFrozen: true };
const barred = { stance: { ...stance, entriesAllowed: 0 } };

it("a sound fund passes all twelve", () => {
  expect(judge(givenCase()).filter(({ passed }) => !passed)).toEqual([]);
  expect(criteria).toHaveLength(12);
});

/** The record of a fund frozen at the strike and released by somebody at a step. */
function release(step: number, releasedBy: string, trigger: FreezeTrigger = "KILL_SWITCH"): RunRecord {
  const record = openRunRecord(sound.at, usd(10_000));
  const ended = { atMs: epochMs(sound.at + step * hours(1)), releasedBy };
  record.facts.freezes.push({ causes: [{ atMs: sound.at, trigger, reason: "lost" }], requiresReview: true, ended });
  return record;
}

/** A fund past the kill switch at the strike that may enter again at a step. */
const killedUntil =
  (up: number) =>
  (record: RunRecord): Case =>
    givenCase((step) => (step < 0 ? {} : step < up ? { ...frozen, drawdown: 0.25 } : {}), { record });

/** By criterion: cases at the line, which pass, and past it, which fail. */
const lines: Record<string, { readonly passes: readonly Case[]; readonly fails: readonly Case[] }> = {
  exposed: {
    passes: [{ ...givenCase(), strike: { exposure: 1e-9 } }],
    fails: [
      { ...givenCase(), strike: { exposure: 0 } },
      { ...givenCase(), strike: { exposure: Number.NaN } },
    ],
  },
  "no-throw": { passes: [givenCase()], fails: [givenCase(undefined, { thrown: "expected a price above 0" })] },
  "loss-bounded": {
    passes: [
      givenCase((step) => (step === 3 ? { drawdown: 0.1999 } : {})),
      givenCase((step) => (step === 3 ? { drawdown: 0.35 } : {}), { gapLossFraction: 0.36 }),
      givenCase((step) => (step < 0 ? { drawdown: 0.5 } : {})),
    ],
    fails: [
      givenCase((step) => (step === 3 ? { drawdown: 0.2 } : {})),
      givenCase((step) => (step === 300 ? { drawdown: 0.36 } : {}), { gapLossFraction: 0.36 }),
      givenCase((step) => (step === 3 ? { drawdown: Number.NaN } : {})),
    ],
  },
  "ledger-conserved": {
    passes: [givenCase()],
    fails: [1, -1, Number.NaN].map((off) => givenCase((step) => (step === 7 ? { imbalanceMicros: off } : {}))),
  },
  "books-agree": {
    passes: [givenCase((step) => (step === length - 1 ? { differing: ["BTCUSDT"] } : {}))],
    fails: [givenCase((step) => (step === length ? { differing: ["BTCUSDT"] } : {}))],
  },
  "stops-rest": {
    passes: [givenCase((step) => (step === length - 1 ? { unprotected: ["BTCUSDT"] } : {}))],
    fails: [givenCase((step) => (step === length ? { unprotected: ["BTCUSDT"] } : {}))],
  },
  "no-blind-entry": { passes: [givenCase()], fails: [givenCase(undefined, { blindEntries: ["O12-0 of BTCUSDT"] })] },
  "corrupt-refused": { passes: [givenCase()], fails: [givenCase(undefined, { corruptTaken: 1 })] },
  tightened: {
    passes: [
      givenCase((step) => (step >= 0 ? { equityUsd: 9_501 } : {})),
      givenCase((step) => (step >= 2 ? { equityUsd: 9_500, ...(step >= 3 ? frozen : {}) } : {})),
      givenCase((step) => (step >= 2 ? { equityUsd: 9_000, ...(step >= 3 ? barred : {}) } : {})),
      givenCase((step) => (step >= 2 ? { equityUsd: 9_000, stance: { ...stance, operatingMode: 2 } } : {})),
      /** Three in a hundred on each of two days: no day lost its limit. */
      givenCase((step) => (step >= 0 ? { equityUsd: step <= midnight ? 9_700 : 9_409 } : {})),
      givenCase((step) =>
        step >= 0 && step <= midnight ? { equityUsd: 9_600 } : step > midnight ? { equityUsd: 9_121 } : {},
      ),
    ],
    fails: [
      givenCase((step) => (step >= 2 ? { equityUsd: 9_500 } : {})),
      givenCase((step) => (step >= 2 ? { equityUsd: 9_500, ...(step >= 4 ? frozen : {}) } : {})),
      givenCase((step) => (step >= 2 ? { equityUsd: 9_000, stance: { ...stance, operatingMode: 4 } } : {})),
      givenCase((step) =>
        step >= 0 && step <= midnight ? { equityUsd: 9_600 } : step > midnight ? { equityUsd: 9_120 } : {},
      ),
      /** The close at midnight ends its day. */
      givenCase((step) => (step >= midnight ? { equityUsd: 9_500 } : {})),
      givenCase((step) => (step === 3 ? { equityUsd: Number.NaN } : {})),
    ],
  },
  "exits-possible": {
    passes: [
      givenCase((step) => (step >= 0 && step < longestExitWait ? { leaving: ["BTCUSDT"] } : {})),
      givenCase((step) => (step >= 0 && step < 12 ? { leaving: [step < 6 ? "BTCUSDT" : "ETHUSDT"] } : {})),
    ],
    fails: [givenCase((step) => (step >= 0 && step <= longestExitWait ? { leaving: ["BTCUSDT"] } : {}))],
  },
  "nothing-unknown": {
    passes: [givenCase((step) => (during(step) ? { unknownOrders: 3 } : {}))],
    fails: [
      givenCase((step) => (step === length ? { unknownOrders: 1 } : {})),
      givenCase((step) => (step === 309 ? { unknownOrders: 1 } : {})),
    ],
  },
  "trades-again": {
    passes: [
      givenCase((step) => (step >= 0 && step < length + recoveryCloses ? frozen : {})),
      givenCase((step) => (step >= 0 ? { ...frozen, drawdown: 0.2 } : {})),
      givenCase((step) => (step >= 0 ? { ...barred, drawdown: 0.2 } : {})),
      ...[release(24, "scripted operator"), release(30, "ada")].map(killedUntil(30)),
    ],
    fails: [
      /** Beyond the kill switch and back after three closes: the loss is what a gap took, so nothing else sees it. */
      givenCase((step) => (step >= 0 ? { drawdown: 0.25, ...(step < 3 ? frozen : {}) } : {}), { gapLossFraction: 0.3 }),
      givenCase((step) =>
        step >= 0 ? { ...frozen, drawdown: 0.25, ...(step === 200 ? { isFrozen: false } : {}) } : {},
      ),
      ...[release(31, "ada"), release(24, "supervisor"), release(24, "ada", "DRAWDOWN")].map(killedUntil(30)),
      killedUntil(23)(release(23, "ada")),
      givenCase((step) => (step >= 0 && step <= length + recoveryCloses ? frozen : {})),
      givenCase((step) => (step >= 0 ? barred : {})),
      givenCase((step) => (step >= 0 ? { ...frozen, drawdown: 0.1999 } : {})),
    ],
  },
};

describe.each(criteria)("$name", ({ name, why }) => {
  it("passes up to its line", () => {
    for (const given of lines[name]?.passes ?? []) expect(verdict(name, given)).toBe(true);
    expect(lines[name]?.passes.length).toBeGreaterThan(0);
  });
  it("fails past it", () => {
    for (const given of lines[name]?.fails ?? []) expect(verdict(name, given)).toBe(false);
    expect(lines[name]?.fails.length).toBeGreaterThan(0);
  });
  it("says why", () => expect(why.length).toBeGreaterThan(30));
});
