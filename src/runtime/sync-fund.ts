/**
 * A fund driven synchronously: backtests and replays, where nothing is awaited between entries.
 *
 * Numbers the entries, steps the kernel, hands entry and facts to a recorder, and answers estimates at once. The same kernel and the same rules as
 * the live engine; only the waiting is gone.
 */
import type { EstimateRequest } from "../kernel/domain/estimate.ts";
import { estimate } from "../kernel/estimation/estimate.ts";
import { openWorkings, type Workings } from "../kernel/domain/workings.ts";
import type { SolveLinear } from "../kernel/maths/linear-program.ts";
import type { Fact, InputEvent } from "../kernel/events/catalogue.ts";
import type { FundState } from "../kernel/fund-state.ts";
import { type Entry, openState, type Origin, step } from "../kernel/step.ts";
import type { Effect } from "../kernel/trading/effect.ts";
import type { StrategyLibrary } from "../kernel/trading/strategies/library.ts";
import type { EpochMs } from "../kernel/units/units.ts";
import type { Taken } from "./inbox.ts";
import { nextWake } from "./wakes.ts";

export type Recorder = (entry: Entry, facts: readonly Fact[], workings: Workings | undefined) => void;
/** Carries an effect out at once; what it causes is fed back by whoever owns the venue. */
export type Perform = (effect: Effect) => void;

export type SyncFund = {
  readonly state: FundState;
  /** Takes one event in at `at`, or at the fund's own time if that is later. Says what came of it. */
  readonly feed: (at: EpochMs, origin: Origin, event: InputEvent) => Taken;
  /** Tells the fund everything that falls due before `at`. */
  readonly passTime: (at: EpochMs) => void;
};

/** One that throws is not made up, here as in a live fund: the officer goes on without and asks again. */
function answerTo(request: EstimateRequest, solve: SolveLinear | undefined): InputEvent | undefined {
  try {
    return estimate(request, solve);
  } catch {
    return undefined;
  }
}

export type SyncOptions = {
  /** For those who ask why; a backtest does without. */
  readonly withWorkings?: boolean;
  /** The strategies the configuration may name; those that ship where nothing is said. */
  readonly library?: StrategyLibrary | undefined;
  /** What allocations are solved with; without it they are not made up. */
  readonly solveLinear?: SolveLinear | undefined;
};

export function createSyncFund(
  record: Recorder,
  perform: Perform,
  { withWorkings = false, library, solveLinear }: SyncOptions = {},
): SyncFund {
  const state = openState();
  const feed: SyncFund["feed"] = (at, origin, event) => {
    const entry: Entry = { seq: state.seq + 1, at: at > state.at ? at : state.at, origin, event };
    const workings = withWorkings ? openWorkings() : undefined;
    const { facts, effects, estimates } = step(state, entry, { workings, library });
    record(entry, facts, workings);
    for (const effect of effects) perform(effect);
    for (const request of estimates) {
      const answer = answerTo(request, solveLinear);
      if (answer !== undefined) feed(at, "model", answer);
    }
    return { entry, facts };
  };
  const passTime: SyncFund["passTime"] = (at) => {
    for (let wake = nextWake(state); wake !== undefined && wake.at < at; wake = nextWake(state))
      feed(wake.at, wake.origin, wake.event);
  };
  return { state, feed, passTime };
}
