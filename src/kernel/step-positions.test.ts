/**
 * Positions that are looked after, at a venue that rejects, keeps silent, loses and fills in parts: what must hold of any
 * fund (`tests/scenarios/desk.ts`), and what targets, moving stops, classes and additions must never do.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyMove, type Desk, make, type Move, openDesk } from "../../tests/scenarios/desk.ts";
import { tradingConfig } from "../../tests/scenarios/given.ts";
import { factsOf, fundOf } from "../../tests/scenarios/world.ts";
import type { FundConfig } from "./domain/config.ts";
import { parseFact } from "./events/catalogue.ts";
import { decodeState, encodeState } from "./state-codec.ts";

/** Stops 1 % away, so that a few closes make several R. */
const careful: FundConfig = {
  ...tradingConfig,
  subsystems: { ...tradingConfig.subsystems, dynamic_tpsl: "ENFORCED", pil: "ENFORCED", pal: "ENFORCED" },
  hooks: { ...tradingConfig.hooks, "position-classification": "ENFORCED", "amplification-check": "ENFORCED" },
};

const rising = fc.integer({ min: -150, max: 350 }).map((points) => points / 10_000);
const anyCare: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("CLOSE" as const), btc: rising, eth: rising }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("FILL" as const), which: fc.nat(20), share: fc.constant(1) }) },
  { weight: 8, arbitrary: anyMove },
);

/** What was paid and received for everything that was bought and sold is what the cash is less than it was. */
function expectExact({ world }: Desk): void {
  const { ledger, config } = fundOf(world);
  let cash: number = config.startEquityUsd;
  for (const fact of factsOf(world)) {
    if (fact.type !== "trade.executed") continue;
    const { side, quantity, priceUsd, feeUsd } = fact.data;
    cash += (side === "BUY" ? -1 : 1) * quantity * priceUsd - feeUsd;
  }
  const { CASH, LOCKED_PROFIT, RESERVE } = ledger.balances;
  expect((CASH + LOCKED_PROFIT + RESERVE) / 1e6).toBeCloseTo(cash, 4);
}

it("stops only rise, nothing is naked or sold twice, and every coin is accounted for, whatever comes", () => {
  const seen = { RAISE_STOP: 0, SELL_PART: 0, LEAVE: 0, EXTEND_TARGET: 0, EXTEND_HOLD: 0 };
  let additions = 0;
  fc.assert(
    fc.property(fc.array(anyCare, { minLength: 15, maxLength: 45 }), (moves) => {
      const desk = openDesk(careful);
      for (const move of moves) make(desk, move);
      for (const fact of factsOf(desk.world)) {
        expect(parseFact(JSON.parse(JSON.stringify(fact)))).toMatchObject({ kind: "PARSED" });
        if (fact.type === "position.managed") seen[fact.data.move] += 1;
        if (fact.type === "order.submitted" && fact.data.reason.startsWith("adds to")) additions += 1;
      }
      for (const position of fundOf(desk.world).trading.positions) {
        if (position === undefined) continue;
        const { plan, boughtQuantity } = position;
        expect(boughtQuantity, "the cap on additions").toBeLessThanOrEqual(plan.firstQuantity * 1.5 + 1e-9);
      }
      expectExact(desk);
      const text = encodeState(desk.world.state);
      expect(encodeState(decodeState(text))).toBe(text);
    }),
    { numRuns: 150 },
  );
  expect(seen.RAISE_STOP, JSON.stringify({ ...seen, additions })).toBeGreaterThan(20);
  expect(seen.SELL_PART).toBeGreaterThan(10);
  expect(seen.LEAVE).toBeGreaterThan(3);
});
