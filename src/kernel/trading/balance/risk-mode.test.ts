/** The balancer's own mode at each of its lines, and what each mode lets a winner grow by. */
import { describe, expect, it } from "vitest";
import { book, bookView, line } from "../../../../tests/scenarios/book.ts";
import { justAbove } from "../../../../tests/scenarios/given.ts";
import type { Violation } from "../../domain/balancer.ts";
import { amplificationBudget, balancerRiskMode, reviewAddition, type Strain } from "./risk-mode.ts";

const calm: Strain = { violations: [], drawdown: 0, consecutiveLosses: 0, riskMode: "AGGRESSIVE" };
const violation = (severity: Violation["severity"]): Violation => ({
  constraint: "SYMBOL",
  subject: "A",
  severity,
  value: 1,
  limit: 0.3,
});
const modeOf = (change: Partial<Strain> = {}, view: Parameters<typeof bookView>[0] = {}) =>
  balancerRiskMode({ ...calm, ...change }, bookView(view));

describe("the balancer's risk mode", () => {
  it("is the fund's while nothing strains it", () =>
    expect((["DEFENSIVE", "NORMAL", "AGGRESSIVE"] as const).map((riskMode) => modeOf({ riskMode }))).toEqual([
      "SAFE",
      "NEUTRAL",
      "AGGRESSIVE",
    ]));
  it("SAFE on a critical violation; warnings cap it to NEUTRAL and lift nothing", () => {
    expect(modeOf({ violations: [violation("CRITICAL")] })).toBe("SAFE");
    expect(modeOf({ violations: [violation("WARNING")] })).toBe("NEUTRAL");
    expect(modeOf({ violations: [violation("WARNING")], riskMode: "DEFENSIVE" })).toBe("SAFE");
  });
  it("SAFE above a drawdown of 3 %", () =>
    expect([0.03, justAbove(0.03), Number.NaN].map((drawdown) => modeOf({ drawdown }))).toEqual([
      "AGGRESSIVE",
      "SAFE",
      "SAFE",
    ]));
  it("SAFE from five losses in a row", () =>
    expect([4, 5].map((consecutiveLosses) => modeOf({ consecutiveLosses }))).toEqual(["AGGRESSIVE", "SAFE"]));
  it("SAFE when no position is left", () => {
    const at = (maxPositions: number) => modeOf({}, { book: book([line("A")]), limits: { maxPositions } });
    expect([2, 1].map(at)).toEqual(["AGGRESSIVE", "SAFE"]);
  });
  it("SAFE above 0.8 of the total risk", () => {
    const at = (risk: number) => modeOf({}, { book: book([line("A", { risk })]) });
    expect([1_199.999, 1_200.001].map(at)).toEqual(["AGGRESSIVE", "SAFE"]);
  });
});

describe("what a winner may grow by", () => {
  const held = { symbol: "A", side: "LONG", stopDistance: 0.02, allocation: Number.POSITIVE_INFINITY } as const;
  const view = bookView({ book: book([line("A", { notional: 500 })]) });
  it("all of the room, half of it, or none", () =>
    expect((["AGGRESSIVE", "NEUTRAL", "SAFE"] as const).map((mode) => amplificationBudget(held, mode, view))).toEqual([
      1_000, 500, 0,
    ]));
  it("a wish for more is cut to it, or dropped where it is too small", () => {
    const asked = (notional: number, mode: "NEUTRAL" | "SAFE" = "NEUTRAL") =>
      reviewAddition({ notional, minNotional: 10 }, held, mode, view);
    expect(asked(300)).toEqual({ kind: "APPROVED", notional: 300, bound: undefined });
    expect(asked(800)).toEqual({
      kind: "APPROVED",
      notional: 500,
      bound: { reason: "SYMBOL_CONCENTRATION", cap: 500 },
    });
    expect(asked(300, "SAFE")).toMatchObject({ kind: "DROPPED", reason: "NO_BUDGET" });
    expect(asked(9.99)).toMatchObject({ kind: "DROPPED" });
    expect(asked(Number.NaN)).toMatchObject({ kind: "DROPPED" });
  });
  it("never below nothing, nor of what is not known", () => {
    expect(amplificationBudget(held, "AGGRESSIVE", bookView({ book: book([line("A", { notional: 2_000 })]) }))).toBe(0);
    expect(amplificationBudget({ ...held, stopDistance: Number.NaN }, "AGGRESSIVE", view)).toBe(0);
  });
});
