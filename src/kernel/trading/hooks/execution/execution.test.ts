/** The two hooks of execution, each line at it, below and above it; numbers that are none never permit. */
import { describe, expect, it } from "vitest";
import { broken, brokenNumbers } from "../../../../../tests/scenarios/given-any.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { type CostEstimate, defaultExecution, executionStyles, obeyDirective } from "../../../domain/execution.ts";
import { bps } from "../../../units/units.ts";
import type { EntryPlan, ExecutionView } from "./execution-hook.ts";
import { chooseStyle, selectOrderType } from "./order-type-selection.ts";
import { checkSlippage } from "./slippage-check.ts";

const plan: EntryPlan = { style: "MARKET", notional: 1_000 };
const smart = { orderType: "SMART", maxSlippage: bps(15), maxSpread: bps(25) } as const;
const costing =
  (impactBps: number, halfSpreadBps = 0): ExecutionView["estimateOf"] =>
  ({ notional }): CostEstimate => {
    const impact = impactBps * Math.sqrt(notional / plan.notional);
    return { halfSpreadBps, impactBps: impact, feeBps: 10, slippageBps: halfSpreadBps + impact };
  };
const view = (change: Partial<ExecutionView> = {}): ExecutionView => ({
  symbol: "BTC",
  config: { ...defaultExecution, choosesStyle: true, slices: true },
  directive: smart,
  estimateOf: costing(1),
  fillProbability: 0.5,
  leastFillProbability: 0.9,
  decayBps: 0,
  mostParts: 10,
  spreadBps: 2,
  minNotionalUsd: 10,
  at: 1_000,
  pausedUntil: 0,
  ...change,
});
const styleFor = (change: Partial<ExecutionView> = {}) => chooseStyle(plan, view(change)).style;
const check = (change: Partial<ExecutionView> = {}, of = plan) => checkSlippage(of, view(change));

describe("the style of an entry", () => {
  it("is MARKET where styles are not chosen, whatever the impact", () =>
    expect(styleFor({ config: defaultExecution, estimateOf: costing(300) })).toBe("MARKET"));

  it.each([
    ["below the line", justBelow(0.9), "MARKET"],
    ["at the line", 0.9, "MARKET"],
    ["above the line", justAbove(0.9), "POST_ONLY"],
    ["unknown", Number.NaN, "MARKET"],
  ] as const)("with a fill that is %s likely", (_, fillProbability, style) =>
    expect(styleFor({ fillProbability })).toBe(style),
  );
  it("takes where waiting saves nothing, or nobody knows what it saves", () => {
    for (const leastFillProbability of [Number.POSITIVE_INFINITY, Number.NaN])
      expect(styleFor({ fillProbability: 1, leastFillProbability })).toBe("MARKET");
  });

  it.each([
    [justBelow(10), "MARKET"],
    [10, "LIMIT"],
    [justBelow(50), "LIMIT"],
    [50, "TWAP"],
    [justBelow(200), "TWAP"],
    [200, "POV"],
  ] as const)("with an impact of %s bps is %s", (impact, style) =>
    expect(styleFor({ estimateOf: costing(impact) })).toBe(style),
  );

  it.each([
    [justBelow(10), "ICEBERG"],
    [10, "LIMIT"],
  ] as const)("where %s bps of slippage are allowed is %s", (maxSlippage, style) =>
    expect(styleFor({ estimateOf: costing(20), directive: { ...smart, maxSlippage: bps(maxSlippage) } })).toBe(style),
  );

  it.each([
    [justBelow(1), "TWAP"],
    [1, "SCHEDULE"],
  ] as const)("losing %s bps a bar is %s", (decayBps, style) =>
    expect(styleFor({ estimateOf: costing(100), decayBps })).toBe(style),
  );

  it("is urgent, and MARKET, where waiting for the parts loses as much as they save", () => {
    const saved = 100 * (1 - 1 / Math.sqrt(4));
    const at = saved / 1.5;
    expect(styleFor({ estimateOf: costing(100), mostParts: 4, decayBps: at })).toBe("MARKET");
    expect(styleFor({ estimateOf: costing(100), mostParts: 4, decayBps: justBelow(at) })).toBe("SCHEDULE");
    expect(styleFor({ estimateOf: costing(100), decayBps: Number.NaN })).toBe("MARKET");
  });

  it("is a limit where nothing may be cut, or there is no time to", () => {
    const config = { ...view().config, slices: false };
    expect(styleFor({ estimateOf: costing(100), config })).toBe("LIMIT");
    expect(styleFor({ estimateOf: costing(100), mostParts: 1 })).toBe("LIMIT");
    expect(styleFor({ estimateOf: costing(100), mostParts: 2 })).toBe("TWAP");
  });
});

describe("the directive LIMIT", () => {
  it("wins over whatever takes, and over a maker that would take in the end", () => {
    for (const style of executionStyles)
      expect(obeyDirective(style, { orderType: "LIMIT" })).toBe(style === "ICEBERG" ? "ICEBERG" : "LIMIT");
    for (const style of executionStyles) expect(obeyDirective(style, smart)).toBe(style);
  });
  it("is obeyed by the hook, which says so", () => {
    const verdict = selectOrderType(plan, view({ directive: { ...smart, orderType: "LIMIT" } }));
    expect(verdict).toMatchObject({ subject: { style: "LIMIT", notional: 1_000 } });
    expect(verdict.kind === "PASS" && verdict.note).toContain("MARKET is wanted, the directive is LIMIT");
  });
});

describe("expected slippage", () => {
  it.each([
    ["below", justBelow(14), plan.notional],
    ["at", 14, plan.notional],
  ])("%s the limit passes as it is", (_, impact, notional) =>
    expect(check({ estimateOf: costing(impact, 1) })).toMatchObject({ kind: "PASS", subject: { notional } }),
  );
  it("above it shrinks the entry to what fits, and no further", () => {
    const verdict = check({ estimateOf: costing(28, 1) });
    if (verdict.kind !== "PASS") throw new Error(verdict.reason);
    expect(verdict.subject.notional).toBeCloseTo(250, 9);
    expect(costing(28, 1)(verdict.subject).slippageBps).toBeCloseTo(15, 9);
  });
  it("the tighter of configuration and directive is the limit", () => {
    const directive = { ...smart, maxSlippage: bps(5) };
    expect(check({ estimateOf: costing(10), directive })).toMatchObject({ subject: { notional: 250 } });
    const config = { ...view().config, maxSlippageBps: bps(5) };
    expect(check({ estimateOf: costing(10), config })).toMatchObject({ subject: { notional: 250 } });
  });
  it("is refused where nothing worth sending fits", () => {
    expect(check({ estimateOf: costing(150), minNotionalUsd: 10 })).toMatchObject({ kind: "PASS" });
    expect(check({ estimateOf: costing(151), minNotionalUsd: 10 })).toMatchObject({ kind: "VETO" });
    expect(check({ estimateOf: costing(1, 15) })).toMatchObject({ kind: "VETO" });
    expect(check({ estimateOf: costing(0.5, 40) })).toMatchObject({ kind: "VETO" });
  });
  it.each(brokenNumbers.map((value) => [value]))("of %s bps is refused", (value) => {
    const estimateOf = () => ({ halfSpreadBps: 1, impactBps: value, feeBps: 1, slippageBps: Math.abs(value) });
    expect(check({ estimateOf })).toMatchObject({ kind: "VETO" });
  });
});

describe("spread and pause", () => {
  it.each([
    [justBelow(10), "PASS"],
    [10, "PASS"],
    [justAbove(10), "VETO"],
    [Number.NaN, "VETO"],
  ] as const)("a spread of %s bps: %s", (spreadBps, kind) => expect(check({ spreadBps }).kind).toBe(kind));
  it("the directive's spread binds where it is tighter", () =>
    expect(check({ spreadBps: 6, directive: { ...smart, maxSpread: bps(5) } }).kind).toBe("VETO"));
  it.each([
    [999, "PASS"],
    [1_000, "PASS"],
    [1_001, "VETO"],
    [Number.NaN, "VETO"],
  ] as const)("at 1,000 with a pause until %s: %s", (pausedUntil, kind) =>
    expect(check({ pausedUntil: broken(pausedUntil) }).kind).toBe(kind),
  );
});
