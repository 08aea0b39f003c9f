/**
 * The life of a freeze, read from top to bottom: a crash, the emergency stop, the freeze, what goes on meanwhile, the
 * review, the release, and size coming back a quarter at a time.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { stanceOf } from "../../src/kernel/governance/governance-state.ts";
import { at, bar, day, hour, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, passTime, typesOf, type World } from "./world.ts";

const policyOf = (world: World) => fundOf(world).governance.policy!;
const entriesAllowed = (world: World) => policyOf(world).mandate.envelope.entriesAllowed;

/** Bars of both symbols at `hours`, `level` times their usual price, after letting the fund's timers run. */
function play(world: World, hours: number, level = 1): void {
  passTime(world, at(hours * hour));
  close(world, at(hours * hour), [
    bar("BTC", Math.round(wavyClose(hours) * level * 100) / 100),
    bar("ETH", Math.round(wavyClose(hours, 50) * level * 100) / 100),
  ]);
}

describe("a crash and what follows", () => {
  let world: World;
  beforeAll(() => {
    world = openWorld();
    for (let hours = -12; hours < 0; hours += 1) play(world, hours);
    for (const symbol of ["BTC", "ETH"]) allModelsSay(world, symbol, 0.95, at(10_000 * hour));
    for (let hours = 0; hours < 4; hours += 1) play(world, hours);
  });

  it("before: two positions, three quarters of equity at work, each with its stop", () => {
    const { trading } = fundOf(world);
    expect(trading.positions.map((each) => each?.symbol)).toEqual(["BTC", "ETH"]);
    expect([...trading.orders.values()].map(({ order }) => order.purpose)).toEqual(["STOP", "STOP"]);
    expect(entriesAllowed(world)).toBe(true);
  });

  it("the market opens 11.5 % lower: stops sell at the open, the emergency stop trips, the Supervisor freezes", () => {
    const before = world.steps.length;
    close(world, at(4 * hour), [bar("BTC", 88.5, { open: 88.5 }), bar("ETH", 44.25, { open: 44.25 })]);
    expect(factsNamed(world, "position.closed", before).map(({ exitReason }) => exitReason)).toEqual(["STOP", "STOP"]);
    expect(
      factsNamed(world, "ess.level_changed", before)
        .map(({ to, state }) => `${to} ${state}`)
        .at(-1),
    ).toBe("CRITICAL TRIPPED");
    const triggers = factsNamed(world, "fund.frozen", before).map(({ trigger }) => trigger);
    expect(triggers).toContain("ESS_CRITICAL");
    expect(triggers).toContain("DAILY_LOSS");
  });

  it("everybody tightens in the same round: CRO limits, profile MICRO, mode EMERGENCY, orders cancelled", () => {
    const { governance } = fundOf(world);
    expect(stanceOf(governance, "CRO", "RISK_ADJUSTMENT")?.decision.payload).toMatchObject({
      maxLeverageRatio: 5,
      maxPositionUsd: 3_000,
      maxExposureFraction: 0.5,
    });
    expect(policyOf(world)).toMatchObject({
      modes: { tradingMode: "EMERGENCY", capitalProfile: "MICRO", essState: "TRIPPED", frozen: true },
      exitMode: "CANCEL",
    });
    expect(entriesAllowed(world)).toBe(false);
  });

  it("the freeze asks for a review and names its causes", () => {
    const { freeze } = fundOf(world).governance;
    expect(freeze).toMatchObject({ since: at(4 * hour - 1), requiresReview: true, reviewGivenBy: undefined });
    expect(freeze?.reasons.join("\n")).toMatch(/emergency stop system is CRITICAL at a drawdown of \d+\.\d\d %/);
  });

  it("the daily loss has pulled the brake: no subsystem acts", () => {
    expect(factsNamed(world, "brake.changed")).toMatchObject([{ engaged: true, by: "daily loss limit" }]);
    const wishes = factsNamed(world, "intent.proposed").filter(({ outcome }) => outcome === "SHADOWED");
    expect(wishes.length).toBeGreaterThan(0);
    expect(wishes.flatMap(({ hooks }) => hooks)).toEqual([]);
  });

  it("wishes go to the shadow book: no entry leaves", () => {
    const before = world.steps.length;
    for (let hours = 5; hours < 28; hours += 1) play(world, hours, 0.885);
    expect(factsNamed(world, "order.submitted", before)).toEqual([]);
    expect(fundOf(world).trading.shadow.positions.size).toBeGreaterThan(0);
    expect(
      fundOf(world).trading.positions.every((each) => each === undefined),
      "and never to the real one",
    ).toBe(true);
  });

  it("the scripted operator reviews after 24 hours of fund time, and the freeze still waits for the drawdown to go", () => {
    for (let hours = 28; hours < 30; hours += 1) play(world, hours, 0.885);
    expect(fundOf(world).governance.freeze).toMatchObject({ reviewGivenBy: "scripted operator" });
    expect(world.steps.find(({ entry }) => entry.event.type === "operator.review_given")?.entry.at).toBe(at(28 * hour));
    expect(fundOf(world).governance.lastPerformance?.drawdown).toBeGreaterThan(0.05);
  });

  it("the peak is forgotten after 30 days: the freeze ends on that very day", () => {
    for (let hours = 30; hours < 30 * 24; hours += 3) play(world, hours, 0.885);
    expect(factsNamed(world, "fund.released")).toEqual([]);
    const before = world.steps.length;
    play(world, 30 * 24, 0.885);
    expect(factsNamed(world, "fund.released", before)).toMatchObject([{ releasedBy: "scripted operator" }]);
    expect(typesOf(world, before)).toContain("ess.level_changed");
  });

  it("the release arms the emergency stop, restores the CRO's base and starts drawdown anew", () => {
    const { governance } = fundOf(world);
    expect(governance.ess).toEqual({ state: "ARMED", level: "NOMINAL", trip: undefined });
    expect(stanceOf(governance, "CRO", "RISK_ADJUSTMENT")?.decision.payload.maxPositionUsd).toBe(10_000);
    expect(governance.lastPerformance).toMatchObject({ drawdown: 0, maxDrawdown: 0 });
    expect(governance.freeze).toBeUndefined();
    expect(policyOf(world).modes.tradingMode).toBe("LIVE");
  });

  it("what was earned stays lost: the profile is still MICRO and climbs by its own rules", () => {
    expect(policyOf(world).modes.capitalProfile).toBe("MICRO");
  });

  it("size returns over four clean days: 25, 50, 75, 100 %", () => {
    const sizes = [policyOf(world).mandate.envelope.sizeFactor];
    for (let hours = 30 * 24 + 3; hours <= 34 * 24; hours += 3) {
      play(world, hours, 0.885);
      if (hours % 24 === 0) sizes.push(policyOf(world).mandate.envelope.sizeFactor);
    }
    expect(sizes).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });

  it("and the fund trades again", () => {
    expect(entriesAllowed(world)).toBe(true);
    const released = world.steps.findIndex(({ facts }) => facts.some(({ type }) => type === "fund.released"));
    const [first] = factsNamed(world, "order.submitted", released);
    expect(first).toMatchObject({ purpose: "ENTRY", side: "BUY" });
    expect(first!.quantity * first!.limitPriceUsd!, "with a quarter of what MICRO allows").toBeLessThan(
      (10_000 * 0.005) / 0.025 / 4,
    );
  });

  it("all in all it was stopped for 30 days less four hours, said once and ended once", () => {
    const [released] = factsNamed(world, "fund.released");
    expect(released?.frozenForMs).toBe(30 * day - 4 * hour + 1);
    expect(factsNamed(world, "fund.released")).toHaveLength(1);
  });
});
