/** PT-02 and PT-05 to PT-08 in a whole fund: gaps, floods, loops, duplicates, and exposure under any interleaving. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { Order } from "../../src/kernel/domain/order.ts";
import { noControlLimits } from "../../src/kernel/domain/control-limits.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { operatorEssTripped, operatorStrategyEnabled } from "../../src/kernel/events/operator-events.ts";
import { orderAbsent, orderOutcomeUnknown } from "../../src/kernel/events/venue-events.ts";
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { contextOf } from "../../src/kernel/step-govern.ts";
import type { Effect } from "../../src/kernel/trading/effect.ts";
import type { OrderFlow } from "../../src/kernel/trading/flow/order-flow.ts";
import { cancelEntries } from "../../src/kernel/trading/protect.ts";
import { readChecks } from "../../src/kernel/trading/guard/approved-order.ts";
import { guardViewOf } from "../../src/kernel/trading/guard-view-of.ts";
import { type Purpose, submit } from "../../src/kernel/trading/submit.ts";
import type { Strategy } from "../../src/kernel/trading/strategies/strategy.ts";
import { durationMs, fraction, price, quantity, usd } from "../../src/kernel/units/units.ts";
import { nextWake } from "../../src/runtime/wakes.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
import { choicesOf, libraryOf, long, none, out, someStrategy } from "./some-strategy.ts";
import { close, factsNamed, feed, fundOf, hear, openWorld, type World } from "./world.ts";

const controls = (change: Partial<FundConfig["controls"]>): FundConfig => ({
  ...tradingConfig,
  controls: { ...tradingConfig.controls, ...change },
});

/** A fund that holds nothing, at the close of hour 0 at 100. Nothing it asks for reaches a venue. */
function quiet(config: FundConfig = tradingConfig): World {
  const world = openWorld(config);
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  close(world, at(0), [bar("BTC", 100)]);
  world.perform = () => undefined;
  return world;
}

let numbers = 0;
type Sent = {
  readonly id: string;
  readonly verdict: string /** Every check that refuses, after the first one too. */;
  readonly refusals: readonly string[];
  readonly effects: readonly Effect[];
};

/** Sends an order past the guard, as trading does; says what it said and what it asks of the venue. */
function sendTo(world: World, change: Partial<Order> = {}, purpose: Partial<Purpose> = {}, later = 0): Sent {
  world.state.seq += 1;
  const outbox = openOutbox(world.state.seq, at(world.state.at - at(0) + later));
  const effects: Effect[] = [];
  const id = `O${world.state.seq}-0`;
  const basic = { symbol: "BTC", side: "BUY", purpose: "ENTRY", limitPrice: price(100.5) } as const;
  const order = { id, ...basic, quantity: quantity(1 + (numbers += 1) / 1_000), ...change };
  const context = contextOf(fundOf(world), outbox, effects);
  const decided = {
    strategy: "ensemble",
    reason: "",
    stopDistance: 0.02,
    edge: { grossBps: 500, costBps: 10 },
    ...purpose,
  };
  const readings = readChecks(order, guardViewOf(fundOf(world).trading, context, order, decided));
  submit(fundOf(world).trading, context, order, decided);
  const refused = outbox.facts.find((fact) => fact.type === "order.refused");
  const refusals = readings.flatMap(({ check, refusal }) => (refusal === undefined ? [] : [check]));
  return { id, verdict: refused?.data.check ?? "SENT", refusals, effects };
}

describe("PT-02: a price that jumps", () => {
  const jumpTo = (to: number): World => {
    const world = quiet();
    close(world, at(hour), [bar("BTC", to)]);
    return world;
  };
  const entry = (world: World, close_: number) => sendTo(world, { limitPrice: price(close_) }).verdict;

  it("a tenth in an hour is allowed, a tick more is not, up or down", () => {
    expect([110, 110.01, 90, 89.99].map((to) => entry(jumpTo(to), to))).toEqual([
      "SENT",
      "period-collar",
      "SENT",
      "period-collar",
    ]);
  });

  it("a gap in the feed is a move: the last price before it counts", () => {
    const world = quiet();
    close(world, at(30 * hour), [bar("BTC", 111)]);
    expect(entry(world, 111)).toBe("period-collar");
  });

  it("the symbol is reduce-only for two hours, says so once, and exits go on", () => {
    const world = jumpTo(111);
    expect(factsNamed(world, "control.symbol_cooled")).toEqual(
      [{ symbol: "BTC", moveRatio: 111 / 100 - 1, limitRatio: 0.1, untilMs: at(3 * hour) }].map((each) => ({
        ...each,
        moveRatio: expect.closeTo(each.moveRatio, 12),
      })),
    );
    close(world, at(2 * hour), [bar("BTC", 111)]);
    expect(entry(world, 111)).toBe("cooled");
    const exit = { side: "SELL", purpose: "EXIT" } as const;
    expect(sendTo(world, { ...exit, quantity: quantity(0) }).verdict, "not for its move").toBe("quantity");
    close(world, at(3 * hour), [bar("BTC", 111)]);
    expect(entry(world, 111)).toBe("SENT");
    expect(factsNamed(world, "control.symbol_cooled")).toHaveLength(1);
  });

  it("is remembered by a snapshot", () => {
    const world = jumpTo(111);
    const flow = (decodeState(encodeState(fundOf(world).trading.flow)) as OrderFlow).coolsUntil;
    expect([...flow]).toEqual([at(3 * hour), 0]);
  });
});

describe("PT-05: a flood", () => {
  const rate = { perSecond: 10, perMinute: 1_000 };
  const narrow = { ...tradingConfig.controls.messages, strategy: rate, reservedFraction: fraction(0.5) };
  const messageRefusals = ({ refusals }: Sent) => refusals.filter((check) => check.startsWith("messages"));
  const flooded = () => {
    const world = quiet(controls({ messages: narrow, repeats: { maxExecutions: 1e6, windowMs: durationMs(1) } }));
    const tries = Array.from({ length: 12 }, () => sendTo(world, {}));
    return { world, tries };
  };

  it("entries stop at half of the rate, and cancels still leave", () => {
    const { world, tries } = flooded();
    expect(tries.map(({ verdict }) => verdict)).toEqual([
      ...Array(5).fill("SENT"),
      ...Array(7).fill("messages-strategy-second"),
    ]);
    const effects: Effect[] = [];
    world.state.seq += 1;
    const context = contextOf(fundOf(world), openOutbox(world.state.seq, world.state.at), effects);
    cancelEntries(fundOf(world).trading, context, "the flood is over");
    expect(effects.map(({ kind }) => kind)).toEqual(Array(5).fill("CancelOrder"));
  });

  it("what was bought in a flood is protected and sold at the same moment, without any room left", () => {
    const { world, tries } = flooded();
    const now = world.state.at;
    const [bought] = tries;
    hear(world, now, {
      kind: "FILLED",
      orderId: bought!.id,
      fillId: "F1",
      price: price(100),
      quantity: quantity(1),
      fee: usd(0.1),
      liquidity: "TAKER",
    });
    const sent = () => factsNamed(world, "order.submitted").map(({ purpose }) => purpose);
    expect(sent()).toEqual(["STOP"]);
    const stop = factsNamed(world, "order.submitted")[0]!.id;
    hear(world, now, { kind: "ACCEPTED", orderId: stop });
    const trip = { exitMode: "FLATTEN", operator: "Ada", reason: "a flood" } as const;
    const { effects } = feed(world, now, "operator", operatorEssTripped.create(trip));
    expect(effects.map(({ kind }) => kind)).toEqual(Array(6).fill("CancelOrder"));
    hear(world, now, { kind: "CANCELED", orderId: stop, expired: false, reason: "gives way" });
    expect(sent()).toEqual(["STOP", "EXIT"]);
    const { messages } = fundOf(world).trading.flow;
    expect(messages.get("strategy ensemble")?.second, "more than the whole rate").toBeGreaterThan(rate.perSecond);
    expect(world.state.at, "no time has passed").toBe(now);
  });

  it("what cancels used is drained before entries leave again, by fund time", () => {
    const { world } = flooded();
    expect([100, 199].map((later) => sendTo(world, {}, {}, later).verdict)).toEqual([
      "SENT",
      "messages-strategy-second",
    ]);
  });

  it("another strategy has its own room, and rejects count against the one whose orders they were", () => {
    const { world, tries } = flooded();
    expect(messageRefusals(sendTo(world)), "its own").toEqual(["messages-strategy-second"]);
    expect(messageRefusals(sendTo(world, {}, { strategy: "trend" })), "the other's").toEqual([]);
    const before = fundOf(world).trading.flow.messages.get("strategy ensemble")?.second;
    hear(world, world.state.at, { kind: "REJECTED", orderId: tries[0]!.id, reason: "too many requests" });
    expect(fundOf(world).trading.flow.messages.get("strategy ensemble")?.second).toBe(before! + 1);
  });
});

describe("PT-06: a strategy in a loop", () => {
  const loop = someStrategy("loop", ({ symbol, held }) =>
    symbol !== "BTC" ? none : held === undefined ? long() : out,
  );
  const calm = someStrategy("calm", ({ symbol }) => (symbol === "ETH" ? long() : none));

  function looping(...strategies: readonly Strategy[]): World {
    const base = controls({ repeats: { maxExecutions: 3, windowMs: durationMs(24 * hour) } });
    const config = {
      ...base,
      trading: { ...base.trading, cooldownMs: durationMs(0) },
      strategies: choicesOf(...strategies),
    };
    const world = openWorld(config, libraryOf(...strategies));
    for (let index = -12; index < 0; index += 1) play(world, index);
    return world;
  }
  const play = (world: World, index: number): void =>
    close(world, at(index * hour), [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))]);
  const entriesOf = (world: World, symbol: string) =>
    factsNamed(world, "order.submitted").filter((order) => order.symbol === symbol && order.purpose === "ENTRY").length;

  it("enters as often as allowed, is disabled at the next time, and no other with it", () => {
    const world = looping(loop, calm);
    for (let index = 0; index < 12; index += 1) play(world, index);
    expect(entriesOf(world, "BTC")).toBe(3);
    expect(factsNamed(world, "strategy.disabled")).toEqual([
      { strategy: "loop", symbol: "BTC", side: "BUY", executions: 4 },
    ]);
    expect(factsNamed(world, "federation.alert_raised").filter(({ what }) => what === "PT-06")).toHaveLength(1);
    const alerts = factsNamed(world, "alert.opened").filter(({ control }) => control === "PT-06");
    expect(alerts).toMatchObject([{ level: "warning", owner: "OPERATOR", symbol: "BTC" }]);
    expect(entriesOf(world, "ETH")).toBeGreaterThan(0);
    expect(fundOf(world).trading.positions[0], "what it held was sold").toBeUndefined();
  });

  it("stays so over a snapshot and a restart, until a named person enables it; then it counts anew", () => {
    const world = looping(loop);
    for (let index = 0; index < 12; index += 1) play(world, index);
    world.state.fund = decodeState(encodeState(fundOf(world))) as typeof world.state.fund;
    feed(world, at(12 * hour), "runtime", fundRestarted.create({ poison: null }));
    for (let index = 12; index < 18; index += 1) play(world, index);
    expect(entriesOf(world, "BTC")).toBe(3);
    const enable = (operator: string, strategy = "loop") =>
      feed(
        world,
        world.state.at,
        "operator",
        operatorStrategyEnabled.create({ strategy, operator, reason: "fixed", scripted: false }),
      );
    expect(enable("supervisor").facts[0]?.type).toBe("operator.command_refused");
    expect(enable("ada", "calm").facts[0]).toMatchObject({ type: "input.ignored" });
    expect(enable("ada").facts[0]).toMatchObject({ type: "strategy.enabled", data: { strategy: "loop", by: "ada" } });
    for (let index = 18; index < 30; index += 1) play(world, index);
    expect(entriesOf(world, "BTC")).toBe(6);
  });

  it("the scripted operator of a backtest enables it after its wait", () => {
    const world = looping(loop);
    for (let index = 0; index < 12; index += 1) play(world, index);
    const { at: disabledAt } = fundOf(world).trading.flow.disabled.get("loop")!;
    const wakes: string[] = [];
    for (
      let wake = nextWake(world.state);
      wake !== undefined && wake.at < at(60 * hour);
      wake = nextWake(world.state)
    ) {
      feed(world, wake.at, wake.origin, wake.event);
      if (wake.event.type === "operator.strategy_enabled") wakes.push(String(wake.at - disabledAt));
    }
    expect(wakes).toEqual([String(24 * hour)]);
  });
});

describe("PT-07: the same order again", () => {
  const same = { quantity: quantity(2) };
  it("is refused for a minute, whoever sends it, and a part of one plan is not the same", () => {
    const world = quiet();
    const isRepeat = ({ refusals }: Sent) => refusals.includes("duplicate-order");
    expect(
      [
        sendTo(world, same),
        sendTo(world, same),
        sendTo(world, same, { strategy: "trend" }, 1_500),
        sendTo(world, same, { parent: { id: "O1-0", expectedSlippageBps: 1 } }),
        sendTo(world, { quantity: quantity(2.0001) }),
      ].map(isRepeat),
    ).toEqual([false, true, true, false, false]);
  });

  it("is refused after a retry under the old id, a reconnect and a restart with the first still unknown", () => {
    const world = quiet();
    const { id } = sendTo(world, same);
    expect(sendTo(world, { ...same, id }).verdict, "a retry").toBe("duplicate-id");
    feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId: id, reason: "the line is down" }));
    expect(sendTo(world, same).refusals, "a reconnect").toContain("duplicate-order");
    world.state.fund = decodeState(encodeState(fundOf(world))) as typeof world.state.fund;
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    expect(sendTo(world, same).refusals, "a restart").toContain("duplicate-order");
    expect(fundOf(world).trading.flow.entries).toHaveLength(1);
  });
});

describe("PT-08: exposure", () => {
  type Known = { readonly cost: number; readonly size: number; filled: number; isOver: boolean };
  const actions = fc.array(
    fc.record({
      what: fc.constantFrom(
        "SEND",
        "SEND",
        "SEND",
        "SEND",
        "ACCEPT",
        "FILL",
        "FILL",
        "FILL_ALL",
        "UNKNOWN",
        "ABSENT",
        "REJECT",
        "CANCEL",
      ),
      which: fc.nat(30),
      size: fc.integer({ min: 10, max: 40 }),
    }),
    { minLength: 5, maxLength: 30 },
  );

  it("of all that is held, works or may have been filled stays inside the limit, in whatever order news comes", () => {
    let fullest = 0;
    let refused = 0;
    fc.assert(
      fc.property(actions, (each) => {
        const world = quiet(controls({ ...noControlLimits, maxOpenOrderValueFraction: fraction(1) }));
        const known = new Map<string, Known>();
        let fills = 0;
        for (const { what, which, size } of each) {
          if (what === "SEND") {
            const { id, verdict } = sendTo(world, { quantity: quantity(size + (numbers += 1) / 10_000) });
            if (verdict === "exposure") refused += 1;
            if (verdict !== "SENT") continue;
            const { quantity: sent } = fundOf(world).trading.orders.get(id)!.order;
            known.set(id, { cost: 100.5, size: sent, filled: 0, isOver: false });
            const { tradable } = contextOf(fundOf(world), openOutbox(0, world.state.at), []).portfolio;
            const worst = [...known.values()].reduce(
              (sum, { cost, filled, isOver, size: all }) => sum + filled * 100 + (isOver ? 0 : (all - filled) * cost),
              0,
            );
            const { maxExposure } = fundOf(world).governance.policy!.mandate.envelope;
            fullest = Math.max(fullest, worst / tradable / maxExposure);
            expect(worst / tradable).toBeLessThanOrEqual(maxExposure * (1 + 1e-9));
            continue;
          }
          const open = [...known].filter(([, order]) => !order.isOver);
          const [orderId, order] = open[which % Math.max(1, open.length)] ?? [];
          if (orderId === undefined || order === undefined) continue;
          const now = world.state.at;
          if (what === "ACCEPT") hear(world, now, { kind: "ACCEPTED", orderId });
          if (what === "UNKNOWN")
            feed(world, now, "venue", orderOutcomeUnknown.create({ orderId, reason: "no answer" }));
          if (what === "FILL" || what === "FILL_ALL") {
            const rest = order.size - order.filled;
            const filled = what === "FILL_ALL" ? rest : Math.floor(rest * 5_000) / 10_000;
            if (!(filled > 0)) continue;
            const fill = { fillId: `F${(fills += 1)}`, price: price(100), quantity: quantity(filled), fee: usd(0.1) };
            hear(world, now, { kind: "FILLED", orderId, liquidity: "TAKER", ...fill });
            order.filled += filled;
            order.isOver = what === "FILL_ALL";
          }
          const status = fundOf(world).trading.orders.get(orderId)?.status;
          if (what === "ABSENT" && status === "UNKNOWN" && order.filled === 0) {
            feed(world, now, "venue", orderAbsent.create({ orderId }));
            order.isOver = true;
          }
          if (what === "REJECT" && status === "SUBMITTED") {
            hear(world, now, { kind: "REJECTED", orderId, reason: "no" });
            order.isOver = true;
          }
          if (what === "CANCEL" && status !== "UNKNOWN") {
            hear(world, now, { kind: "CANCELED", orderId, expired: true, reason: "time" });
            order.isOver = true;
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(fullest, "the property came near the limit").toBeGreaterThan(0.8);
    expect(refused, "and met refusals").toBeGreaterThan(0);
  });
});
