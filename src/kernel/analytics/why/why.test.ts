/** Explanations of a whole run's orders and closes: every section speaks, and what it says adds up. */
import { hookNames } from "../../domain/hooks.ts";
import { describe, expect, it } from "vitest";
import { simulatedFund } from "../../../../tests/browser/simulated-fund.ts";
import { fundRestarted } from "../../events/fund-events.ts";
import { operatorBrakeSet } from "../../events/operator-events.ts";
import { limits } from "../../domain/risk-envelope.ts";
import { entryChecks, orderChecks, reductionChecks } from "../../trading/guard/checks.ts";
import { fraction, usd } from "../../units/units.ts";
import type { Why, WhyNot } from "./why.ts";

const fund = simulatedFund({ runId: "00c0ffee-run" });
fund.play(2_200);
const view = fund.source.view();
const ids = [...view.openOrders, ...view.endedOrders].map(({ id }) => id);
/** Every order the fund still knows, ended long ago or not. */
const all: Why[] = [...(fund.state.fund?.trading.ended ?? [])]
  .map(({ order }) => fund.source.why(order.id))
  .filter((why) => why !== undefined);
const ofPurpose = (purpose: Why["order"]["purpose"]) => all.filter(({ order }) => order.purpose === purpose);
const entries = ofPurpose("ENTRY");
/** One whose trade is over. */
/** Closed, and never added to: its R is that of the one purchase. */
const finished = entries.find(
  ({ position }) =>
    (position?.trade ?? null) !== null && position?.orders.filter(({ purpose }) => purpose === "ENTRY").length === 1,
);
if (finished === undefined) throw new Error("expected a run with a finished trade");

it("explains every order of the run", () => {
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.filter((id) => fund.source.why(id) === undefined)).toEqual([]);
  expect(entries.length).toBeGreaterThan(3);
});

it("names bars, two forecasts and an owner of every limit for each order, with headroom for what was approved", () => {
  for (const { order, scene, outcome } of all) {
    expect(scene.bars.length, order.id).toBeGreaterThanOrEqual(1);
    expect(scene.bars.at(-1)?.closedAtMs ?? Number.NaN, "no bar of the future").toBeLessThanOrEqual(scene.atMs);
    expect(scene.models.length, order.id).toBeGreaterThanOrEqual(2);
    expect(scene.models.reduce((sum, { weightFraction }) => sum + weightFraction, 0)).toBeCloseTo(1, 9);
    expect(scene.limits.map(({ limit }) => limit)).toEqual(limits);
    for (const { setBy, isBound } of scene.limits) {
      expect(setBy.name).not.toBe("");
      expect(setBy.reason).not.toBe("");
      if (isBound) expect(setBy.name).not.toBe("nobody");
    }
    if (order.purpose !== "ENTRY" || outcome !== "SENT") continue;
    for (const { limit, headroom } of scene.limits)
      if (headroom !== null) expect(headroom, `${order.id} ${limit}`).toBeGreaterThanOrEqual(-1e-9);
  }
});

describe("an entry", () => {
  const { order, scene, hooks, caps, checks, statuses, fills, position, summary } = finished;

  it("rests on a signal that promised more than it asked for", () => {
    expect(scene.signal?.direction).toBe("LONG");
    expect(scene.signal?.edgeBps).toBeGreaterThan(scene.signal?.neededEdgeBps ?? Number.NaN);
    expect(scene.signal?.costBps).toBeGreaterThan(0);
  });
  it("was held against every check of the guard, each kept", () => {
    expect(checks.map(({ check }) => check)).toEqual([...orderChecks, ...entryChecks].map(({ name }) => name));
    expect(checks.filter(({ isKept }) => !isKept)).toEqual([]);
    expect(checks.find(({ check }) => check === "exposure")?.headroom).toBeGreaterThan(0);
  });
  it("passed the hooks, and got its size from one cap", () => {
    expect(hooks.map(({ hook }) => hook)).toEqual(hookNames.slice(0, 7));
    expect(hooks.find(({ hook }) => hook === "order-type-selection")?.note, "and went as they said").toContain(
      order.orderType,
    );
    expect(order.parentId).toBe(order.id);
    expect(Math.abs(order.expectedSlippageBps ?? Number.NaN)).toBeLessThanOrEqual(15);
    expect(caps.filter(({ isTightest }) => isTightest)).toHaveLength(1);
    const worth = (order.quantity ?? 0) * (order.limitPriceUsd ?? 0);
    expect(worth).toBeLessThanOrEqual((caps.find(({ isTightest }) => isTightest)?.capUsd ?? 0) + 1e-6);
  });
  it("names who rules and why", () => {
    expect(scene.stances.length).toBeGreaterThanOrEqual(2);
    for (const { reason, says, sinceMs } of scene.stances) {
      expect(reason).not.toBe("");
      expect(says).not.toBe("");
      expect(sinceMs).toBeLessThanOrEqual(scene.atMs);
    }
  });
  it("goes on to its end: statuses, fills with slippage, stop, exit, profit in R", () => {
    expect(statuses.map(({ to }) => to)).toContain("FILLED");
    const [fill] = fills;
    const slippage = ((fill?.priceUsd ?? 0) / (order.referencePriceUsd ?? 1) - 1) * 10_000;
    expect(fill?.slippageBps).toBeCloseTo(slippage, 6);
    expect(position?.openedBy).toBe(order.id);
    expect(position?.orders.map(({ purpose }) => purpose).slice(0, 2)).toEqual(["ENTRY", "STOP"]);
    const trade = position?.trade;
    expect(trade?.rMultipleRatio).toBeCloseTo((trade?.pnlUsd ?? 0) / (position?.initialRiskUsd ?? 1), 6);
  });
  it("is summed up with its reason and its result", () => {
    expect(summary).toContain(order.reason);
    expect(summary).toMatch(/made [+-]\d+\.\d\d USD after fees, -?\d+\.\d\d R\.$/);
  });
});

describe("an exit and a stop", () => {
  const reductions = [...ofPurpose("EXIT"), ...ofPurpose("STOP")];
  it("name what opened the position and why it leaves", () => {
    expect(reductions.length).toBeGreaterThan(3);
    for (const { order, position, summary } of reductions) {
      expect(position?.openedBy, order.id).toMatch(/^O\d+-\d+$/);
      expect(position?.orders.map(({ id }) => id)).toContain(order.id);
      expect(summary).toContain(position?.openedBy);
    }
    expect(
      ofPurpose("EXIT")
        .map(({ summary }) => summary)
        .join(" "),
    ).toMatch(/position intelligence advised it|a part of its profit is taken/);
  });
  it("are held against the short list of checks, and no mandate stands in their way", () => {
    for (const { checks, hooks, caps } of reductions) {
      expect(checks.map(({ check }) => check)).toEqual([...orderChecks, ...reductionChecks].map(({ name }) => name));
      expect([hooks, caps]).toEqual([[], []]);
    }
  });
  it("measure a stop's slippage against its trigger", () => {
    const stopped = ofPurpose("STOP").find(({ fills }) => fills.length > 0);
    expect(stopped?.order.referencePriceUsd).toBe(stopped?.order.stopPriceUsd);
    expect(stopped?.fills[0]?.slippageBps).toBeGreaterThanOrEqual(0);
  });
});

describe("an order that was not sent", () => {
  const askedNow = (of: typeof fund, symbol: string): WhyNot => {
    const answer = of.source.whyNot(symbol, of.state.at);
    if (answer === undefined) throw new Error("expected the latest close to be kept");
    return answer;
  };
  const first = view.market[0]?.symbol ?? "";

  it("has a verdict for every symbol at every close, the one that was sent included", () => {
    const seen = new Set<string>();
    const played = simulatedFund({ runId: "00c0ffee-run", seed: 7 });
    for (let closes = 0; closes < 900; closes += 1) {
      played.play(1);
      for (const { symbol } of played.source.view().market) {
        const answer = askedNow(played, symbol);
        expect(answer.summary).not.toBe("");
        if (answer.verdict === "ORDERED") expect(played.source.why(answer.orderId ?? "")?.order.symbol).toBe(symbol);
        seen.add(answer.verdict);
      }
    }
    for (const verdict of ["ORDERED", "HELD", "NO_SIGNAL"]) expect(seen).toContain(verdict);
  });

  it("symbol nobody configured", () => expect(askedNow(fund, "DOGE").verdict).toBe("NOT_IN_UNIVERSE"));
  it("a close older than what is kept is not guessed at", () =>
    expect(fund.source.whyNot(first, fund.state.fund?.config.tradeFromMs ?? 0)).toBeUndefined());
  it("a fund that still learns", () => {
    const young = simulatedFund({ warmUp: 20 });
    expect(young.source.whyNot(first, young.state.at - 1)?.verdict).toBe("NOT_TRADING_YET");
  });

  it("names the freeze, since when and until when, while entries are stopped", () => {
    const frozen = simulatedFund({ runId: "00c0ffee-run" });
    frozen.feed("runtime", fundRestarted.create({ poison: { seq: 9, message: "a rule broke" } }));
    const verdicts = new Map<string, WhyNot>();
    for (let closes = 0; closes < 600; closes += 1) {
      frozen.play(1);
      for (const { symbol } of frozen.source.view().market) {
        const answer = askedNow(frozen, symbol);
        verdicts.set(answer.verdict, answer);
      }
      if (verdicts.has("SHADOWED") || frozen.source.view().modes.freeze === null) break;
    }
    const shadowed = verdicts.get("SHADOWED");
    if (shadowed === undefined) return expect(frozen.source.view().modes.freeze).toBeNull();
    expect(shadowed.summary).toContain("Entries were stopped by freeze");
    expect(shadowed.scene?.stopped).toMatchObject({ by: "freeze", untilMs: null });
    expect(shadowed.scene?.stopped?.reason).toContain("a rule broke");
  });

  it("names the hook that vetoed, the balancer's cap and the guard's check", () => {
    const verdictsWith = (change: Parameters<typeof simulatedFund>[0]) => {
      const played = simulatedFund({ runId: "00c0ffee-run", ...change });
      const answers: WhyNot[] = [];
      for (let closes = 0; closes < 500; closes += 1) {
        played.play(1);
        for (const { symbol } of played.source.view().market) answers.push(askedNow(played, symbol));
      }
      return { answers, source: played.source };
    };
    const vetoed = verdictsWith({
      change: (config) => ({ ...config, trading: { ...config.trading, minBarTurnoverUsd: usd(1e15) } }),
    }).answers.find(({ verdict }) => verdict === "VETOED");
    expect(vetoed).toMatchObject({ by: "universe-filter" });
    expect(vetoed?.summary).toContain("turnover");
    expect(vetoed?.hooks.at(-1)?.verdict).toBe("VETO");
    const collared = verdictsWith({
      change: (config) => ({
        ...config,
        hardLimits: { ...config.hardLimits, priceCollarFraction: fraction(0.0001) },
      }),
    });
    const refused = collared.answers.find(({ verdict }) => verdict === "REFUSED");
    expect(refused).toMatchObject({ by: "price-collar" });
    expect(refused?.checks.find(({ isKept }) => !isKept)).toMatchObject({ check: "price-collar", limit: 0.0001 });
    const [id = ""] = /O\d+-\d+/.exec(refused?.summary ?? "") ?? [];
    const order = collared.source.why(id);
    expect(order).toMatchObject({ outcome: "REFUSED", refusedBy: "price-collar", fills: [], position: null });
    expect(order?.summary).toContain("The guard refused to buy");
    expect(order?.checks.map(({ check }) => check)).toEqual([...orderChecks, ...entryChecks].map(({ name }) => name));
    const roomless = verdictsWith({
      change: (config) => ({
        ...config,
        hardLimits: { ...config.hardLimits, maxOrderShareFraction: fraction(0) },
      }),
    }).answers.find(({ verdict }) => verdict === "NO_ROOM");
    expect(roomless).toMatchObject({ by: "hard limits" });
    expect(roomless?.caps.find(({ isTightest }) => isTightest)).toMatchObject({ what: "order size", capUsd: 0 });
  });
});

it("names the brake with who pulled it and why", () => {
  const played = simulatedFund({ runId: "00c0ffee-run", seed: 7 });
  const seen = new Map<string, WhyNot>();
  const look = () => {
    played.play(1);
    for (const { symbol } of played.source.view().market) {
      const answer = played.source.whyNot(symbol, played.state.at);
      if (answer !== undefined) seen.set(answer.verdict, answer);
    }
  };
  for (let closes = 0; closes < 3_000 && !seen.has("SHADOWED"); closes += 1) {
    if (closes === 100)
      played.feed("operator", operatorBrakeSet.create({ operator: "ada", engaged: true, reason: "a test of it" }));
    look();
  }
  const stopped = seen.get("SHADOWED")?.scene?.stopped;
  expect(stopped).toMatchObject({ by: "emergency brake", reason: "ada pulled it: a test of it", untilMs: null });
  expect(stopped?.sinceMs).toBeGreaterThan(0);
  expect(seen.get("SHADOWED")?.summary).toContain("Entries were stopped by emergency brake");
});

it("names the CIO's choice where a symbol is outside of it", () => {
  const played = simulatedFund({ runId: "00c0ffee-run", seed: 7 });
  const find = (): WhyNot | undefined => {
    for (let closes = 0; closes < 4_000; closes += 1) {
      played.play(1);
      for (const { symbol } of played.source.view().market) {
        const answer = played.source.whyNot(symbol, played.state.at);
        if (answer?.verdict === "NOT_IN_UNIVERSE") return answer;
      }
    }
    return undefined;
  };
  const outside = find();
  expect(outside?.summary).toMatch(/was outside the symbols to trade, chosen by the CIO with D\d+-\d+: ./);
  expect(outside?.scene?.stances.map(({ decisionId }) => decisionId)).toContain(outside?.by);
  expect(outside?.hooks.at(-1)).toMatchObject({ hook: "universe-filter", verdict: "VETO" });
});
