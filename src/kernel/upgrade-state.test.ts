/** What older code wrote comes to life whole: nothing lost, nothing missing, and every trip and freeze can still end. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, hour, wavyClose } from "../../tests/scenarios/given.ts";
import { close, openWorld, passTime } from "../../tests/scenarios/world.ts";
import { simulatedMarket } from "../adapters/simulated-market/simulated-market.ts";
import { defaultConfig } from "../runtime/default-config.ts";
import { parseInput } from "./events/catalogue.ts";
import { fundOpened, fundReconfigured, fundRestarted } from "./events/fund-events.ts";
import { clockTicked, marketBarsClosed } from "./events/market-events.ts";
import { orderCanceled } from "./events/venue-events.ts";
import { operatorReviewGiven } from "./events/operator-events.ts";
import type { Fund, FundState } from "./fund-state.ts";
import { imbalanceOf } from "./ledger/ledger.ts";
import { decodeState, encodeState } from "./state-codec.ts";
import { openState, step } from "./step.ts";
import { after, hours } from "./units/units.ts";
import { upgradeState } from "./upgrade-state.ts";

const isFundState = (value: unknown): value is FundState =>
  typeof value === "object" && value !== null && "fund" in value;
function decoded(text: string): FundState {
  const state = decodeState(text);
  if (!isFundState(state)) throw new Error("expected a state");
  return state;
}

const snapshot: { state: string } = JSON.parse(readFileSync("tests/fixtures/snapshot-c9fe669.json", "utf8"));
const older = (): FundState => decoded(snapshot.state);
function fundOf({ fund }: FundState): Fund {
  if (fund === undefined) throw new Error("expected a fund");
  return fund;
}
const told = (state: FundState, event: Parameters<typeof step>[1]["event"], when = state.at) =>
  step(state, { seq: state.seq + 1, at: when, origin: "runtime", event });

const nextReport = (state: FundState): number => fundOf(state).trading.reportSeq + 1;

/** Paths of what a fund that has just been opened has and this one has not. */
function missing(old: object, fresh: object, path = ""): string[] {
  return Object.entries(fresh).flatMap(([name, value]) => {
    const held: unknown = Reflect.get(old, name);
    if (value !== undefined && held === undefined) return [`${path}${name}`];
    const isDeep = [held, value].every(
      (each) => typeof each === "object" && each !== null && Object.getPrototypeOf(each) === Object.prototype,
    );
    return isDeep ? missing(Object(held), Object(value), `${path}${name}.`) : [];
  });
}

describe("a snapshot of commit c9fe669, with two positions and three orders", () => {
  const fresh = () => {
    const state = openState();
    told(state, fundOpened.create(fundOf(upgradeState(older())).config));
    return fundOf(state);
  };

  it("lacks much before, nothing after", () => {
    expect(missing(fundOf(older()), fresh()).length).toBeGreaterThan(10);
    expect(missing(fundOf(upgradeState(older())), fresh())).toEqual([]);
  });

  it("keeps positions, orders, money, memory and what stands", () => {
    const before = fundOf(older());
    const now = fundOf(upgradeState(older()));
    const ensembles = <T extends object>(owned: T | undefined) => owned && { ...owned, strategy: "ensemble" };
    const planned = now.trading.positions.map((each) => each?.plan);
    expect(now.trading.positions).toEqual(
      before.trading.positions.map((each, id) => each && { ...each, strategy: "ensemble", plan: planned[id] }),
    );
    const held = now.trading.positions.filter((each) => each !== undefined);
    expect(held).toHaveLength(2);
    for (const { plan, averagePrice, stopPrice } of held) expect(plan.risk).toBeCloseTo(averagePrice - stopPrice, 9);
    expect([...now.trading.orders.values()]).toEqual([...before.trading.orders.values()].map(ensembles));
    expect([...now.trading.orders.keys()]).toEqual([...before.trading.orders.keys()]);
    expect(now.trading.orders.size).toBe(3);
    expect(now.trading.ended).toEqual(before.trading.ended.map(ensembles));
    expect(now.ledger.balances).toMatchObject(before.ledger.balances);
    expect(imbalanceOf(now.ledger)).toBe(0);
    expect(now.features).toMatchObject(before.features);
    expect(now.governance.stances).toEqual(before.governance.stances);
    expect(now.governance.performance).toMatchObject(before.governance.performance);
    expect(now.governance.policy?.mandate).toEqual(before.governance.policy?.mandate);
  });

  it("goes on: restarts, takes today's configuration, says a new policy, and lives through the market", () => {
    const state = upgradeState(older());
    const history = simulatedMarket({ seed: 7, bars: 4_000 });
    const { identity: market, instruments, interval } = history;
    const { tradeFromMs, startEquityUsd, forecasting } = fundOf(state).config;
    const today = defaultConfig({ market, instruments, interval, tradeFrom: tradeFromMs });
    const restarted = told(state, fundRestarted.create({ poison: null }));
    expect(restarted.facts.map(({ type }) => type)).toContain("policy.updated");
    expect(restarted.commit?.document.version).toBeGreaterThan(1);
    told(state, fundReconfigured.create({ ...today, startEquityUsd, forecasting }));
    for (const { closedAt, bars, missing: gaps } of [...history.closedBars(fundOf(state).lastBarsAt)].slice(0, 100))
      told(state, marketBarsClosed.create({ closedAtMs: closedAt, bars, missing: gaps }), closedAt);
    expect(fundOf(state).governance.freeze?.reasons ?? []).not.toContainEqual(expect.stringContaining("failed"));
    expect(imbalanceOf(fundOf(state).ledger)).toBe(0);
    expect(encodeState(decoded(encodeState(state)))).toBe(encodeState(state));
  });

  it("trades on paper that had no plan are forgotten, what they came to is not", () => {
    const state = upgradeState(older());
    const fund = fundOf(state);
    Object.assign(fund.probation, { positions: new Map([[0, { quantity: 1 }]]), leaving: new Set(), realizedPnl: 0 });
    const earned = { r: 1, costR: 0.1, openedIn: [] };
    Object.assign(fund.governance.universe.standings[0] ?? {}, { probation: [earned] });
    const { probation, governance } = fundOf(upgradeState(decoded(encodeState(state))));
    expect(probation).toEqual({ wishes: new Map(), trades: new Map() });
    expect(governance.universe.standings[0]?.probation).toEqual([earned]);
  });

  it("a trip that older code left without a story still cools down and ends by a review", () => {
    const { state: text } = snapshot;
    const tripped = text.replace(
      '"ess":{"level":"NOMINAL","state":"ARMED"}',
      '"ess":{"level":"CRITICAL","state":"TRIPPED"}',
    );
    expect(tripped).not.toBe(text);
    const state = upgradeState(decoded(tripped));
    const { effects } = told(state, fundRestarted.create({ poison: null }));
    for (const effect of effects)
      if (effect.kind === "CancelOrder")
        told(
          state,
          orderCanceled.create({
            orderId: effect.orderId,
            reportSeq: nextReport(state),
            expired: false,
            reason: "asked",
          }),
        );
    expect(fundOf(state).governance.ess.trip?.reason).toContain("before this version");
    expect(fundOf(state).governance.policy?.mandate.envelope.entriesAllowed).toBe(false);
    for (let passed = 1; passed <= 48 && fundOf(state).governance.ess.state !== "RECOVERY_REVIEW"; passed += 1)
      told(state, clockTicked.create({}), after(state.at, hours(1)));
    expect(fundOf(state).governance.ess.state).toBe("RECOVERY_REVIEW");
    told(state, operatorReviewGiven.create({ operator: "ada", reason: "looked at it", scripted: false }));
    for (let passed = 1; passed <= 48 && fundOf(state).governance.ess.state !== "ARMED"; passed += 1)
      told(state, clockTicked.create({}), after(state.at, hours(1)));
    expect(fundOf(state).governance.ess.state).toBe("ARMED");
  });
});

it("a state of today is left as it is, wherever its life is cut", () => {
  const world = openWorld();
  const texts: string[] = [];
  world.watch = () => void texts.push(encodeState(world.state));
  for (let index = -12; index < 60; index += 1) {
    passTime(world, at(index * hour));
    close(world, at(index * hour), [
      bar("BTC", wavyClose(index) * (index > 30 ? 0.7 : 1)),
      bar("ETH", wavyClose(index, 50)),
    ]);
  }
  const derivedAnew = (text: string): string => {
    const state = decoded(text);
    if (state.fund !== undefined) state.fund.governance.directedFrom = "";
    return encodeState(state);
  };
  fc.assert(
    fc.property(fc.nat(texts.length - 1), (index) => {
      const text = texts[index] ?? "";
      expect(encodeState(upgradeState(decoded(text)))).toBe(derivedAnew(text));
    }),
    { numRuns: 40 },
  );
});

it("nothing is made of a state without a fund", () => expect(upgradeState(openState())).toEqual(openState()));

it("the configuration that commit c9fe669 journalled is still read, with today's defaults for what it lacks", () => {
  const event: unknown = JSON.parse(readFileSync("tests/fixtures/fund-opened-c9fe669.json", "utf8"));
  const parsed = parseInput(event);
  if (parsed.kind === "REFUSED") throw new Error(parsed.reason);
  expect(parsed.value).toMatchObject({
    type: "fund.opened",
    data: {
      hardLimits: { maxOpenDrawdownFraction: 0.1 },
      ess: { exitMode: "CANCEL" },
      subsystems: { ai_hfos: "ENFORCED" },
      isLiveVenue: false,
      drillEveryMs: null,
      seats: ["SUPERVISOR", "CRO", "CEO"],
    },
  });
  const state = openState();
  expect(told(state, parsed.value).facts.map(({ type }) => type)).toContain("policy.updated");
});
