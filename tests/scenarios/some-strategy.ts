/** Strategies of a test's own making, with the library and the choices that go with them. */
import type { Strategy, View } from "../../src/kernel/trading/strategies/strategy.ts";
import type { Advice, StrategyChoice } from "../../src/kernel/domain/strategy-choice.ts";
import { choose, type StrategyLibrary } from "../../src/kernel/trading/strategies/library.ts";

export const long = (change: Partial<Extract<Advice, { kind: "LONG" }>> = {}): Advice => ({
  kind: "LONG",
  confidence: 0.9,
  stopDistance: 0.03,
  reason: "the test says so",
  ...change,
});
export const out: Advice = { kind: "OUT", reason: "the test says so" };
export const none: Advice = { kind: "NONE" };

export const someStrategy = (name: string, decide: (view: View) => Advice, history = 1): Strategy => ({
  name,
  version: "1.0.0",
  description: "of a test",
  parameters: {},
  features: [],
  history: () => history,
  decide,
});

export const libraryOf = (...strategies: readonly Strategy[]): StrategyLibrary =>
  new Map(strategies.map((strategy) => [strategy.name, { strategy, sha256: null }]));

export const choicesOf = (...strategies: readonly Strategy[]): StrategyChoice[] =>
  strategies.map((strategy) => {
    const chosen = choose({ strategy, sha256: null });
    if (chosen.kind === "REFUSED") throw new Error(chosen.reason);
    return chosen.choice;
  });
