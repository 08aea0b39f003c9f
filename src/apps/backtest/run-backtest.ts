/**
 * `qt backtest`: the fund on a market of the past, beside the same fund without governance and beside buy-and-hold.
 *
 * All three play the same closes in one pass. The same choices on the same bars give the same facts byte for byte,
 * whether or not a run folder is written and whoever watches the progress.
 */
import { createHash, randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { reportCurve } from "../../kernel/analytics/curve-report.ts";
import { reportPerformance } from "../../kernel/analytics/performance-report.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { EpochMs, UsdAmount } from "../../kernel/units/units.ts";
import { defaultConfig, type Governance } from "../../runtime/default-config.ts";
import { manifestRecord, type Manifest, type PlugInPlace } from "../../runtime/journal-records.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import { instrumentsUnder, strangersIn } from "../../runtime/venue-file-terms.ts";
import type { Strategies } from "../strategies/resolve-strategies.ts";
import { codeVersion } from "../code-version.ts";
import type { Backtest, PlayedRun } from "./backtest.ts";
import { BuyAndHold } from "./buy-and-hold.ts";
import { solverFor } from "../linear-solver.ts";
import { termsOf, venueOn } from "./played-venue.ts";
import { FundRun, type WriteRecords } from "./fund-run.ts";
import { type MarketChoice, type OpenedMarket, openMarket } from "./market-choice.ts";
import { reportHtml } from "./html/report-html.ts";
import { defaultRunFolder, RunFolder } from "./run-folder.ts";
import { reportJson } from "./report-json.ts";

export type BacktestOptions = MarketChoice & {
  readonly governance?: Governance | undefined;
  readonly startEquity?: UsdAmount | undefined;
  /** Strategies beside the ensemble; none where nothing is said. */
  readonly strategies?: Strategies | undefined;
  /** What the venue is like; as the market and the simulated venue assume where nothing is said. */
  readonly venue?: VenueFile | undefined;
  /** Where the run goes; left out: a new folder below `runs/`; `false`: nowhere. */
  readonly out?: string | false | undefined;
  /** Ends the run early; nothing of it stays. */
  readonly signal?: AbortSignal | undefined;
};

export type Progress = {
  readonly closesDone: number;
  readonly barsDone: number;
  readonly barsTotal: number;
  readonly at: EpochMs;
};
export type OnProgress = (progress: Progress) => void;

/** How many closes pass between two looks at the world outside: progress, signals. */
export const closesPerTurn = 2_000;

/** @throws FundError when the market, the options or the folder are not as they must be; nothing is left behind then */
export async function runBacktest(options: BacktestOptions, onProgress: OnProgress = () => {}): Promise<Backtest> {
  const opened = openMarket(options);
  const symbols = opened.history.instruments.map(({ symbol }) => symbol);
  if (options.out === false) return playMarket(options, opened, undefined, onProgress);
  const folder = new RunFolder(options.out ?? defaultRunFolder(symbols, new Date()));
  try {
    const backtest = await playMarket(options, opened, folder, onProgress);
    folder.write("report.json", `${JSON.stringify(reportJson(backtest), undefined, 2)}\n`);
    folder.write("report.html", reportHtml(backtest));
    await folder.finish();
    return backtest;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function playMarket(
  options: BacktestOptions,
  opened: OpenedMarket,
  folder: RunFolder | undefined,
  onProgress: OnProgress,
): Promise<Backtest> {
  const { governance = "on" } = options;
  const { history } = opened;
  const config = configOf(options, opened, governance);
  const { library, plugIns } = options.strategies ?? {};
  const openVenue = venueOn(termsOf(config, options.venue, opened.funding));
  const company = { library, solveLinear: await solverFor(config), openVenue };
  const write = openWriter(folder, manifestOf(config, opened, { plugIns, venue: options.venue }));
  const main = new FundRun(config, history.firstClose, write, company);
  const free = configOf(options, opened, "off");
  const twin = governance === "on" ? new FundRun(free, history.firstClose, undefined, company) : undefined;
  const hold = new BuyAndHold(config);
  let closesDone = 0;
  let barsDone = 0;
  for (const closed of history.closedBars()) {
    main.playClose(closed);
    twin?.playClose(closed);
    hold.playClose(closed);
    closesDone += 1;
    barsDone += closed.bars.length;
    if (closesDone % closesPerTurn !== 0) continue;
    onProgress({ closesDone, barsDone, barsTotal: history.barCount, at: closed.closedAt });
    await setImmediate();
    options.signal?.throwIfAborted();
  }
  onProgress({ closesDone, barsDone, barsTotal: history.barCount, at: history.lastClose });
  return {
    config,
    governance,
    digest: main.digest.finish(),
    facts: main.digest.facts,
    entries: main.state.seq + 1,
    bars: barsDone,
    market: { identity: history.identity, source: opened.source, files: opened.files },
    main: playedRun(main),
    ungoverned: twin === undefined ? undefined : playedRun(twin),
    buyAndHold: { curve: reportCurve(hold.record), feesUsd: hold.feesUsd, record: hold.record },
    venue: options.venue,
    notes: [...opened.notes, ...venueNotes(options.venue, config)],
    code: codeVersion(),
    nodeVersion: process.version,
    folder: folder?.path,
  };
}

const playedRun = ({ record }: FundRun): PlayedRun => ({ report: reportPerformance(record), record });

/** The configuration a backtest plays: the default one on this market, with what the options say. */
export function configOf(
  options: Pick<BacktestOptions, "seed" | "startEquity" | "strategies" | "venue">,
  { history, tradeFrom }: OpenedMarket,
  governance: Governance,
): FundConfig {
  const { seed, startEquity, strategies, venue } = options;
  const { identity: market, instruments, interval } = history;
  return defaultConfig({
    market,
    instruments: instrumentsUnder(venue, instruments),
    interval,
    tradeFrom,
    governance,
    ...(seed === undefined ? {} : { seed }),
    ...(startEquity === undefined ? {} : { startEquity }),
    ...(strategies === undefined ? {} : { strategies: strategies.choices }),
  });
}

/** What a reader of the report should know about the venue file. */
export function venueNotes(venue: VenueFile | undefined, { instruments }: FundConfig): string[] {
  const strangers = venue === undefined ? [] : strangersIn(venue, instruments);
  return strangers.length === 0
    ? []
    : [`The venue file also speaks of ${strangers.join(", ")}, which this run does not trade.`];
}

type Recorded = { readonly plugIns: readonly PlugInPlace[] | undefined; readonly venue: VenueFile | undefined };

function manifestOf(
  config: FundConfig,
  { history, source }: OpenedMarket,
  { plugIns = [], venue }: Recorded,
): Manifest {
  return {
    format: 1,
    runId: randomUUID(),
    kind: "backtest",
    code: codeVersion(),
    nodeVersion: process.version,
    configSha256: createHash("sha256").update(JSON.stringify(config)).digest("hex"),
    seed: config.seed,
    market: { identity: history.identity, source },
    barsByReference: true,
    ...(plugIns.length === 0 ? {} : { plugIns: [...plugIns] }),
    ...(venue === undefined ? {} : { venue }),
  };
}

function openWriter(folder: RunFolder | undefined, manifest: Manifest): WriteRecords | undefined {
  if (folder === undefined) return undefined;
  const journal = folder.openJournal();
  journal.appendSync([manifestRecord(manifest)]);
  return (records) => journal.appendSync(records);
}
