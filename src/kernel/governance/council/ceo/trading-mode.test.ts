/** CEO mode: the table tried from the tightest down, a minimum pause, and CAUTION that keeps what is. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../../tests/scenarios/given.ts";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import type { Briefing } from "../../../domain/briefing.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { essLevels, essStates, systemHealths, type TradingMode, tradingModes } from "../../../domain/modes.ts";
import { minutes } from "../../../units/units.ts";
import { decideTradingMode, openTradingMode, pauseEndsAt } from "./trading-mode.ts";

type Look = {
  readonly ess?: (typeof essLevels)[number];
  readonly health?: (typeof systemHealths)[number];
  readonly minute?: number;
  readonly tripped?: boolean;
};
const look = ({ ess = "NOMINAL", health = "HEALTHY", minute = 0, tripped = ess === "CRITICAL" }: Look): Briefing =>
  briefing({
    at: at(minutes(minute)),
    ess: { state: tripped ? "TRIPPED" : "ARMED", level: ess, trip: undefined },
    health: { status: health, issues: [], monitors: [] },
  });
const modeAfter = (state: Look, held: TradingMode = "LIVE", memory = openTradingMode()): TradingMode =>
  decideTradingMode(look(state), held, memory)?.payload.mode ?? held;

describe("the table, tightest first", () => {
  it.each<[Look, TradingMode]>([
    [{ ess: "CRITICAL" }, "EMERGENCY"],
    [{ health: "EMERGENCY" }, "EMERGENCY"],
    [{ health: "CRITICAL" }, "PAUSED"],
    [{ ess: "WARNING" }, "PAUSED"],
    [{ health: "DEGRADED" }, "SHADOW"],
    [{ ess: "CRITICAL", health: "CRITICAL" }, "EMERGENCY"],
    [{ ess: "WARNING", health: "DEGRADED" }, "PAUSED"],
    [{ ess: "CAUTION", health: "DEGRADED" }, "SHADOW"],
  ])("%o is %s", (state, mode) => expect(modeAfter(state)).toBe(mode));

  it("LIVE needs healthy and nominal; OPTIMAL counts as healthy", () => {
    expect(modeAfter({}, "SHADOW")).toBe("LIVE");
    expect(modeAfter({ health: "OPTIMAL" }, "SHADOW")).toBe("LIVE");
    expect(modeAfter({ ess: "CAUTION" }, "SHADOW")).toBe("SHADOW");
  });

  it.each(tradingModes)("ESS CAUTION keeps %s", (held) => expect(modeAfter({ ess: "CAUTION" }, held)).toBe(held));

  it("says nothing when the mode is the one held", () =>
    expect(decideTradingMode(look({}), "LIVE", openTradingMode())).toBeUndefined());

  it("EMERGENCY lasts as long as the emergency stop is tripped, whatever level it shows", () => {
    expect(modeAfter({ ess: "NOMINAL", tripped: true }, "EMERGENCY")).toBe("EMERGENCY");
  });
});

it.each(essStates)("the emergency stop %s asks for EMERGENCY unless it is armed or disabled", (state) => {
  const seen = briefing({ ess: { state, level: "NOMINAL", trip: undefined } });
  const decision = decideTradingMode(seen, "LIVE", openTradingMode());
  const isFree = state === "ARMED" || state === "DISABLED";
  expect(decision?.payload.mode).toBe(isFree ? undefined : "EMERGENCY");
  if (!isFree) expect(decision?.reason).toBe(`ESS is ${state}: LIVE to EMERGENCY`);
});

describe("the minimum pause", () => {
  it.each<[string, Look]>([
    ["ESS WARNING", { ess: "WARNING" }],
    ["health CRITICAL", { health: "CRITICAL" }],
  ])("lasts 30 minutes after %s, to the millisecond", (_, cause) => {
    const memory = openTradingMode();
    const decision = decideTradingMode(look(cause), "LIVE", memory);
    expect(decision?.payload).toEqual({ mode: "PAUSED", durationMs: minutes(30) });
    expect(pauseEndsAt(memory)).toBe(at(minutes(30)));
    expect(decideTradingMode(briefing({ at: at(minutes(30) - 1) }), "PAUSED", memory)).toBeUndefined();
    expect(decideTradingMode(briefing({ at: at(minutes(30)) }), "PAUSED", memory)?.payload).toEqual({
      mode: "LIVE",
      durationMs: null,
    });
  });

  it("lasts on while its cause does", () => {
    const memory = openTradingMode();
    decideTradingMode(look({ ess: "WARNING" }), "LIVE", memory);
    expect(modeAfter({ ess: "WARNING", minute: 600 }, "PAUSED", memory)).toBe("PAUSED");
    expect(modeAfter({ minute: 601 }, "PAUSED", memory)).toBe("LIVE");
  });

  it("never delays a tighter mode", () => {
    const memory = openTradingMode();
    decideTradingMode(look({ ess: "WARNING" }), "LIVE", memory);
    expect(modeAfter({ ess: "CRITICAL", minute: 1 }, "PAUSED", memory)).toBe("EMERGENCY");
  });

  it("holds SHADOW back as well as LIVE", () => {
    const memory = openTradingMode();
    decideTradingMode(look({ ess: "WARNING" }), "LIVE", memory);
    expect(modeAfter({ health: "DEGRADED", minute: 29 }, "PAUSED", memory)).toBe("PAUSED");
    expect(modeAfter({ health: "DEGRADED", minute: 30 }, "PAUSED", memory)).toBe("SHADOW");
  });
});

it("from any mode and memory: what tightens, tightens at once", () => {
  const anyLook = fc.record({
    ess: fc.constantFrom(...essLevels),
    health: fc.constantFrom(...systemHealths),
    minute: fc.nat(120),
  });
  fc.assert(
    fc.property(fc.array(anyLook, { maxLength: 20 }), (looks) => {
      const memory = openTradingMode();
      let held: TradingMode = "LIVE";
      let minute = 0;
      for (const each of looks) {
        minute += each.minute;
        const next = modeAfter({ ...each, minute }, held, memory);
        const fresh = modeAfter({ ...each, minute }, "LIVE");
        if (each.ess !== "CAUTION" || comesBefore(tradingModes, fresh, "LIVE"))
          expect(comesBefore(tradingModes, fresh, next), "never looser than the table says").toBe(false);
        held = next;
      }
    }),
  );
});
