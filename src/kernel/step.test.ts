/** `step` from outside: same entries same facts, cut anywhere and go on, and every kind of input taken in as promised. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { at, bar, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import {
  allModelsSay,
  close,
  factsNamed,
  feed,
  fundOf,
  hear,
  openWorld,
  passTime,
  review,
  type Step,
  typesOf,
  type World,
} from "../../tests/scenarios/world.ts";
import type { Order } from "./domain/order.ts";
import { fundOpened, fundReconfigured, fundRestarted, journalReserveUsed } from "./events/fund-events.ts";
import { parseInput } from "./events/catalogue.ts";
import { clockTicked, marketBarsClosed } from "./events/market-events.ts";
import { operatorReviewGiven } from "./events/operator-events.ts";
import { orderAbsent, orderFilled, orderOutcomeUnknown, venueConnectionChanged } from "./events/venue-events.ts";
import type { FundState } from "./fund-state.ts";
import { imbalanceOf } from "./ledger/ledger.ts";
import { decodeState, encodeState } from "./state-codec.ts";
import { wakePlan } from "./step-govern.ts";
import { type Entry, openState, step } from "./step.ts";
import type { Effect } from "./trading/effect.ts";
import { epochMs, fraction, minutes, price, quantity, ratio, seconds, usd } from "./units/units.ts";

const bars = (index: number, factor = 1) => [
  bar("BTC", wavyClose(index) * factor),
  bar("ETH", wavyClose(index, 50) * factor),
];
const playTo = (world: World, from: number, to: number, factor = 1) => {
  for (let index = from; index < to; index += 1) {
    passTime(world, at(index * hour));
    close(world, at(index * hour), bars(index, factor));
  }
};

/** Twelve bars to learn from, then forecasts that want BTC, and a bar that orders it. */
function eagerWorld(): World {
  const world = openWorld();
  playTo(world, -12, 0);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  playTo(world, 0, 1);
  return world;
}

/** The same with the order filled: BTC is held and its stop rests. */
function holdingWorld(): World {
  const world = eagerWorld();
  playTo(world, 1, 2);
  return world;
}

/** A life with entries, a crash, a freeze, a review, a release and a restart: a journal to play with. */
function eventfulWorld(): World {
  const world = holdingWorld();
  allModelsSay(world, "ETH", 0.95, at(5 * hour));
  playTo(world, 2, 6);
  close(world, at(6 * hour), [bar("BTC", 88, { open: 88 }), bar("ETH", 44, { open: 44 })]);
  feed(world, at(6 * hour), "runtime", fundRestarted.create({ poison: null }));
  for (let index = 9; index < 33 * 24; index += 3) playTo(world, index, index + 1, 0.88);
  allModelsSay(world, "BTC", 0.05, at(1_000 * hour));
  playTo(world, 33 * 24, 33 * 24 + 10, 0.88);
  return world;
}

const digest = (state: FundState): string => createHash("sha256").update(encodeState(state)).digest("hex");
const replay = (state: FundState, entries: readonly Entry[]) => entries.map((entry) => step(state, entry));
const told = (steps: readonly Pick<Step, "facts" | "effects">[]) =>
  steps.map(({ facts, effects }) => ({ facts, effects }));

describe("determinism", () => {
  let world: World;
  let entries: readonly Entry[];
  beforeAll(() => {
    world = eventfulWorld();
    entries = world.steps.map(({ entry }) => entry);
  });

  it("the life tested has it all", () => {
    const types = new Set(typesOf(world));
    for (const type of [
      "order.submitted",
      "position.opened",
      "position.closed",
      "fund.frozen",
      "fund.released",
      "ess.level_changed",
      "day.closed",
      "market.regime.changed",
    ])
      expect(types, type).toContain(type);
  });

  it("the same entries give the same facts, effects and state", () => {
    const state = openState();
    expect(told(replay(state, entries))).toEqual(told(world.steps));
    expect(digest(state)).toBe(digest(world.state));
  });

  it("cut in two at any entry, written down and read again, gives the same facts and state", () => {
    fc.assert(
      fc.property(fc.nat(entries.length), (cut) => {
        const before = openState();
        const first = replay(before, entries.slice(0, cut));
        const after = decodeState(encodeState(before)) as FundState;
        expect(told([...first, ...replay(after, entries.slice(cut))])).toEqual(told(world.steps));
        expect(digest(after)).toBe(digest(world.state));
      }),
      { numRuns: 25 },
    );
  });

  it("entries survive being written down as JSON", () => {
    const read = entries.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry);
    expect(told(replay(openState(), read))).toEqual(told(world.steps));
  });
});

describe("entries go on", () => {
  const tick = (seq: number, now: number): Entry => ({
    seq,
    at: at(now),
    origin: "clock",
    event: clockTicked.create({}),
  });

  it("in number", () => {
    const { state } = openWorld();
    expect(() => step(state, tick(0, 0))).toThrow("expected an entry after 0, was 0");
    expect(() => step(state, tick(5, 0)), "gaps are poison entries that were skipped").not.toThrow();
  });

  it("in time, where the same moment may come again", () => {
    const { state } = openWorld();
    step(state, tick(1, 0));
    expect(() => step(state, tick(2, -1))).toThrow("expected time to go on");
    expect(() => step(state, tick(2, 0))).not.toThrow();
  });

  it("from one opening", () => {
    expect(() => step(openState(), tick(0, 0))).toThrow("expected fund.opened first, was clock.ticked");
    const { state } = openWorld();
    expect(() =>
      step(state, { seq: 1, at: at(0), origin: "runtime", event: fundOpened.create(tradingConfig) }),
    ).toThrow("expected one fund.opened");
  });
});

describe("bars", () => {
  it("that are not newer are ignored, and said to be", () => {
    const world = holdingWorld();
    const { facts } = feed(
      world,
      at(2 * hour),
      "market",
      marketBarsClosed.create({ closedAtMs: at(1 * hour), bars: bars(9), missing: [] }),
    );
    expect(facts).toMatchObject([{ type: "input.ignored", data: { type: "market.bars_closed" } }]);
  });

  it("of symbols nobody configured are ignored, the others taken", () => {
    const world = holdingWorld();
    const mixed = [bar("DOGE", 1), ...bars(2)];
    const { facts } = feed(
      world,
      at(2 * hour),
      "market",
      marketBarsClosed.create({ closedAtMs: at(2 * hour), bars: mixed, missing: [] }),
    );
    expect(facts[0]).toMatchObject({ type: "input.ignored", data: { reason: "DOGE is not configured" } });
    expect(fundOf(world).lastBarsAt).toBe(at(2 * hour));
  });

  it("before trading begins only teach: no order, no round of governance", () => {
    const world = openWorld();
    playTo(world, -12, 0);
    expect(typesOf(world)).not.toContain("intent.proposed");
    expect(fundOf(world).governance.lastCouncilAt).toBeUndefined();
    expect(fundOf(world).trading.latest[0]).toBeDefined();
  });

  it("that stop coming make the feed late, then lost, at the fund's own timers, and entries stop", () => {
    const world = holdingWorld();
    passTime(world, at(30 * hour));
    expect(factsNamed(world, "health.status_changed").map(({ to }) => to)).toEqual(["OPTIMAL", "DEGRADED", "CRITICAL"]);
    expect(fundOf(world).governance.policy?.modes).toMatchObject({
      tradingMode: "EMERGENCY",
      essState: "RECOVERY_REVIEW",
    });
    expect(fundOf(world).governance.policy?.mandate.envelope.entriesAllowed).toBe(false);
  });
});

describe("what the venue says", () => {
  const orderOf = (world: World, purpose: Order["purpose"]): Order => {
    const record = [...fundOf(world).trading.orders.values(), ...fundOf(world).trading.ended].find(
      ({ order }) => order.purpose === purpose,
    );
    if (record === undefined) throw new Error(`expected an order to be an ${purpose}`);
    return record.order;
  };
  const statusOf = (world: World, orderId: string) =>
    [...fundOf(world).trading.orders.values(), ...fundOf(world).trading.ended].find(({ order }) => order.id === orderId)
      ?.status;
  const quietWorld = (): World => {
    const world = openWorld();
    playTo(world, -12, 0);
    allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
    world.perform = () => undefined;
    world.reports = 0;
    playTo(world, 0, 1);
    return world;
  };
  const fillOf = (order: Order, reportSeq: number, fillId = "F1", size: number = order.quantity) =>
    orderFilled.create({
      orderId: order.id,
      reportSeq,
      fillId,
      priceUsd: price(100),
      quantity: quantity(size),
      feeUsd: usd(1),
      liquidity: "TAKER",
    });

  it("a report seen before is ignored", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    feed(world, world.state.at, "venue", fillOf(order, 1, "F1", 1));
    const { facts } = feed(world, world.state.at, "venue", fillOf(order, 1, "F2", 1));
    expect(facts).toMatchObject([{ type: "input.ignored", data: { reason: "report 1 was taken in before" } }]);
    expect(fundOf(world).trading.positions[0]?.quantity).toBe(1);
  });

  it("a fill booked before is ignored, whatever number its report has", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    feed(world, world.state.at, "venue", fillOf(order, 1, "F1", 1));
    const { facts } = feed(world, world.state.at, "venue", fillOf(order, 2, "F1", 1));
    expect(facts).toMatchObject([{ type: "input.ignored", data: { reason: "fill F1 is booked" } }]);
    expect(fundOf(world).trading.positions[0]?.quantity).toBe(1);
  });

  it("answers outside the numbered stream are taken in whenever they come", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    feed(world, world.state.at, "venue", fillOf(order, 1, "F1", 1));
    expect(typesOf({ ...world, steps: [feed(world, world.state.at, "venue", fillOf(order, 0, "F2", 1))] })).toContain(
      "trade.executed",
    );
  });

  it("a report that comes too early is left to be fetched again, so that none is skipped", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    const { facts } = feed(world, world.state.at, "venue", fillOf(order, 3, "F3", 1));
    expect(facts).toMatchObject([{ type: "input.ignored", data: { reason: "report 3 came before report 1" } }]);
    for (const number of [1, 2, 3]) feed(world, world.state.at, "venue", fillOf(order, number, `F${number}`, 1));
    expect(fundOf(world).trading.positions[0]?.quantity).toBe(3);
  });

  it("selling more than is held books what is held and freezes: books and venue differ", () => {
    const world = quietWorld();
    feed(world, world.state.at, "venue", fillOf(orderOf(world, "ENTRY"), ++world.reports, "F1", 2));
    const stop = orderOf(world, "STOP");
    feed(world, world.state.at, "venue", fillOf(stop, ++world.reports, "F2", 5));
    const { trading, governance } = fundOf(world);
    expect(trading.positions[0]).toBeUndefined();
    expect(governance.freeze?.reasons.join()).toContain("sold 5 BTC under");
    feed(world, world.state.at, "venue", fillOf(stop, ++world.reports, "F3", 1));
    expect(imbalanceOf(fundOf(world).ledger)).toBe(0);
  });

  it("a fee below zero never reaches the fund", () => {
    const fill = fillOf(orderOf(quietWorld(), "ENTRY"), 1);
    const parsed = parseInput({ ...fill, data: { ...fill.data, feeUsd: -1 } });
    expect(parsed).toMatchObject({ kind: "REFUSED", reason: expect.stringContaining("fee of 0 or more") });
  });

  it("about an order that is not ours is ignored", () => {
    const world = quietWorld();
    const { facts } = hear(world, world.state.at, { kind: "ACCEPTED", orderId: "O999-0" });
    expect(facts).toMatchObject([{ type: "input.ignored", data: { reason: "order O999-0 is not ours" } }]);
  });

  it("a fill of an order so old that nobody remembers it freezes: books and venue differ", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    fundOf(world).trading.orders.delete(order.id);
    const { facts } = hear(world, world.state.at, {
      kind: "FILLED",
      orderId: order.id,
      fillId: "F1",
      price: price(100),
      quantity: order.quantity,
      fee: usd(0),
      liquidity: "TAKER",
    });
    expect(facts.map(({ type }) => type)).toContain("fund.frozen");
  });

  it("a fill after a cancel is booked and protected", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    hear(world, world.state.at, { kind: "CANCELED", orderId: order.id, expired: true, reason: "late" });
    expect(statusOf(world, order.id)).toBe("EXPIRED");
    const late = feed(world, world.state.at, "venue", fillOf(order, 0, "F1", 2));
    expect(fundOf(world).trading.positions[0]?.quantity).toBe(2);
    expect(late.effects).toMatchObject([{ kind: "SubmitOrder", order: { purpose: "STOP", quantity: 2 } }]);
    expect(statusOf(world, order.id), "an end is an end").toBe("EXPIRED");
  });

  it("no answer makes an order UNKNOWN, and it is asked for at once", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    const { effects } = feed(
      world,
      world.state.at,
      "venue",
      orderOutcomeUnknown.create({ orderId: order.id, reason: "timeout" }),
    );
    expect(effects).toEqual([{ kind: "QueryOrder", orderId: order.id }]);
    expect(statusOf(world, order.id)).toBe("UNKNOWN");
    expect(fundOf(world).governance.health, "an unknown order is no good health").toBe("DEGRADED");
  });

  it("proof of absence ends UNKNOWN, and the health returns", () => {
    const world = quietWorld();
    const order = orderOf(world, "ENTRY");
    feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId: order.id, reason: "timeout" }));
    feed(world, world.state.at, "venue", orderAbsent.create({ orderId: order.id }));
    expect(statusOf(world, order.id)).toBe("ABSENT");
    expect(fundOf(world).governance.health).toBe("OPTIMAL");
  });

  it("a refused stop is placed again at the next close", () => {
    const world = quietWorld();
    feed(world, world.state.at, "venue", fillOf(orderOf(world, "ENTRY"), ++world.reports));
    const stop = orderOf(world, "STOP");
    expect(hear(world, world.state.at, { kind: "REJECTED", orderId: stop.id, reason: "no" }).effects).toEqual([]);
    const again = feed(
      world,
      at(1 * hour),
      "market",
      marketBarsClosed.create({ closedAtMs: at(1 * hour), bars: bars(1), missing: [] }),
    );
    expect(again.effects).toMatchObject([{ kind: "SubmitOrder", order: { purpose: "STOP" } }]);
  });

  /** Every stop sent fails at once, and the venue answers as fast that it is not there. Returns how many went out. */
  const loseStops = (world: World, first: readonly Effect[]): number => {
    let sent = 0;
    for (let effects = first; sent < 100; sent += 1) {
      const stop = effects.find((effect) => effect.kind === "SubmitOrder" && effect.order.purpose === "STOP");
      if (stop?.kind !== "SubmitOrder") break;
      const orderId = stop.order.id;
      feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId, reason: "reset" }));
      ({ effects } = feed(world, world.state.at, "venue", orderAbsent.create({ orderId })));
    }
    return sent;
  };

  it("a stop that is lost whenever it is sent goes out twenty times in a moment, and again at the tick half a minute later", () => {
    const world = quietWorld();
    const bought = feed(world, world.state.at, "venue", fillOf(orderOf(world, "ENTRY"), ++world.reports));
    expect(loseStops(world, bought.effects)).toBe(20);
    const tickAt = wakePlan(fundOf(world), world.state.at).timerAt ?? epochMs(Number.NaN);
    expect(tickAt - world.state.at).toBeLessThanOrEqual(seconds(30));
    const tooSoon = feed(world, epochMs(world.state.at + seconds(10) - 1), "clock", clockTicked.create({}));
    expect(tooSoon.effects).toEqual([]);
    const again = feed(world, tickAt, "clock", clockTicked.create({}));
    expect(loseStops(world, again.effects)).toBe(20);
  });

  it("a stop the venue cancelled is placed again at once", () => {
    const world = quietWorld();
    feed(world, world.state.at, "venue", fillOf(orderOf(world, "ENTRY"), ++world.reports));
    const cancelled = hear(world, world.state.at, {
      kind: "CANCELED",
      orderId: orderOf(world, "STOP").id,
      expired: false,
      reason: "maintenance",
    });
    expect(cancelled.effects).toMatchObject([{ kind: "SubmitOrder", order: { purpose: "STOP" } }]);
  });

  it("a lost connection stops entries until it is back", () => {
    const world = holdingWorld();
    feed(world, world.state.at, "venue", venueConnectionChanged.create({ connected: false, reason: "cable" }));
    expect(fundOf(world).governance).toMatchObject({
      health: "CRITICAL",
      policy: { modes: { tradingMode: "PAUSED" } },
    });
    feed(world, world.state.at, "venue", venueConnectionChanged.create({ connected: true, reason: "cable" }));
    expect(fundOf(world).governance.health).toBe("OPTIMAL");
    expect(fundOf(world).governance.policy?.modes.tradingMode, "a pause lasts its minimum").toBe("PAUSED");
    playTo(world, 2, 4);
    expect(fundOf(world).governance.policy).toMatchObject({
      modes: { tradingMode: "LIVE" },
      mandate: { envelope: { entriesAllowed: true } },
    });
  });
});

describe("a restart", () => {
  it("makes what was sent without an answer UNKNOWN, asks for it and sends nothing again", () => {
    const world = openWorld();
    playTo(world, -12, 0);
    allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
    world.perform = () => undefined;
    playTo(world, 0, 1);
    const { effects, facts } = feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    expect(effects).toEqual([{ kind: "QueryOrder", orderId: expect.stringMatching(/^O/) }]);
    expect(facts).toContainEqual(
      expect.objectContaining({
        type: "order.status_changed",
        data: expect.objectContaining({ from: "SUBMITTED", to: "UNKNOWN" }),
      }),
    );
  });

  it("leaves orders the venue has acknowledged alone", () => {
    const world = holdingWorld();
    const { effects } = feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    expect(effects).toEqual([]);
    expect([...fundOf(world).trading.orders.values()].map(({ status }) => status)).toEqual(["WORKING"]);
  });

  it("asks again for what is still unknown", () => {
    const world = openWorld();
    playTo(world, -12, 0);
    allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
    world.perform = () => undefined;
    playTo(world, 0, 1);
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    expect(feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null })).effects).toMatchObject([
      { kind: "QueryOrder" },
    ]);
  });

  it("after poison freezes with stops in place and the cause named, until a review", () => {
    const world = holdingWorld();
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: { seq: 41, message: "boom" } }));
    expect(fundOf(world).governance.freeze).toMatchObject({
      requiresReview: true,
      timerEndsAt: undefined,
      reasons: ["entry 41 failed: boom"],
    });
    expect([...fundOf(world).trading.orders.values()].map(({ order }) => order.purpose)).toEqual(["STOP"]);
    review(world, world.state.at, "Ada");
    expect(fundOf(world).governance.freeze).toBeUndefined();
  });
});

describe("what else comes in", () => {
  it("a full disk freezes", () => {
    const world = holdingWorld();
    feed(world, world.state.at, "runtime", journalReserveUsed.create({ message: "no space left" }));
    expect(fundOf(world).governance.freeze?.reasons).toEqual(["journal failed: no space left"]);
    expect(fundOf(world).governance.policy?.exitMode).toBe("CANCEL");
  });

  it("a review while nothing is frozen is said to be ignored", () => {
    expect(review(holdingWorld(), at(2 * hour), "Ada").facts).toMatchObject([
      { type: "input.ignored", data: { reason: "the fund is not frozen" } },
    ]);
  });

  it("a new configuration holds at once: limits tighten in the same entry", () => {
    const world = holdingWorld();
    const tight = { ...tradingConfig.hardLimits, maxExposureFraction: fraction(0.2), maxLeverageRatio: ratio(1) };
    const { facts } = feed(
      world,
      world.state.at,
      "runtime",
      fundReconfigured.create({ ...tradingConfig, hardLimits: tight }),
    );
    expect(facts.map(({ type }) => type)).toContain("policy.updated");
    expect(fundOf(world).governance.policy?.mandate.envelope).toMatchObject({ maxExposure: 0.2, maxLeverage: 1 });
  });

  it("a new limit of expected shortfall holds at once, too", () => {
    const world = holdingWorld();
    const trading = { ...tradingConfig.trading, maxExpectedShortfallFraction: fraction(0.01) };
    feed(world, world.state.at, "runtime", fundReconfigured.create({ ...tradingConfig, trading }));
    expect(fundOf(world).governance.policy?.maxExpectedShortfall).toBe(0.01);
  });

  it("bars that have not closed yet are ignored, and the feed goes on", () => {
    const world = holdingWorld();
    const { at: now } = world.state;
    const ahead = marketBarsClosed.create({ closedAtMs: at(9_999 * hour), bars: [], missing: [] });
    expect(feed(world, now, "market", ahead).facts).toMatchObject([{ type: "input.ignored" }]);
    expect(fundOf(world).lastBarsAt).toBeLessThanOrEqual(now);
  });

  it("a forecast about a symbol nobody trades is ignored; an expired one is forgotten at the next close", () => {
    const world = holdingWorld();
    allModelsSay(world, "DOGE", 0.9, at(9_999 * hour));
    expect([...fundOf(world).trading.signals.outside.values()].map(({ symbol }) => symbol)).not.toContain("DOGE");
    allModelsSay(world, "ETH", 0.5, world.state.at);
    const hours = Math.round((world.state.at - at(0)) / hour) + 1;
    close(world, at(hours * hour), [bar("BTC", 100), bar("ETH", 50)]);
    const still = [...fundOf(world).trading.signals.outside.values()];
    expect(still.every(({ validUntil }) => validUntil >= world.state.at)).toBe(true);
  });

  it("a journal without its reserve stops entries until a start finds room for it, whoever reviews", () => {
    const world = holdingWorld();
    const entriesAllowed = () => fundOf(world).governance.policy?.mandate.envelope.entriesAllowed;
    feed(world, world.state.at, "runtime", journalReserveUsed.create({ message: "full" }));
    expect(fundOf(world).governance.health).toBe("CRITICAL");
    feed(
      world,
      world.state.at,
      "operator",
      operatorReviewGiven.create({ operator: "Ada", reason: "", scripted: false }),
    );
    expect(fundOf(world).governance.freeze).toBeUndefined();
    expect(entriesAllowed(), "released, and still without a reserve").toBe(false);
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    expect(fundOf(world).governance.health).toBe("OPTIMAL");
  });

  it.each([
    ["instruments", { instruments: tradingConfig.instruments.map((each) => ({ ...each, lotSize: quantity(1) })) }],
    ["startEquityUsd", { startEquityUsd: usd(1) }],
    ["intervalMs", { intervalMs: minutes(5) }],
    ["forecasting", { forecasting: { ...tradingConfig.forecasting, horizonBars: 99 } }],
    ["identity", { identity: { ...tradingConfig.identity, account: "another" } }],
  ])("a configuration with another %s is a broken rule: books and models depend on it", (field, change) => {
    const world = holdingWorld();
    const other = fundReconfigured.create({ ...tradingConfig, ...change });
    expect(() => feed(world, world.state.at, "runtime", other)).toThrow(`expected ${field} to stay`);
  });

  it("a configuration of other instruments is a broken rule", () => {
    const world = holdingWorld();
    const others = { ...tradingConfig, instruments: tradingConfig.instruments.toReversed() };
    expect(() => feed(world, world.state.at, "runtime", fundReconfigured.create(others))).toThrow(
      "expected instruments to stay as the fund was opened with",
    );
  });
});
