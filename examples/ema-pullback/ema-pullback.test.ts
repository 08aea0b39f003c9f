/** What ema-pullback says on bars made for it. Run with: node --test examples/ema-pullback/ema-pullback.test.ts */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClosedBar, tryOut } from "../../src/kernel/trading/strategies/api.ts";
import { strategy } from "./ema-pullback.ts";

const barsOf = (closes: readonly number[]): ClosedBar[] =>
  closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    return { open, close, high: Math.max(open, close) + 0.1, low: Math.min(open, close) - 0.1, volume: 1 };
  });
/** Up for long enough that every mean is full and in order. */
const uptrend = Array.from({ length: 900 }, (_, index) => 100 + 0.05 * index);
const top = uptrend.at(-1) ?? Number.NaN;
const pulledBack = [...uptrend, top - 1.5, top - 1.6, top - 1.7, top - 1.8];
const lastOf = (closes: readonly number[]) => tryOut(strategy, barsOf(closes)).said.at(-1)?.advice;

void test("buys the close back above the fast mean, with its stop below the pullback and its target at twice that", () => {
  const advice = lastOf([...pulledBack, top + 1]);
  assert.ok(advice?.kind === "LONG");
  assert.ok(Math.abs(advice.stopDistance - (1 - (top - 1.9) / (top + 1))) < 1e-9);
  assert.equal(advice.targetDistance, 2 * advice.stopDistance);
  assert.equal(advice.maxBars, 48);
});

void test("not while the pullback lasts, nor after one that was too short", () => {
  assert.equal(lastOf(pulledBack)?.kind, "NONE");
  assert.equal(lastOf([...pulledBack.slice(0, -1), top + 1])?.kind, "NONE");
});

void test("not in a downtrend", () => {
  const fallen = Array.from({ length: 900 }, (_, index) => 200 - 0.05 * index);
  const low = fallen.at(-1) ?? Number.NaN;
  assert.equal(lastOf([...fallen, low - 1, low - 1, low - 1, low - 1, low + 3])?.kind, "NONE");
});

void test("says the same whatever comes after", () => {
  const bars = barsOf([...pulledBack, top + 1, top + 2, top - 3]);
  const whole = tryOut(strategy, bars).said;
  for (const cut of [300, 903, 905]) assert.deepEqual(tryOut(strategy, bars.slice(0, cut)).said, whole.slice(0, cut));
});
