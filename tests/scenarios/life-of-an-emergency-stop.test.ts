/**
 * The life of an emergency stop, read from top to bottom: what trips it, how it gets everything out at a venue that does
 * not answer, what a restart in the middle changes (nothing), and who arms it again.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { isStopped } from "../../src/kernel/domain/emergency-stop.ts";
import type { EssEvaluator, ExitMode } from "../../src/kernel/domain/modes.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { operatorEssTripped } from "../../src/kernel/events/operator-events.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { minutes, seconds, usd } from "../../src/kernel/units/units.ts";
import { type Desk, make, openDesk } from "./desk.ts";
import { at, day, hour } from "./given.ts";
import { answer, fillAt, openAt, unknownIn } from "./unruly-venue.ts";
import { factsNamed, feed, fundOf, passTime, review, typesOf, type World } from "./world.ts";

const essOf = (world: World) => fundOf(world).governance.ess;
const policyOf = (world: World) => fundOf(world).governance.policy!;
const ordersAt = ({ venue }: Desk) => openAt(venue).map(({ order }) => `${order.purpose} ${order.symbol}`);
const movesOf = (world: World, from = 0) => factsNamed(world, "ess.state_changed", from).map(({ to }) => to);
const close = (desk: Desk, btc = 0) => make(desk, { kind: "CLOSE", btc, eth: 0 });

/** BTC is held behind its stop, 40 % of equity, and an entry in ETH waits at the venue. */
function heldAndWaiting(): Desk {
  const desk = openDesk();
  close(desk);
  for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
  make(desk, { kind: "WISH", symbol: "ETH", up: true });
  close(desk);
  expect(ordersAt(desk)).toEqual(["STOP BTC", "ENTRY ETH"]);
  return desk;
}

describe("what trips it", () => {
  const fall = (btc: number) => (desk: Desk) => close(desk, btc);
  const byHand = ({ world }: Desk) =>
    void feed(
      world,
      at(hour + 1),
      "operator",
      operatorEssTripped.create({ exitMode: "REDUCE", operator: null, reason: "smoke in the room" }),
    );
  /** Every part of an entry that is filled asks for a stop, and the venue refuses each. */
  const fiveRefusals = (desk: Desk) => {
    for (let part = 0; part < 5; part += 1) {
      const entry = openAt(desk.venue).find(({ order }) => order.purpose === "ENTRY")!;
      make(desk, { kind: "VENUE", next: ["REJECTS"] });
      fillAt(desk.world, desk.venue, entry, 0.1);
    }
  };
  /** Open positions lose more than a tenth, but the peak they fell from is long forgotten. */
  const slowFall = (desk: Desk) => {
    const { performance } = fundOf(desk.world).governance;
    performance.dayStartEquity = 8_900;
    performance.earlierPeak = 0;
    performance.today.peak = 0;
    close(desk, -0.3);
  };

  it.each<readonly [EssEvaluator, ExitMode, (desk: Desk) => void, RegExp]>([
    ["DAILY_LOSS", "CANCEL", fall(-0.14), /^daily loss 5\.\d\d % exceeds the limit of 5\.00 %$/],
    ["DRAWDOWN", "CANCEL", fall(-0.2), /^drawdown 8\.\d\d % reaches CRITICAL at 8\.00 %$/],
    ["DRAWDOWN", "FLATTEN", fall(-0.3), /^drawdown 1\d\.\d\d % reaches CRITICAL/],
    ["OPEN_DRAWDOWN", "FLATTEN", slowFall, /^open positions lose 1\d\.\d\d % of equity/],
    ["EXECUTION_ERRORS", "CANCEL", fiveRefusals, /^5 orders rejected or unanswered within 15 minutes/],
    ["DATA_FEED", "CANCEL", ({ world }) => passTime(world, at(13 * hour + 2)), /^the market feed is lost$/],
    ["MANUAL", "REDUCE", byHand, /^tripped by an unnamed operator: smoke in the room$/],
  ])("%s, with exit mode %s", (evaluator, exitMode, cause, reason) => {
    const desk = heldAndWaiting();
    cause(desk);
    const [trip] = factsNamed(desk.world, "ess.state_changed");
    expect(trip).toMatchObject({ from: "ARMED", to: "TRIPPED", evaluator, exitMode, timeToZeroMs: null });
    expect(trip?.reason).toMatch(reason);
    expect(policyOf(desk.world)).toMatchObject({ exitMode, mandate: { envelope: { entriesAllowed: false } } });
    expect(policyOf(desk.world).modes.tradingMode).toBe("EMERGENCY");
    expect(ordersAt(desk), "entries are gone").not.toContain("ENTRY ETH");
  });

  it("only drawdown makes the Supervisor freeze for it", () => {
    const causesAfter = (cause: (desk: Desk) => void) => {
      const desk = heldAndWaiting();
      cause(desk);
      return fundOf(desk.world).governance.freeze?.causes ?? [];
    };
    expect(causesAfter(fall(-0.2))).toContain("ESS_CRITICAL");
    expect(causesAfter(byHand)).toEqual([]);
    expect(causesAfter(fiveRefusals)).toEqual([]);
  });
});

describe("a flattening at a venue that does not answer", () => {
  let desk: Desk;
  let world: World;
  const trippedAt = at(hour + 1_000);
  beforeAll(() => {
    desk = heldAndWaiting();
    ({ world } = desk);
  });

  it("a person trips it: the cancel of the entry is lost, that of the stop is not answered", () => {
    make(desk, { kind: "VENUE", next: ["LOST", "SILENT"] });
    feed(
      world,
      trippedAt,
      "operator",
      operatorEssTripped.create({ exitMode: "FLATTEN", operator: "Ada", reason: "get out" }),
    );
    expect(essOf(world)).toMatchObject({ state: "LIQUIDATING", trip: { evaluator: "MANUAL", exitMode: "FLATTEN" } });
  });

  it("it goes on asking until the venue has said what became of both", () => {
    expect(unknownIn(world)).toEqual([]);
    expect(ordersAt(desk), "the lost cancel was sent again, the silent one had worked").toEqual(["EXIT BTC"]);
    expect(movesOf(world)).toEqual(["TRIPPED", "LIQUIDATING"]);
  });

  it("a process that dies in the middle knows all of it when it is back", () => {
    const before = encodeState(world.state);
    const copy = decodeState(before) as FundState;
    expect(copy.fund?.governance.ess).toEqual(essOf(world));
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    for (const orderId of unknownIn(world)) answer(world, desk.venue, orderId);
    expect(essOf(world).state).toBe("LIQUIDATING");
    expect(policyOf(world).exitMode).toBe("FLATTEN");
    expect(ordersAt(desk), "nothing is sent twice").toEqual(["EXIT BTC"]);
  });

  it("the venue drops the exit and refuses the next: it is sent again every half minute", () => {
    const [exit] = openAt(desk.venue);
    make(desk, { kind: "VENUE", next: ["REJECTS"] });
    exit!.open = false;
    answer(world, desk.venue, exit!.order.id);
    expect(ordersAt(desk)).toEqual([]);
    passTime(world, at(hour + seconds(30) + 1));
    expect(ordersAt(desk)).toEqual(["EXIT BTC"]);
  });

  it("a part is sold, then the rest, and the time to zero is measured to the millisecond", () => {
    fillAt(world, desk.venue, openAt(desk.venue)[0]!, 0.4);
    expect(essOf(world).state).toBe("LIQUIDATING");
    fillAt(world, desk.venue, openAt(desk.venue)[0]!, 1);
    expect(essOf(world)).toMatchObject({ state: "COOLING_DOWN", trip: { timeToZero: seconds(29) } });
    expect(openAt(desk.venue)).toEqual([]);
    expect([...desk.venue.holdings.values()].every((held) => Math.abs(held) < 1e-9)).toBe(true);
    expect(factsNamed(world, "ess.state_changed").at(-1)).toMatchObject({ timeToZeroMs: seconds(29) });
  });

  it("it cools down for a quarter of an hour, and a review that comes too soon is not heard", () => {
    review(world, world.state.at, "Ada");
    expect(factsNamed(world, "input.ignored").at(-1)?.reason).toBe("the emergency stop is COOLING_DOWN");
    passTime(world, at(hour + seconds(30) + minutes(15)));
    expect(essOf(world).state).toBe("COOLING_DOWN");
    passTime(world, at(hour + seconds(30) + minutes(15) + 1));
    expect(essOf(world).state).toBe("RECOVERY_REVIEW");
  });

  it("it waits for a review, whatever the market does, and wishes go to the shadow book", () => {
    const before = world.steps.length;
    for (let closes = 0; closes < 5; closes += 1) close(desk, 0.01);
    expect(essOf(world).state).toBe("RECOVERY_REVIEW");
    expect(typesOf(world, before)).not.toContain("order.submitted");
    expect(factsNamed(world, "intent.proposed", before).map(({ outcome }) => outcome)).toContain("SHADOWED");
  });

  it("a named review arms it, and the fund trades again", () => {
    const before = world.steps.length;
    review(world, world.state.at, "Ada");
    expect(factsNamed(world, "ess.state_changed", before)).toMatchObject([
      { from: "RECOVERY_REVIEW", to: "ARMED", evaluator: "MANUAL", reason: "reviewed by Ada" },
    ]);
    expect(policyOf(world)).toMatchObject({ exitMode: "HOLD", modes: { tradingMode: "LIVE", essState: "ARMED" } });
    for (let closes = 0; closes < 5; closes += 1) close(desk);
    expect(factsNamed(world, "order.submitted", before)[0]).toMatchObject({ purpose: "ENTRY" });
  });

  it("all in all it went through each state once", () => {
    expect(movesOf(world)).toEqual(["TRIPPED", "LIQUIDATING", "COOLING_DOWN", "RECOVERY_REVIEW", "ARMED"]);
  });
});

describe("who arms it again", () => {
  const trip = (desk: Desk, exitMode: ExitMode) => make(desk, { kind: "TRIP", exitMode });

  it("the scripted operator, a day after it has cooled down", () => {
    const desk = heldAndWaiting();
    trip(desk, "CANCEL");
    passTime(desk.world, at(hour + day + minutes(15)));
    expect(isStopped(essOf(desk.world))).toBe(true);
    const before = desk.world.steps.length;
    passTime(desk.world, at(hour + day + minutes(15) + 1));
    const moves = factsNamed(desk.world, "ess.state_changed", before).map(({ to, reason }) => `${to}: ${reason}`);
    expect(moves, "a feed that was lost meanwhile is a cause of its own").toEqual([
      "ARMED: reviewed by scripted operator",
      "TRIPPED: the market feed is lost",
    ]);
  });

  it("the release of the freeze that drawdown caused, and the freeze waits for the stop", () => {
    const desk = heldAndWaiting();
    close(desk, -0.2);
    const { world } = desk;
    review(world, world.state.at, "Ada");
    expect(fundOf(world).governance.freeze).toMatchObject({ reviewGivenBy: "Ada" });
    passTime(world, at(2 * hour + minutes(10)));
    expect(essOf(world).state).toBe("COOLING_DOWN");
    passTime(world, at(2 * hour + minutes(130)));
    expect(essOf(world).state, "drawdown keeps the freeze, and the freeze keeps the stop").toBe("RECOVERY_REVIEW");
    fundOf(world).governance.performance.earlierPeak = 0;
    fundOf(world).governance.performance.today.peak = usd(9_000);
    close(desk);
    expect(typesOf(world)).toContain("fund.released");
    expect(essOf(world).state).toBe("ARMED");
  });

  it("bars that come again, after the cool-down: a lost feed needs nobody", () => {
    const desk = heldAndWaiting();
    const { world } = desk;
    passTime(world, at(14 * hour));
    expect(essOf(world)).toMatchObject({ state: "RECOVERY_REVIEW", trip: { evaluator: "DATA_FEED" } });
    desk.closes = 15;
    close(desk);
    expect(essOf(world)).toEqual({ state: "ARMED", level: "NOMINAL", trip: undefined });
    expect(typesOf(world)).not.toContain("operator.review_given");
    expect(fundOf(world).governance.freeze).toBeUndefined();
  });
});
