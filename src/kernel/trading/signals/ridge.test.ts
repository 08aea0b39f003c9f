/** Ridge: learns what is there, knows nothing of what is not, agrees with a plain solution, and never looks ahead. */
import { describe, expect, it } from "vitest";
import { at, bar, hour } from "../../../../tests/scenarios/given.ts";
import { openFeatures, updateFeatures } from "../../features/market-features.ts";
import { openRidge, ridgeEvidence } from "./ridge.ts";

const windows = { trend: 40, reversion: 10, outcome: 4 };
const openDesk = (instruments = 1) => ({
  features: openFeatures(instruments, windows),
  ridge: openRidge({ instruments, horizon: 4, barsPerDay: 24 }),
  bars: 0,
});
type Desk = ReturnType<typeof openDesk>;

function look(desk: Desk, close: number): number {
  updateFeatures(desk.features, 0, bar("BTC", close), at(desk.bars++ * hour));
  return desk.bars < windows.trend + 1 ? Number.NaN : ridgeEvidence(desk.ridge, desk.features, 0);
}

/** Log prices whose steps follow the last with `memory`; a positive one is a market in which moves go on. */
function walk(memory: number, count: number, seed: number): number[] {
  let state = seed;
  let [log, step] = [Math.log(100), 0];
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    step = memory * step + 0.01 * (state / 2_147_483_647 - 0.5);
    log += step;
    return Math.exp(log);
  });
}

/** Share of bars on which the evidence had the sign of the move that followed. */
function hitRate(closes: readonly number[]): number {
  const desk = openDesk();
  const evidence = closes.map((close) => look(desk, close));
  let [hits, cases] = [0, 0];
  for (let index = Math.floor(closes.length / 2); index < closes.length - 4; index++) {
    const said = evidence[index] ?? Number.NaN;
    if (!Number.isFinite(said)) continue;
    cases += 1;
    if (said > 0 === (closes[index + 4] ?? 0) > (closes[index] ?? 0)) hits += 1;
  }
  return hits / cases;
}

describe("ridge", () => {
  it("knows nothing until a day's rows have been judged", () => {
    const desk = openDesk();
    const closes = walk(0.5, 80, 7);
    const first = closes.map((close) => look(desk, close)).findIndex((each) => Number.isFinite(each));
    expect(first, "40 bars of window, 4 of horizon, 24 rows").toBe(windows.trend + 4 + 24 - 1);
  });

  it("finds that moves go on, or turn, where they do, and nothing in noise", () => {
    expect(hitRate(walk(0.8, 4_000, 11))).toBeGreaterThan(0.65);
    expect(hitRate(walk(-0.8, 4_000, 11))).toBeGreaterThan(0.55);
    const noise = [3, 5, 7, 11].map((seed) => hitRate(walk(0, 4_000, seed)));
    expect(noise.reduce((sum, each) => sum + each, 0) / noise.length).toBeLessThan(0.53);
  });

  it("forgets what waits when bars were missed", () => {
    const desk = openDesk();
    walk(0.5, 100, 3).forEach((close) => look(desk, close));
    const { rows } = desk.ridge;
    updateFeatures(desk.features, 0, bar("BTC", 90), at(desk.bars++ * hour));
    for (const close of [91, 92, 93, 94]) look(desk, close);
    expect(desk.ridge.rows).toBe(rows);
    look(desk, 95);
    expect(desk.ridge.rows).toBe(rows + 1);
  });

  it("speaks in its own usual size, and finitely where nothing moves", () => {
    const desk = openDesk();
    const said = walk(0.6, 6_000, 13)
      .map((close) => look(desk, close))
      .slice(3_000);
    const meanSquare = said.reduce((sum, each) => sum + each * each, 0) / said.length;
    expect(meanSquare).toBeGreaterThan(0.5);
    expect(meanSquare).toBeLessThan(2);
    const flat = openDesk();
    for (let index = 0; index < 200; index++) look(flat, 100);
    expect(flat.ridge.rows, "without a scale nothing is learnt").toBe(0);
  });
});
