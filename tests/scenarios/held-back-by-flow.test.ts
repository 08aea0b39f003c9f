/** RT-10 in a whole fund: orders without trades throttle entries, then stop them; exits pass, and it ends by itself. */
import { describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { fundConfigSchema } from "../../src/kernel/events/fund-events.ts";
import { defaultSurveillance, unheldFlow } from "../../src/kernel/domain/surveillance.ts";
import { noControlLimits } from "../../src/kernel/domain/control-limits.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { durationMs, fraction, ratio } from "../../src/kernel/units/units.ts";
import { at, bar, btc, eth, hour, tradingConfig, wavyClose } from "./given.ts";
import { choicesOf, libraryOf, long, out, someStrategy } from "./some-strategy.ts";
import { close, factsNamed, fundOf, hear, openWorld, passTime, performAtBook, type World } from "./world.ts";

/** Wants in everywhere at every close. What is held is sold once the test says so. */
let sells = false;
const eager = someStrategy("eager", ({ held }) => (held !== undefined && sells ? out : long()));

/** Four orders for each trade are the limit, eight stop; one entry in 90 minutes; an order counts for nine and a half hours. */
const config: FundConfig = {
  ...tradingConfig,
  instruments: [btc, eth, { ...btc, symbol: "SOL" }],
  controls: noControlLimits,
  /** Small enough for all three symbols. */
  hardLimits: { ...tradingConfig.hardLimits, maxOrderShareFraction: fraction(0.1) },
  trading: { ...tradingConfig.trading, cooldownMs: durationMs(0) },
  strategies: choicesOf(eager),
  surveillance: {
    ...defaultSurveillance,
    flowWindowMs: durationMs(9.5 * hour),
    maxOrderToTradeRatio: ratio(4),
    maxRejectFraction: fraction(1),
    minFlowOrders: 4,
    throttleEveryMs: durationMs(1.5 * hour),
  },
};

const play = (world: World, index: number): void =>
  close(world, at(index * hour), [
    bar("BTC", wavyClose(index)),
    bar("ETH", wavyClose(index, 50)),
    bar("SOL", wavyClose(index)),
  ]);

/** A venue that fills ETH and has no offer in BTC and SOL: an hour of closes each from -12 on. */
function eagerWorld(given: FundConfig = config): World {
  sells = false;
  const world = openWorld(given, libraryOf(eager));
  world.perform = (effect) => {
    if (effect.kind === "SubmitOrder" && effect.order.purpose === "ENTRY" && effect.order.symbol !== "ETH")
      hear(world, world.state.at, { kind: "CANCELED", orderId: effect.order.id, expired: true, reason: "no offer" });
    else performAtBook(world, effect);
  };
  for (let index = -12; index < 0; index += 1) play(world, index);
  return world;
}

/** What each close from `first` to `last` sent and what the guard refused there. */
function closes(world: World, first: number, last: number): string[] {
  const told: string[] = [];
  for (let index = first; index <= last; index += 1) {
    passTime(world, at(index * hour));
    const from = world.steps.length;
    play(world, index);
    const sent = factsNamed(world, "order.submitted", from).map(({ symbol, purpose }) => `${symbol} ${purpose}`);
    const refused = factsNamed(world, "order.refused", from).map(({ symbol, check }) => `${symbol} ${check}`);
    told.push(`${index}: ${[...sent, ...refused].join(", ")}`);
  }
  return told;
}

const changes = (world: World) => factsNamed(world, "control.entry_flow_changed").map(({ to }) => to);

describe("orders that meet no trades", () => {
  it("throttle entries to one in a while, also within one close", () => {
    const world = eagerWorld();
    expect(closes(world, 0, 5)).toEqual([
      "0: BTC ENTRY, ETH ENTRY",
      "1: ETH STOP, BTC ENTRY, SOL ENTRY",
      "2: BTC flow-throttled, SOL flow-throttled",
      "3: BTC ENTRY, SOL flow-throttled",
      "4: BTC flow-throttled, SOL flow-throttled",
      "5: BTC ENTRY, SOL flow-throttled",
    ]);
    expect(factsNamed(world, "control.entry_flow_changed")).toEqual([
      { from: "FREE", to: "THROTTLED", reason: "5 orders for 1 trades: beyond 4" },
    ]);
    const refused = factsNamed(world, "order.refused");
    expect(refused.map(({ control }) => control)).toEqual(refused.map(() => "RT-10"));
    expect(factsNamed(world, "alert.opened").map(({ level, message }) => [level, message])).toEqual([
      ["warning", "5 orders for 1 trades: beyond 4, entries are throttled"],
    ]);
  });

  it("stop entries beyond twice the limit until they are within it; exits pass; it ends by itself", () => {
    const world = eagerWorld();
    closes(world, 0, 8);
    expect(closes(world, 9, 9)).toEqual(["9: BTC ENTRY, SOL flow-throttled"]);
    expect(changes(world)).toEqual(["THROTTLED", "STOPPED"]);
    expect(factsNamed(world, "alert.opened").at(-1)).toMatchObject({ level: "critical", control: "RT-10" });
    sells = true;
    expect(closes(world, 10, 10), "seven orders are within twice the limit, and beyond it").toEqual([
      "10: ETH EXIT, BTC flow-stopped, SOL flow-stopped",
    ]);
    sells = false;
    expect(closes(world, 11, 13), "as soon as old orders have left the window").toEqual([
      "11: BTC flow-stopped, ETH flow-stopped",
      "12: BTC flow-stopped, ETH flow-stopped",
      "13: BTC ENTRY, ETH ENTRY",
    ]);
    expect(changes(world).slice(0, 3)).toEqual(["THROTTLED", "STOPPED", "FREE"]);
    expect(factsNamed(world, "position.closed")).toMatchObject([{ symbol: "ETH" }]);
    expect(factsNamed(world, "stage.changed"), "no other control lowers the stage").toEqual([]);
    expect(factsNamed(world, "fund.frozen"), "nobody but the scripted operator came").toEqual([]);
  });

  it("are remembered by a snapshot", () => {
    const world = eagerWorld();
    closes(world, 0, 9);
    world.state.fund = decodeState(encodeState(fundOf(world))) as typeof world.state.fund;
    expect(closes(world, 10, 10)).toEqual(["10: BTC flow-stopped, SOL flow-stopped"]);
  });

  it("hold nothing back in a journal of before there was such a thing", () => {
    const older = { ...config.surveillance, throttleEveryMs: undefined, stopAtMultiple: undefined };
    const { surveillance } = fundConfigSchema.parse({ ...config, surveillance: older });
    expect(surveillance).toEqual({ ...config.surveillance, ...unheldFlow });
    const world = eagerWorld({ ...config, surveillance });
    closes(world, 0, 12);
    expect(factsNamed(world, "order.refused")).toEqual([]);
    expect(changes(world)).toContain("THROTTLED");
  });
});
