/** The CEO's memory of its mode: when it changed, what it warned of, and what a random walk of a year makes of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, day, hour } from "../../../../../tests/scenarios/given.ts";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { defaultCeoThresholds } from "../../../domain/ceo-thresholds.ts";
import type { OperatingMode } from "../../../domain/modes.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { decideOperatingMode, openOperatingMode, startMode } from "./operating-mode.ts";

type Change = Parameters<typeof briefing>[0];
const seen = (change: Change = {}) => ({ ...briefing(change), marketIsVolatile: false });

function openCeo() {
  const memory = openOperatingMode();
  let mode: OperatingMode = startMode;
  const look = (change: Change = {}) => {
    const round = decideOperatingMode(seen(change), mode, memory, defaultCeoThresholds);
    mode = round.decision?.payload.mode ?? mode;
    return round;
  };
  return { memory, look, mode: () => mode };
}

it("starts in EXPANSION and keeps it in calm, with nothing to say", () => {
  const { decision, news } = openCeo().look();
  expect([startMode, decision, news]).toEqual(["EXPANSION", undefined, []]);
});

it("says what it changes, how urgent it is, and warns once", () => {
  const ceo = openCeo();
  const deep = { performance: { drawdown: ratio(0.09) } };
  const first = ceo.look(deep);
  expect(first.decision).toMatchObject({
    payload: { mode: "BLACK_SWAN", confidenceFraction: 1 },
    priority: "CRITICAL",
  });
  expect(first.decision?.reason).toContain("EXPANSION to BLACK_SWAN");
  expect(first.news).toContain("operating mode is BLACK_SWAN");
  expect(ceo.look(deep)).toMatchObject({ decision: undefined, news: [] });
  expect(ceo.memory.lastEvaluation).toMatchObject({ operatingMode: "BLACK_SWAN", modeChanged: false });
});

describe("after a change", () => {
  it("counts the wait from it, and needs a day or a trade to close", () => {
    const ceo = openCeo();
    ceo.look({ at: at(0), performance: { drawdown: ratio(0.04), closedDays: 3, closedTrades: 7 } });
    expect(ceo.mode()).toBe("DEFENSIVE");
    const calm = (ms: number, closedDays: number, closedTrades: number) =>
      ceo.look({ at: at(ms), performance: { closedDays, closedTrades } });
    calm(2 * hour, 3, 7);
    expect(ceo.mode(), "nothing has closed").toBe("DEFENSIVE");
    calm(2 * hour, 3, 8);
    expect(ceo.mode(), "a trade has").toBe("EXPANSION");
  });
});

it("a month of noise around every line, with four trades closing a day, changes the mode at most ten times a day", () => {
  const noise = fc.array(
    fc.record({
      drawdown: fc.constantFrom(0, 0.029, 0.03, 0.049, 0.05),
      score: fc.constantFrom(0, 29, 31, 49, 51, 69, 71),
      winRate: fc.constantFrom(undefined, 0.47, 0.49, 0.51, 0.53, 0.56),
      trade: fc.boolean(),
    }),
    { minLength: 24 * 30, maxLength: 24 * 30 },
  );
  fc.assert(
    fc.property(noise, (hours) => {
      const ceo = openCeo();
      const perDay = new Map<number, number>();
      let closedTrades = 0;
      hours.forEach(({ drawdown, score, winRate, trade }, index) => {
        const dayNumber = Math.floor((index * hour) / day);
        if (trade && index % 6 === 0) closedTrades += 1;
        const { decision } = ceo.look({
          at: at(index * hour),
          risk: { ...briefing().risk, score },
          performance: {
            drawdown: ratio(drawdown),
            winRate: winRate === undefined ? undefined : fraction(winRate),
            closedTrades,
            closedDays: dayNumber,
          },
        });
        if (decision !== undefined) perDay.set(dayNumber, (perDay.get(dayNumber) ?? 0) + 1);
      });
      expect(Math.max(0, ...perDay.values())).toBeLessThanOrEqual(10);
    }),
    { numRuns: 20 },
  );
});
