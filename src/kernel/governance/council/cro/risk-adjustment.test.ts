/** CRO limits: any trigger tightens at once, loosening needs all and goes step by step, floors hold. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { Briefing } from "../../../domain/briefing.ts";
import type { EssLevel } from "../../../domain/modes.ts";
import { fraction, ratio, usd } from "../../../units/units.ts";
import {
  baseRiskLimits,
  type CroMemory,
  decideRiskAdjustment,
  openCro,
  rebaseCro,
  restateBase,
  type RiskLimits,
} from "./risk-adjustment.ts";

const with_ = (memory: Partial<CroMemory> = {}): CroMemory => ({ ...openCro(), ...memory });
const decide = (state: Briefing, held = baseRiskLimits, memory = with_()) => decideRiskAdjustment(state, held, memory);
const drawnDown = (drawdown: number) => briefing({ performance: { drawdown: ratio(drawdown) } });
const exposed = (exposure: number) => briefing({ portfolio: { exposure: ratio(exposure) } });
const essAt = (level: EssLevel) => briefing({ ess: { state: "ARMED", level, trip: undefined } });

const limitsOf = (
  leverage: number,
  position: number,
  drawdown: number,
  exposure: number,
  stop: number,
): RiskLimits => ({
  maxLeverageRatio: ratio(leverage),
  maxPositionUsd: usd(position),
  maxDrawdownFraction: fraction(drawdown),
  maxExposureFraction: fraction(exposure),
  stopLossMultiplierRatio: ratio(stop),
});

it("the base is what the seed says", () => expect(baseRiskLimits).toEqual(limitsOf(10, 10_000, 0.08, 0.9, 1)));
it("a calm fund at its base says nothing", () => expect(decide(briefing())).toBeUndefined());

describe("drawdown rising by more than 2 points since the last adjustment", () => {
  it("tightens strictly above 2 points", () => {
    expect(decide(drawnDown(0.02))).toBeUndefined();
    expect(decide(drawnDown(justAbove(0.02)))).toMatchObject({
      priority: "HIGH",
      payload: limitsOf(7, 7_000, 0.06, 0.7, 1.3),
    });
  });

  it("counts from the drawdown of the last adjustment, and does not fire twice for one rise", () => {
    const memory = with_();
    expect(decide(drawnDown(0.025), baseRiskLimits, memory)).toBeDefined();
    expect(decide(drawnDown(0.045), baseRiskLimits, memory)).toBeUndefined();
    expect(decide(drawnDown(justAbove(0.045 + 1e-9)), baseRiskLimits, memory)).toBeDefined();
  });
});

describe("exposure above 85 % of equity", () => {
  it("tightens strictly above, leaving what it does not name", () => {
    expect(decide(exposed(0.85))).toBeUndefined();
    expect(decide(exposed(justAbove(0.85)))).toMatchObject({
      priority: "HIGH",
      payload: limitsOf(10, 8_000, 0.08, 0.75, 1),
    });
  });

  it("fires on crossing, not on standing beyond", () => {
    const memory = with_();
    const fires = [0.86, 0.87, 0.8, 0.86].map(
      (exposure) => decide(exposed(exposure), baseRiskLimits, memory) !== undefined,
    );
    expect(fires).toEqual([true, false, false, true]);
  });
});

describe("an ESS level rising to a tighter one", () => {
  it.each([
    ["CAUTION", "HIGH", limitsOf(7, 7_000, 0.06, 0.7, 1.3)],
    ["WARNING", "CRITICAL", limitsOf(5, 3_000, 0.05, 0.5, 1.5)],
    ["CRITICAL", "CRITICAL", limitsOf(5, 3_000, 0.05, 0.5, 1.5)],
  ] as const)("to %s tightens with priority %s", (level, priority, payload) => {
    expect(decide(essAt(level))).toMatchObject({ priority, payload });
  });

  it("fires on rising, not on standing and not on easing", () => {
    const memory = with_();
    const levels = ["CAUTION", "CAUTION", "WARNING", "CAUTION", "NOMINAL", "CAUTION"] as const;
    const fires = levels.map((level) => decide(essAt(level), baseRiskLimits, memory) !== undefined);
    expect(fires).toEqual([true, false, true, false, false, true]);
  });
});

describe("floors", () => {
  it("leverage is not worn below 5, nor the position below 3,000 USD", () => {
    let held = baseRiskLimits;
    for (let round = 1; round <= 20; round += 1) {
      held = decideRiskAdjustment(drawnDown(round), held, with_())?.payload ?? held;
      held = decideRiskAdjustment(exposed(0.9), held, with_())?.payload ?? held;
    }
    expect(held).toEqual(limitsOf(5, 3_000, 0.06, 0.7, 1.3));
  });

  it("a limit already tighter than its floor stays where it is", () => {
    const tight = limitsOf(2, 500, 0.01, 0.1, 3);
    expect(decide(essAt("CRITICAL"), tight)?.payload).toEqual(tight);
    expect(decide(drawnDown(0.5), tight)?.payload).toEqual(tight);
    expect(decide(exposed(2), tight)?.payload).toEqual(tight);
  });
});

describe("loosening needs all conditions", () => {
  const held = limitsOf(5, 3_000, 0.05, 0.5, 1.5);
  const good = { drawdown: ratio(0), winRate: fraction(0.7), sharpe: ratio(3), closedDays: 1 };
  const earns = (change: Partial<Briefing["performance"]>, memory = with_()) =>
    decide(briefing({ performance: { ...good, ...change } }), held, memory) !== undefined;

  it("goes by a fifth for leverage and position", () => {
    expect(decide(briefing({ performance: good }), held)).toMatchObject({
      priority: "NORMAL",
      payload: limitsOf(6, 3_600, 0.08, 0.9, 1),
    });
  });

  it("drawdown strictly below 2 %", () =>
    expect([earns({ drawdown: ratio(0.02) }), earns({ drawdown: ratio(justBelow(0.02)) })]).toEqual([false, true]));
  it("win rate strictly above 65 %", () =>
    expect([earns({ winRate: fraction(0.65) }), earns({ winRate: fraction(justAbove(0.65)) })]).toEqual([false, true]));
  it("Sharpe ratio strictly above 2", () =>
    expect([earns({ sharpe: ratio(2) }), earns({ sharpe: ratio(justAbove(2)) })]).toEqual([false, true]));
  it("rates that are known", () =>
    expect([earns({ winRate: undefined }), earns({ sharpe: undefined })]).toEqual([false, false]));
  it("a closed day since the last change", () => {
    expect(earns({ closedDays: 5 }, with_({ closedDaysAtChange: 5 }))).toBe(false);
    expect(earns({ closedDays: 6 }, with_({ closedDaysAtChange: 5 }))).toBe(true);
  });
  it("numbers: NaN never loosens", () => {
    expect([
      earns({ drawdown: Number.NaN as never }),
      earns({ winRate: Number.NaN as never }),
      earns({ sharpe: Number.NaN as never }),
    ]).toEqual([false, false, false]);
  });
  it("something to loosen: the base is never passed", () => {
    let limits = held;
    for (let each = 1; each <= 20; each += 1)
      limits = decide(briefing({ performance: { ...good, closedDays: each } }), limits)?.payload ?? limits;
    expect(limits).toEqual(baseRiskLimits);
    expect(decide(briefing({ performance: { ...good, closedDays: 99 } }), baseRiskLimits)).toBeUndefined();
  });
});

describe("properties over any held limits", () => {
  const anyLimits: fc.Arbitrary<RiskLimits> = fc
    .tuple(
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 50_000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.5, max: 5, noNaN: true }),
    )
    .map((fields) => limitsOf(...fields));
  const anyTrigger = fc.constantFrom(
    drawnDown(0.5),
    exposed(0.9),
    essAt("CAUTION"),
    essAt("WARNING"),
    essAt("CRITICAL"),
  );

  it("a tightening never loosens any field", () => {
    fc.assert(
      fc.property(anyLimits, anyTrigger, (held, state) => {
        const next = decide(state, held)?.payload;
        expect(next).toBeDefined();
        expect(next!.maxLeverageRatio).toBeLessThanOrEqual(held.maxLeverageRatio);
        expect(next!.maxPositionUsd).toBeLessThanOrEqual(held.maxPositionUsd);
        expect(next!.maxDrawdownFraction).toBeLessThanOrEqual(held.maxDrawdownFraction);
        expect(next!.maxExposureFraction).toBeLessThanOrEqual(held.maxExposureFraction);
        expect(next!.stopLossMultiplierRatio).toBeGreaterThanOrEqual(held.stopLossMultiplierRatio);
      }),
    );
  });

  it("a loosening never passes the base", () => {
    fc.assert(
      fc.property(anyLimits, (held) => {
        const good = { drawdown: ratio(0), winRate: fraction(0.9), sharpe: ratio(5), closedDays: 9 };
        const next = decide(briefing({ performance: good }), held)?.payload ?? baseRiskLimits;
        expect(next.maxLeverageRatio).toBeLessThanOrEqual(10);
        expect(next.maxPositionUsd).toBeLessThanOrEqual(10_000);
        expect(next.maxDrawdownFraction).toBeLessThanOrEqual(0.08);
        expect(next.maxExposureFraction).toBeLessThanOrEqual(0.9);
        expect(next.stopLossMultiplierRatio).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe("a release", () => {
  it("that is named restores the base, and says nothing when it is in force", () => {
    expect(restateBase(briefing(), baseRiskLimits, with_())).toBeUndefined();
    expect(restateBase(briefing(), limitsOf(5, 3_000, 0.05, 0.5, 1.5), with_())?.payload).toEqual(baseRiskLimits);
  });

  it("counts drawdown and ESS from the new base, so that the next rise tightens", () => {
    const memory = with_({ drawdownAtAdjustment: 0.04, lastEssLevel: "CRITICAL" });
    rebaseCro(briefing(), memory);
    expect(decide(drawnDown(0.021), baseRiskLimits, { ...memory })).toBeDefined();
    expect(decide(essAt("CAUTION"), baseRiskLimits, { ...memory })).toBeDefined();
  });
});
