/**
 * The guard: every check at its limit, just past it and with numbers that are none; exits pass what stops entries.
 *
 * Each check has its own case here, so that removing any line of the lists breaks a test (`npm run mutate`).
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { brokenNumbers } from "../../../../tests/scenarios/given-any.ts";
import { entry, exit, given, stop, verdict } from "../../../../tests/scenarios/guard-orders.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import { unlimited } from "../../domain/risk-envelope.ts";
import { epochMs, fraction, price, ratio, usd } from "../../units/units.ts";
import { guardOrder } from "./approved-order.ts";
import { entryChecks, orderChecks, reductionChecks } from "./checks.ts";
import type { GuardView } from "./guard-view.ts";

it("approves a sound entry, exit and stop, unchanged", () => {
  for (const order of [entry(), exit(), stop()]) expect(guardOrder(order, wide)).toEqual({ kind: "APPROVED", order });
});

describe("every order must be well formed", () => {
  describe.each([
    ["entry", entry],
    ["exit", exit],
    ["stop", stop],
  ] as const)("%s", (_, order) => {
    it.each([0, -1, ...brokenNumbers, undefined, null, "10", {}])("quantity %s is refused", (value) => {
      expect(verdict(order({ quantity: value }))).toBe("quantity");
    });
    it.each([0, -1, ...brokenNumbers])("limit price %s is refused", (value) => {
      expect(verdict(order({ limitPrice: value }))).toBe("price");
    });
    it.each([0, -1, ...brokenNumbers])("stop price %s is refused", (value) => {
      expect(verdict(order({ stopPrice: value }))).toBe("price");
    });
    it("an unknown instrument is refused", () => {
      expect(verdict(order(), given({ instrument: undefined }))).toBe("instrument");
      expect(verdict(order({ symbol: "ETH" }))).toBe("instrument");
    });
    it("an id that was seen is refused", () =>
      expect(verdict(order(), given({ hasSeen: (id) => id === "O9-0" }))).toBe("duplicate-id"));
    it("a quantity between two lots is refused", () => {
      expect(verdict(order({ quantity: 0.00005 }))).toBe("steps");
      expect(
        verdict(order({ quantity: 0.30000000000000004 }), given({ limits: wide.limits })),
        "rounding error is forgiven",
      ).toBe("APPROVED");
    });
    it("prices between two ticks are refused", () => {
      expect(verdict(order({ limitPrice: 100.005 }))).toBe("steps");
      expect(verdict(order({ stopPrice: 98.005 }))).toBe("steps");
    });
  });
});

describe("exits and stops", () => {
  it("reduces: sell", () =>
    expect([verdict(exit({ side: "BUY" })), verdict(stop({ side: "BUY" }))]).toEqual(["reduces", "reduces"]));
  it("stop-trigger: a stop names its price", () =>
    expect(verdict(stop({ stopPrice: undefined }))).toBe("stop-trigger"));

  it("closeable: as much as may still be closed passes, a lot more does not", () => {
    expect(verdict(exit(), given({ closeableQuantity: 10 }))).toBe("APPROVED");
    expect(verdict(exit(), given({ closeableQuantity: 9.9999 }))).toBe("closeable");
    expect(verdict(exit(), given({ closeableQuantity: 0 }))).toBe("closeable");
  });
  it.each(brokenNumbers)("closeable: of %s nothing may be closed", (closeableQuantity) => {
    expect(verdict(exit(), given({ closeableQuantity }))).toBe("closeable");
  });

  const used = { second: 1e13, minute: 1e13 };
  const flood = { system: used, venue: used, strategy: used };
  const storms: readonly (readonly [string, Partial<GuardView>])[] = [
    ["entries stopped", { envelope: { ...unlimited, entriesAllowed: false } }],
    ["no universe", { activeSymbols: [] }],
    ["no governance", { governanceIsFresh: false }],
    ["books that do not agree", { isReconciled: false, symbolFreeze: "BTC is frozen" }],
    ["a flow of orders that stopped", { entryFlow: { state: "STOPPED", reason: "a storm" } }],
    ["no reference price", { reference: undefined }],
    ["a stale reference price", { reference: { price: 100, seenAt: at(-1e9) } }],
    ["a reference price that is not a number", { reference: { price: Number.NaN, seenAt: Number.NaN } }],
    ["everything lost", { drawdown: 1, allTimeDrawdown: 1, dailyLoss: 1, equity: -5, tradable: -5, cash: -5 }],
    [
      "money that is not a number",
      {
        equity: Number.NaN,
        tradable: Number.NaN,
        cash: Number.NaN,
        drawdown: Number.NaN,
        committedNotional: Number.NaN,
      },
    ],
    [
      "every limit at nothing",
      {
        envelope: {
          ...unlimited,
          maxExposure: fraction(0),
          maxPosition: usd(0),
          maxPositions: 0,
          maxLeverage: ratio(0),
          maxDrawdown: fraction(0),
        },
      },
    ],
    ["too many open orders", { openOrders: 1e9 }],
    ["a stop too far away", { stopDistance: 1 }],
    ["a price that runs away", { referenceMove: 1e9, coolsUntil: at(1e9) }],
    ["a market in which nothing trades", { barTurnover: 0, dayTurnover: 0, topDepth: 0 }],
    ["every message used up", { messages: flood }],
    ["a strategy that repeats itself", { executions: 1e13, disabledFor: "it repeated itself" }],
    ["the same sent a moment ago", { sameSentAt: Number.NaN }],
    [
      "an order larger than any entry may be",
      { limits: { ...wide.limits, maxOrderNotionalUsd: usd(0), maxOrderShareFraction: fraction(0) } },
    ],
  ];
  it.each(storms)("pass with %s, where an entry does not", (_, storm) => {
    expect([verdict(exit(), given(storm)), verdict(stop(), given(storm))]).toEqual(["APPROVED", "APPROVED"]);
    expect(verdict(entry(), given(storm))).not.toBe("APPROVED");
  });

  it("a sound exit passes whatever the view of money, limits and prices says", () => {
    const anyNumber = fc.oneof(fc.double(), fc.constantFrom(...brokenNumbers));
    const anyView = fc.record({
      equity: anyNumber,
      tradable: anyNumber,
      cash: anyNumber,
      drawdown: anyNumber,
      allTimeDrawdown: anyNumber,
      dailyLoss: anyNumber,
      committedNotional: anyNumber,
      committedInSymbol: anyNumber,
      otherPositions: anyNumber,
      openOrders: anyNumber,
      openOrderValue: anyNumber,
      strategyLoss: anyNumber,
      strategyLossesInRow: anyNumber,
      consecutiveLosses: anyNumber,
      minEdgeBps: anyNumber,
      edge: fc.option(fc.record({ grossBps: anyNumber, costBps: anyNumber }), { nil: undefined }),
      stopDistance: anyNumber,
      governanceIsFresh: fc.boolean(),
      activeSymbols: fc.constantFrom([], ["ETH"], ["BTC"]),
      reference: fc.option(fc.record({ price: anyNumber, seenAt: anyNumber }), { nil: undefined }),
    });
    fc.assert(
      fc.property(anyView, fc.boolean(), (view, entriesAllowed) => {
        expect(verdict(exit(), given({ ...view, envelope: { ...unlimited, entriesAllowed } }))).toBe("APPROVED");
      }),
    );
  });
});

describe("fails closed", () => {
  it("an order with a number that is none, anywhere, is refused: entries, exits and stops alike", () => {
    const anyOrder = fc.constantFrom(entry, exit, stop);
    const anyField = fc.constantFrom("quantity", "limitPrice", "stopPrice");
    fc.assert(
      fc.property(anyOrder, anyField, fc.constantFrom(...brokenNumbers, -1, 0), (order, field, value) => {
        expect(verdict(order({ [field]: value }))).not.toBe("APPROVED");
      }),
    );
  });

  it("an entry with any number of the view broken is refused", () => {
    const numbers = [
      "equity",
      "tradable",
      "cash",
      "drawdown",
      "allTimeDrawdown",
      "dailyLoss",
      "committedNotional",
      "committedInSymbol",
      "otherPositions",
      "openOrders",
      "stopDistance",
      "at",
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...numbers), (field) => {
        expect(verdict(entry(), given({ [field]: Number.NaN }))).not.toBe("APPROVED");
      }),
    );
  });

  it("a check that throws refuses", () => {
    const throwing = given({
      hasSeen: () => {
        throw new Error("no memory");
      },
    });
    for (const order of [entry(), exit(), stop()])
      expect(guardOrder(order, throwing)).toMatchObject({
        kind: "REFUSED",
        check: "duplicate-id",
        reason: "the check failed: Error: no memory",
      });
  });

  it("an approved entry is inside every limit, over any order and view", () => {
    const upTo = (max: number) => fc.integer({ min: 0, max: 1_000 }).map((part) => (part / 1_000) * max);
    const anyCase = fc.record({
      lots: fc.integer({ min: 1, max: 250_000 }),
      ticks: fc.integer({ min: 9_700, max: 10_300 }),
      equity: upTo(20_000),
      setAside: upTo(0.5),
      cash: upTo(10_000),
      committed: upTo(6_000),
      inSymbol: upTo(5_000),
      maxExposure: upTo(1),
      maxLeverage: upTo(2),
      maxPosition: upTo(10_000),
    });
    let approved = 0;
    fc.assert(
      fc.property(anyCase, (each) => {
        const order = entry({ quantity: each.lots / 10_000, limitPrice: each.ticks / 100 });
        const view = given({
          equity: each.equity,
          tradable: each.equity * (1 - each.setAside),
          cash: each.cash,
          committedNotional: each.committed,
          committedInSymbol: each.inSymbol,
          envelope: {
            ...unlimited,
            maxExposure: fraction(each.maxExposure),
            maxLeverage: ratio(each.maxLeverage),
            maxPosition: usd(each.maxPosition),
          },
        });
        if (verdict(order, view) !== "APPROVED") return;
        approved += 1;
        const cost = order.quantity * (order.limitPrice ?? Number.NaN);
        expect(cost).toBeLessThanOrEqual(each.cash);
        expect(each.committed + cost).toBeLessThanOrEqual(
          Math.min(each.maxExposure, each.maxLeverage) * each.equity * (1 - each.setAside) * (1 + 1e-12),
        );
        expect(each.inSymbol + cost).toBeLessThanOrEqual(each.maxPosition);
        expect(each.equity).toBeGreaterThanOrEqual(1_000);
        expect(Math.abs(each.ticks / 10_000 - 1)).toBeLessThanOrEqual(0.02);
      }),
      { numRuns: 2_000 },
    );
    expect(approved, "the property met approved orders").toBeGreaterThan(20);
  });
});

it("names every check once", () => {
  const names = [...orderChecks, ...reductionChecks, ...entryChecks].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it("says the limit and the value", () => {
  const refusal = guardOrder(entry(), given({ cash: 5 }));
  expect(refusal).toMatchObject({ kind: "REFUSED", reason: "expected at most the 5.00 USD in cash, was 1000.00 USD" });
  const collar = guardOrder(entry({ limitPrice: price(103) }), wide);
  expect(collar).toMatchObject({ reason: "expected a limit within 2.00 % of the reference, was 3.00 % away" });
  expect(epochMs(wide.at)).toBe(at(0));
});
