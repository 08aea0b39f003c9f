/** What limits took from entries that were made, on one entry worked out by hand. */
import { expect, it } from "vitest";
import type { OrderWorkings, Workings } from "../../kernel/domain/workings.ts";
import { openWorkings } from "../../kernel/domain/workings.ts";
import { unlimited } from "../../kernel/domain/risk-envelope.ts";
import { positionClosed } from "../../kernel/events/trading-events.ts";
import { FundRun } from "../backtest/fund-run.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { epochMs, fraction, price, quantity, ratio, usd } from "../../kernel/units/units.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { SizeCuts } from "./size-cuts.ts";

const history = simulatedMarket({ seed: 3, bars: 120 * 24 });
const { identity, instruments, interval, firstClose } = history;
const config = defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose });

/** The first entry that a real run sent. */
function firstEntry(): OrderWorkings {
  let found: OrderWorkings | undefined;
  const run = new FundRun(config, firstClose, undefined, {
    observe: (_entry, _facts, workings) => {
      found ??= workings?.orders.find(({ order, refusedBy }) => order.purpose === "ENTRY" && refusedBy === undefined);
    },
  });
  for (const closed of history.closedBars()) {
    run.playClose(closed);
    if (found !== undefined) return found;
  }
  throw new Error("expected an entry");
}

const sent = firstEntry();
const { mandate } = sent.policy;
/** 10,000 USD tradable, two percent allowed by the constitution, one by the CEO, size halved by the ramp, 1,500 of room. */
const entry: OrderWorkings = {
  ...sent,
  stopDistance: 0.04,
  usage: { ...sent.usage, tradable: 10_000 },
  caps: [
    { by: "sizing", what: "size", cap: 1_250 },
    { by: "hard limits", what: "order size", cap: 5_000 },
    { by: "CRO RISK_ADJUSTMENT D3-0", what: "position limit", cap: 1_500 },
  ],
  policy: {
    ...sent.policy,
    mandate: {
      ...mandate,
      envelope: { ...unlimited, maxRiskPerTrade: fraction(0.01), sizeFactor: fraction(0.5) },
      setBy: { ...mandate.setBy, maxRiskPerTrade: "CEO CAPITAL_PROFILE D0-0", sizeFactor: "ramp after release" },
    },
  },
};
const workingsOf = (order: OrderWorkings): Workings => ({ ...openWorkings(), orders: [order] });
const closed = positionClosed.create({
  tradeId: sent.order.id,
  symbol: sent.order.symbol,
  strategy: "ensemble",
  openedAtMs: epochMs(0),
  closedAtMs: epochMs(1),
  quantity: quantity(10),
  entryPriceUsd: price(100),
  exitPriceUsd: price(110),
  pnlUsd: usd(100),
  feesUsd: usd(0),
  rMultipleRatio: ratio(2),
  exitReason: "SIGNAL",
});

it("gives each cut to its owner, in order: risk per trade, then the tightest cap; profit at the trade's own rate", () => {
  const cuts = new SizeCuts(config);
  cuts.hear([], workingsOf(entry));
  cuts.hear([closed], undefined);
  // From 200 USD of risk at a stop of 4 %: 5,000; at one percent 2,500; halved 1,250. The trade made a tenth.
  expect(cuts.summary()).toEqual([
    { by: "CEO CAPITAL_PROFILE: risk per trade", entries: 1, cutUsd: 2_500, pnlOfCutUsd: 250 },
    { by: "ramp after release: size factor", entries: 1, cutUsd: 1_250, pnlOfCutUsd: 125 },
  ]);
});

it("names the tightest cap where that is not the sizing", () => {
  const cuts = new SizeCuts(config);
  const [sizing, order, position] = entry.caps;
  if (sizing === undefined || order === undefined || position === undefined) throw new Error("expected three caps");
  cuts.hear([], workingsOf({ ...entry, caps: [sizing, order, { ...position, cap: 1_000 }] }));
  expect(cuts.summary().map(({ by, cutUsd }) => [by, cutUsd])).toEqual([
    ["CEO CAPITAL_PROFILE: risk per trade", 2_500],
    ["CRO RISK_ADJUSTMENT: position limit", 1_500],
  ]);
});

it("takes no cut where nothing was cut", () => {
  const cuts = new SizeCuts(config);
  const free = { ...entry.policy.mandate.envelope, maxRiskPerTrade: fraction(0.02), sizeFactor: fraction(1) };
  const policy = { ...entry.policy, mandate: { ...entry.policy.mandate, envelope: free } };
  cuts.hear([], workingsOf({ ...entry, policy, caps: [{ by: "sizing", what: "size", cap: 5_000 }] }));
  expect(cuts.summary()).toEqual([]);
});
