/**
 * One fault run: a fund and its venue through every fault of a plan, then calm, then the books compared and everything
 * sold. The same plan gives the same run, to the last fact.
 */
import { setImmediate } from "node:timers/promises";
import type { MemoryTape } from "../../adapters/journal/memory-journal.ts";
import { type ClosedBars, lastMomentInside } from "../../kernel/domain/bar.ts";
import type { Traffic } from "../../adapters/faulty-venue/faulty-venue.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { operatorEssTripped } from "../../kernel/events/operator-events.ts";
import type { FaultPlan } from "../../kernel/simulation/faults/fault-plan.ts";
import { isOut, isReachable } from "../../kernel/simulation/faults/faults-in-force.ts";
import { type DurationMs, durationMs, type EpochMs, epochMs, minutes, seconds } from "../../kernel/units/units.ts";
import { recover, stateDigest } from "../../runtime/recover.ts";
import { type FundProcess, type Sabotage, startProcess } from "./fund-process.ts";
import { judgeBooks } from "./judge-books.ts";
import { CapitalWatch, judgeEntry, judgeExits, judgeRecovery, StopWatch, ToldWatch } from "./judge-moments.ts";
import { countFacts, type RunCounts } from "./run-counts.ts";
import { closedEvent, runCode, seasonedTape } from "./seasoned-tape.ts";
import { barsOf, interval, openWorld, type SimulatedWorld, warmUpBars } from "./simulated-world.ts";
import { isHidden, judgeEntries, seenWithin } from "./untold.ts";
import { openComplaints, type Violation } from "./violations.ts";
import { truthOf } from "./venue-truth.ts";

export type RunResult = {
  readonly plan: FaultPlan;
  readonly violations: readonly Violation[];
  readonly counts: RunCounts;
  /** Of the state the fund ended in: two runs of one plan have one. */
  readonly digest: string;
};

/** Closes without a fault before the books are compared, and closes everything has to be sold in. */
const calmCloses = 6;
const closesToSell = 3;
/** When a fund asks for what its stream left out, after every close. */
const polls: readonly DurationMs[] = [seconds(10), minutes(10)];
/** How long a fund that stopped against the plan is down. */
const unplannedDown = seconds(1);

export async function playPlan(plan: FaultPlan, sabotage: Sabotage = {}): Promise<RunResult> {
  const run = new FaultRun(plan, await seasonedTape(plan.market), sabotage);
  return run.play();
}

/** When the last fault of a plan is over, bans included. */
const lastEnd = ({ faults }: FaultPlan): number =>
  faults.reduce((latest, fault) => {
    const end = "toMs" in fault ? fault.toMs : fault.fromMs;
    return Math.max(latest, fault.kind === "RATE_LIMIT" ? end + fault.banMs : end);
  }, 0);

/** What the venue holds, apart from dust. */
const heldIn = (traffic: Traffic): ReadonlyMap<string, number> =>
  new Map([...truthOf(traffic).holdings].filter(([, held]) => Math.abs(held) > 1e-9));

class FaultRun {
  private readonly plan: FaultPlan;
  private readonly tape: MemoryTape;
  private readonly sabotage: Sabotage;
  private readonly bars: readonly ClosedBars[];
  private readonly troubledCloses: number;
  private readonly world: SimulatedWorld;
  private readonly complaints;
  private readonly stops = new StopWatch();
  private readonly told = new ToldWatch();
  private process: FundProcess;
  private acknowledged = -1;
  private played = 0;
  private offeredUpTo = Number.NEGATIVE_INFINITY;
  private crashes = 0;

  constructor(plan: FaultPlan, tape: MemoryTape, sabotage: Sabotage) {
    this.plan = plan;
    this.tape = tape;
    this.sabotage = sabotage;
    this.troubledCloses = Math.max(plan.closes, Math.ceil(lastEnd(plan) / interval));
    this.bars = barsOf(plan.market, warmUpBars + this.troubledCloses + calmCloses + closesToSell).slice(warmUpBars);
    const [first] = this.bars;
    if (first === undefined) throw new Error("expected bars to trade");
    const tradeFrom = epochMs(first.closedAt - interval);
    this.world = openWorld(plan, tradeFrom, () => this.askOften(durationMs(0)));
    this.complaints = openComplaints(() => this.world.clock.now());
    for (const fault of plan.faults)
      if (fault.kind === "OUTAGE" || fault.kind === "VENUE_RESTART")
        this.world.clock.wakeAt(epochMs(tradeFrom + fault.toMs), () => this.deliverBars());
    this.process = this.start();
  }

  async play(): Promise<RunResult> {
    const { complain, violations } = this.complaints;
    await this.settle();
    for (const closed of this.bars.slice(0, this.troubledCloses + calmCloses)) await this.playClose(closed);
    this.askOften(minutes(14));
    await this.advanceTo(epochMs(this.world.clock.now() + minutes(15)));
    const { facts, digest } = this.replay();
    const { fund } = this.process.state;
    if (fund === undefined) throw new Error("expected the fund to be open at the end of a run");
    const { clock, line, untold } = this.world;
    judgeBooks({ fund, facts, traffic: line.traffic, at: clock.now() }, complain);
    judgeEntries(line.traffic, untold, fund.config.reconciliation, complain);
    if (!fund.trading.venueConnected) complain("COMES_TO_REST", "the fund still holds the connection for lost");
    await this.sellEverything();
    return {
      plan: this.plan,
      violations,
      counts: { ...countFacts(facts, this.plan), crashes: this.crashes, untold: untold.length },
      digest,
    };
  }

  private start(): FundProcess {
    const { complain } = this.complaints;
    this.offeredUpTo = Number.NEGATIVE_INFINITY;
    const started = startProcess({
      world: this.world,
      tape: this.tape,
      code: runCode,
      sabotage: this.sabotage,
      onEntry: (state, entry, facts) => {
        this.acknowledged = entry.seq;
        judgeEntry(facts, complain);
        this.told.hear(state, entry, facts, complain);
      },
      onDeath: (crash, error) => {
        this.crashes += 1;
        if (crash === undefined) complain("STAYS_UP", String(error?.message));
        const { clock, faults } = this.world;
        const planned = crash === undefined ? 0 : faults.from + crash.toMs;
        clock.wakeAt(epochMs(Math.max(planned, clock.now() + unplannedDown)), () => this.restart());
      },
    });
    judgeRecovery(started.state, this.acknowledged, complain);
    this.told.recover(started.state, this.tape, complain);
    return started;
  }

  private restart(): void {
    try {
      this.process = this.start();
      this.deliverBars();
    } catch (error) {
      this.complaints.complain("REPLAYS", String(error));
    }
  }

  private async playClose(closed: ClosedBars): Promise<void> {
    const { world } = this;
    const openedAt = epochMs(closed.closedAt - interval);
    for (const wait of polls) world.clock.wakeAt(epochMs(openedAt + wait), () => this.process.feed.fetch());
    await this.advanceTo(openedAt);
    await world.playOpen(closed);
    await this.settle();
    await this.advanceTo(lastMomentInside(closed.closedAt));
    await world.playInside(closed);
    await this.settle();
    await world.playClose(closed);
    await this.settle();
    await this.advanceTo(closed.closedAt);
    this.process.feed.fetch();
    await this.settle();
    this.played += 1;
    this.deliverBars();
    await this.settle();
    this.judgeClose();
  }

  /**
   * Asks for the account every few seconds from `wait` on, as a live fund always does, until what stands must be seen.
   * Where nothing stands that the stream has not told, asking would show nothing, and a run would take hours.
   */
  private askOften(wait: DurationMs): void {
    const { clock } = this.world;
    const pace = this.process.state.fund?.config.reconciliation;
    if (pace === undefined) return;
    for (let each: number = pace.ordersEveryMs; each <= seenWithin(pace); each += pace.ordersEveryMs)
      clock.wakeAt(epochMs(clock.now() + wait + each), () => this.process.feed.fetch());
  }

  private judgeClose(): void {
    const { clock, faults, line, untold } = this.world;
    const { state, isAlive } = this.process;
    if (!isAlive() || state.fund === undefined) return;
    judgeExits(state, this.complaints.complain);
    const heardAll = isReachable(faults, clock.now()) && isReachable(faults, epochMs(clock.now() - interval));
    const mayBlame = (symbol: string) => heardAll && !isHidden(untold, symbol, clock.now());
    this.stops.judge(state.fund, truthOf(line.traffic), mayBlame, this.complaints.complain);
  }

  /** Bars reach a fund that is up and connected; what it missed reaches it later, in order. */
  private deliverBars(): void {
    const { clock, faults } = this.world;
    if (!this.process.isAlive() || isOut(faults, clock.now())) return;
    const { lastBarsAt = Number.NEGATIVE_INFINITY } = this.process.state.fund ?? {};
    for (const closed of this.bars.slice(0, this.played)) {
      if (closed.closedAt <= Math.max(lastBarsAt, this.offeredUpTo)) continue;
      this.offeredUpTo = closed.closedAt;
      this.process.offer("market", closedEvent(closed));
    }
  }

  /** What is held must go; a review may arm the stop again meanwhile, and what is bought then is another position. */
  private async sellEverything(): Promise<void> {
    const { traffic } = this.world.line;
    const left = new Map(heldIn(traffic));
    const forgetSold = () => {
      const held = heldIn(traffic);
      for (const symbol of left.keys()) if (!held.has(symbol)) left.delete(symbol);
    };
    const tripped = { exitMode: "FLATTEN", operator: "judge", reason: "everything must be sellable" } as const;
    this.process.offer("operator", operatorEssTripped.create(tripped));
    await this.settle();
    for (const closed of this.bars.slice(this.troubledCloses + calmCloses)) {
      forgetSold();
      await this.playClose(closed);
    }
    await this.advanceTo(epochMs(this.world.clock.now() + minutes(15)));
    forgetSold();
    for (const [symbol, held] of left)
      this.complaints.complain(
        "EXIT_POSSIBLE",
        `of ${held} ${symbol} some is left at the venue after everything was to be sold`,
      );
  }

  /** The journal from its first record: every fact again, and the state the fund is in. */
  private replay(): { readonly facts: readonly Fact[]; readonly digest: string } {
    const { complain } = this.complaints;
    const facts: Fact[] = [];
    const capital = new CapitalWatch();
    const digest = stateDigest(this.process.state);
    try {
      const { state } = recover(this.tape.records, runCode, {
        onEntry: (_, derived, past) => {
          facts.push(...derived);
          capital.judge(past.state, derived, complain);
        },
      });
      if (stateDigest(state) !== digest) complain("REPLAYS", "the journal replays to another state");
    } catch (error) {
      complain("REPLAYS", String(error));
    }
    return { facts, digest };
  }

  private advanceTo(at: EpochMs): Promise<void> {
    return this.world.clock.advanceTo(at, () => this.settle());
  }

  /** Until the fund has nothing left to do, or waits for time to pass. */
  private async settle(): Promise<void> {
    for (let isIdle = false; !isIdle; ) {
      const { process } = this;
      void process.idle().then(() => {
        isIdle = true;
      });
      await setImmediate();
      if (!process.isAlive() || this.world.line.waiting > 0) return;
    }
  }
}
