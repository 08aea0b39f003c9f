/** The balancer: sizes only shrink, the most promising goes first, one wish per symbol, and no cap is ever passed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { policy, portfolio } from "../../../../tests/scenarios/given-fund.ts";
import { start } from "../../../../tests/scenarios/given.ts";
import { defaultHardLimits, type HardLimits } from "../../domain/hard-limits.ts";
import type { RiskEnvelope } from "../../domain/risk-envelope.ts";
import type { Portfolio } from "../../domain/position.ts";
import type { Intent } from "../../domain/signal.ts";
import { bps, fraction, ratio, usd } from "../../units/units.ts";
import { balance, type Balanced, type Committed } from "./balance.ts";

type Wish = {
  readonly symbol?: string;
  readonly notional?: number;
  readonly edge?: number;
  readonly confidence?: number;
  readonly stop?: number;
};
const intent = ({ symbol = "BTC", notional = 1_000, edge = 20, confidence = 0.6, stop = 0.02 }: Wish = {}): Intent => ({
  kind: "ENTER",
  symbol,
  strategy: "ensemble",
  proposedAt: start,
  signal: { symbol, direction: "LONG", confidence: fraction(confidence), expectedEdge: bps(edge), forecasts: [] },
  notional,
  stopDistance: fraction(stop),
  reason: "a rise is likely",
});
const free: Committed = { notional: 0, tied: 0, positions: 0, symbols: new Set(), risk: 0, cash: 10_000 };
type Room = {
  readonly envelope?: Partial<RiskEnvelope>;
  readonly committed?: Partial<Committed>;
  readonly lossToday?: number;
  readonly limits?: Partial<HardLimits>;
  readonly money?: Partial<Portfolio>;
  readonly isRanked?: boolean;
  readonly tiedShare?: number;
};
const wideLimits: HardLimits = {
  ...defaultHardLimits,
  maxOrderShareFraction: fraction(1),
  maxOrderNotionalUsd: usd(1e9),
};
const fit = (
  wishes: readonly Wish[],
  { envelope = {}, committed = {}, lossToday = 0, limits = {}, money = {}, isRanked = false, tiedShare = 1 }: Room = {},
): Balanced[] => {
  const held = { policy: policy(envelope), portfolio: portfolio(money), limits: { ...wideLimits, ...limits } };
  const room = { ...held, lossToday, isRanked, tiedShareOf: () => tiedShare };
  return balance(wishes.map(intent), room, { ...free, tied: committed.notional ?? 0, ...committed });
};
const sizes = (results: readonly Balanced[]) =>
  results.map((each) => (each.kind === "SIZED" ? each.intent.notional : each.by));
const sizeOf = (room: Room, wish: Wish = {}) => sizes(fit([wish], room))[0];

describe("each cap alone", () => {
  it("nothing binds: the size wished", () => expect(sizeOf({})).toBe(1_000));
  it("order size: never larger than one order may be", () => {
    expect(sizeOf({ limits: { maxOrderNotionalUsd: usd(700) } })).toBe(700);
    expect(sizeOf({ limits: { maxOrderShareFraction: fraction(0.05) } })).toBe(500);
  });
  it("the size factor", () => expect(sizeOf({ envelope: { sizeFactor: fraction(0.25) } })).toBe(250));
  it("the position limit", () => expect(sizeOf({ envelope: { maxPosition: usd(400) } })).toBe(400));
  it("the exposure limit, less what is committed", () =>
    expect(sizeOf({ envelope: { maxExposure: fraction(0.5) }, committed: { notional: 4_300 } })).toBe(700));
  it("the leverage limit, less what is committed", () =>
    expect(sizeOf({ envelope: { maxLeverage: ratio(0.5) }, committed: { notional: 4_300 } })).toBe(700));
  it("the day's risk, less today's loss and open risk", () =>
    expect(
      sizeOf({ envelope: { maxDailyRisk: fraction(0.03) }, committed: { risk: 190 }, lossToday: 0.01 }),
    ).toBeCloseTo(500, 9));
  it("shares are of what is tradable; what the day has lost is of all equity", () => {
    const money = { equity: usd(10_000), tradable: usd(5_000) };
    expect(sizeOf({ money, limits: { maxOrderShareFraction: fraction(0.1) } })).toBe(500);
    expect(sizeOf({ money, envelope: { maxExposure: fraction(0.1) } })).toBe(500);
    expect(sizeOf({ money, envelope: { maxLeverage: ratio(0.1) } })).toBe(500);
    expect(sizeOf({ money, envelope: { maxDailyRisk: fraction(0.03) }, lossToday: 0.014 })).toBeCloseTo(500, 9);
  });
  it("of tradable capital below zero there is none to take", () =>
    expect(sizeOf({ money: { tradable: usd(-1) } })).toBe("maxDailyRisk setter"));
  it("cash, with a buffer for fees", () => expect(sizeOf({ committed: { cash: 200 } })).toBeCloseTo(199, 9));
});

describe("refuses, naming whose limit it was", () => {
  it("below the confidence asked for", () => {
    const at = (confidence: number) => sizeOf({ envelope: { minConfidence: fraction(0.6) } }, { confidence });
    expect([at(0.6), at(0.5999)]).toEqual([1_000, "minConfidence setter"]);
  });
  it("when all positions are taken", () => {
    const at = (positions: number) => sizeOf({ envelope: { maxPositions: 3 }, committed: { positions } });
    expect([at(2), at(3)]).toEqual([1_000, "maxPositions setter"]);
  });
  it.each<[string, Room]>([
    ["maxPosition setter", { envelope: { maxPosition: usd(0) } }],
    ["maxExposure setter", { envelope: { maxExposure: fraction(0.5) }, committed: { notional: 5_000 } }],
    ["maxDailyRisk setter", { envelope: { maxDailyRisk: fraction(0.03) }, lossToday: 0.03 }],
    ["cash", { committed: { cash: 0 } }],
    ["sizing", { envelope: { sizeFactor: fraction(0) } }],
  ])("%s leaves no room", (by, room) => expect(sizeOf(room)).toBe(by));

  it.each<[string, Room, Wish]>([
    ["size", {}, { notional: Number.NaN }],
    ["position limit", { envelope: { maxPosition: broken(Number.NaN) } }, {}],
    ["exposure limit", { envelope: { maxExposure: broken(Number.NaN) } }, {}],
    ["committed notional", { committed: { notional: Number.NaN } }, {}],
    ["daily risk", { envelope: { maxDailyRisk: broken(Number.NaN) } }, {}],
    ["committed risk", { committed: { risk: Number.NaN } }, {}],
    ["loss of the day", { lossToday: Number.NaN }, {}],
    ["largest order", { limits: { maxOrderNotionalUsd: broken(Number.NaN) } }, {}],
    ["largest share", { limits: { maxOrderShareFraction: broken(Number.NaN) } }, {}],
    ["cash", { committed: { cash: Number.NaN } }, {}],
  ])("a %s that is not a number", (_, room, wish) => expect(fit([wish], room)[0]?.kind).toBe("REFUSED"));
});

describe("several wishes", () => {
  it("the most promising goes first, ties by name", () => {
    const results = fit([
      { symbol: "C", edge: 10 },
      { symbol: "B", edge: 30 },
      { symbol: "A", edge: 10 },
    ]);
    expect(results.map((each) => each.intent.symbol)).toEqual(["B", "A", "C"]);
  });
  it("keeps the order of those that come best first", () =>
    expect(
      fit(
        [
          { symbol: "C", edge: 10 },
          { symbol: "B", edge: 30 },
        ],
        { isRanked: true },
      ).map((each) => each.intent.symbol),
    ).toEqual(["C", "B"]));
  it("one per symbol: the better one", () =>
    expect(sizes(fit([{ edge: 10 }, { edge: 30, notional: 7 }]))).toEqual([7, "balance"]));
  it("what one takes, the next has not", () => {
    const room: Room = { envelope: { maxExposure: fraction(0.15), maxPositions: 3 } };
    expect(
      sizes(
        fit(
          [
            { symbol: "A", edge: 3 },
            { symbol: "B", edge: 2 },
            { symbol: "C", edge: 1 },
          ],
          room,
        ),
      ),
    ).toEqual([1_000, 500, "maxExposure setter"]);
  });
  it("a refused wish takes nothing", () => {
    const room: Room = { envelope: { minConfidence: fraction(0.55), maxPositions: 1 } };
    expect(sizes(fit([{ symbol: "A", edge: 99, confidence: 0.5 }, { symbol: "B" }], room))).toEqual([
      "minConfidence setter",
      1_000,
    ]);
  });
});

it("over any wishes and room: never larger than wished, never past any cap together", () => {
  const anyWish = fc.record({
    symbol: fc.constantFrom("A", "B", "C", "D"),
    notional: fc.double({ min: 1, max: 9_000, noNaN: true }),
    edge: fc.integer({ min: 1, max: 50 }),
    stop: fc.double({ min: 0.01, max: 0.04, noNaN: true }),
  });
  const anyRoom = fc.record({
    maxExposure: fc.double({ min: 0, max: 1, noNaN: true }),
    maxLeverage: fc.double({ min: 0, max: 2, noNaN: true }),
    maxPosition: fc.double({ min: 0, max: 9_000, noNaN: true }),
    maxPositions: fc.nat(4),
    maxDailyRisk: fc.double({ min: 0, max: 0.05, noNaN: true }),
    sizeFactor: fc.constantFrom(0.25, 0.5, 1),
    cash: fc.double({ min: 0, max: 10_000, noNaN: true }),
    held: fc.double({ min: 0, max: 5_000, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(anyWish, { maxLength: 8 }), anyRoom, (wishes, room) => {
      const envelope = broken<Partial<RiskEnvelope>>(room);
      const results = fit(wishes, { envelope, committed: { cash: room.cash, notional: room.held } });
      expect(results).toHaveLength(wishes.length);
      const sized = results.flatMap((each) => (each.kind === "SIZED" ? [each.intent] : []));
      const total = sized.reduce((sum, each) => sum + each.notional, 0);
      const risk = sized.reduce((sum, each) => sum + each.notional * each.stopDistance, 0);
      expect(new Set(sized.map(({ symbol }) => symbol)).size).toBe(sized.length);
      expect(sized.length).toBeLessThanOrEqual(room.maxPositions);
      if (sized.length === 0) return;
      expect(total).toBeLessThanOrEqual(room.cash + 1e-6);
      expect(room.held + total).toBeLessThanOrEqual(10_000 * Math.min(room.maxExposure, room.maxLeverage) + 1e-6);
      expect(risk).toBeLessThanOrEqual(10_000 * room.maxDailyRisk + 1e-6);
      for (const each of sized) {
        expect(each.notional).toBeGreaterThan(0);
        expect(each.notional).toBeLessThanOrEqual(room.maxPosition);
        const wished = wishes
          .filter(({ symbol }) => symbol === each.symbol)
          .map(({ notional }) => notional * room.sizeFactor);
        expect(each.notional).toBeLessThanOrEqual(Math.max(...wished));
      }
    }),
  );
});
