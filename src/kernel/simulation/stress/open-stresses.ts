/**
 * A scenario at work on one market: prices and volumes first, in the order told, then the feed, the venue, the models.
 *
 * Each stress draws from a stream of its own, so that adding one changes nothing of the others.
 */
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { RawBar } from "../../domain/raw-bar.ts";
import { type RandomState, reseedRandom, seedRandom } from "../../maths/seeded-random.ts";
import { type DurationMs, durationMs } from "../../units/units.ts";
import type { BarShock, Struck } from "./bar-shock.ts";
import { correlationBreakdown } from "./correlation-breakdown.ts";
import { dataCorruption, type FeedShock } from "./data-corruption.ts";
import { fateAt, type RequestFate } from "./execution-failure.ts";
import { flashCrash } from "./flash-crash.ts";
import { historicReplay } from "./historic-replay.ts";
import { lagAt } from "./latency-spike.ts";
import { liquidityDrop } from "./liquidity-drop.ts";
import { wordFailureAt, type WordFailure } from "./model-failure.ts";
import { pumpDump } from "./pump-dump.ts";
import { spreadFactorAt } from "./spread-explosion.ts";
import type { Assets, Corruption, Scenario, Stress } from "./stress.ts";
import { trendShift } from "./trend-shift.ts";
import { volatilitySpike } from "./volatility-spike.ts";

export type StressedClose = {
  /** What the market does, and the venue plays. */
  readonly bars: readonly Bar[];
  /** What the feed says of it. */
  readonly fed: readonly RawBar[];
  /** Symbols whose bar the feed broke. */
  readonly corrupted: ReadonlyMap<string, Corruption>;
};

export type OpenStresses = {
  readonly strike: (bars: readonly Bar[], step: number) => StressedClose;
  readonly spreadFactor: (symbol: string, step: number) => number;
  readonly lag: (step: number) => DurationMs;
  readonly requestFate: (step: number, isSubmit: boolean) => RequestFate;
  readonly wordFailure: (step: number) => WordFailure | undefined;
};

export type StressScene = {
  readonly instruments: readonly Instrument[];
  /** What the fund holds most of when the scenario strikes. */
  readonly held: string | undefined;
  readonly seed: number;
};

export function openStresses({ stresses }: Scenario, scene: StressScene): OpenStresses {
  const opened = stresses.map((stress, index) => ({ stress, random: streamOf(scene.seed, index) }));
  const shocks = stresses.flatMap((stress) => barShockOf(stress, scene) ?? []);
  const feeds = opened.flatMap(({ stress, random }) =>
    stress.type === "data_corruption" ? [dataCorruption(stress, struckBy(stress.assets, scene), random)] : [],
  );
  const spreads = stresses.flatMap((stress) =>
    stress.type === "spread_explosion" ? [{ stress, struck: struckBy(stress.assets, scene) }] : [],
  );
  const failing = opened.flatMap(({ stress, random }) =>
    stress.type === "execution_failure" ? [{ stress, random }] : [],
  );
  const models = opened.flatMap(({ stress, random }) => (stress.type === "model_failure" ? [{ stress, random }] : []));
  return {
    strike: (bars, step) => {
      const moved = shocks.reduce((given, shock) => shock(given, step), bars);
      return { bars: moved, ...feedOf(feeds, moved, step) };
    },
    spreadFactor: (symbol, step) =>
      spreads.reduce((all, { stress, struck }) => all * (struck.has(symbol) ? spreadFactorAt(stress, step) : 1), 1),
    lag: (step) =>
      durationMs(stresses.reduce((all, each) => all + (each.type === "latency_spike" ? lagAt(each, step) : 0), 0)),
    requestFate: (step, isSubmit) =>
      firstOf(failing, ({ stress, random }) => fateAt(stress, step, random, isSubmit), isFailure) ?? "CARRIED_OUT",
    wordFailure: (step) =>
      firstOf(
        models,
        ({ stress, random }) => wordFailureAt(stress, step, random),
        (each) => each !== undefined,
      ),
  };
}

/** Symbols whose name begins so; where the market has none of them, what the fund holds most of, else the first. */
export function struckBy(assets: Assets, { instruments, held }: StressScene): Struck {
  const mapOf = (some: readonly Instrument[]): Struck => new Map(some.map((each) => [each.symbol, each]));
  if (assets === "ALL") return mapOf(instruments);
  const named =
    assets === "HELD"
      ? []
      : instruments.filter(({ symbol }) =>
          assets.some((asset) => symbol.toUpperCase().startsWith(asset.toUpperCase())),
        );
  if (named.length > 0) return mapOf(named);
  return mapOf(
    [instruments.find(({ symbol }) => symbol === held) ?? instruments[0]].filter((each) => each !== undefined),
  );
}

function barShockOf(stress: Stress, scene: StressScene): BarShock | undefined {
  switch (stress.type) {
    case "historic_replay":
      return historicReplay(stress, struckBy(stress.assets, scene));
    case "flash_crash":
      return flashCrash(stress, struckBy(stress.assets, scene));
    case "volatility_spike":
      return volatilitySpike(stress, struckBy(stress.assets, scene));
    case "trend_shift":
      return trendShift(stress, struckBy(stress.assets, scene));
    case "liquidity_drop":
      return liquidityDrop(stress, struckBy(stress.assets, scene));
    case "correlation_breakdown":
      return correlationBreakdown(stress, struckBy("ALL", scene));
    case "pump_dump":
      return pumpDump(stress, struckBy(stress.assets, scene));
    default:
      return undefined;
  }
}

function streamOf(seed: number, index: number): RandomState {
  const random = seedRandom(seed);
  reseedRandom(random, random[0], index + 1);
  return random;
}

/** A bar that one stress broke is not broken again by the next. */
function feedOf(feeds: readonly FeedShock[], bars: readonly Bar[], step: number): Omit<StressedClose, "bars"> {
  const fed = feeds.map((feed) => feed(bars, step));
  const corrupted = new Map<string, Corruption>();
  const given: RawBar[] = [];
  for (const bar of bars) {
    const broken = fed.find((each) => each.corrupted.has(bar.symbol));
    const kind = broken?.corrupted.get(bar.symbol);
    if (kind !== undefined) corrupted.set(bar.symbol, kind);
    given.push(...(broken === undefined ? [bar] : broken.bars.filter(({ symbol }) => symbol === bar.symbol)));
  }
  return { fed: given, corrupted };
}

const isFailure = (fate: RequestFate): boolean => fate !== "CARRIED_OUT";

function firstOf<Item, Answer>(
  all: readonly Item[],
  answerOf: (item: Item) => Answer,
  isWanted: (answer: Answer) => boolean,
): Answer | undefined {
  return all.map(answerOf).find(isWanted);
}
