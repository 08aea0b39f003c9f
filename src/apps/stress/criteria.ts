/**
 * When a fund has passed a scenario. The origin had no criteria (origin-facts 29.2); these are chosen, each with its why.
 *
 * Every one is a figure against a limit, and every comparison is written so that NaN fails. docs/concepts/stress.md
 * tells them to people; `criteria.test.ts` shows that each can fail.
 */
import type { HardLimits } from "../../kernel/domain/hard-limits.ts";
import { type EpochMs, epochMs, hours, utcDay } from "../../kernel/units/units.ts";
import { share, whole } from "../figures.ts";
import type { Judgement, PlayedStress, Strike } from "./stress-answer.ts";
import type { Stance, WatchedClose } from "./watch.ts";
import { recoveryCloses } from "./strike-moment.ts";

/** What is judged: the stressed run, when it was struck, and for how many closes. */
export type Case = {
  readonly stressed: PlayedStress;
  readonly strike: Pick<Strike, "exposure">;
  readonly length: number;
  readonly limits: Pick<HardLimits, "killSwitchDrawdownFraction" | "maxDailyLossFraction">;
};

export type Criterion = {
  readonly name: string;
  readonly title: string;
  /** Why this and not another limit, in a sentence. */
  readonly why: string;
  readonly judge: (given: Case) => Pick<Judgement, "value" | "limit" | "found" | "passed">;
};

/** At most so many; NaN is too many. */
const atMost = (value: number, limit: number, found: string) => ({ value, limit, found, passed: value <= limit });

const since = ({ stressed }: Case): WatchedClose[] => stressed.closes.filter(({ step }) => step >= 0);
const afterwards = (given: Case): WatchedClose[] => since(given).filter(({ step }) => step >= given.length);
const count = (closes: readonly WatchedClose[], of: (close: WatchedClose) => boolean): number =>
  closes.reduce((sum, close) => sum + (of(close) ? 1 : 0), 0);

const mayEnter = ({ isFrozen, stance }: WatchedClose): boolean => !isFrozen && stance.entriesAllowed === 1;

/** Closes an exit may wait for a venue that fails: two requests, each failing two times in five, six times over (chosen). */
export const longestExitWait = 6;

export const criteria: readonly Criterion[] = [
  {
    name: "exposed",
    title: "The stress met a book that held something",
    why: "A fund that holds nothing passes everything and proves nothing.",
    judge: ({ strike: { exposure } }) => ({
      value: exposure,
      limit: 0,
      found: `${share(exposure)} of equity held when it struck`,
      passed: exposure > 0,
    }),
  },
  {
    name: "no-throw",
    title: "The fund never threw",
    why: "An entry that throws poisons the journal and freezes the fund: a market must never be able to do that.",
    judge: ({ stressed: { thrown } }) => atMost(thrown === undefined ? 0 : 1, 0, thrown ?? "nothing thrown"),
  },
  {
    name: "loss-bounded",
    title: "Drawdown since the last release stays below the kill switch, or below what one gap took",
    why: "The kill switch is the constitution's last line; no stop fills inside a gap, so exposure times gap is allowed.",
    judge: (given) => {
      const deepest = Math.max(0, ...since(given).map(({ drawdown }) => drawdown));
      const limit = Math.max(given.limits.killSwitchDrawdownFraction, given.stressed.gapLossFraction);
      return { value: deepest, limit, found: `${share(deepest)} at its deepest`, passed: deepest < limit };
    },
  },
  {
    name: "ledger-conserved",
    title: "The ledger adds up to zero at every close",
    why: "Money that appears or vanishes under stress is a fault of ours, whatever the market did.",
    judge: (given) => {
      const worst = Math.max(0, ...since(given).map(({ imbalanceMicros }) => Math.abs(imbalanceMicros)));
      return atMost(worst, 0, `${whole(worst)} millionths of a dollar off at the worst close`);
    },
  },
  {
    name: "books-agree",
    title: "The fund's books are the venue's once the stress is over",
    why: "While answers are lost they may differ for a moment; a difference that stays is a position nobody guards.",
    judge: (given) => {
      const closes = count(afterwards(given), ({ differing }) => differing.length > 0);
      return atMost(closes, 0, `${whole(closes)} closes after it with another holding than the venue`);
    },
  },
  {
    name: "stops-rest",
    title: "Nothing is held without a stop or an exit at the venue once the stress is over",
    why: "The next gap does not wait for the fund to find its stop.",
    judge: (given) => {
      const closes = count(afterwards(given), ({ unprotected }) => unprotected.length > 0);
      return atMost(closes, 0, `${whole(closes)} closes after it with something unprotected`);
    },
  },
  {
    name: "no-blind-entry",
    title: "No entry on a bar that was broken or absent",
    why: "What is missing or corrupt never permits (resolutions 12).",
    judge: ({ stressed: { blindEntries } }) =>
      atMost(blindEntries.length, 0, blindEntries.length === 0 ? "none" : blindEntries.slice(0, 3).join(", ")),
  },
  {
    name: "corrupt-refused",
    title: "Every broken bar was refused",
    why: "A bar that is no bar must not be learnt from or valued at either.",
    judge: ({ stressed: { corrupted, corruptTaken } }) =>
      atMost(corruptTaken, 0, `${whole(corruptTaken)} of ${whole(corrupted)} broken bars taken for bars`),
  },
  {
    name: "tightened",
    title: "Governance answered a loss of a day's limit by the next close",
    why: "A day's limit is where the constitution stops entries; one round later it has to hold.",
    judge: judgeTightening,
  },
  {
    name: "exits-possible",
    title: "Whatever was to be left was left",
    why: "Limits bind entries, never exits; a venue that fails two requests in five may delay one, not prevent it.",
    judge: (given) => {
      const waited = longestLeaving(since(given));
      return atMost(waited, longestExitWait, `${whole(waited)} closes in a row on the way out at most`);
    },
  },
  {
    name: "nothing-unknown",
    title: "No order of unknown outcome is left once the stress is over",
    why: "UNKNOWN counts as exposure at its worst; left there it blocks the fund, resent it buys twice (resolutions 16b).",
    judge: (given) => {
      const left = afterwards(given)[0]?.unknownOrders ?? Number.NaN;
      const end = given.stressed.closes.at(-1)?.unknownOrders ?? Number.NaN;
      return atMost(Math.max(left, end), 0, `${whole(left)} after the stress, ${whole(end)} at the end`);
    },
  },
  {
    name: "trades-again",
    title: "Entries are allowed again within ten days of hours, unless the kill switch holds",
    why: "A fund that never comes back was not saved; past the kill switch it must stay down until a person has reviewed it.",
    judge: judgeRecovery,
  },
];

/** The first close at which a day has lost its limit, and how many more until governance stood tighter than before. */
function judgeTightening(given: Case): Pick<Judgement, "value" | "limit" | "found" | "passed"> {
  const { stressed, limits } = given;
  const before = stressed.closes.filter(({ step }) => step < 0).at(-1);
  const closes = since(given);
  if (before === undefined) return atMost(Number.NaN, 1, "nothing known before the stress");
  const losses = lossesOfDay(stressed.closes).slice(stressed.closes.length - closes.length);
  const bite = losses.findIndex((loss) => !(loss < limits.maxDailyLossFraction));
  const worst = Math.max(0, ...losses.slice(0, given.length));
  if (bite < 0) return atMost(0, 1, `no day of the stress took more than ${share(worst)}: no answer was due`);
  const waited = closes.slice(bite).findIndex((close) => isTighter(close, before));
  const found = waited < 0 ? "never" : `${whole(waited)} closes after a day's limit was lost`;
  return atMost(waited < 0 ? Number.POSITIVE_INFINITY : waited, 1, found);
}

/** What each close has lost since its UTC day began; one at midnight belongs to the day it ends. */
function lossesOfDay(closes: readonly WatchedClose[]): number[] {
  let day = Number.NaN;
  let last = closes[0]?.equityUsd ?? Number.NaN;
  let opening = last;
  return closes.map(({ at, equityUsd }) => {
    if (dayEndingAt(at) !== day) opening = last;
    day = dayEndingAt(at);
    last = equityUsd;
    return 1 - equityUsd / opening;
  });
}
const dayEndingAt = (at: EpochMs): number => utcDay(epochMs(at - 1));

const axes: readonly (keyof Stance)[] = [
  "tradingMode",
  "capitalProfile",
  "operatingMode",
  "systemRiskMode",
  "entriesAllowed",
];

const isTighter = (now: WatchedClose, before: WatchedClose): boolean =>
  now.isFrozen || axes.some((axis) => now.stance[axis] < before.stance[axis]);

/** Longest run of closes at which one symbol was on its way out. */
function longestLeaving(closes: readonly WatchedClose[]): number {
  const running = new Map<string, number>();
  let longest = 0;
  for (const { leaving } of closes) {
    for (const symbol of running.keys()) if (!leaving.includes(symbol)) running.delete(symbol);
    for (const symbol of leaving) {
      running.set(symbol, (running.get(symbol) ?? 0) + 1);
      longest = Math.max(longest, running.get(symbol) ?? 0);
    }
  }
  return longest;
}

function judgeRecovery(given: Case): Pick<Judgement, "value" | "limit" | "found" | "passed"> {
  const beyond = since(given).findIndex(({ drawdown }) => drawdown >= given.limits.killSwitchDrawdownFraction);
  if (beyond >= 0) return judgeStayingDown(given, since(given).slice(beyond));
  const waited = afterwards(given).findIndex(mayEnter);
  if (waited < 0) return atMost(Number.POSITIVE_INFINITY, recoveryCloses, "never");
  return atMost(waited, recoveryCloses, `${whole(waited)} closes after the stress`);
}

/** How long the kill switch holds whoever reviews it (seed 000). */
const killSwitchHold = hours(24);

/** @param closes from the one on at which the kill switch was reached */
function judgeStayingDown(
  { stressed }: Case,
  closes: readonly WatchedClose[],
): Pick<Judgement, "value" | "limit" | "found" | "passed"> {
  const releasedAt = reviewedReleaseOf(stressed, closes);
  const up = count(closes, (close) => close.at < releasedAt && mayEnter(close));
  const found = Number.isFinite(releasedAt) ? "until a person had reviewed it" : "to the end";
  return atMost(up, 0, `the kill switch holds ${found}: ${whole(up)} closes with entries allowed meanwhile`);
}

/** When a freeze of the kill switch ended by the review of a named operator; never where none did, or too soon. */
function reviewedReleaseOf({ record }: PlayedStress, [reached]: readonly WatchedClose[]): number {
  for (const { causes, ended } of record.facts.freezes) {
    const cause = causes.find(({ trigger }) => trigger === "KILL_SWITCH");
    if (cause === undefined || ended === undefined || !(ended.atMs > (reached?.at ?? Number.NaN))) continue;
    if (ended.releasedBy !== "supervisor" && ended.atMs - cause.atMs >= killSwitchHold) return ended.atMs;
  }
  return Number.POSITIVE_INFINITY;
}

export const judge = (given: Case): Judgement[] =>
  criteria.map(({ name, title, judge: of }) => ({ name, title, ...of(given) }));
