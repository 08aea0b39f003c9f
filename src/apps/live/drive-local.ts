/**
 * Plays a market and the simulated venue to the fund, close by close, at the wanted pace.
 *
 * The order is that of a backtest: fills at the open, stops inside the bar, then the closed bars; timers in between.
 * After each part everything it caused is settled before time goes on, so a paper day equals its backtest.
 */
import { setTimeout } from "node:timers/promises";
import type { VirtualClock } from "../../adapters/clock/virtual-clock.ts";
import type { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import { type ClosedBars, lastMomentInside } from "../../kernel/domain/bar.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import type { Engine } from "../../runtime/engine.ts";
import { askAccount } from "../../runtime/ask-account.ts";
import { eventOf } from "../../runtime/venue-events.ts";

/** Fund time over wall time; infinite for as fast as possible. */
export type Speed = number;

export type LocalDrive = {
  readonly history: BarHistory;
  readonly venue: SimulatedVenue;
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly state: FundState;
  readonly tradeFrom: EpochMs;
  readonly speed: Speed;
  readonly signal: AbortSignal;
};

const warmUpBatch = 500;

/** Resolves when the history ends or the signal says stop. */
export async function driveLocal(drive: LocalDrive): Promise<"ENDED" | "STOPPED"> {
  const warming: Promise<unknown>[] = [];
  let deadline = performance.now();
  await pumpReports(drive);
  await reconcile(drive);
  for (const closed of drive.history.closedBars(drive.state.fund?.lastBarsAt)) {
    if (drive.signal.aborted) return "STOPPED";
    if (closed.closedAt < drive.tradeFrom) {
      await drive.clock.advanceTo(closed.closedAt, drive.engine.idle);
      warming.push(offerBars(drive, closed));
      if (warming.length === warmUpBatch) await Promise.all(warming.splice(0));
      continue;
    }
    await Promise.all(warming.splice(0));
    await playClose(drive, closed);
    deadline = Math.max(deadline + drive.history.interval / drive.speed, performance.now() - 1_000);
    if (!(await pause(deadline - performance.now(), drive.signal))) return "STOPPED";
  }
  await drive.engine.idle();
  return "ENDED";
}

async function playClose(drive: LocalDrive, closed: ClosedBars): Promise<void> {
  const { venue, clock, engine, history } = drive;
  const openedAt = epochMs(closed.closedAt - history.interval);
  const { restAt, closeAt } = venue.momentsInside(closed.closedAt);
  const isNew = venue.lastPlayed === undefined || closed.closedAt > venue.lastPlayed;
  await engine.idle();
  await clock.advanceTo(openedAt, engine.idle);
  if (isNew) venue.playOpen(closed.bars, openedAt);
  await pumpReports(drive);
  await settle(drive, closed, restAt);
  if (isNew) venue.playInside(closed.bars, closed.closedAt);
  await pumpReports(drive);
  await settle(drive, closed, closeAt);
  if (isNew) venue.playClose(closed.bars, closed.closedAt);
  await pumpReports(drive);
  await settle(drive, closed, lastMomentInside(closed.closedAt));
  await clock.advanceTo(closed.closedAt, engine.idle);
  await reconcile(drive);
  await offerBars(drive, closed);
  await pumpReports(drive);
}

/** Time passes inside a bar: what is on its way arrives, each at its moment. */
async function settle(drive: LocalDrive, { bars, closedAt }: ClosedBars, until: EpochMs): Promise<void> {
  const { venue, clock, engine } = drive;
  for (let due = venue.nextMoment; due !== undefined && due <= until; due = venue.nextMoment) {
    await clock.advanceTo(due, engine.idle);
    venue.playArrivals(bars, closedAt, due);
    await pumpReports(drive);
  }
  await clock.advanceTo(until, engine.idle);
}

/** Hands over what the venue has said since, until nothing it caused is left. */
export async function pumpReports({
  venue,
  engine,
  state,
}: Pick<LocalDrive, "venue" | "engine" | "state">): Promise<void> {
  for (;;) {
    await engine.idle();
    const reports = await venue.reportsAfter(state.fund?.trading.reportSeq ?? 0);
    if (reports.length === 0) return;
    await Promise.all(reports.map(({ report, reportSeq }) => engine.offer("venue", eventOf(report, reportSeq))));
  }
}

/**
 * At every start and, when it is due, at closes, before anything is decided on them. Not while a request or a report is on
 * its way: an account would differ by it.
 */
export async function reconcile(drive: Pick<LocalDrive, "venue" | "engine" | "state" | "clock">): Promise<void> {
  const { venue, state, clock, engine } = drive;
  if (venue.isBusy) return;
  const catchUp = () => pumpReports(drive);
  await askAccount({ venue, state, now: () => clock.now(), tell: (event) => engine.offer("venue", event), catchUp });
  await catchUp();
}

const offerBars = ({ engine }: LocalDrive, { closedAt, bars, missing }: ClosedBars): Promise<unknown> =>
  engine.offer("market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));

/** False when the signal ended the wait. Always lets other work run. */
async function pause(waitMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(Math.max(0, waitMs), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
