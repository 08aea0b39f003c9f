/** An addition is worked no longer than what it adds to is kept. */
import { expect, it } from "vitest";
import { executionConfig, executionWarmUp, teachMakers } from "../../tests/scenarios/execution.ts";
import { at, bar, hour, wavyClose } from "../../tests/scenarios/given.ts";
import { allModelsSay, close, factsNamed, openWorld } from "../../tests/scenarios/world.ts";

it("an addition that waits at the bid is given up when its position begins to leave", () => {
  const world = openWorld({
    ...executionConfig,
    subsystems: { ...executionConfig.subsystems, dynamic_tpsl: "ENFORCED", pal: "ENFORCED" },
    hooks: {
      ...executionConfig.hooks,
      "position-classification": "OBSERVE",
      "amplification-check": "ENFORCED",
      "slippage-check": "OFF",
    },
  });
  for (let index = 0 - executionWarmUp; index < 0; index += 1)
    close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  const sent = () => factsNamed(world, "order.submitted").filter(({ purpose }) => purpose === "ENTRY");
  let before = 100;
  let closes = 0;
  const play = (to: number): void => {
    close(world, at(closes++ * hour), [bar("BTC", to, { open: before, low: Math.min(before, to) })]);
    before = to;
  };
  play(100);
  play(100.5);
  play(101.5);
  play(102.6);
  play(103);
  teachMakers(world);
  play(104);
  const additions = sent().filter(({ reason }) => reason.startsWith("adds to"));
  expect(additions).toMatchObject([{ orderType: "POST_ONLY" }]);
  play(107);
  expect(sent().filter(({ reason }) => reason.startsWith("adds to"))).toHaveLength(1);
  expect(factsNamed(world, "execution.completed").at(-1)).toMatchObject({
    filledQuantity: 0,
    reason: "the position is leaving",
  });
});
