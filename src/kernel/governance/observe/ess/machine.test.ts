/** The emergency stop as a machine: each move with what it waits for, and its promises over any sights at all. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../../tests/scenarios/given.ts";
import { trip } from "../../../../../tests/scenarios/given-fund.ts";
import type { Ess } from "../../../domain/briefing.ts";
import { awaitsReview, isStopped, needsReview } from "../../../domain/emergency-stop.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type EssEvaluator, essEvaluators, essStates, type ExitMode, exitModes } from "../../../domain/modes.ts";
import { fraction, minutes } from "../../../units/units.ts";
import type { Alarm } from "./evaluators.ts";
import { type EssSight, nextEss, rearmed, strongerExit } from "./machine.ts";

const thresholds = {
  cautionFraction: fraction(0.03),
  warningFraction: fraction(0.05),
  criticalFraction: fraction(0.08),
};
const sight = (change: Partial<EssSight> = {}): EssSight => ({
  at: at(10),
  alarms: [],
  drawdown: 0,
  thresholds,
  openEntries: 0,
  positionsLeft: 0,
  coolDownMs: minutes(15),
  ...change,
});
const alarm = (evaluator: EssEvaluator, exitMode: ExitMode = "CANCEL"): Alarm => ({
  evaluator,
  reason: `${evaluator} it is`,
  exitMode,
});
const armed: Ess = { state: "ARMED", level: "NOMINAL", trip: undefined };
const stopped = (state: Ess["state"], change: Parameters<typeof trip>[0] = {}): Ess => ({
  state,
  level: "NOMINAL",
  trip: trip(change),
});
/** Every move of one round, as the loop makes them. */
function round(ess: Ess, seen: EssSight): Ess[] {
  const path: Ess[] = [];
  for (let move = nextEss(ess, seen); move !== undefined; move = nextEss(path.at(-1)!, seen)) {
    path.push(move.to);
    if (move.to.state === "TRIPPED") break;
  }
  return path;
}
const statesOf = (path: readonly Ess[]) => path.map(({ state }) => state);

describe("armed", () => {
  it("stays while nothing raises an alarm", () => expect(nextEss(armed, sight())).toBeUndefined());

  it("follows the levels of drawdown", () => {
    expect(nextEss(armed, sight({ drawdown: 0.05 }))?.to).toEqual({ ...armed, level: "WARNING" });
    expect(nextEss({ ...armed, level: "WARNING" }, sight({ drawdown: 0.03 }))?.to.level).toBe("CAUTION");
  });

  it.each(essEvaluators)("trips when %s raises an alarm, and says what it is about", (evaluator) => {
    const move = nextEss(armed, sight({ alarms: [alarm(evaluator, "REDUCE")], drawdown: 0.08 }));
    expect(move).toMatchObject({
      reason: `${evaluator} it is`,
      to: {
        state: "TRIPPED",
        level: "CRITICAL",
        trip: { at: at(10), evaluator, exitMode: "REDUCE", exitAskedAt: at(10) },
      },
    });
  });

  it("a trip that drawdown has no part in leaves the level where it is", () => {
    expect(nextEss(armed, sight({ alarms: [alarm("DATA_FEED")], drawdown: 0.03 }))?.to.level).toBe("CAUTION");
  });

  it("of several alarms the gravest names the trip and the strongest exit is taken", () => {
    const alarms = [alarm("DATA_FEED"), alarm("DRAWDOWN", "CANCEL"), alarm("OPEN_DRAWDOWN", "FLATTEN")];
    expect(nextEss(armed, sight({ alarms }))?.to.trip).toMatchObject({ evaluator: "DRAWDOWN", exitMode: "FLATTEN" });
  });
});

describe("on the way back", () => {
  it("liquidates in the next round, and cools down in the same one when there is nothing to do", () => {
    expect(statesOf(round(stopped("TRIPPED"), sight()))).toEqual(["LIQUIDATING", "COOLING_DOWN"]);
  });

  it.each([
    ["an entry is open", { openEntries: 1 }],
    ["a position is too large", { positionsLeft: 1 }],
    ["the entries cannot be counted", { openEntries: Number.NaN }],
  ])("goes on liquidating while %s", (_, left) => {
    expect(statesOf(round(stopped("TRIPPED"), sight(left)))).toEqual(["LIQUIDATING"]);
    expect(round(stopped("LIQUIDATING"), sight(left))).toEqual([]);
  });

  it.each(exitModes)("%s too waits for the entries the trip has cancelled", (exitMode) => {
    const stopping = stopped("LIQUIDATING", { exitMode });
    expect(round(stopping, sight({ openEntries: 1 }))).toEqual([]);
    expect(statesOf(round(stopping, sight()))).toEqual(["COOLING_DOWN"]);
  });

  it("measures the time to zero, from the trip until the venue showed nothing left", () => {
    const [cooling] = round(stopped("LIQUIDATING", { at: at(3) }), sight({ at: at(10) }));
    expect(cooling?.trip).toMatchObject({ timeToZero: 7, coolDownEndsAt: at(10 + minutes(15)) });
  });

  it("cools down to the millisecond", () => {
    const cooling = stopped("COOLING_DOWN", { coolDownEndsAt: at(100) });
    expect(round(cooling, sight({ at: at(99) }))).toEqual([]);
    expect(statesOf(round(cooling, sight({ at: at(100) })))).toEqual(["RECOVERY_REVIEW"]);
  });

  it.each(essEvaluators)("after %s it is armed by itself only where no review is needed", (evaluator) => {
    const waiting = stopped("RECOVERY_REVIEW", { evaluator });
    const byItself = ["SYSTEM_HEALTH", "EXECUTION_ERRORS", "DATA_FEED"].includes(evaluator);
    expect(statesOf(round(waiting, sight()))).toEqual(byItself ? ["ARMED"] : []);
    expect(needsReview(waiting)).toBe(!byItself);
    expect(awaitsReview(waiting)).toBe(!byItself);
    expect(round(waiting, sight({ alarms: [alarm("DATA_FEED", "HOLD")] })), "never while an alarm lasts").toEqual([]);
  });

  it("armed by itself it has the level drawdown is at", () => {
    const waiting = stopped("RECOVERY_REVIEW", { evaluator: "DATA_FEED" });
    expect(round(waiting, sight({ drawdown: 0.055 })).at(-1)).toEqual({ ...armed, level: "WARNING" });
  });

  it("a stop nobody can say anything about stays", () => {
    for (const state of essStates)
      if (state !== "ARMED") expect(nextEss({ state, level: "CRITICAL", trip: undefined }, sight())).toBeUndefined();
  });
});

describe("while it is stopped", () => {
  const waiting = stopped("RECOVERY_REVIEW", { evaluator: "DATA_FEED", exitMode: "CANCEL", timeToZero: minutes(1) });

  it("a graver alarm trips anew and keeps the exit it has asked for", () => {
    const [tripped] = round(waiting, sight({ alarms: [alarm("DRAWDOWN")] }));
    expect(tripped).toMatchObject({
      state: "TRIPPED",
      level: "CRITICAL",
      trip: { at: at(10), evaluator: "DRAWDOWN", exitMode: "CANCEL", exitAskedAt: at(0), timeToZero: undefined },
    });
  });

  it("a stronger exit trips anew, whoever asks", () => {
    const [tripped] = round(
      stopped("COOLING_DOWN", { exitMode: "CANCEL" }),
      sight({ alarms: [alarm("DATA_FEED", "FLATTEN")] }),
    );
    expect(tripped).toMatchObject({
      state: "TRIPPED",
      trip: { evaluator: "MANUAL", reason: "DATA_FEED it is", exitMode: "FLATTEN", exitAskedAt: at(10) },
    });
  });

  it("the same alarm, a milder one or a weaker exit changes nothing", () => {
    const held = stopped("LIQUIDATING", { evaluator: "DAILY_LOSS", exitMode: "REDUCE" });
    const alarms = [alarm("DAILY_LOSS", "REDUCE"), alarm("DATA_FEED", "CANCEL"), alarm("MANUAL", "HOLD")];
    expect(round(held, sight({ alarms, openEntries: 1 }))).toEqual([]);
  });
});

it("arming it again takes the level as it is; a disabled one stays disabled", () => {
  expect(rearmed(stopped("RECOVERY_REVIEW"), { drawdown: 0, thresholds })).toEqual(armed);
  expect(rearmed(stopped("RECOVERY_REVIEW"), { drawdown: 0.03, thresholds })).toEqual({ ...armed, level: "CAUTION" });
  const disabled: Ess = { state: "DISABLED", level: "NOMINAL", trip: undefined };
  expect(rearmed(disabled, { drawdown: 0, thresholds })).toBe(disabled);
  expect(nextEss(disabled, sight({ alarms: [alarm("MANUAL")], drawdown: 1 }))).toBeUndefined();
});

it("the stronger of two exit modes, in either order", () => {
  expect(strongerExit("CANCEL", "FLATTEN")).toBe("FLATTEN");
  expect(strongerExit("FLATTEN", "REDUCE")).toBe("FLATTEN");
  expect(strongerExit("HOLD", "HOLD")).toBe("HOLD");
});

describe("over any sights at all", () => {
  const anyAlarm = fc.record({
    evaluator: fc.constantFrom(...essEvaluators),
    reason: fc.constant("why"),
    exitMode: fc.constantFrom(...exitModes),
  });
  const anySight = fc.record({
    wait: fc.integer({ min: 1, max: 10 * 60_000 }),
    alarms: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(anyAlarm, { maxLength: 3 })),
    openEntries: fc.nat(1),
    positionsLeft: fc.nat(1),
    drawdown: fc.double({ min: 0, max: 0.079, noNaN: true }),
  });
  const order = (ess: Ess) => essStates.indexOf(ess.state);

  it("keeps its promises", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(anySight, { maxLength: 40 }), (sights) => {
        let ess = armed;
        let now = 0;
        for (const { wait, ...seen } of sights) {
          now += wait;
          const before = ess;
          const path = round(ess, sight({ at: at(now), ...seen }));
          expect(path.length, "a round ends").toBeLessThan(8);
          for (const next of path) {
            reached.add(`${ess.state} ${next.state}`);
            if (isStopped(ess) && next.state !== "TRIPPED" && next.state !== "ARMED")
              expect(order(next), "one step at a time").toBe(order(ess) + 1);
            if (next.state === "ARMED" && isStopped(ess)) {
              expect(ess.state).toBe("RECOVERY_REVIEW");
              expect(needsReview(ess), "never by itself where a review is needed").toBe(false);
            }
            if (isStopped(ess) && next.state === "TRIPPED")
              expect(comesBefore(exitModes, next.trip!.exitMode, ess.trip!.exitMode), "exits only strengthen").toBe(
                false,
              );
            expect(next.trip !== undefined).toBe(isStopped(next));
            ess = next;
          }
          if (seen.alarms.length > 0) expect(isStopped(ess), "no alarm goes unheard").toBe(true);
          if (before.state === "ARMED" && isStopped(ess)) expect(ess.state, "a trip lasts its round").toBe("TRIPPED");
          if (ess.state === "COOLING_DOWN" && before.state !== "COOLING_DOWN")
            expect(ess.trip?.timeToZero).toBe(at(now) - ess.trip!.at);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(reached).toContain("RECOVERY_REVIEW ARMED");
    expect(reached).toContain("RECOVERY_REVIEW TRIPPED");
  });
});
