/**
 * `qt backtest --compare-governance`: the same bars through the fund without governance, with each authority alone, and
 * with all of it, interleaved by closes; buy-and-hold beside.
 *
 * The variants share nothing but the bars. Looking on changes nothing: `all` has the digest of an ordinary backtest and
 * `off` that of its ungoverned twin.
 */
import { setImmediate } from "node:timers/promises";
import { reportCurve } from "../../kernel/analytics/curve-report.ts";
import { reportPerformance } from "../../kernel/analytics/performance-report.ts";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import { BuyAndHold } from "../backtest/buy-and-hold.ts";
import { type Company, FundRun } from "../backtest/fund-run.ts";
import { solverFor } from "../linear-solver.ts";
import { type OpenedMarket, openMarket } from "../backtest/market-choice.ts";
import { termsOf, venueOn } from "../backtest/played-venue.ts";
import {
  type BacktestOptions,
  closesPerTurn,
  configOf,
  type OnProgress,
  venueNotes,
} from "../backtest/run-backtest.ts";
import { defaultRunFolder, RunFolder } from "../backtest/run-folder.ts";
import { codeVersion } from "../code-version.ts";
import { comparisonJson } from "./comparison-json.ts";
import type { GovernanceComparison, PlayedVariant } from "./governance-comparison.ts";
import { compareHtml } from "./html/compare-html.ts";
import { RefusedEntriesBook } from "./refused-entries.ts";
import { SizeCuts } from "./size-cuts.ts";
import { type Variant, variantsOf } from "./variants.ts";

/** @throws FundError when the market, the options or the folder are not as they must be; nothing is left behind then */
export async function compareGovernance(
  options: BacktestOptions,
  onProgress: OnProgress = () => {},
): Promise<GovernanceComparison> {
  const opened = openMarket(options);
  if (options.out === false) return playVariants(options, opened, undefined, onProgress);
  const symbols = opened.history.instruments.map(({ symbol }) => symbol);
  const folder = new RunFolder(options.out ?? defaultRunFolder(symbols, new Date(), "governance"));
  try {
    const comparison = await playVariants(options, opened, folder.path, onProgress);
    folder.write("compare.json", `${JSON.stringify(comparisonJson(comparison), undefined, 2)}\n`);
    folder.write("compare.html", compareHtml(comparison));
    await folder.finish();
    return comparison;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function playVariants(
  options: BacktestOptions,
  opened: OpenedMarket,
  folder: string | undefined,
  onProgress: OnProgress,
): Promise<GovernanceComparison> {
  const { history } = opened;
  const config = configOf(options, opened, "on");
  const solveLinear = await solverFor(config);
  const openVenue = venueOn(termsOf(config, options.venue, opened.funding));
  const company = { solveLinear, library: options.strategies?.library, openVenue };
  const runs = variantsOf(config, configOf(options, opened, "off")).map(
    (variant) => new VariantRun(variant, history.firstClose, company),
  );
  const hold = new BuyAndHold(config);
  // Looked at every so many closes of all the funds together, so that many funds are as easy to interrupt as one.
  const closesPerLook = Math.ceil(closesPerTurn / runs.length);
  let closesDone = 0;
  let barsDone = 0;
  for (const closed of history.closedBars()) {
    for (const run of runs) run.playClose(closed);
    hold.playClose(closed);
    closesDone += 1;
    barsDone += closed.bars.length;
    if (closesDone % closesPerLook !== 0) continue;
    onProgress({ closesDone, barsDone, barsTotal: history.barCount, at: closed.closedAt });
    await setImmediate();
    options.signal?.throwIfAborted();
  }
  onProgress({ closesDone, barsDone, barsTotal: history.barCount, at: history.lastClose });
  return {
    config,
    bars: barsDone,
    market: { identity: history.identity, source: opened.source, files: opened.files },
    variants: runs.map((run) => run.finish()),
    buyAndHold: { curve: reportCurve(hold.record), feesUsd: hold.feesUsd, record: hold.record },
    venue: options.venue,
    notes: [...opened.notes, ...venueNotes(options.venue, config)],
    code: codeVersion(),
    nodeVersion: process.version,
    folder,
  };
}

class VariantRun {
  private readonly variant: Variant;
  private readonly run: FundRun;
  private readonly refused: RefusedEntriesBook;
  private readonly cuts: SizeCuts;

  constructor(variant: Variant, firstClose: EpochMs, company: Company) {
    const refused = new RefusedEntriesBook(variant.config);
    const cuts = new SizeCuts(variant.config);
    this.variant = variant;
    this.refused = refused;
    this.cuts = cuts;
    this.run = new FundRun(variant.config, firstClose, undefined, {
      ...company,
      observe: (_entry, facts, workings) => {
        refused.hear(facts, workings);
        cuts.hear(facts, workings);
      },
    });
  }

  playClose(closed: ClosedBars): void {
    this.refused.playBars(closed.bars);
    this.run.playClose(closed);
    this.refused.endClose(this.run.state.fund?.trading.latest ?? []);
  }

  finish(): PlayedVariant {
    const { name, about } = this.variant;
    const { record, digest } = this.run;
    return {
      name,
      about,
      digest: digest.finish(),
      report: reportPerformance(record),
      record,
      refusedEntries: this.refused.summary(),
      sizeCuts: this.cuts.summary(),
    };
  }
}
