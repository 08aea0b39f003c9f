/** The two files of `qt new strategy`: a strategy that runs as it is, and a test that needs nothing but Node. */

/** @param api where the types are: a path in a checkout, the package's name elsewhere */
export const strategyTemplate = (
  name: string,
  api: string,
): string => `/** ${name}: says in a sentence or two what it does, and why that should work. */
import type { Strategy } from "${api}";

export const strategy: Strategy<"fastBars" | "slowBars" | "stopAtr"> = {
  name: "${name}",
  version: "1.0.0",
  description: "Buys when the fast mean of the close is above the slow one, leaves when it is not.",
  parameters: {
    fastBars: { default: 12, from: 2, to: 100, isWhole: true, says: "bars of the fast mean" },
    slowBars: { default: 48, from: 10, to: 400, isWhole: true, says: "bars of the slow mean" },
    stopAtr: { default: 4, from: 1, to: 20, isWhole: false, says: "distance of the stop in mean true ranges" },
  },
  /** Names of the feature board; the fund computes no others. docs/features.md lists them. */
  features: ["atr_14_share"],
  /** Closed bars it looks back over. It is asked once as many have closed. */
  history: ({ fastBars, slowBars }) => Math.max(fastBars, slowBars),

  /** Asked at every close where the answer can matter. Bars are counted back: view.back(0) has just closed. */
  decide(view, { fastBars, slowBars, stopAtr }) {
    const isRising = view.mean(fastBars) > view.mean(slowBars);
    if (view.held !== undefined) return isRising ? { kind: "NONE" } : { kind: "OUT", reason: "the fast mean fell" };
    const range = view.feature("atr_14_share");
    if (!isRising || !(range > 0)) return { kind: "NONE" };
    return {
      kind: "LONG",
      /** By its own measure; below 0.6 nobody listens. */
      confidence: 0.65,
      stopDistance: Math.min(view.maxStopDistance, stopAtr * range),
      reason: \`the mean of \${fastBars} bars is above that of \${slowBars}\`,
    };
  },
};
`;

export const strategyTestTemplate = (
  name: string,
  api: string,
): string => `/** What ${name} says on bars made for it. Run with: node --test ${name}.test.ts */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClosedBar, tryOut } from "${api}";
import { strategy } from "./${name}.ts";

/** Bars from their closes, each with a range of two. */
const barsOf = (closes: readonly number[]): ClosedBar[] =>
  closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    return { open, close, high: Math.max(open, close) + 1, low: Math.min(open, close) - 1, volume: 1 };
  });
const rising = Array.from({ length: 80 }, (_, index) => 100 + index);
const falling = rising.toReversed();

void test("buys what rises, with a stop the fund allows", () => {
  const first = tryOut(strategy, barsOf(rising)).said.find(({ advice }) => advice.kind === "LONG");
  assert.ok(first?.advice.kind === "LONG" && first.advice.stopDistance <= 0.04);
});

void test("stays out of what falls", () => {
  assert.deepEqual(tryOut(strategy, barsOf(falling)).trades, []);
});

void test("leaves when the rise is over", () => {
  const [trade] = tryOut(strategy, barsOf([...rising, ...falling]), { maxStopDistance: 0.5, parameters: { stopAtr: 20 } }).trades;
  assert.equal(trade?.why, "OUT");
});

void test("says the same whatever comes after", () => {
  const bars = barsOf([...rising, ...falling]);
  const whole = tryOut(strategy, bars).said;
  for (const cut of [50, 80, 120]) assert.deepEqual(tryOut(strategy, bars.slice(0, cut)).said, whole.slice(0, cut));
});
`;
