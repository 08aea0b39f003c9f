/**
 * The life of a position, step by step. docs/concepts/life-of-a-position.md tells the same steps in the same words and with
 * the same figures; the last test holds the page to them.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { closedStateOf } from "../../src/kernel/domain/position.ts";
import { imbalanceOf } from "../../src/kernel/ledger/ledger.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld } from "./world.ts";

/** Targets and stops are obeyed; position intelligence only watches. */
const world = openWorld({
  ...tradingConfig,
  subsystems: { ...tradingConfig.subsystems, dynamic_tpsl: "ENFORCED" },
  hooks: { ...tradingConfig.hooks, "position-classification": "OBSERVE" },
});
for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
allModelsSay(world, "BTC", 0.95, at(1_000 * hour));

let closes = 0;
let heard = 0;
let before = 100;
/** Plays one close and forgets what was said before. */
function play(to: number, low = Math.min(before, to)): void {
  heard = world.steps.length;
  close(world, at(closes++ * hour), [bar("BTC", to, { open: before, low })]);
  before = to;
}
const held = () => fundOf(world).trading.positions[0];
const managed = () => factsNamed(world, "position.managed", heard).map(({ note }) => note);
const resting = () =>
  [...fundOf(world).trading.orders.values()].map(({ order }) => [order.purpose, order.quantity, order.stopPrice]);

const told: string[] = [];
const step = (words: string, plays: () => void): void => {
  told.push(words);
  it(words, plays);
};

describe("a position", () => {
  step(
    "The models say up at 100; the next open fills at 100.03 and the stop goes to the venue at 97.53: one R is 2.50.",
    () => {
      play(100);
      play(100.5);
      expect(held()).toMatchObject({ averagePrice: expect.closeTo(100.03, 9), stopPrice: 97.53 });
      expect(held()?.plan).toMatchObject({ state: "OPEN", row: "RANGING", risk: expect.closeTo(2.5, 9) });
      expect(resting()).toEqual([["STOP", 39.6039, 97.53]]);
    },
  );
  step("At 101.50 it has made 0.59 R: too little for anything to move.", () => {
    play(101.5);
    expect(managed()).toEqual([]);
    expect(resting()).toEqual([["STOP", 39.6039, 97.53]]);
  });
  step(
    "At 102.60 it has made 1.03 R: the stop moves to 100.22, in one piece, where selling pays for both ways' costs.",
    () => {
      play(102.6);
      expect(managed()).toEqual(["at 1.03 R, the stop goes to break-even at 100.22"]);
      expect(held()?.plan.state).toBe("BREAKEVEN");
      expect(resting()).toEqual([["STOP", 39.6039, 100.22]]);
      expect(world.steps.slice(heard).flatMap(({ effects }) => effects.map(({ kind }) => kind))).toEqual(["MoveStop"]);
    },
  );
  step("Position intelligence calls it a STRONG_TREND.", () => {
    expect(held()?.plan.class).toBe("STRONG_TREND");
    expect(factsNamed(world, "hook.traced", heard)).toMatchObject([
      { hook: "position-classification", mode: "OBSERVE" },
    ]);
  });
  step(
    "At 105.30 it has made 2.11 R: half is sold at the next open, and from now on the stop of the rest trails, at 104.67.",
    () => {
      play(105.3);
      expect(managed()).toEqual(["at 2.11 R, half is taken at 2 R", "at 2.11 R, the stop trails at 104.67"]);
      expect(resting()).toEqual([
        ["EXIT", 19.8019, undefined],
        ["STOP", 19.802, 104.67],
      ]);
    },
  );
  step("At 108.00 the stop trails at 107.21, one and a half mean true ranges below the highest close.", () => {
    play(108);
    expect(held()).toMatchObject({ quantity: 19.802, plan: { state: "TRAILING", peak: 108 } });
    expect(managed()).toEqual(["at 3.19 R, the stop trails at 107.21"]);
    expect(resting()).toEqual([["STOP", 19.802, 107.21]]);
  });
  step("At 107.50 nothing moves: a stop is never lowered.", () => {
    play(107.5, 107.25);
    expect(managed()).toEqual([]);
    expect(resting()).toEqual([["STOP", 19.802, 107.21]]);
  });
  step(
    "Inside the next bar the price falls through the stop: the trade is closed by TRAIL with a profit of 2.41 R.",
    () => {
      play(104);
      expect(held()).toBeUndefined();
      const [closed] = factsNamed(world, "position.closed", heard);
      expect(closed).toMatchObject({ exitReason: "TRAIL", quantity: 39.6039 });
      expect(closed?.rMultipleRatio).toBeCloseTo(2.41, 2);
      expect(closedStateOf.TRAIL).toBe("CLOSED_SL");
    },
  );
  step("What it made is what the cash rose by, to the micro-dollar.", () => {
    const [closed] = factsNamed(world, "position.closed", heard);
    expect(imbalanceOf(fundOf(world).ledger)).toBe(0);
    expect(fundOf(world).ledger.balances.CASH / 1e6 - 10_000).toBeCloseTo(closed!.pnlUsd, 6);
  });
});

it("the page tells these steps, in these words", () => {
  const page = readFileSync(new URL("../../docs/concepts/life-of-a-position.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\d+\. (.*)$/gm)].map(([, words]) => words);
  expect(listed).toEqual(told);
});
