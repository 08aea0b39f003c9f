/** The read model of a fund that really trades agrees with the fund, and explains every limit and decision. */
import { planOf } from "../../../../tests/scenarios/given-fund.ts";
import { describe, expect, it } from "vitest";
import { simulatedFund } from "../../../../tests/browser/simulated-fund.ts";
import { decisionId } from "../../domain/decision.ts";
import { limits } from "../../domain/risk-envelope.ts";
import { fundRestarted } from "../../events/fund-events.ts";
import { cashMoved } from "../../events/reconciliation-events.ts";
import { portfolioOf } from "../../step-govern.ts";
import { epochMs, fraction, price, quantity, usd } from "../../units/units.ts";
import { viewDecisions } from "./decision-view.ts";
import { decisionsKept, openHistory, recordFacts } from "./history.ts";
import { viewPosition } from "./holdings-view.ts";

const trading = simulatedFund();
trading.play(700);
const requireFund = () => {
  const { fund } = trading.state;
  if (fund === undefined) throw new Error("expected an open fund");
  return fund;
};

describe("fund view", () => {
  const view = trading.source.view();
  const fund = requireFund();

  it("says what the fund is worth and where it stands", () => {
    const portfolio = portfolioOf(fund);
    expect(view.money).toMatchObject({
      startEquityUsd: 10_000,
      equityUsd: portfolio.equity,
      cashUsd: portfolio.cash,
      exposureRatio: portfolio.exposure,
      drawdownRatio: fund.governance.lastPerformance?.drawdown,
    });
    expect(view.money.totalReturnRatio).toBeCloseTo(portfolio.equity / 10_000 - 1, 12);
    const { cashUsd, grossNotionalUsd, lockedUsd, reserveUsd, dueUsd, tradableUsd } = view.money;
    expect(view.money.equityUsd).toBeCloseTo(cashUsd + grossNotionalUsd + lockedUsd + reserveUsd - dueUsd, 6);
    expect(view.money.equityUsd).toBeCloseTo(tradableUsd + lockedUsd + reserveUsd, 6);
    expect(view).toMatchObject({ seq: trading.state.seq, asOfMs: trading.state.at, lastBarsAtMs: fund.lastBarsAt });
  });

  it("shows every position with a stop, and every open order", () => {
    expect(view.positions.map(({ symbol }) => symbol)).toEqual(
      fund.trading.positions.flatMap((position) => (position === undefined ? [] : [position.symbol])),
    );
    expect(view.openOrders.map(({ id }) => id)).toEqual([...fund.trading.orders.keys()]);
    for (const { stopPriceUsd, lastPriceUsd } of view.positions) expect(stopPriceUsd).toBeLessThan(lastPriceUsd);
  });

  it("shows the latest fills, ended orders and decisions first", () => {
    expect(view.fills.length).toBeGreaterThan(5);
    expect(view.decisions.length).toBeGreaterThan(5);
    for (const times of [view.fills.map(({ atMs }) => atMs), view.decisions.map(({ atMs }) => atMs)])
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(view.endedOrders[0]?.id).toBe(fund.trading.ended.at(-1)?.order.id);
    expect(view.council.decisionsMade).toBe(fund.governance.decisions);
  });

  it("names the author and the reason of every limit, and never one that rules no more", () => {
    expect(view.mandate.limits.map(({ limit }) => limit)).toEqual(limits);
    for (const { setBy, limit, value, isBound } of view.mandate.limits) {
      expect(setBy.reason).not.toBe("");
      expect(value).toBe(fund.governance.policy?.mandate.envelope[limit]);
      expect(isBound).toBe(setBy.name !== "nobody");
      if (setBy.decisionId === null) continue;
      const stance = [...fund.governance.stances.values()].find((each) => decisionId(each) === setBy.decisionId);
      expect(stance).toMatchObject({ seat: setBy.seat, decidedAt: setBy.decidedAtMs });
      expect(stance?.decision).toMatchObject({ kind: setBy.kind, reason: setBy.reason });
    }
  });

  it("marks exactly one decision of each kind as in force", () => {
    const kinds = view.decisions.filter(({ isInForce }) => isInForce).map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds).toContain("RISK_ADJUSTMENT");
  });

  it("reads every symbol of the market, with its regime and the signal", () => {
    expect(view.market.map(({ symbol }) => symbol)).toEqual(fund.config.instruments.map(({ symbol }) => symbol));
    for (const each of view.market) {
      expect(each.closePriceUsd).toBeGreaterThan(0);
      expect(each.trend).not.toBeNull();
      expect(each.direction).not.toBeNull();
      expect(Math.abs(each.dayChangeRatio ?? Number.NaN)).toBeLessThan(0.5);
    }
  });

  it("is plain JSON: what comes back is what went out", () => {
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });
});

describe("a fund that only learns", () => {
  const view = simulatedFund({ warmUp: 10 }).source.view();

  it("has start values, no rates and no trend yet", () => {
    expect(view.money).toMatchObject({ equityUsd: 10_000, dayPnlUsd: 0, exposureRatio: 0 });
    expect(view.performance).toMatchObject({ winRateFraction: null, sharpeRatio: null });
    expect(view.market[0]).toMatchObject({ trend: null, direction: null, dayChangeRatio: null });
    expect(view.decisions.every(({ reason }) => reason === "start value of the configuration")).toBe(true);
  });
});

it("money paid in is no return", () => {
  const funded = simulatedFund();
  funded.play(1);
  const before = funded.source.view().money;
  const paidIn = { cashId: "C1", symbol: null, amountUsd: usd(2_500), cause: "TRANSFER" } as const;
  funded.feed("venue", cashMoved.create({ reportSeq: 0, ...paidIn }));
  const { money } = funded.source.view();
  expect(money.equityUsd - before.equityUsd).toBe(2_500);
  expect([money.totalReturnRatio, money.dayReturnRatio]).toEqual([before.totalReturnRatio, before.dayReturnRatio]);
});

describe("a frozen fund", () => {
  const frozen = simulatedFund();
  frozen.play(1);
  frozen.feed("runtime", fundRestarted.create({ poison: { seq: 7, message: "a rule broke" } }));
  const view = frozen.source.view();

  it("says since when, why, and what it waits for", () => {
    expect(view.modes.freeze).toMatchObject({
      sinceMs: frozen.state.at,
      timerEndsAtMs: null,
      requiresReview: true,
      reviewGivenBy: null,
      reasons: ["entry 7 failed: a rule broke"],
      waitsFor: "it waits for a review",
    });
    expect(view.modes.freeze?.reviewDueAtMs).toBe(frozen.state.at + 24 * 3_600_000);
    expect(view.modes.entriesAllowed).toBe(false);
    expect(view.mandate.limits.at(-1)).toMatchObject({
      limit: "entriesAllowed",
      value: false,
      setBy: { name: "freeze", decisionId: null, reason: "entry 7 failed: a rule broke" },
    });
  });
});

describe("positions", () => {
  it("count R after fees over everything bought, and the distance to the stop from the last price", () => {
    const position = viewPosition(
      {
        symbol: "BTC-SIM",
        openedAt: epochMs(1),
        openedBy: "O1-0",
        strategy: "ensemble",
        quantity: quantity(2),
        averagePrice: price(100),
        stopPrice: price(90),
        initialRisk: usd(20),
        boughtQuantity: quantity(2),
        soldQuantity: quantity(0),
        soldFor: usd(0),
        realizedPnl: usd(0),
        fees: usd(1),
        lastPrice: price(120),
        exitReason: undefined,
        reduction: undefined,
        plan: planOf(),
      },
      1_000,
    );
    expect(position).toMatchObject({ valueUsd: 240, unrealizedPnlUsd: 40, equityShareRatio: 0.24, leavingFor: null });
    expect(position.rMultipleRatio).toBeCloseTo((40 - 1) / 20, 12);
    expect(position.stopDistanceRatio).toBeCloseTo(0.25, 12);
  });
});

describe("decisions that did not stand", () => {
  it("name who struck them", () => {
    const history = openHistory();
    const data = { priority: "HIGH" as const, reason: "because" };
    const profile = {
      profile: "AGGRESSIVE" as const,
      maxRiskPerTradeFraction: fraction(0.02),
      maxDailyRiskFraction: fraction(0.05),
      maxPositions: 8,
    };
    const strike = { overriddenDecisionId: "D1-0", overriddenKind: "CAPITAL_PROFILE", overriddenSeat: "CEO" };
    recordFacts(history, epochMs(5), [
      {
        type: "ai.federation.decision_made",
        version: 1,
        data: {
          decisionId: "D1-0",
          seat: "CEO",
          decision: { kind: "CAPITAL_PROFILE", payload: profile, ...data },
          outcome: "OVERRIDDEN",
          outcomeBy: "D1-1",
        },
      },
      {
        type: "ai.federation.decision_made",
        version: 1,
        data: {
          decisionId: "D1-1",
          seat: "SUPERVISOR",
          decision: { kind: "OVERRIDE", payload: strike, ...data },
          outcome: "STANDS",
          outcomeBy: null,
        },
      },
    ]);
    const [override, struck] = viewDecisions(history, { ruling: [], overruled: [] }, 10);
    expect(override).toMatchObject({ id: "D1-1", outcome: "STANDS", outcomeBySeat: null, isInForce: false });
    expect(struck).toMatchObject({ id: "D1-0", outcome: "OVERRIDDEN", outcomeBy: "D1-1", outcomeBySeat: "SUPERVISOR" });
  });

  it("are remembered up to a bound", () => {
    const history = openHistory();
    for (let seq = 0; seq < decisionsKept + 5; seq += 1)
      recordFacts(history, epochMs(seq), [
        {
          type: "ai.federation.decision_made",
          version: 1,
          data: {
            decisionId: `D${seq}-0`,
            seat: "CEO",
            decision: {
              kind: "MODE_CHANGE",
              payload: { mode: "LIVE", durationMs: null },
              priority: "NORMAL",
              reason: "r",
            },
            outcome: "STANDS",
            outcomeBy: null,
          },
        },
      ]);
    expect(history.decisions.length).toBe(decisionsKept);
    expect(history.decisions[0]?.id).toBe("D5-0");
  });
});
