/**
 * Other histories of the same fund: its daily returns in blocks drawn at random, as often and as long as the run.
 *
 * Blocks keep what hangs together over days, such as calm and stormy weeks. The mean length is the longer of what
 * Politis and White find for the returns and for their squares, so that clusters of volatility are kept too.
 */
import { setImmediate } from "node:timers/promises";
import { drawBlocks, optimalBlockLength } from "../../kernel/maths/block-bootstrap.ts";
import { seedRandom } from "../../kernel/maths/seeded-random.ts";
import { quantileOf } from "../../kernel/maths/statistics.ts";
import { type Distribution, distributionOf, shareOf } from "./distribution.ts";
import { type FigureName, figureNames, figuresOfPath } from "./path-figures.ts";

export type Fan = {
  /** Days since the start, 0 first. */
  readonly days: readonly number[];
  /** Equity over that of the start, by day. */
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
  readonly actual: readonly number[];
};

export type ResampledDays = {
  readonly days: number;
  readonly meanBlockDays: number;
  readonly figures: Readonly<Record<FigureName, Distribution>>;
  readonly lossFraction: number;
  readonly drawdownBeyond10Fraction: number;
  readonly drawdownBeyond20Fraction: number;
  readonly fan: Fan;
};

export type Draws = {
  readonly paths: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
};

const pathsPerTurn = 200;
const mostFanPoints = 120;

export const blockLengthOf = (returns: Float64Array): number =>
  Math.max(optimalBlockLength(returns), optimalBlockLength(returns.map((each) => each ** 2)));

export async function resampleDays(returns: Float64Array, { paths, seed, signal }: Draws): Promise<ResampledDays> {
  const days = returns.length;
  const random = seedRandom(seed);
  const meanBlockDays = blockLengthOf(returns);
  const fan = new FanColumns(days, paths);
  const columns: Record<FigureName, Float64Array<ArrayBuffer>> = {
    growth: new Float64Array(paths),
    cagr: new Float64Array(paths),
    sharpe: new Float64Array(paths),
    maxDrawdown: new Float64Array(paths),
    underwaterDays: new Float64Array(paths),
  };
  const indices = new Int32Array(days);
  for (let path = 0; path < paths; path++) {
    drawBlocks(random, meanBlockDays, indices);
    const figures = figuresOfPath(returns, indices, (day, equity) => fan.note(path, day, equity));
    for (const name of figureNames) columns[name][path] = figures[name];
    if (path % pathsPerTurn !== 0) continue;
    await setImmediate();
    signal?.throwIfAborted();
  }
  const inOrder = Int32Array.from(returns.keys());
  const actual = figuresOfPath(returns, inOrder, (day, equity) => fan.noteActual(day, equity));
  const of = (name: FigureName): Distribution => distributionOf(columns[name], actual[name]);
  return {
    days,
    meanBlockDays,
    figures: {
      growth: of("growth"),
      cagr: of("cagr"),
      sharpe: of("sharpe"),
      maxDrawdown: of("maxDrawdown"),
      underwaterDays: of("underwaterDays"),
    },
    lossFraction: shareOf(columns.growth, (growth) => growth < 1),
    drawdownBeyond10Fraction: shareOf(columns.maxDrawdown, (depth) => depth > 0.1),
    drawdownBeyond20Fraction: shareOf(columns.maxDrawdown, (depth) => depth > 0.2),
    fan: fan.finish(),
  };
}

/** Equity of every path at some of the days. */
class FanColumns {
  private readonly stride: number;
  private readonly columns: Float64Array<ArrayBuffer>[];
  private readonly last: number;
  private readonly actual: number[] = [];

  constructor(days: number, paths: number) {
    this.stride = Math.max(1, Math.ceil(days / mostFanPoints));
    this.last = days - 1;
    const count = Math.floor(this.last / this.stride) + (this.last % this.stride === 0 ? 1 : 2);
    this.columns = Array.from({ length: count }, () => new Float64Array(paths));
  }

  note(path: number, day: number, equity: number): void {
    const column = this.columnOf(day);
    if (column !== undefined) column[path] = equity;
  }

  noteActual(day: number, equity: number): void {
    if (this.columnOf(day) !== undefined) this.actual.push(equity);
  }

  finish(): Fan {
    const sorted = this.columns.map((column) => column.toSorted());
    const at = (probability: number) => [1, ...sorted.map((column) => quantileOf(column, probability))];
    const days = sorted.map((_, index) => Math.min(index * this.stride, this.last) + 1);
    return {
      days: [0, ...days],
      p5: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p95: at(0.95),
      actual: [1, ...this.actual],
    };
  }

  private columnOf(day: number): Float64Array<ArrayBuffer> | undefined {
    if (day === this.last) return this.columns.at(-1);
    return day % this.stride === 0 ? this.columns[day / this.stride] : undefined;
  }
}
