/** Contributions: every part has its case and nothing else changes in it; slippage counts; few trades prove nothing. */
import { describe, expect, it } from "vitest";
import { allOn, type Case, cases } from "../../scripts/contributions/cases.ts";
import { studyPage, verdicts } from "../../scripts/contributions/page.ts";
import { playCase } from "../../scripts/contributions/play-case.ts";
import { type PlayedCase, playedCaseSchema } from "../../scripts/contributions/played-case.ts";
import { Slippage } from "../../scripts/contributions/slippage.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { hookNames, hookOwner } from "../../src/kernel/domain/hooks.ts";
import { registeredSubsystems } from "../../src/kernel/domain/subsystem.ts";
import { orderSubmitted, tradeExecuted } from "../../src/kernel/events/trading-events.ts";
import { price, quantity, usd } from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { factRecord } from "../../src/runtime/journal-records.ts";

const market = simulatedMarket({ seed: 3, bars: 10 });
const { identity, instruments, interval, firstClose } = market;
const configOf = (governance: "on" | "off") =>
  defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose, governance });
const [all, bare] = [configOf("on"), configOf("off")];
const caseOf = (name: string): Case => {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`expected a case ${name}`);
  return found;
};

describe("the cases", () => {
  it.each(registeredSubsystems)("switch %s off with its hooks, and nothing else", (name) => {
    const { subsystems, hooks, ...rest } = caseOf(name).configFrom(all, bare);
    const { subsystems: allSubsystems, hooks: allHooks, ...allRest } = all;
    expect(rest).toEqual(allRest);
    expect(subsystems).toEqual({ ...allSubsystems, [name]: "OFF" });
    for (const hook of hookNames) expect(hooks[hook]).toBe(hookOwner[hook] === name ? "OFF" : allHooks[hook]);
  });

  it("are everything on, each part once, and the stages below AUTONOMY", () => {
    expect(cases.map(({ name }) => name)).toEqual([
      allOn,
      ...registeredSubsystems,
      "opportunity ranker",
      "panel of models",
      "governance",
      "OBSERVATION",
      "PARTIAL",
      "COORDINATION",
    ]);
    expect(caseOf("PARTIAL").configFrom(all, bare)).toEqual({ ...all, stage: "PARTIAL" });
    expect(caseOf("governance").configFrom(all, bare)).toBe(bare);
    expect(caseOf("opportunity ranker").configFrom(all, bare).ranker.isEnabled).toBe(false);
    expect(caseOf("panel of models").configFrom(all, bare).ensemble.panel).toBe("OFF");
  });
});

describe("a case", () => {
  it("comes out with figures that are read back as they were, slippage among them", async () => {
    const played = await playCase({ market: "simulated", seed: 3, days: 200 }, caseOf("governance"));
    expect(played.trades).toBeGreaterThan(0);
    expect(played.slippageUsd, "half a spread at every fill, and gaps of stops").not.toBe(0);
    expect(played.dailyReturns.length).toBeGreaterThan(190);
    expect(played.inMarketDays).toBeGreaterThan(0);
    expect(playedCaseSchema.parse(JSON.parse(JSON.stringify(played)))).toEqual(played);
  });
});

const submitted = (
  id: string,
  side: "BUY" | "SELL",
  reference: number | null,
  stop: number | null,
  parentId: string | null = null,
) =>
  factRecord(
    1,
    0,
    orderSubmitted.create({
      id,
      symbol: "BTC",
      side,
      purpose: stop === null ? "ENTRY" : "STOP",
      quantity: quantity(2),
      limitPriceUsd: null,
      stopPriceUsd: stop === null ? null : price(stop),
      referencePriceUsd: reference,
      orderType: "MARKET",
      parentId,
      expectedSlippageBps: null,
      policyVersion: 1,
      reason: "because",
    }),
  );
const filled = (orderId: string, side: "BUY" | "SELL", at: number) =>
  factRecord(
    1,
    1,
    tradeExecuted.create({
      orderId,
      fillId: "F1",
      symbol: "BTC",
      side,
      priceUsd: price(at),
      quantity: quantity(2),
      feeUsd: usd(0),
      realizedPnlUsd: usd(0),
      slippageBps: null,
      liquidity: "TAKER",
    }),
  );

describe("slippage", () => {
  it.each([
    ["a buy above its close", "BUY", 100, null, 101, 2],
    ["a sale below its close", "SELL", 100, null, 99, 2],
    ["a sale above its close", "SELL", 100, null, 101, -2],
    ["a stop below its trigger", "SELL", 100, 95, 94, 2],
    ["an order without a reference", "BUY", null, null, 101, 0],
  ] as const)("of %s", (_, side, reference, stop, at, cost) => {
    const slippage = new Slippage();
    slippage.hear([submitted("O1-0", side, reference, stop), filled("O1-0", side, at)]);
    expect(slippage.costUsd).toBeCloseTo(cost, 9);
  });
});

describe("slippage of an entry worked in parts", () => {
  it("is against the price the parent was decided on", () => {
    const slippage = new Slippage();
    slippage.hear([submitted("O1-0", "BUY", 100, null, "O1-0"), submitted("O2-0", "BUY", 104, null, "O1-0")]);
    slippage.hear([filled("O2-0", "BUY", 105)]);
    expect(slippage.costUsd).toBeCloseTo(10, 9);
  });
});

describe("the page", () => {
  const returns = (lead: number) => Array.from({ length: 200 }, (_, day) => lead + (day % 2 === 0 ? 0.01 : -0.01));
  const played = (name: string, trades: number, lead: number): PlayedCase => ({
    name,
    digest: `${name} ${lead}`,
    code: "c",
    fromMs: 0,
    toMs: 1,
    bars: 1,
    netReturnRatio: 0,
    maxDrawdownRatio: 0,
    sharpeRatio: 0,
    sharpeErrorRatio: 0,
    trades,
    feesUsd: 0,
    slippageUsd: 0,
    inMarketFraction: 0,
    inMarketDays: 0,
    endStage: "AUTONOMY",
    dailyReturns: returns(lead),
  });
  const study = { mark: "m", title: "T", choice: {} };

  it("tells a lead from none, and neither below 20 trades", () => {
    const names = ["pil", "pba", "pal", "aelm"];
    const asked = [allOn, ...names].map(caseOf);
    const text = studyPage(study, asked, [
      played(allOn, 20, 0.001),
      played("pil", 20, 0),
      played("pba", 19, 0),
      played("pal", 20, 0.002),
      played("aelm", 20, 0.001),
    ]).join("\n");
    expect(text).toMatch(/Everything on made more than without.*: pil\./);
    expect(text).toMatch(/Fewer than 20 trades.*: pba\./);
    expect(text).toMatch(/Everything on made less than without.*: pal\./);
    expect(text).toMatch(/Made no difference.*: aelm\./);
  });

  it("says of nothing what it does not know", () =>
    expect(verdicts([{ asked: caseOf("pil"), lead: undefined, leastTrades: 100 }])).toEqual([
      expect.stringMatching(/nothing is proved: pil\./),
    ]));
});
