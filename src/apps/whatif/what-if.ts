/**
 * `qt whatif`: a recorded run again under another policy, beside itself, on what the world said to it.
 *
 * Both funds hear the recorded bars, people and models; the simulated venue answers each anew, since recorded fills
 * answer other orders (resolutions 39). Timers, estimates and the scripted operator answer a fund too, and are asked
 * anew by the rule all funds share (resolutions 12). Without a change the second fund is the first, fact for fact.
 */
import { setImmediate } from "node:timers/promises";
import { type PerformanceReport, reportPerformance } from "../../kernel/analytics/performance-report.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import { fundReconfigured } from "../../kernel/events/fund-events.ts";
import { after } from "../../kernel/units/units.ts";
import { termsOf, venueOn } from "../backtest/played-venue.ts";
import { closesPerTurn, type OnProgress } from "../backtest/run-backtest.ts";
import { type Company, FundRun, type Observe, type Told } from "../backtest/fund-run.ts";
import { solverFor } from "../linear-solver.ts";
import { libraryOfRun } from "../strategies/resolve-strategies.ts";
import { reopenMarket } from "../replay/reopen-market.ts";
import { comparePaths, type PathDifferences } from "./compare-paths.ts";
import { FactPath, type Parting, PartingWatch } from "./parting.ts";
import { RecordedInputs } from "./recorded-inputs.ts";
import { applySettings, type SettingChange, withChanges } from "./settings.ts";

export type WhatIfOptions = {
  readonly run: string;
  /** Each `name=value`. */
  readonly settings: readonly string[];
  /** Where the bar files are now, when they have moved since. */
  readonly market?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type WhatIf = {
  readonly run: string;
  readonly changes: readonly SettingChange[];
  /** The run simulated anew without a change has the recorded facts, all of them. */
  readonly isReproduced: boolean;
  readonly digest: { readonly recorded: string; readonly before: string; readonly after: string };
  readonly bars: number;
  /** Where the two first differ; null when they never do. */
  readonly parting: Parting | null;
  readonly before: PerformanceReport;
  readonly after: PerformanceReport;
  readonly differences: PathDifferences;
  readonly notes: readonly string[];
};

/** @throws FundError when a setting, the journal or its bars are not as they must be */
export async function whatIf(options: WhatIfOptions, onProgress: OnProgress = () => {}): Promise<WhatIf> {
  const { run, settings, market, signal } = options;
  const inputs = new RecordedInputs(run, market);
  const { config, changes } = applySettings(inputs.config, settings);
  const { manifest } = inputs;
  const reopened = manifest.barsByReference ? reopenMarket(manifest, market) : undefined;
  const total = reopened?.barCount;
  const solveLinear = (await solverFor(inputs.config)) ?? (await solverFor(config));
  const library = await libraryOfRun(manifest.plugIns);
  const openVenue = venueOn(termsOf(inputs.config, manifest.venue, reopened?.funding));
  const pair = new Pair(inputs, config, changes, { solveLinear, library, openVenue });
  let closesDone = 0;
  let barsDone = 0;
  for (const { closed, told } of inputs.closes()) {
    pair.before.run.playClose(closed, told);
    pair.after.run.playClose(
      closed,
      told.map((each) => under(each, changes)),
    );
    pair.watch.look(closed.closedAt);
    closesDone += 1;
    barsDone += closed.bars.length;
    if (closesDone % (closesPerTurn / 2) !== 0) continue;
    if (total !== undefined) onProgress({ closesDone, barsDone, barsTotal: total, at: closed.closedAt });
    await setImmediate();
    signal?.throwIfAborted();
  }
  return pair.finish({ run, bars: barsDone, inputs });
}

/** A new configuration, heard by the fund whose settings differ, keeps differing. */
function under(told: Told, changes: readonly SettingChange[]): Told {
  if (told.event.type !== "fund.reconfigured") return told;
  return { ...told, event: fundReconfigured.create(withChanges(told.event.data, changes)) };
}

type Side = { readonly run: FundRun; readonly path: FactPath };

class Pair {
  readonly before: Side;
  readonly after: Side;
  readonly watch: PartingWatch;
  private readonly changes: readonly SettingChange[];

  constructor(inputs: RecordedInputs, config: FundConfig, changes: readonly SettingChange[], company: Company) {
    const firstClose = after(inputs.openedAt, inputs.config.intervalMs);
    const sideOf = (each: FundConfig): Side => {
      const path = new FactPath();
      const observe: Observe = ({ seq, at }, facts) => path.hear(seq, at, facts);
      return { path, run: new FundRun(each, firstClose, undefined, { ...company, observe }) };
    };
    this.changes = changes;
    this.before = sideOf(inputs.config);
    this.after = sideOf(config);
    this.watch = new PartingWatch(this.before.path, this.after.path);
  }

  finish({ run, bars, inputs }: { run: string; bars: number; inputs: RecordedInputs }): WhatIf {
    const { before, after: changed, watch, changes } = this;
    const recorded = inputs.digest();
    const digest = { recorded, before: before.run.digest.finish(), after: changed.run.digest.finish() };
    const isReproduced = digest.before === recorded;
    const reports = { before: reportPerformance(before.run.record), after: reportPerformance(changed.run.record) };
    const trades = { before: reports.before.trades, after: reports.after.trades };
    const entries = { before: before.path.entries, after: changed.path.entries };
    return {
      run,
      changes,
      isReproduced,
      digest,
      bars,
      parting: watch.parting ?? null,
      ...reports,
      differences: comparePaths(entries, trades),
      notes: notesOf(inputs, isReproduced),
    };
  }
}

function notesOf({ kept, processEvents, manifest }: RecordedInputs, isReproduced: boolean): string[] {
  const notes = [
    "The venue is simulated for both: next open, fees, half-spread and impact as in a backtest. One path of one market; " +
      "a better setting here was found by looking at what came next.",
  ];
  if (kept > 0)
    notes.push(
      `${kept} words of people and models are kept at their times. They were said to another fund; said to this one they ` +
        "might have been others.",
    );
  if (processEvents > 0) notes.push(`${processEvents} events of the process (restarts and the like) are left out.`);
  if (!isReproduced)
    notes.push(
      `The ${manifest.kind} run simulated anew without a change is not the recorded one, fact for fact: the figures ` +
        "compare two simulations, and neither with what was recorded.",
    );
  return notes;
}
