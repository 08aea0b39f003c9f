/** What runs all the time lives in the fund's state: fresh and in use it can be written, read and gone on with. */
import { expect, it } from "vitest";
import { decodeState, encodeState } from "../../state-codec.ts";
import { normal, seedRandom } from "../seeded-random.ts";
import { openTally, tallyDay } from "./backtest-tally.ts";
import { judgeLoss, openConformal } from "./conformal.ts";
import { openRollingTail, pushLoss } from "./rolling-tail.ts";
import { openSortedWindow, pushSorted } from "./sorted-window.ts";

const losses = Array.from(
  { length: 600 },
  (
    (random) => () =>
      0.03 * normal(random)
  )(seedRandom(6)),
);
const uses = {
  "rolling tail": { state: openRollingTail(250, 0.05), take: pushLoss },
  "sorted window": { state: openSortedWindow(100), take: pushSorted },
  conformal: {
    state: openConformal({ tail: 0.01 }),
    take: (state: ReturnType<typeof openConformal>, loss: number) => judgeLoss(state, loss, 0.03),
  },
  tally: {
    state: openTally(0.05),
    take: (state: ReturnType<typeof openTally>, loss: number) =>
      tallyDay(state, { loss, valueAtRisk: 0.05, expectedShortfall: 0.07 }),
  },
};

function goesOn<State>({ state, take }: { state: State; take: (state: State, loss: number) => unknown }): void {
  expect(decodeState(encodeState(state))).toEqual(state);
  for (const loss of losses.slice(0, 300)) take(state, loss);
  const stored = encodeState(state);
  expect(decodeState(stored)).toEqual(state);
  const copy = structuredClone(state);
  for (const loss of losses.slice(300)) {
    take(state, loss);
    take(copy, loss);
  }
  expect(copy).toEqual(state);
  expect(encodeState(state)).not.toBe(stored);
}

it("the rolling tail", () => goesOn(uses["rolling tail"]));
it("the sorted window", () => goesOn(uses["sorted window"]));
it("the self-calibrating bound", () => goesOn(uses.conformal));
it("the backtest tally", () => goesOn(uses.tally));
