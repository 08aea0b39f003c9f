/**
 * What every control did: how often it was asked, warned and blocked, and how near the limit came, month by month.
 *
 * The calibration report reads it: limits that never bind may be too wide, limits that bind all the time too tight
 * (PT-21). Months are UTC. A value that is no number counts as a block and is no use.
 */
import { type ControlId, controlIds, defaultWarnShare, useOf } from "../domain/control.ts";
import type { Bound } from "../domain/workings.ts";
import { type EpochMs, utcDay, utcMonth } from "../units/units.ts";

export type ControlTally = {
  asked: number;
  warned: number;
  blocked: number;
  /** Askings that say how the limit sits, and how many of them it blocked: of what binds entries, entries alone. */
  judged: number;
  judgedBlocked: number;
  /** Whether it has ever held a number against a limit: one of yes and no has no use. */
  isMeasured: boolean;
  /** Largest share of a limit that was used by what passed or was blocked; 0 where nothing was measured. */
  peakUse: number;
  lastBlockedAt: EpochMs | undefined;
  lastReason: string;
  /** UTC day on which it last warned people. */
  warnedOn: number | undefined;
};

export type ControlMonth = { readonly month: string; readonly tallies: Map<ControlId, ControlTally> };

export type ControlBook = {
  current: ControlMonth;
  /** UTC day of the last reading. */
  day: number;
  /** Months that are over, oldest first. */
  readonly past: ControlMonth[];
};

const monthsKept = 24;

const openMonth = (month: string): ControlMonth => ({ month, tallies: new Map() });

export const openControlBook = (at: EpochMs): ControlBook => ({
  current: openMonth(utcMonth(at)),
  day: utcDay(at),
  past: [],
});

/** What one control said about one thing it was asked about. */
export type ControlReading = {
  readonly control: ControlId;
  /** Why it blocked; undefined when it did not. */
  readonly refusal: string | undefined;
  readonly measure?: { readonly value: number; readonly limit: number; readonly bound: Bound } | undefined;
  readonly warnShare?: number | undefined;
  /** False of a look that let nothing through and held nothing up: only how near the limit was is kept. */
  readonly isAsking?: boolean | undefined;
  /** False of an asking that says nothing of how the limit sits: an exit's, where the limit binds entries. */
  readonly isJudged?: boolean | undefined;
};

/** Counts a reading. Returns whether it warns: near the limit and not beyond it. */
export function noteReading(book: ControlBook, at: EpochMs, reading: ControlReading): boolean {
  const { refusal, measure, warnShare = defaultWarnShare, isAsking = true } = reading;
  const tally = tallyOf(monthOf(book, at), reading.control);
  const use = measure === undefined ? 0 : useOf(measure.value, measure.limit, measure.bound);
  const warns = refusal === undefined && use >= warnShare;
  if (warns) tally.warned += 1;
  if (measure !== undefined) tally.isMeasured = true;
  if (Number.isFinite(use)) tally.peakUse = Math.max(tally.peakUse, use);
  if (isAsking) noteAsking(tally, at, reading);
  return warns;
}

function noteAsking(tally: ControlTally, at: EpochMs, { refusal, isJudged = true }: ControlReading): void {
  tally.asked += 1;
  if (isJudged) tally.judged += 1;
  if (refusal === undefined) return;
  tally.blocked += 1;
  if (isJudged) tally.judgedBlocked += 1;
  tally.lastBlockedAt = at;
  tally.lastReason = refusal;
}

/** Tallies of before exits were counted apart: all that was asked is judged. Filled in place. */
export function completeTallies({ current, past }: ControlBook): void {
  for (const { tallies } of [...past, current])
    for (const tally of tallies.values()) {
      const known: Partial<ControlTally> = tally;
      if (known.judged !== undefined) continue;
      tally.judged = tally.asked;
      tally.judgedBlocked = tally.blocked;
      tally.isMeasured = tally.peakUse > 0;
    }
}

/** Whether people are to be told of a warning now: the first one of a UTC day. */
export function warnToday(book: ControlBook, at: EpochMs, control: ControlId): boolean {
  const tally = tallyOf(monthOf(book, at), control);
  if (tally.warnedOn === utcDay(at)) return false;
  tally.warnedOn = utcDay(at);
  return true;
}

function monthOf(book: ControlBook, at: EpochMs): ControlMonth {
  if (book.day === utcDay(at)) return book.current;
  book.day = utcDay(at);
  const month = utcMonth(at);
  if (month === book.current.month) return book.current;
  if (book.current.tallies.size > 0) book.past.push(book.current);
  if (book.past.length > monthsKept) book.past.shift();
  book.current = openMonth(month);
  return book.current;
}

function tallyOf({ tallies }: ControlMonth, id: ControlId): ControlTally {
  const held = tallies.get(id);
  if (held !== undefined) return held;
  const tally = {
    asked: 0,
    warned: 0,
    blocked: 0,
    judged: 0,
    judgedBlocked: 0,
    isMeasured: false,
    peakUse: 0,
    lastBlockedAt: undefined,
    lastReason: "",
    warnedOn: undefined,
  };
  tallies.set(id, tally);
  return tally;
}

/** The tallies of a month in the order of the register; controls that were never asked have none. */
export const talliesInOrder = ({ tallies }: ControlMonth): [ControlId, ControlTally][] =>
  controlIds.flatMap((id) => {
    const tally = tallies.get(id);
    return tally === undefined ? [] : [[id, tally]];
  });
