/** The officer alone, on any prices: what it says of a prefix is what it said when the prefix was the whole. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { at, bar, config, hour } from "../../../../../tests/scenarios/given.ts";
import type { HiddenMarket } from "../../../domain/hidden-market.ts";
import { openFeatures, updateFeatures } from "../../../features/market-features.ts";
import { takeModel } from "./hidden-watch.ts";
import { openMarketOfficer, reviewDay, reviewRegime } from "./market-officer.ts";

const model: HiddenMarket = {
  start: [0.5, 0.5],
  transition: [
    [0.9, 0.1],
    [0.2, 0.8],
  ],
  means: [
    [0, Math.log(0.02), 0],
    [0, Math.log(0.1), 1],
  ],
  covariances: [
    [0.02 ** 2, 0, 0, 0, 0.2, 0, 0, 0, 1],
    [0.1 ** 2, 0, 0, 0, 0.2, 0, 0, 0, 1],
  ],
};
const barsADay = 4;
const modelledFrom = 40 * barsADay;

/** Every assessment along bars of six hours; a model is taken in after forty days, as a scheduled fit would be. */
function assessments(steps: readonly number[]) {
  const { market: slot } = openMarketOfficer(config);
  const features = openFeatures(1, { trend: 8, reversion: 4, outcome: 4 });
  let close = 100;
  return steps.map((step, index) => {
    const before = close;
    close = Math.min(1e6, Math.max(1e-2, close * (1 + step)));
    const closedAt = at((index + 1) * 6 * hour);
    const closed = bar("BTC", close, { open: before });
    updateFeatures(features, 0, closed, closedAt);
    if (index === modelledFrom) takeModel(slot.hidden, model, 0, config.market);
    reviewDay(slot, closed, closedAt);
    reviewRegime(slot, { features, id: 0, symbol: "BTC" }, config);
    return { ...slot.assessment, filtered: slot.hidden.filtered, believed: slot.hidden.believed };
  });
}

it("rule, hidden states, break alarm and confidence know nothing of later bars", () => {
  const step = fc.double({ min: -0.2, max: 0.25, noNaN: true });
  const calm = fc.double({ min: -0.01, max: 0.01, noNaN: true });
  const walk = fc.array(fc.oneof({ weight: 3, arbitrary: calm }, step), { minLength: 200, maxLength: 280 });
  fc.assert(
    fc.property(
      walk,
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 170, max: 199 }),
      (steps, other, cut) => {
        const known = assessments(steps);
        expect(known[cut - 1]?.hidden).toBeDefined();
        expect(known[cut - 1]?.breakProbability).toBeDefined();
        expect(assessments(steps.slice(0, cut))).toEqual(known.slice(0, cut));
        expect(assessments([...steps.slice(0, cut), ...other]).slice(0, cut)).toEqual(known.slice(0, cut));
      },
    ),
    { numRuns: 25 },
  );
});
