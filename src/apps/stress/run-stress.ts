/**
 * `qt stress`: scenarios on the fund of a backtest, each beside the same fund without it, judged by the criteria.
 *
 * The calm run is played once a market; each scenario strikes where it holds most. The same choices give the same answer.
 */
import { setImmediate } from "node:timers/promises";
import { struckBy } from "../../kernel/simulation/stress/open-stresses.ts";
import { furtherScenarios, scenarioLibrary } from "../../kernel/simulation/stress/scenarios.ts";
import { lengthOf, type Scenario } from "../../kernel/simulation/stress/stress.ts";
import type { SolveLinear } from "../../kernel/maths/linear-program.ts";
import { days, type EpochMs, epochMs, type UsdAmount } from "../../kernel/units/units.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import { FundError } from "../../ports/errors.ts";
import { type MarketChoice, openMarket, simulatedName } from "../backtest/market-choice.ts";
import { defaultRunFolder, RunFolder } from "../backtest/run-folder.ts";
import { termsOf } from "../backtest/played-venue.ts";
import { configOf, venueNotes } from "../backtest/run-backtest.ts";
import { codeVersion } from "../code-version.ts";
import { solverFor } from "../linear-solver.ts";
import { criteria, judge } from "./criteria.ts";
import { readScenario } from "./custom-scenario.ts";
import { historicScenarios, historicWindows } from "./historic-windows.ts";
import { stressHtml } from "./html/stress-html.ts";
import { playScenario } from "./play-scenario.ts";
import type { PlayedStress, StressAnswer, StressedScenario, StressMarket } from "./stress-answer.ts";
import { aimAtHeld, strikeMoment } from "./strike-moment.ts";
import { stressJson } from "./stress-json.ts";

export type StressOptions = MarketChoice & {
  /** Names of scenarios; the library where none is given. */
  readonly names?: readonly string[] | undefined;
  /** Files of scenarios of one's own. */
  readonly files?: readonly string[] | undefined;
  /** A folder of recorded bars for the historic windows; the market's own where it is recorded. */
  readonly data?: string | undefined;
  readonly startEquity?: UsdAmount | undefined;
  /** What the venue is like beneath the scenarios. */
  readonly venue?: VenueFile | undefined;
  /** Where the page goes; left out: a new folder below `runs/`; `false`: nowhere. */
  readonly out?: string | false | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type OnScenario = (done: number, of: number, at: EpochMs) => void;

/** What a recording of years teaches before `--from`: no more is read, since every scenario plays it again. */
const teachingDays = 120;
const simulatedDays = 150;

/** @throws FundError when the market, the scenarios or the folder are not as they must be; nothing is left behind then */
export async function runStress(options: StressOptions, onScenario: OnScenario = () => {}): Promise<StressAnswer> {
  const answer = await play(options, onScenario);
  if (options.out === false) return answer;
  const symbols = answer.config.instruments.map(({ symbol }) => symbol);
  const folder = new RunFolder(options.out ?? defaultRunFolder(symbols, new Date(), "stress"));
  const written = { ...answer, folder: folder.path };
  try {
    folder.write("stress.json", `${JSON.stringify(stressJson(written), undefined, 2)}\n`);
    folder.write("stress.html", stressHtml(written));
    await folder.finish();
    return written;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function play(options: StressOptions, onScenario: OnScenario): Promise<StressAnswer> {
  const opened = openStressMarket(options);
  const { market, identity, source } = opened;
  const { scenarios, notes } = chooseScenarios(options, market);
  const { seed = 0, signal } = options;
  const theatre = new Theatre(market, seed, await solverFor(market.config));
  const played: StressedScenario[] = [];
  for (const scenario of scenarios) {
    onScenario(played.length, scenarios.length, market.closes[0]?.closedAt ?? epochMs(0));
    await setImmediate();
    signal?.throwIfAborted();
    played.push(theatre.play(scenario));
  }
  return {
    market: { identity, source, name: market.config.instruments.map(({ symbol }) => symbol).join(", ") },
    config: market.config,
    venue: options.venue,
    seed,
    closes: market.closes.length,
    scenarios: played,
    passed: played.every(({ passed }) => passed),
    notes: [...opened.notes, ...venueNotes(options.venue, market.config), ...notes],
    code: codeVersion(),
    nodeVersion: process.version,
    folder: undefined,
  };
}

type OpenedStress = {
  readonly market: StressMarket;
  readonly identity: string;
  readonly source: string;
  readonly notes: readonly string[];
};

function openStressMarket(options: StressOptions): OpenedStress {
  const isSimulated = options.market === simulatedName;
  const choice = isSimulated ? { ...options, days: options.days ?? simulatedDays } : options;
  const opened = openMarket(choice);
  const { history, tradeFrom, source, notes } = opened;
  const teachFrom = epochMs(Math.max(0, tradeFrom - days(teachingDays)));
  const closes = [...history.closedBars(teachFrom)];
  const config = configOf(options, opened, "on");
  const terms = termsOf(config, options.venue, opened.funding);
  return { market: { config, closes, terms }, identity: history.identity, source, notes };
}

function chooseScenarios(options: StressOptions, { config }: StressMarket): { scenarios: Scenario[]; notes: string[] } {
  const { names = [], files = [], market } = options;
  const data = options.data ?? (market === simulatedName ? undefined : market);
  const own = files.map(readScenario);
  const wantsWindows = names.some((name) => historicWindows.some((each) => each.name === name));
  const historic = wantsWindows ? historicScenarios(config.intervalMs, data) : { scenarios: [], notes: [] };
  const known = [...scenarioLibrary, ...furtherScenarios, ...historic.scenarios];
  const named = names.map((name) => known.find((each) => each.name === name) ?? refuse(name));
  const scenarios = [...named, ...own];
  const asked = historic.notes.filter((note) => names.some((name) => note.startsWith(`${name}:`)));
  return { scenarios: scenarios.length === 0 ? [...scenarioLibrary] : scenarios, notes: asked };
}

function refuse(name: string): never {
  const known = scenarioNames().join(", ");
  throw new FundError("BAD_USAGE", `${name}: expected one of ${known}`);
}

/** Of every scenario that needs no file. */
export const scenarioNames = (): string[] =>
  [...scenarioLibrary, ...furtherScenarios, ...historicWindows].map(({ name }) => name);

/** One market with its calm runs, of which there are two at most: with an outside model and without. */
class Theatre {
  private readonly market: StressMarket;
  private readonly seed: number;
  private readonly solveLinear: SolveLinear | undefined;
  private readonly calm = new Map<boolean, PlayedStress>();

  constructor(market: StressMarket, seed: number, solveLinear: SolveLinear | undefined) {
    this.market = market;
    this.seed = seed;
    this.solveLinear = solveLinear;
  }

  play(asked: Scenario): StressedScenario {
    const { market, seed, solveLinear } = this;
    const { instruments, hardLimits: limits } = market.config;
    const isPlanted = asked.stresses.some(({ type }) => type === "model_failure");
    const calm = this.calmRun(isPlanted);
    const { scenario, notes } = aimAtHeld(asked, calm, instruments);
    const taught = market.closes.length - calm.closes.length;
    const strike = strikeMoment(scenario, { calm, instruments, taught });
    const stressed = playScenario({ market, scenario, strike, seed, solveLinear, isPlanted });
    const judgements = judge({ stressed, strike, length: lengthOf(scenario), limits });
    const passed = judgements.length === criteria.length && judgements.every((each) => each.passed);
    const struck = struckSymbols(scenario, market, strike.held);
    return {
      scenario,
      strike,
      struck,
      calm,
      stressed,
      judgements,
      passed,
      notes: [...notes, ...notesOf(scenario, struck)],
    };
  }

  private calmRun(isPlanted: boolean): PlayedStress {
    const known = this.calm.get(isPlanted);
    if (known !== undefined) return known;
    const { market, seed, solveLinear } = this;
    const scenario: Scenario = { name: "calm", title: "nothing happens", stresses: [] };
    const strike = { index: market.closes.length, held: undefined };
    const played = playScenario({ market, scenario, strike, seed, solveLinear, isPlanted });
    this.calm.set(isPlanted, played);
    return played;
  }
}

function struckSymbols({ stresses }: Scenario, { config }: StressMarket, held: string | undefined): string[] {
  const { instruments } = config;
  const struck = new Set<string>();
  for (const stress of stresses) {
    const assets = "assets" in stress ? stress.assets : "ALL";
    for (const symbol of struckBy(assets, { instruments, held, seed: 0 }).keys()) struck.add(symbol);
  }
  return instruments.map(({ symbol }) => symbol).filter((symbol) => struck.has(symbol));
}

const notesOf = ({ stresses }: Scenario, struck: readonly string[]): string[] =>
  struck.length < 2 && stresses.some(({ type }) => type === "correlation_breakdown")
    ? ["One symbol has no other to correlate with: nothing broke down."]
    : [];
