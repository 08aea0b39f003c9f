/**
 * The guard: every check at its limit, just past it and with numbers that are none; exits pass what stops entries.
 *
 * Each check has its own case here, so that removing any line of the lists breaks a test (`npm run mutate`).
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, broken, brokenNumbers, btc } from "../../../../tests/scenarios/given.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import type { Order } from "../../domain/order.ts";
import { unlimited } from "../../domain/risk-envelope.ts";
import { epochMs, fraction, price, quantity, ratio, usd } from "../../units/units.ts";
import { guardOrder } from "./approved-order.ts";
import { entryChecks, orderChecks, reductionChecks } from "./checks.ts";
import type { GuardView } from "./guard-view.ts";

type EntryChange = Partial<Record<keyof Order, unknown>>;
const entry = (change: EntryChange = {}): Order =>
  broken({ id: "O9-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: 10, limitPrice: 100, ...change });
const exit = (change: EntryChange = {}): Order =>
  broken({ id: "O9-0", symbol: "BTC", side: "SELL", purpose: "EXIT", quantity: 10, ...change });
const stop = (change: EntryChange = {}): Order => exit({ purpose: "STOP", stopPrice: 98, ...change });

const given = (change: Partial<GuardView>): GuardView => ({ ...wide, ...change });
const limits = (change: Partial<GuardView["limits"]>): GuardView => given({ limits: { ...wide.limits, ...change } });
const envelope = (change: Partial<GuardView["envelope"]>): GuardView =>
  given({ envelope: { ...wide.envelope, ...change } });

/** The name of the check that refused, or "APPROVED". */
const verdict = (order: Order, view: GuardView = wide): string => {
  const result = guardOrder(order, view);
  return result.kind === "REFUSED" ? result.check : "APPROVED";
};

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

describe("an entry", () => {
  it("long-only: buys", () => expect(verdict(entry({ side: "SELL" }))).toBe("long-only"));
  it("protection: carries a limit price", () => expect(verdict(entry({ limitPrice: undefined }))).toBe("protection"));
  it("entries-allowed: waits while entries are stopped", () =>
    expect(verdict(entry(), envelope({ entriesAllowed: false }))).toBe("entries-allowed"));
  it("universe: is of a symbol that is in it", () => {
    expect(verdict(entry(), given({ activeSymbols: ["ETH", "BTC"] }))).toBe("APPROVED");
    for (const activeSymbols of [["ETH"], ["BTCUSDT"], []])
      expect(verdict(entry(), given({ activeSymbols }))).toBe("universe");
    expect(verdict(entry(), given({ activeSymbols: broken(undefined) })), "an unknown universe").toBe("universe");
  });
  it("governance-fresh: waits while the council is silent", () =>
    expect(verdict(entry(), given({ governanceIsFresh: false }))).toBe("governance-fresh"));

  it.each([
    "equity",
    "tradable",
    "cash",
    "drawdown",
    "allTimeDrawdown",
    "dailyLoss",
    "committedNotional",
    "committedInSymbol",
  ] as const)("finite-view: an infinite %s is refused", (field) => {
    for (const value of brokenNumbers) expect(verdict(entry(), given({ [field]: value }))).toBe("finite-view");
  });

  it("stop-distance: rests within the hard limit and is never zero", () => {
    const verdicts = [0.04, 0.040001, 0, -0.01, ...brokenNumbers].map((stopDistance) =>
      verdict(entry(), given({ stopDistance })),
    );
    expect(verdicts).toEqual(["APPROVED", ...verdicts.slice(1).map(() => "stop-distance")]);
  });
  it("trade-risk: what the stop would cost stays within the share one trade may risk", () => {
    const risking = (share: number) => verdict(entry(), envelope({ maxRiskPerTrade: fraction(share) }));
    expect([risking(0.002), risking(0.00199)]).toEqual(["APPROVED", "trade-risk"]);
  });

  describe("reference-fresh", () => {
    const seen = (age: number, value = 100) => given({ reference: { price: value, seenAt: at(0) - age } });
    it("a reference price as old as allowed passes, a millisecond older does not", () => {
      expect([verdict(entry(), seen(2_000)), verdict(entry(), seen(2_001))]).toEqual(["APPROVED", "reference-fresh"]);
    });
    it("one from the future does not", () =>
      expect([verdict(entry(), seen(0)), verdict(entry(), seen(-1))]).toEqual(["APPROVED", "reference-fresh"]));
    it("none does not", () => expect(verdict(entry(), given({ reference: undefined }))).toBe("reference-fresh"));
    it.each([0, -1, ...brokenNumbers])("a price of %s does not", (value) =>
      expect(verdict(entry(), seen(0, value))).toBe("reference-fresh"),
    );
    it.each(brokenNumbers)("a time of %s does not", (seenAt) => {
      expect(verdict(entry(), given({ reference: { price: 100, seenAt } }))).toBe("reference-fresh");
      expect(verdict(entry(), given({ at: broken(seenAt) }))).toBe("reference-fresh");
    });
  });

  it("price-collar: passes a quarter away on either side and is refused a tick further", () => {
    const quarter = limits({ priceCollarFraction: fraction(0.25) });
    const at_ = (limitPrice: number) => verdict(entry({ limitPrice }), quarter);
    expect([75, 125].map(at_)).toEqual(["APPROVED", "APPROVED"]);
    expect([74.99, 125.01].map(at_)).toEqual(["price-collar", "price-collar"]);
  });

  type Case = readonly [check: string, what: string, at: GuardView | Order, past: GuardView | Order];
  const isOrder = (value: GuardView | Order): value is Order => "side" in value;
  const cases: readonly Case[] = [
    [
      "order-value",
      "1,000 USD",
      limits({ maxOrderNotionalUsd: usd(1_000) }),
      limits({ maxOrderNotionalUsd: usd(999.99) }),
    ],
    [
      "order-share",
      "a tenth of what is tradable",
      limits({ maxOrderShareFraction: fraction(0.1) }),
      limits({ maxOrderShareFraction: fraction(0.0999) }),
    ],
    [
      "order-quantity",
      "10 units",
      given({ instrument: { ...btc, maxOrderQuantity: quantity(10) } }),
      given({ instrument: { ...btc, maxOrderQuantity: quantity(9.9999) } }),
    ],
    [
      "minimum-notional",
      "1,000 USD at least",
      given({ instrument: { ...btc, minNotionalUsd: usd(1_000) } }),
      given({ instrument: { ...btc, minNotionalUsd: usd(1_000.01) } }),
    ],
    [
      "exposure",
      "half of what is tradable, with what is committed",
      { ...envelope({ maxExposure: fraction(0.5) }), committedNotional: 4_000 },
      { ...envelope({ maxExposure: fraction(0.5) }), committedNotional: 4_000.01 },
    ],
    [
      "leverage",
      "twice what is tradable, with what is committed",
      { ...envelope({ maxLeverage: ratio(2), maxExposure: broken(99) }), committedNotional: 19_000 },
      { ...envelope({ maxLeverage: ratio(2), maxExposure: broken(99) }), committedNotional: 19_000.01 },
    ],
    [
      "position",
      "3,000 USD, with what is committed",
      { ...envelope({ maxPosition: usd(3_000) }), committedInSymbol: 2_000 },
      { ...envelope({ maxPosition: usd(3_000) }), committedInSymbol: 2_000.01 },
    ],
    [
      "position-count",
      "three positions, this one included",
      { ...envelope({ maxPositions: 3 }), otherPositions: 2 },
      { ...envelope({ maxPositions: 3 }), otherPositions: 3 },
    ],
    [
      "open-orders",
      "five orders, this one included",
      { ...limits({ maxOpenOrders: 5 }), openOrders: 4 },
      { ...limits({ maxOpenOrders: 5 }), openOrders: 5 },
    ],
    ["cash", "what is there", given({ cash: 1_000 }), given({ cash: 999.99 })],
    ["daily-loss", "5 %", given({ dailyLoss: 0.05 }), given({ dailyLoss: 0.0500001 })],
    [
      "drawdown",
      "8 %",
      { ...envelope({ maxDrawdown: fraction(0.08) }), drawdown: 0.08 },
      { ...envelope({ maxDrawdown: fraction(0.08) }), drawdown: 0.0800001 },
    ],
    [
      "kill-switch",
      "20 % from the all-time peak",
      given({ allTimeDrawdown: 0.2 }),
      given({ allTimeDrawdown: 0.2000001 }),
    ],
    [
      "minimum-capital",
      "1,000 USD of equity",
      given({ equity: 1_000 }),
      given({
        equity: 999.99,
        envelope: { ...unlimited, maxExposure: broken(9) },
        limits: { ...wide.limits, maxOrderShareFraction: broken(2) },
      }),
    ],
  ];

  it.each(cases)("%s: passes at %s and is refused just past it", (check, _, atLimit, past) => {
    const judge = (each: GuardView | Order) => (isOrder(each) ? verdict(each) : verdict(entry(), each));
    expect([judge(atLimit), judge(past)]).toEqual(["APPROVED", check]);
  });

  describe("shares are of tradable capital, not of equity", () => {
    const half = { equity: 10_000, tradable: 5_000 };
    it.each<[string, GuardView, GuardView]>([
      [
        "trade-risk",
        { ...envelope({ maxRiskPerTrade: fraction(0.004) }), ...half },
        { ...envelope({ maxRiskPerTrade: fraction(0.0039) }), ...half },
      ],
      [
        "order-share",
        { ...limits({ maxOrderShareFraction: fraction(0.2) }), ...half },
        { ...limits({ maxOrderShareFraction: fraction(0.1999) }), ...half },
      ],
      [
        "exposure",
        { ...envelope({ maxExposure: fraction(0.2) }), ...half },
        { ...envelope({ maxExposure: fraction(0.1999) }), ...half },
      ],
      [
        "leverage",
        { ...envelope({ maxLeverage: ratio(0.2) }), ...half },
        { ...envelope({ maxLeverage: ratio(0.1999) }), ...half },
      ],
    ])("%s", (check, atLimit, past) => {
      expect([verdict(entry(), atLimit), verdict(entry(), past)]).toEqual(["APPROVED", check]);
    });

    it.each(["trade-risk", "order-share", "exposure", "leverage"])(
      "%s: of nothing there is no share to take",
      (name) => {
        const check = entryChecks.find((each) => each.name === name);
        for (const tradable of [0, -1, -20_000, Number.NaN])
          expect(check?.refuses(entry(), given({ tradable })), `of ${tradable}`).toBeDefined();
      },
    );

    it("minimum-capital alone is about all equity, what is locked included", () => {
      const small = { ...limits({ minEquityUsd: usd(6_000) }), ...half };
      expect([verdict(entry(), small), verdict(entry(), { ...small, equity: 5_999 })]).toEqual([
        "APPROVED",
        "minimum-capital",
      ]);
    });
  });

  it.each(["otherPositions", "openOrders"] as const)("%s that is not a number is refused", (field) => {
    expect(verdict(entry(), given({ [field]: Number.NaN }))).not.toBe("APPROVED");
  });
});

describe("limits that are not numbers refuse entries", () => {
  const envelopeLimits = [
    "maxRiskPerTrade",
    "maxLeverage",
    "maxPosition",
    "maxExposure",
    "maxPositions",
    "maxDrawdown",
  ] as const;
  it.each(envelopeLimits)("envelope %s", (field) =>
    expect(verdict(entry(), envelope({ [field]: Number.NaN }))).not.toBe("APPROVED"),
  );

  const hardLimits = [
    "maxStopDistanceFraction",
    "maxDailyLossFraction",
    "killSwitchDrawdownFraction",
    "minEquityUsd",
    "maxOrderShareFraction",
    "maxOrderNotionalUsd",
    "maxOpenOrders",
    "priceCollarFraction",
    "maxReferenceAgeMs",
  ] as const;
  it.each(hardLimits)("hard limit %s", (field) =>
    expect(verdict(entry(), limits({ [field]: broken(Number.NaN) }))).not.toBe("APPROVED"),
  );

  const steps = ["tickSize", "lotSize", "minNotionalUsd", "maxOrderQuantity"] as const;
  it.each(steps)("instrument %s", (field) =>
    expect(verdict(entry(), given({ instrument: { ...btc, [field]: Number.NaN } }))).not.toBe("APPROVED"),
  );
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

  const storms: readonly (readonly [string, Partial<GuardView>])[] = [
    ["entries stopped", { envelope: { ...unlimited, entriesAllowed: false } }],
    ["no universe", { activeSymbols: [] }],
    ["no governance", { governanceIsFresh: false }],
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
