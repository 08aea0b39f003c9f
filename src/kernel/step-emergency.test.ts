/**
 * The emergency stop over the random life of a fund at a venue that misbehaves.
 *
 * After every single entry, restarts included: what is held is protected or on its way out, nothing is sold twice, no
 * exit is refused by us, and a reduction sells no more than half, once.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, hour } from "../../tests/scenarios/given.ts";
import { anyMove, type Desk, make, type Move, openDesk } from "../../tests/scenarios/desk.ts";
import { fillAt, openAt } from "../../tests/scenarios/unruly-venue.ts";
import { factsNamed, feed, fundOf, openWorld, review, type Step, typesOf } from "../../tests/scenarios/world.ts";
import { isStopped } from "./domain/emergency-stop.ts";
import { type ExitMode, exitModes } from "./domain/modes.ts";
import { fundReconfigured } from "./events/fund-events.ts";
import { drillCompleted, operatorEssTripped } from "./events/operator-events.ts";
import { fraction, usd } from "./units/units.ts";
import { findOrder } from "./trading/trading-state.ts";

const tripMove = (exitMode: ExitMode): Move => ({ kind: "TRIP", exitMode });
/** Nobody wants to leave, so that every sale is the stop's or the protective order's. */
const anyMoveButLeaving = anyMove.filter((move) => move.kind !== "WISH" || move.up);
const anyLife = (exits: readonly ExitMode[]) =>
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: anyMoveButLeaving },
      { weight: 1, arbitrary: fc.constantFrom(...exits).map(tripMove) },
    ),
    { minLength: 15, maxLength: 60 },
  );

const flat: Move = { kind: "CLOSE", btc: 0, eth: 0 };
/** Two exits go out at once and are lost, and one of them again: what is held must not wait for the clock. */
const losesThreeAtOnce: Move[] = [
  flat,
  { kind: "FILL", which: 0, share: 0.3 },
  { kind: "FILL", which: 0, share: 0.3 },
  flat,
  tripMove("REDUCE"),
  flat,
  tripMove("REDUCE"),
  flat,
  { kind: "VENUE", next: ["ANSWERS", "LOST", "LOST", "LOST"] },
  flat,
  { kind: "CLOSE", btc: -0.0152, eth: 0 },
  flat,
  { kind: "CANCEL", which: 0 },
];

type Reduced = { askedAt: number; bought: number; maySell: number; sold: number };

/** Follows what each reduction may sell, and what exits have sold under it. */
function watchReductions(desk: Desk): Map<string, Reduced> {
  const reductions = new Map<string, Reduced>();
  const { world } = desk;
  const soundly = world.watch;
  world.watch = (step: Step) => {
    soundly(step);
    const { trading } = fundOf(world);
    const { event } = step.entry;
    if (event.type === "venue.order_filled") {
      const order = findOrder(trading, event.data.orderId)?.order;
      const reduced = reductions.get(order?.symbol ?? "");
      if (order?.purpose === "EXIT" && reduced !== undefined) reduced.sold += event.data.quantity;
    }
    for (const [id, { symbol }] of fundOf(world).config.instruments.entries()) {
      const position = trading.positions[id];
      const known = reductions.get(symbol);
      if (known !== undefined)
        expect(known.sold, `${symbol} is never sold beyond half`).toBeLessThanOrEqual(known.maySell + 1e-9);
      if (position?.reduction === undefined || position.exitReason !== undefined) {
        reductions.delete(symbol);
        continue;
      }
      const { askedAt } = position.reduction;
      if (known?.askedAt !== askedAt) {
        const maySell = position.quantity / 2;
        reductions.set(symbol, { askedAt, bought: position.boughtQuantity, maySell, sold: 0 });
        continue;
      }
      known.maySell += (position.boughtQuantity - known.bought) / 2;
      known.bought = position.boughtQuantity;
    }
  };
  return reductions;
}

describe("over any life", () => {
  it("REDUCE sells half at most, once, and leaves nothing naked", () => {
    let reduced = 0;
    fc.assert(
      fc.property(anyLife(["REDUCE"]), (moves) => {
        const desk = openDesk();
        const reductions = watchReductions(desk);
        for (const move of moves) {
          make(desk, move);
          for (const each of reductions.values()) reduced += each.sold > 0 ? 1 : 0;
        }
      }),
      { numRuns: 300, examples: [[losesThreeAtOnce]] },
    );
    expect(reduced, "the walk went where it matters").toBeGreaterThan(50);
  });

  it("every exit mode keeps what is held protected or on its way out", () => {
    let stopped = 0;
    fc.assert(
      fc.property(anyLife(exitModes), (moves) => {
        const desk = openDesk();
        for (const move of moves) {
          make(desk, move);
          const { ess, policy } = fundOf(desk.world).governance;
          if (!isStopped(ess)) continue;
          stopped += 1;
          expect(policy?.mandate.envelope.entriesAllowed).toBe(false);
        }
      }),
      { numRuns: 120 },
    );
    expect(stopped).toBeGreaterThan(200);
  });

  it.each(["REDUCE", "FLATTEN"] as const)(
    "%s ends once the venue answers again, and time to zero is measured",
    (exitMode) => {
      fc.assert(
        fc.property(fc.array(anyMoveButLeaving, { minLength: 5, maxLength: 25 }), (moves) => {
          const desk = openDesk();
          for (const move of moves) make(desk, move);
          desk.venue.behaviour.length = 0;
          make(desk, { kind: "CONNECTION", connected: true });
          make(desk, tripMove(exitMode));
          const { trip } = fundOf(desk.world).governance.ess;
          for (let round = 0; round < 5; round += 1) {
            make(desk, { kind: "ANSWER" });
            for (const kept of openAt(desk.venue))
              if (kept.order.purpose === "EXIT") fillAt(desk.world, desk.venue, kept, round < 2 ? 0.6 : 1);
            make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
          }
          const { ess } = fundOf(desk.world).governance;
          expect(["COOLING_DOWN", "RECOVERY_REVIEW"]).toContain(ess.state);
          expect(ess.trip?.timeToZero).toBeGreaterThanOrEqual(0);
          expect(trip).toBeDefined();
          expect(openAt(desk.venue).filter(({ order }) => order.purpose !== "STOP")).toEqual([]);
          if (exitMode === "FLATTEN") expect([...desk.venue.holdings.values()].every((held) => held < 1e-9)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe("policy first", () => {
  it("in the step that trips, the policy without entries stands before the first cancel", () => {
    const desk = openDesk();
    make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
    expect(openAt(desk.venue).map(({ order }) => order.purpose)).toEqual(["ENTRY"]);
    const order = { exitMode: "CANCEL" as const, operator: null, reason: "a test" };
    const { facts, effects } = feed(desk.world, at(1), "operator", operatorEssTripped.create(order));
    const types = facts.map(({ type }) => type);
    expect(types.indexOf("ess.state_changed")).toBeLessThan(types.indexOf("policy.updated"));
    expect(types.indexOf("policy.updated")).toBeLessThan(types.indexOf("order.status_changed"));
    expect(effects.map(({ kind }) => kind)).toEqual(["CancelOrder"]);
  });
});

describe("a new configuration", () => {
  const reconfigured = (world: ReturnType<typeof openWorld>, essEnabled: boolean, when: number) =>
    feed(world, at(when), "runtime", fundReconfigured.create({ ...fundOf(world).config, essEnabled }));

  it("switches it on and off, and a trip outlasts being switched off", () => {
    const world = openWorld({ ...fundOf(openWorld()).config, essEnabled: false });
    const { governance } = fundOf(world);
    expect(governance.ess.state).toBe("DISABLED");
    reconfigured(world, true, 0);
    expect(governance.ess.state).toBe("ARMED");
    expect(factsNamed(world, "ess.state_changed")).toMatchObject([{ reason: "the configuration switches it on" }]);
    feed(world, at(1), "operator", operatorEssTripped.create({ exitMode: null, operator: null, reason: "smoke" }));
    reconfigured(world, false, 2);
    expect(governance.ess.state).toBe("COOLING_DOWN");
    review(world, at(hour), "Ada");
    review(world, at(2 * hour), "Ada");
    expect(governance.ess.state, "armed by a review, then switched off").toBe("DISABLED");
  });
});

describe("people", () => {
  const trippedBy = (exitMode: ExitMode | null, world = openWorld()) => {
    feed(world, at(0), "operator", operatorEssTripped.create({ exitMode, operator: "Ada", reason: "a test" }));
    return world;
  };

  it("trip it by hand, with an exit of their choice or the configured one", () => {
    expect(fundOf(trippedBy("REDUCE")).governance.ess.trip).toMatchObject({ evaluator: "MANUAL", exitMode: "REDUCE" });
    expect(fundOf(trippedBy(null)).governance.ess.trip).toMatchObject({
      exitMode: "CANCEL",
      reason: "tripped by Ada: a test",
    });
  });

  it("are told when it changes nothing: tripped as strongly already, or switched off", () => {
    const world = trippedBy("FLATTEN");
    trippedBy("REDUCE", world);
    expect(factsNamed(world, "operator.command_refused").map(({ rule }) => rule)).toEqual([
      "it is COOLING_DOWN already, as gravely and with as strong an exit",
    ]);
    const { config } = fundOf(openWorld());
    const off = trippedBy(null, openWorld({ ...config, essEnabled: false }));
    expect(factsNamed(off, "operator.command_refused").map(({ rule }) => rule)).toEqual([
      "the configuration switches the emergency stop off",
    ]);
  });

  it("cannot review it before it has cooled down", () => {
    const world = trippedBy("HOLD");
    review(world, at(1), "Ada");
    expect(factsNamed(world, "input.ignored").map(({ reason }) => reason)).toEqual(["the emergency stop is TRIPPED"]);
    expect(isStopped(fundOf(world).governance.ess)).toBe(true);
  });

  it("a forgiven loss of the day does not trip again, a new one does", () => {
    const { config } = fundOf(openWorld());
    const limits = { ...config.hardLimits, maxDailyLossFraction: fraction(0.05), minEquityUsd: usd(0) };
    const world = openWorld({ ...config, hardLimits: limits });
    const { governance } = fundOf(world);
    governance.performance.dayStartEquity = 10_600;
    review(world, at(0), "Ada");
    expect(governance.ess.trip?.evaluator).toBe("DAILY_LOSS");
    review(world, at(1), "Ada");
    for (const ms of [2, hour, 2 * hour]) review(world, at(ms), "Ada");
    expect([governance.freeze, governance.ess.state, governance.essKnowsDailyLoss]).toEqual([undefined, "ARMED", true]);
    review(world, at(2 * hour + 1), "Ada");
    expect(governance.ess.state).toBe("ARMED");
    governance.performance.dayStartEquity = 10_000;
    review(world, at(2 * hour + 2), "Ada");
    governance.performance.dayStartEquity = 10_600;
    review(world, at(2 * hour + 3), "Ada");
    expect(governance.ess).toMatchObject({ state: "TRIPPED", trip: { evaluator: "DAILY_LOSS" } });
  });
});

describe("drills", () => {
  const tell = (world: ReturnType<typeof openWorld>, startedAt: number, passed: boolean) =>
    feed(
      world,
      at(0),
      "runtime",
      drillCompleted.create({ startedAtMs: at(startedAt), passed, timeToZeroMs: null, note: "a test" }),
    );

  it("are remembered with their verdict and when the fund heard of them", () => {
    const world = openWorld();
    tell(world, -5 * hour, true);
    expect(fundOf(world).governance.lastDrill).toEqual({ at: at(0), startedAt: at(-5 * hour), passed: true });
    tell(world, -4 * hour, false);
    expect(fundOf(world).governance.lastDrill?.passed).toBe(false);
    expect(fundOf(world).governance.drillPassedAt, "a failed drill does not undo the one that passed").toBe(at(0));
  });

  it("are told once: the same or an older one is no news", () => {
    const world = openWorld();
    tell(world, 0, true);
    tell(world, 0, false);
    tell(world, -1, false);
    expect(fundOf(world).governance.lastDrill?.passed).toBe(true);
    expect(typesOf(world).filter((type) => type === "input.ignored")).toHaveLength(2);
  });
});
