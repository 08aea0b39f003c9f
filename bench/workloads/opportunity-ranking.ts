/**
 * Goal P16: a ranking of 500 symbols kept up in columns, against one made from scratch out of objects.
 *
 * Every symbol has an hourly bar at a phase of its own, so that at each close, every six minutes, a tenth of them has news.
 * Kept up means everything a ranking needs: features, the day's window, trend strength, scores, order, list. From scratch
 * means the same figures out of each symbol's candles, which are few (100 to 120), then one sort. Before anything is timed
 * both must name the same symbols in the same order after every one of 200 closes.
 */
import { moveScore, openFeatures, updateFeatures } from "../../src/kernel/features/market-features.ts";
import {
  liquidityScore,
  performanceScore,
  trendScore,
  volatilityScore,
} from "../../src/kernel/governance/assess/opportunity-ranker/bands.ts";
import {
  learnBar,
  openRanker,
  rankAllSymbols,
  rankedIds,
} from "../../src/kernel/governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { strengthOf } from "../../src/kernel/governance/assess/market-officer/rule-detector.ts";
import { normal, seedRandom } from "../../src/kernel/maths/seeded-random.ts";
import { simulatedInstruments } from "../../src/kernel/simulation/market/instruments.ts";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import { defaultRanker } from "../../src/kernel/domain/ranker.ts";
import { dayMs, epochMs, hours, minutes, price, quantity, usd } from "../../src/kernel/units/units.ts";
import type { Workload } from "../workload.ts";

const symbols = 500;
const phases = 10;
const warm = 100;
const closes = 200;
/** Runs that a round of the command makes of each candidate, and one more. */
const runs = 12;
/** 50 microseconds a ranking. */
const floor = 20_000;
const trend = 48;
const start = 20_000 * dayMs;

type Candle = { readonly closedAt: number; readonly bar: Bar };

/** Hourly bars of every symbol: seeded walks with volatilities of their own. */
function candlesOf(id: number, count: number): Candle[] {
  const random = seedRandom(id + 1);
  const scale = 0.002 * (1 + (id % 12));
  let close = 100;
  return Array.from({ length: count }, (_, index) => {
    const open = close;
    close = open * Math.exp(scale * normal(random));
    const [high, low] = [Math.max(open, close) * (1 + scale / 2), Math.min(open, close) * (1 - scale / 2)];
    const volume = (1e7 * (1 + (id % 37)) * Math.exp(0.5 * normal(random))) / close;
    const bar = {
      symbol: `S${id}`,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: quantity(volume),
    };
    return { closedAt: start + index * hours(1) + (id % phases) * minutes(6), bar };
  });
}

const instruments = Array.from({ length: symbols }, (_, id) => ({ ...simulatedInstruments[0]!, symbol: `S${id}` }));
const ranker = { ...defaultRanker, minVolume24hUsd: usd(1e9) };

function openColumns(candles: readonly (readonly Candle[])[]) {
  const features = openFeatures(symbols, { trend, reversion: 24, outcome: 24 });
  const state = openRanker(symbols, hours(1));
  const strengths = new Float64Array(symbols);
  const market = {
    config: { instruments, intervalMs: hours(1), ranker },
    features,
    trendStrength: (id: number) => strengths[id],
    prediction: () => 0,
  };
  const take = (id: number, index: number): void => {
    const candle = candles[id]?.[index];
    if (candle === undefined) return;
    const closedAt = epochMs(candle.closedAt);
    updateFeatures(features, id, candle.bar, closedAt);
    learnBar(state, id, candle.bar, closedAt);
    strengths[id] = strengthOf(moveScore(features, id, trend));
  };
  for (let index = 0; index < warm; index += 1) for (let id = 0; id < symbols; id += 1) take(id, index);
  let played = 0;
  /** One close: a tenth of the symbols has a bar, then all are ranked. */
  const close = (): void => {
    const [index, phase] = [warm + Math.floor(played / phases), played % phases];
    played += 1;
    for (let id = phase; id < symbols; id += phases) take(id, index);
    rankAllSymbols(state, market, epochMs(start + index * hours(1) + phase * minutes(6)));
  };
  return { close, order: () => rankedIds(state).join() };
}

type Ranked = { readonly id: number; readonly score: number; readonly volume: number };

/** What the columns keep up, out of candles alone. */
function rankFromScratch(candles: readonly (readonly Candle[])[], at: number): Ranked[] {
  const known = candles.map((own) => own.filter(({ closedAt }) => closedAt <= at));
  return known
    .map((own, id) => scored(id, own))
    .filter(({ score }) => score >= 0)
    .toSorted((a, b) => b.score - a.score || b.volume - a.volume || a.id - b.id);
}

function scored(id: number, candles: readonly Candle[]): Ranked {
  const logs = candles.map(({ bar }) => Math.log(bar.close));
  let [atr, variance] = [0, 0];
  candles.forEach(({ bar }, index) => {
    const before = index > 0 ? (candles[index - 1]?.bar.close ?? bar.open) : bar.open;
    const range = (Math.max(bar.high, before) - Math.min(bar.low, before)) / bar.close;
    const change = (logs[index] ?? 0) - (logs[Math.max(0, index - 1)] ?? 0);
    atr = index === 0 ? range : atr + (range - atr) / 24;
    variance = index <= 1 ? change * change : 0.996 * variance + (1 - 0.996) * change * change;
  });
  const last = candles.length - 1;
  const hourOf = ({ closedAt }: Candle): number => Math.floor((closedAt - 1) / hours(1));
  const hour = hourOf(candles[last]!);
  const day = candles.filter((candle) => hourOf(candle) > hour - 24);
  const volume = day.reduce((sum, { bar }) => sum + Math.round(bar.volume * bar.close), 0);
  const before = candles.findLast((candle) => hourOf(candle) <= hour - 24)?.bar.close ?? Number.NaN;
  const move = (candles[last]?.bar.close ?? Number.NaN) / before - 1;
  const z = ((logs[last] ?? 0) - (logs[last - trend] ?? 0)) / (Math.sqrt(variance) * Math.sqrt(trend));
  const { weights, minVolume24hUsd } = ranker;
  const parts = {
    trend: trendScore(strengthOf(z)),
    volatility: volatilityScore(atr),
    liquidity: liquidityScore(volume / minVolume24hUsd, (2 * instruments[id]!.halfSpreadBps) / 1e4),
    performance: performanceScore(move),
    prediction: 0,
  };
  const names = ["trend", "volatility", "liquidity", "performance", "prediction"] as const;
  const all = names.reduce((sum, name) => sum + weights[name], 0);
  const sum = names.reduce((total, name) => total + weights[name] * parts[name], 0);
  return { id, score: volume >= minVolume24hUsd ? Math.min(1, sum / all) : -1, volume };
}

const timeOf = (played: number): number =>
  start + (warm + Math.floor(played / phases)) * hours(1) + (played % phases) * minutes(6);

/** The gate: without it a fast ranking proves nothing. */
function assertAlike(candles: readonly (readonly Candle[])[]): void {
  const columns = openColumns(candles);
  for (let played = 0; played < closes; played += 1) {
    columns.close();
    const scratch = rankFromScratch(candles, timeOf(played)).map(({ id }) => id);
    if (columns.order() !== scratch.join()) throw new Error(`expected one ranking at close ${played}, was two`);
  }
}

export function opportunityRanking(): Workload[] {
  const candles = Array.from({ length: symbols }, (_, id) => candlesOf(id, warm + (runs * closes) / phases));
  const short = candles.map((own) => own.slice(0, warm + closes / phases));
  assertAlike(short);
  const columns = openColumns(candles);
  const kept = (): string => {
    for (let played = 0; played < closes; played += 1) columns.close();
    return `${closes} rankings`;
  };
  const anew = (): string => {
    for (let played = 0; played < closes; played += 1) rankFromScratch(short, timeOf(played));
    return `${closes} rankings`;
  };
  return [
    {
      name: "opportunity ranking of 500",
      amount: closes,
      unit: "rankings",
      floor,
      candidates: [
        { name: "columns, kept up", run: kept },
        { name: "objects, from scratch", run: anew },
      ],
    },
  ];
}
