/** Universe filter, risk check, portfolio check and position sizing, each at its threshold and with numbers that are none. */
import { describe, expect, it } from "vitest";
import { briefing, policy, portfolio } from "../../../../../tests/scenarios/given-fund.ts";
import { broken } from "../../../../../tests/scenarios/given-any.ts";
import { config, justBelow, start } from "../../../../../tests/scenarios/given.ts";
import type { HookName } from "../../../domain/hooks.ts";
import type { MarketAssessment } from "../../../domain/regime.ts";
import type { Intent } from "../../../domain/signal.ts";
import { bps, type Fraction, fraction, ratio, usd } from "../../../units/units.ts";
import type { Verdict } from "../run-hooks.ts";
import { confidenceBeyond } from "./confidence-adjustment.ts";
import { preTradeHooks } from "./pre-trade.ts";
import type { PreTradeView } from "./pre-trade-hook.ts";

const intent = (change: Partial<Intent> = {}): Intent => ({
  kind: "ENTER",
  symbol: "BTC",
  strategy: "ensemble",
  proposedAt: start,
  signal: { symbol: "BTC", direction: "LONG", confidence: fraction(0.6), expectedEdge: bps(20), forecasts: [] },
  notional: 1e9,
  stopDistance: fraction(0.02),
  reason: "a rise is likely",
  ...change,
});
const calmMarket: MarketAssessment = {
  trend: "UP",
  volatility: "NORMAL",
  isIlliquid: false,
  confidence: fraction(0.7),
  dailyVolatility: ratio(0.03),
  trendStrength: fraction(0.8),
  breakProbability: undefined,
  hidden: undefined,
};
const calm: PreTradeView = {
  config,
  policy: policy({ maxRiskPerTrade: fraction(0.01) }),
  portfolio: portfolio(),
  risk: briefing().risk,
  shortfallAlone: 0.1,
  barTurnover: 1e6,
  place: { tier: "CORE", rank: 3, leftOut: undefined },
  regime: calmMarket,
  reviewInBook: (subject) => ({ kind: "APPROVED", notional: subject.notional, bound: undefined }),
};
const ask = (name: HookName, view: Partial<PreTradeView> = {}, subject = intent()): Verdict<Intent> => {
  const hook = preTradeHooks(config).find((each) => each.name === name)!;
  return hook.review(subject, { ...calm, ...view });
};
const kindOf = (name: HookName, view: Partial<PreTradeView>) => ask(name, view).kind;

it("runs in the order universe, confidence, risk, portfolio, sizing, with the configured modes; none may loosen", () => {
  const hooks = preTradeHooks({ ...config, hooks: { ...config.hooks, "risk-check": "ADVISORY" } });
  expect(hooks.map(({ name, mode, canOnlyTighten }) => [name, mode, canOnlyTighten])).toEqual([
    ["universe-filter", "ENFORCED", true],
    ["confidence-adjustment", "OFF", true],
    ["risk-check", "ADVISORY", true],
    ["portfolio-check", "OFF", true],
    ["position-sizing", "ENFORCED", true],
  ]);
});

describe("the universe filter", () => {
  it("passes the turnover asked for and vetoes less", () => {
    expect([
      kindOf("universe-filter", { barTurnover: 10_000 }),
      kindOf("universe-filter", { barTurnover: 9_999.99 }),
    ]).toEqual(["PASS", "VETO"]);
  });
  it("vetoes a symbol outside the universe, by name, however much is traded in it", () => {
    const activeSymbols = { ...policy(), activeSymbols: ["ETH"] };
    expect(ask("universe-filter", { policy: activeSymbols })).toEqual({
      kind: "VETO",
      reason: "BTC is outside the CIO's universe",
    });
    expect(ask("universe-filter", { policy: activeSymbols }, intent({ symbol: "ETH" })).kind).toBe("PASS");
  });
  it("vetoes a turnover that is not a number", () =>
    expect(kindOf("universe-filter", { barTurnover: Number.NaN })).toBe("VETO"));
  it("says tier and rank of what it lets through", () =>
    expect(ask("universe-filter")).toMatchObject({ note: "CORE, rank 3; turnover 1000000 USD per bar" }));
  it("names who left a symbol out, and says so too where that is only advice", () => {
    const place = { tier: "BLACKLIST", rank: undefined, leftOut: "Universe OS: BLACKLIST: it loses" } as const;
    const outside = { ...policy(), activeSymbols: ["ETH"] };
    expect(ask("universe-filter", { policy: outside, place })).toEqual({
      kind: "VETO",
      reason: "BTC is left out, Universe OS: BLACKLIST: it loses",
    });
    expect(ask("universe-filter", { place })).toMatchObject({
      kind: "PASS",
      note: "left out, Universe OS: BLACKLIST: it loses; turnover 1000000 USD per bar",
    });
  });
});

describe("confidence", () => {
  const market = (change: Partial<MarketAssessment>): MarketAssessment => ({ ...calmMarket, ...change });
  const at = (confidence: number, regime: MarketAssessment | undefined) => {
    const signal = { ...intent().signal, confidence: fraction(confidence) };
    const asked = { ...policy({ minConfidence: fraction(0.5) }) };
    return ask("confidence-adjustment", { regime, policy: asked }, intent({ signal })).kind;
  };
  it("needs the mandate's floor in a calm market", () =>
    expect([at(0.5, calmMarket), at(justBelow(0.5), calmMarket)]).toEqual(["PASS", "VETO"]));
  it.each([
    [0.007, market({ volatility: "HIGH" })],
    [0.023, market({ volatility: "EXTREME" })],
    [0.007, market({ trend: "CHOPPY" })],
    [0.01, market({ isIlliquid: true })],
    [0.04, undefined],
  ] as const)("needs %f more where the market is not", (more, regime) => {
    expect(confidenceBeyond(regime)).toBeCloseTo(more, 12);
    expect([at(0.5 + more + 1e-9, regime), at(0.5 + more - 1e-9, regime)]).toEqual(["PASS", "VETO"]);
  });
  it("is never lower than the mandate's floor", () => {
    for (const volatility of ["LOW", "NORMAL", "HIGH", "EXTREME"] as const)
      expect(confidenceBeyond(market({ volatility }))).toBeGreaterThanOrEqual(0);
  });
  it("vetoes what is not a number", () => {
    const signal = { ...intent().signal, confidence: broken<Fraction>(Number.NaN) };
    expect(ask("confidence-adjustment", {}, intent({ signal })).kind).toBe("VETO");
  });
});

describe("the risk check", () => {
  const at = (expectedShortfall975: number, score = 0) =>
    kindOf("risk-check", { risk: { ...calm.risk, expectedShortfall975: broken(expectedShortfall975), score } });
  it("vetoes at the limit of expected shortfall and passes just below", () =>
    expect([at(0.0799999), at(0.08)]).toEqual(["PASS", "VETO"]));
  it("vetoes at a score of 100 and passes just below", () =>
    expect([at(0, 99.999), at(0, 100)]).toEqual(["PASS", "VETO"]));
  it("vetoes what is not a number", () => expect([at(Number.NaN), at(0, Number.NaN)]).toEqual(["VETO", "VETO"]));
});

describe("position sizing", () => {
  const sizeAt = (stopDistance: number, equity = 10_000): number => {
    const verdict = ask(
      "position-sizing",
      { portfolio: portfolio({ equity: usd(equity) }) },
      intent({ stopDistance: fraction(stopDistance) }),
    );
    return verdict.kind === "PASS" ? verdict.subject.notional : Number.NaN;
  };
  it("sizes so that the stop costs the allowed share of equity", () => {
    expect(sizeAt(0.02)).toBeCloseTo(5_000, 9);
    expect(sizeAt(0.04)).toBeCloseTo(2_500, 9);
    expect(sizeAt(0.02, 20_000)).toBeCloseTo(10_000, 9);
  });
  it("sizes by what is tradable, not by what is locked away", () => {
    const money = portfolio({ equity: usd(10_000), tradable: usd(6_000) });
    const sized = (risk: PreTradeView["risk"], alone: number) => {
      const verdict = ask("position-sizing", { portfolio: money, risk, shortfallAlone: alone });
      return verdict.kind === "PASS" ? verdict.subject.notional : Number.NaN;
    };
    expect(sized(calm.risk, 0.1)).toBeCloseTo(3_000, 9);
    const shortfallNow = { ...calm.risk, expectedShortfall975: ratio(0.03) };
    expect(sized(shortfallNow, 0.2), "480 USD a bad day may cost, less 300 of the book's").toBeCloseTo(900, 9);
  });
  it("sizes so that a bad day stays within the expected shortfall allowed, where that is less", () => {
    const room = (shortfall: number, alone: number): number => {
      const risk = { ...briefing().risk, expectedShortfall975: ratio(shortfall) };
      const verdict = ask("position-sizing", { risk, shortfallAlone: alone });
      return verdict.kind === "PASS" ? verdict.subject.notional : 0;
    };
    expect(room(0.03, 0.1), "half of equity brings 0.03 up to 0.08").toBeCloseTo(5_000, 9);
    expect(room(0.03, 0.2)).toBeCloseTo(2_500, 9);
    expect(room(0.0799, 0.2)).toBeCloseTo(5, 9);
    expect([room(0.08, 0.2), room(0.09, 0.2), room(0.08000001, 0.2)].every((size) => size === 0)).toBe(true);
  });
  it("vetoes a shortfall that is not a number", () => {
    expect(kindOf("position-sizing", { shortfallAlone: Number.NaN })).toBe("VETO");
  });
  it("vetoes a size that is not finite", () => {
    expect(ask("position-sizing", {}, intent({ stopDistance: fraction(0) })).kind).toBe("VETO");
    expect(kindOf("position-sizing", { portfolio: portfolio({ equity: broken(Number.NaN) }) })).toBe("VETO");
    expect(kindOf("position-sizing", { policy: policy({ maxRiskPerTrade: broken(ratio(0) * Number.NaN) }) })).toBe(
      "VETO",
    );
  });
});

describe("the portfolio check", () => {
  const dropped = { kind: "DROPPED", reason: "MAX_POSITIONS_REACHED", note: "8 of 8 positions are taken" } as const;
  it("vetoes what the balancer drops, by name", () =>
    expect(ask("portfolio-check", { reviewInBook: () => dropped })).toEqual({
      kind: "VETO",
      reason: "MAX_POSITIONS_REACHED: 8 of 8 positions are taken",
    }));
  it("shrinks to what fits, and says what bound it", () => {
    const bound = { reason: "SECTOR_CONCENTRATION", cap: 300 } as const;
    const verdict = ask("portfolio-check", { reviewInBook: () => ({ kind: "APPROVED", notional: 300, bound }) });
    expect(verdict).toMatchObject({
      subject: { notional: 300 },
      note: "300.00 USD fit, bound by SECTOR_CONCENTRATION",
    });
  });
  it("vetoes when nobody has looked at the book", () =>
    expect(kindOf("portfolio-check", { reviewInBook: undefined })).toBe("VETO"));
});

describe("a size that came before position sizing", () => {
  it("is kept where it is the smallest: sizes only shrink", () =>
    expect(ask("position-sizing", {}, intent({ notional: 123 }))).toMatchObject({
      subject: { notional: 123 },
      note: expect.stringContaining("bound by what came before"),
    }));
  it("vetoes one that is not a number above 0", () =>
    expect([Number.NaN, 0, -1].map((notional) => ask("position-sizing", {}, intent({ notional })).kind)).toEqual([
      "VETO",
      "VETO",
      "VETO",
    ]));
});
