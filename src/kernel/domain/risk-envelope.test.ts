/** The fold of envelopes: order, grouping and repetition cannot matter, and nobody loosens anybody. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyEnvelope, loosenedIn } from "../../../tests/scenarios/given-any.ts";
import { isTighter, limits, type RiskEnvelope, tighter, tightest, unlimited } from "./risk-envelope.ts";

const anyLimit = fc.constantFrom(...limits);

it("lists every limit there is", () => expect([...limits].toSorted()).toEqual(Object.keys(unlimited).toSorted()));

describe("tighter", () => {
  it("is commutative", () => {
    fc.assert(
      fc.property(anyEnvelope, anyEnvelope, (a, b) => {
        expect(tighter(a, b)).toEqual(tighter(b, a));
      }),
    );
  });

  it("is associative", () => {
    fc.assert(
      fc.property(anyEnvelope, anyEnvelope, anyEnvelope, (a, b, c) => {
        expect(tighter(tighter(a, b), c)).toEqual(tighter(a, tighter(b, c)));
      }),
    );
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(anyEnvelope, (a) => {
        expect(tighter(a, a)).toEqual(a);
      }),
    );
  });

  it("has `unlimited` as its identity", () => {
    fc.assert(
      fc.property(anyEnvelope, (a) => {
        expect(tighter(a, unlimited)).toEqual(a);
      }),
    );
  });

  it("never loosens either side", () => {
    fc.assert(
      fc.property(anyEnvelope, anyEnvelope, (a, b) => {
        expect(loosenedIn(tighter(a, b), a)).toEqual([]);
        expect(loosenedIn(tighter(a, b), b)).toEqual([]);
      }),
    );
  });

  it("takes every limit from one of the two", () => {
    fc.assert(
      fc.property(anyEnvelope, anyEnvelope, anyLimit, (a, b, limit) => {
        expect([a[limit], b[limit]]).toContain(tighter(a, b)[limit]);
      }),
    );
  });

  it.each<[keyof RiskEnvelope, Partial<RiskEnvelope>, Partial<RiskEnvelope>]>([
    ["entriesAllowed", { entriesAllowed: false }, { entriesAllowed: true }],
    ["minConfidence", { minConfidence: 0.9 as never }, { minConfidence: 0.1 as never }],
    ["maxLeverage", { maxLeverage: 1 as never }, { maxLeverage: 2 as never }],
    ["maxPosition", { maxPosition: 1 as never }, { maxPosition: 2 as never }],
    ["maxExposure", { maxExposure: 0.1 as never }, { maxExposure: 0.2 as never }],
    ["maxPositions", { maxPositions: 1 }, { maxPositions: 2 }],
    ["maxRiskPerTrade", { maxRiskPerTrade: 0.1 as never }, { maxRiskPerTrade: 0.2 as never }],
    ["maxDailyRisk", { maxDailyRisk: 0.1 as never }, { maxDailyRisk: 0.2 as never }],
    ["maxDrawdown", { maxDrawdown: 0.1 as never }, { maxDrawdown: 0.2 as never }],
    ["sizeFactor", { sizeFactor: 0.1 as never }, { sizeFactor: 0.2 as never }],
  ])("%s: the stricter of two values holds", (limit, strict, mild) => {
    const [a, b] = [
      { ...unlimited, ...strict },
      { ...unlimited, ...mild },
    ];
    expect(isTighter(limit, a, b)).toBe(true);
    expect(isTighter(limit, b, a)).toBe(false);
    expect(isTighter(limit, a, a), "strictly").toBe(false);
    expect(tighter(a, b)[limit]).toBe(a[limit]);
  });
});

it("the tightest of many does not depend on their order or number", () => {
  fc.assert(
    fc.property(fc.array(anyEnvelope, { maxLength: 8 }), fc.nat(), (envelopes, seed) => {
      const shuffled = envelopes.toSorted(
        (a, b) => ((a.maxPositions * 31 + seed) % 7) - ((b.maxPositions * 31 + seed) % 7),
      );
      expect(tightest([...shuffled, ...envelopes])).toEqual(tightest(envelopes));
    }),
  );
});

it("nobody's envelope is no limit", () => expect(tightest([])).toEqual(unlimited));
