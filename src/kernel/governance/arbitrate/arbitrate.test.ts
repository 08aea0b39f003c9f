/** Arbitration: the most senior speaks within a kind, the tightest limit holds across kinds, losers are kept. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyEnvelope, anyFraction, loosenedIn } from "../../../../tests/scenarios/given-any.ts";
import { said, stance } from "../../../../tests/scenarios/given-fund.ts";
import { type Decision, decisionId, type Seat, seniority, type Stance } from "../../domain/decision.ts";
import { defaultHardLimits } from "../../domain/hard-limits.ts";
import type { Authority } from "../../domain/mandate.ts";
import { capitalProfiles, tradingModes } from "../../domain/modes.ts";
import { limits, unlimited } from "../../domain/risk-envelope.ts";
import { durationMs, fraction, ratio, usd } from "../../units/units.ts";
import { arbitrate } from "./arbitrate.ts";
import { envelopeOf, envelopeOfHardLimits, envelopeOfRamp } from "./envelopes.ts";

const hardLimits: Authority = {
  name: "hard limits",
  decisionId: undefined,
  envelope: envelopeOfHardLimits(defaultHardLimits),
};

const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc
    .record({
      profile: fc.constantFrom(...capitalProfiles),
      perTrade: anyFraction,
      perDay: anyFraction,
      positions: fc.nat(9),
    })
    .map(
      ({ profile, perTrade, perDay, positions }): Decision => ({
        kind: "CAPITAL_PROFILE",
        payload: { profile, maxRiskPerTradeFraction: perTrade, maxDailyRiskFraction: perDay, maxPositions: positions },
        ...said,
      }),
    ),
  fc
    .constantFrom(...tradingModes)
    .map((mode): Decision => ({ kind: "MODE_CHANGE", payload: { mode, durationMs: null }, ...said })),
  fc.record({ leverage: fc.nat(20), position: fc.nat(20_000), drawdown: anyFraction, exposure: anyFraction }).map(
    ({ leverage, position, drawdown, exposure }): Decision => ({
      kind: "RISK_ADJUSTMENT",
      payload: {
        maxLeverageRatio: ratio(leverage),
        maxPositionUsd: usd(position),
        maxDrawdownFraction: drawdown,
        maxExposureFraction: exposure,
        stopLossMultiplierRatio: ratio(1),
      },
      ...said,
    }),
  ),
  fc.constant<Decision>({
    kind: "FREEZE",
    payload: { trigger: "DRAWDOWN", durationMs: null, severity: "HIGH", requiresReview: true, affectedSubsystems: [] },
    ...said,
  }),
);

/** Stances with a place in the journal each, as a real council leaves them. */
const anyStances: fc.Arbitrary<Stance[]> = fc
  .array(fc.tuple(fc.constantFrom(...seniority), anyDecision), { maxLength: 12 })
  .map((all) => all.map(([seat, decision], index) => stance(seat, decision, Math.floor(index / 2), index % 2)));
const anyConstitution = fc
  .array(anyEnvelope, { maxLength: 3 })
  .map((all): Authority[] => [
    hardLimits,
    ...all.map((envelope, index) => ({ name: `part ${index}`, decisionId: undefined, envelope })),
  ]);

describe("arbitrate", () => {
  it("does not depend on the order of stances", () => {
    fc.assert(
      fc.property(
        anyStances.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(arbitrate(shuffled, [hardLimits])).toEqual(arbitrate(all, [hardLimits]));
        },
      ),
    );
  });

  it("the order of the constitution changes no limit", () => {
    fc.assert(
      fc.property(anyStances, anyConstitution, (stances, constitution) => {
        expect(arbitrate(stances, constitution.toReversed()).envelope).toEqual(
          arbitrate(stances, constitution).envelope,
        );
      }),
    );
  });

  it("loses no stance and counts none twice", () => {
    fc.assert(
      fc.property(anyStances, (stances) => {
        const { ruling, overruled } = arbitrate(stances, []);
        const kept = [...ruling, ...overruled.map((each) => each.stance)].map(decisionId);
        expect(kept.toSorted()).toEqual(stances.map(decisionId).toSorted());
      }),
    );
  });

  it("never passes the constitution, whoever asks", () => {
    fc.assert(
      fc.property(anyStances, anyConstitution, (stances, constitution) => {
        const { envelope } = arbitrate(stances, constitution);
        for (const authority of constitution) expect(loosenedIn(envelope, authority.envelope)).toEqual([]);
      }),
    );
  });

  it("never passes a ruling of any kind", () => {
    fc.assert(
      fc.property(anyStances, (stances) => {
        const { envelope, ruling } = arbitrate(stances, [hardLimits]);
        for (const each of ruling) expect(loosenedIn(envelope, envelopeOf(each.decision))).toEqual([]);
      }),
    );
  });

  it("within a kind the most senior rules, ties go to the latest, and the loser knows who overruled it", () => {
    fc.assert(
      fc.property(anyStances, (stances) => {
        const { ruling, overruled } = arbitrate(stances, []);
        expect(new Set(ruling.map(({ decision }) => decision.kind)).size).toBe(ruling.length);
        for (const { stance: loser, by } of overruled) {
          expect(by.decision.kind).toBe(loser.decision.kind);
          expect(ruling).toContain(by);
          const [winning, losing] = [seniority.indexOf(by.seat), seniority.indexOf(loser.seat)];
          const isLater = by.seq > loser.seq || (by.seq === loser.seq && by.index > loser.index);
          expect(winning < losing || (winning === losing && isLater)).toBe(true);
        }
      }),
    );
  });

  it("every limit names its setter, and the setter's envelope really has that value", () => {
    fc.assert(
      fc.property(anyStances, anyConstitution, (stances, constitution) => {
        const { envelope, setBy, ruling } = arbitrate(stances, constitution);
        const envelopes = new Map([
          ["nobody", unlimited],
          ...constitution.map((each) => [each.name, each.envelope] as const),
          ...ruling.map(
            (each) => [`${each.seat} ${each.decision.kind} ${decisionId(each)}`, envelopeOf(each.decision)] as const,
          ),
        ]);
        for (const limit of limits) expect(envelopes.get(setBy[limit])?.[limit], limit).toBe(envelope[limit]);
      }),
    );
  });

  it("names the constitution before the council when both say the same", () => {
    const same: Decision = {
      kind: "RISK_ADJUSTMENT",
      payload: {
        maxLeverageRatio: defaultHardLimits.maxLeverageRatio,
        maxPositionUsd: usd(1),
        maxDrawdownFraction: fraction(1),
        maxExposureFraction: fraction(1),
        stopLossMultiplierRatio: ratio(1),
      },
      ...said,
    };
    const { setBy } = arbitrate([stance("CRO", same, 4, 2)], [hardLimits]);
    expect(setBy.maxLeverage).toBe("hard limits");
    expect(setBy.maxPosition).toBe("CRO RISK_ADJUSTMENT D4-2");
    expect(setBy.minConfidence).toBe("nobody");
  });

  it.each<[Seat, Seat]>([
    ["OPERATOR", "SUPERVISOR"],
    ["SUPERVISOR", "CRO"],
    ["CRO", "CEO"],
    ["CEO", "CIO"],
    ["CIO", "CFO"],
    ["CFO", "RESEARCHER"],
  ])("%s is senior to %s", (senior, junior) => {
    const mode = (seat: Seat, seq: number) =>
      stance(seat, { kind: "MODE_CHANGE", payload: { mode: "LIVE", durationMs: null }, ...said }, seq);
    expect(arbitrate([mode(junior, 9), mode(senior, 1)], []).ruling.map(({ seat }) => seat)).toEqual([senior]);
  });
});

describe("what decisions mean", () => {
  it.each([
    ["LIVE", true],
    ["SHADOW", false],
    ["PAUSED", false],
    ["EMERGENCY", false],
  ] as const)("mode %s allows entries: %s", (mode, entriesAllowed) => {
    expect(envelopeOf({ kind: "MODE_CHANGE", payload: { mode, durationMs: null }, ...said })).toEqual({
      ...unlimited,
      entriesAllowed,
    });
  });

  it("a freeze stops entries and nothing else", () => {
    const freeze: Decision = {
      kind: "FREEZE",
      payload: {
        trigger: "DRAWDOWN",
        durationMs: durationMs(1),
        severity: "HIGH",
        requiresReview: false,
        affectedSubsystems: [],
      },
      ...said,
    };
    expect(envelopeOf(freeze)).toEqual({ ...unlimited, entriesAllowed: false });
  });

  it("acts and policies of other systems limit nothing", () => {
    const { cautionFraction, warningFraction, criticalFraction } = {
      cautionFraction: fraction(0.1),
      warningFraction: fraction(0.2),
      criticalFraction: fraction(0.3),
    };
    expect(
      envelopeOf({ kind: "ESS_POLICY", payload: { cautionFraction, warningFraction, criticalFraction }, ...said }),
    ).toEqual(unlimited);
    expect(
      envelopeOf({ kind: "UNFREEZE", payload: { frozenForMs: durationMs(1), releasedBy: "Ada" }, ...said }),
    ).toEqual(unlimited);
  });

  it("size returns over four clean days: 25, 50, 75, 100 %", () => {
    expect([0, 1, 2, 3, 4].map((clean) => envelopeOfRamp(clean).sizeFactor)).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });

  it("hard limits become an envelope", () => {
    expect(envelopeOfHardLimits(defaultHardLimits)).toEqual({
      ...unlimited,
      maxLeverage: 10,
      maxExposure: 0.9,
      maxRiskPerTrade: 0.02,
      maxDailyRisk: 0.05,
      maxDrawdown: 0.1,
    });
  });
});
