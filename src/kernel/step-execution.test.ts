/**
 * Parent orders over the random life of a fund at a venue that misbehaves: rejects, silence, fills in parts, cancels,
 * restarts. After every single entry the children add up to no more than the parent, what is still to be bought counts,
 * and nothing is bought any more where entries are stopped.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyMove, type Desk, make, openDesk } from "../../tests/scenarios/desk.ts";
import { executionConfig, executionWarmUp, teachMakers } from "../../tests/scenarios/execution.ts";
import { factsNamed, fundOf, type Step } from "../../tests/scenarios/world.ts";
import { remainingOf } from "./domain/order.ts";
import { unsentOf } from "./trading/execute/parent-order.ts";
import { decodeState, encodeState } from "./state-codec.ts";

type Watched = { quantity: number; bought: number; children: number; parentOf: Map<string, string> };
const nothing = 1e-9;
const seen = new Map<string, number>();
let ended = 0;
let inParts = 0;

/** Follows every parent by its facts alone, and holds the fund's own picture against it. */
function watchParents({ world }: Desk): Map<string, Watched> {
  const parents = new Map<string, Watched>();
  const parentOf = new Map<string, string>();
  const soundly = world.watch;
  world.watch = (step: Step) => {
    soundly(step);
    const { trading, governance, config } = fundOf(world);
    for (const fact of step.facts) {
      if (fact.type === "order.submitted" && fact.data.parentId !== null) {
        const { id, parentId } = fact.data;
        const whole = trading.execution.parents.get(parentId)?.quantity ?? fact.data.quantity;
        const parent = parents.get(parentId) ?? { quantity: whole, bought: 0, children: 0, parentOf };
        parent.children += 1;
        parents.set(parentId, parent);
        parentOf.set(id, parentId);
      }
      if (fact.type === "trade.executed") {
        const parent = parents.get(parentOf.get(fact.data.orderId) ?? "");
        if (parent !== undefined) parent.bought += fact.data.quantity;
      }
      if (fact.type === "execution.completed") {
        const parent = parents.get(fact.data.parentId)!;
        expect(fact.data.filledQuantity).toBeCloseTo(parent.bought, 6);
        expect([fact.data.children, fact.data.decidedQuantity]).toEqual([parent.children, parent.quantity]);
        expect(trading.execution.parents.has(fact.data.parentId), "it is told once").toBe(false);
        seen.set(fact.data.style, (seen.get(fact.data.style) ?? 0) + 1);
        ended += 1;
        if (parent.children > 1) inParts += 1;
      }
    }
    for (const [id, { quantity, bought }] of parents) {
      const parent = trading.execution.parents.get(id);
      let out = 0;
      for (const record of trading.orders.values()) if (record.parentId === id) out += remainingOf(record);
      const unsent = parent === undefined ? 0 : unsentOf(parent);
      expect(bought + out + unsent, "children never add up to more than their parent").toBeLessThan(quantity + nothing);
      if (parent !== undefined && governance.policy?.mandate.envelope.entriesAllowed === false)
        expect([parent.stoppedBy === undefined, unsent], "a stop of entries stops parents at once").toEqual([false, 0]);
    }
    expect(trading.execution.parents.size).toBeLessThanOrEqual(config.instruments.length);
  };
  return parents;
}

type Life = { readonly turnover: number; readonly slippage: "ADVISORY" | "ENFORCED"; readonly isTaught: boolean };

function openWatched({ turnover, slippage, isTaught }: Life): Desk {
  const config = { ...executionConfig, hooks: { ...executionConfig.hooks, "slippage-check": slippage } };
  const desk = openDesk(config, { warmUpBars: executionWarmUp, turnover });
  if (isTaught) teachMakers(desk.world);
  watchParents(desk);
  return desk;
}

const anyLife = fc.record({
  turnover: fc.constantFrom(1e6, 2e4, 1e3, 100),
  slippage: fc.constantFrom("ADVISORY" as const, "ENFORCED" as const),
  isTaught: fc.boolean(),
  moves: fc.array(anyMove, { minLength: 10, maxLength: 60 }),
});

it("holds after every entry, whatever comes", () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      const desk = openWatched(life);
      for (const move of life.moves) make(desk, move);
    }),
    { numRuns: 150 },
  );
  expect(ended, "the walk went where it matters").toBeGreaterThan(50);
  expect(inParts).toBeGreaterThan(3);
  expect([...seen.keys()].toSorted()).toEqual(expect.arrayContaining(["MARKET", "POST_ONLY", "SCHEDULE"]));
});

it("a state written down and read back in the middle goes on alike", () => {
  fc.assert(
    fc.property(anyLife, fc.nat(59), (life, cut) => {
      const straight = openWatched(life);
      const resumed = openWatched(life);
      for (const [index, move] of life.moves.entries()) {
        make(straight, move);
        if (index === cut) Object.assign(resumed.world.state, decodeState(encodeState(resumed.world.state)));
        make(resumed, move);
      }
      expect(factsNamed(resumed.world, "execution.completed")).toEqual(
        factsNamed(straight.world, "execution.completed"),
      );
      expect(encodeState(resumed.world.state)).toEqual(encodeState(straight.world.state));
    }),
    { numRuns: 25 },
  );
});
