/**
 * What the guard says when it refuses: the rule, its limit and the value, in one sentence a person can act on.
 *
 * Shares are read as percent, money with cents. A refusal that names the wrong number sends its reader astray.
 */
import { expect, it } from "vitest";
import { at, btc } from "../../../../tests/scenarios/given.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { controls, entry, envelope, exit, given, limits, stop } from "../../../../tests/scenarios/guard-orders.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import type { Order } from "../../domain/order.ts";
import type { Quote } from "../../domain/quote.ts";
import { bps, durationMs, fraction, price, quantity, ratio, usd } from "../../units/units.ts";
import { entryChecks, orderChecks, reductionChecks } from "./checks.ts";
import type { GuardView } from "./guard-view.ts";

const everyCheck = [...orderChecks, ...reductionChecks, ...entryChecks];
const sentence = (name: string, order: Order, view: GuardView): string | undefined =>
  everyCheck.find((check) => check.name === name)?.refuses(order, view);

const by = (change: Partial<GuardView["authority"]>, more: Partial<GuardView> = {}): GuardView =>
  given({ authority: { ...wide.authority, ...change }, ...more });
const inMode = (change: Partial<GuardView["authority"]["modes"]>, more: Partial<GuardView> = {}): GuardView =>
  by({ modes: { ...wide.authority.modes, ...change } }, more);
const choice = { name: "turtle", version: "1", parameters: {}, history: 1, features: [], sha256: "abc" };
const turtle = { strategy: "turtle", choices: [choice], code: { version: "1", sha256: "abc" } };
const ended = {
  kind: "GRANT",
  about: "RISK_ADJUSTMENT",
  value: "",
  setBy: "Ada",
  reason: "",
  sinceMs: at(-1),
  expiresAtMs: at(0),
} as const;
const quoted = (bid: number, ask: number): Quote => broken({ bid, ask, quotedAt: at(0), heardAt: at(0) });
const thin = (change: Partial<GuardView["controls"]["thickness"]>, view: Partial<GuardView>): GuardView => ({
  ...controls({ thickness: { ...wide.controls.thickness, ...change } }),
  ...view,
});

type Case = readonly [check: string, view: GuardView, sentence: string, order?: Order];
const cases: readonly Case[] = [
  ["quantity", wide, "expected a quantity above 0, was -3", entry({ quantity: -3 })],
  ["price", wide, "expected a price above 0, was -3", entry({ limitPrice: -3, stopPrice: 4 })],
  ["price", wide, "expected a price above 0, was 0", stop({ stopPrice: 0 })],
  ["instrument", wide, "expected a configured instrument, was DOGE", entry({ symbol: "DOGE" })],
  ["duplicate-id", given({ hasSeen: () => true }), "expected a new order id, was O9-0 again"],
  ["steps", given({ instrument: undefined }), "no instrument to take steps from"],
  ["steps", wide, "expected whole lots of 0.0001, was 0.00005", entry({ quantity: 0.00005 })],
  ["steps", wide, "expected whole ticks of 0.01, was 100.005", entry({ limitPrice: 100.005 })],
  ["steps", wide, "expected whole ticks of 0.01, was 98.005", entry({ limitPrice: 100, stopPrice: 98.005 })],
  ["reduces", wide, "expected an exit of a long position to sell"],
  ["closeable", given({ closeableQuantity: 4 }), "expected at most the 4 still to close, was 10", exit()],
  ["stop-trigger", wide, "expected a stop order to name its trigger price", stop({ stopPrice: undefined })],
  ["long-only", wide, "expected an entry to buy: this fund is long only", exit()],
  ["protection", wide, "expected an entry to carry a limit price", exit()],
  ["entries-allowed", envelope({ entriesAllowed: false }), "entries are stopped"],
  ["mandate-stands", inMode({ frozen: true }), "the fund is frozen"],
  ["mandate-stands", inMode({ braked: true }), "the emergency brake is on"],
  ["mandate-stands", inMode({ capitalProfile: broken("HUGE") }), "expected a capital profile, was HUGE"],
  ["stage-allows", inMode({ stage: broken("LIVE") }), "expected an integration stage, was LIVE"],
  [
    "stage-allows",
    inMode({ stage: "PARTIAL" }, { isLiveVenue: true }),
    "expected stage COORDINATION or later on a live venue, was PARTIAL",
  ],
  [
    "strategy-registered",
    by({ ...turtle, blocked: ["turtle"] }),
    "expected a strategy the controller lets speak, was turtle",
  ],
  [
    "strategy-registered",
    by({ ...turtle, choices: [{ ...choice, name: "other" }] }),
    "expected a configured strategy, was turtle",
  ],
  [
    "strategy-registered",
    by({ ...turtle, code: undefined }),
    "nobody has asked turtle since the start, so its code is not known",
  ],
  [
    "strategy-registered",
    by({ ...turtle, code: { version: "2", sha256: "abc" } }),
    "expected turtle in version 1, was 2",
  ],
  [
    "strategy-registered",
    by({ ...turtle, code: { version: "1", sha256: "abd" } }),
    "expected turtle with hash abc, was abd",
  ],
  [
    "grants-stand",
    by({ overrides: [ended] }),
    `expected grants of at most 900000 ms that have not ended, was RISK_ADJUSTMENT by Ada until ${at(0)}`,
  ],
  [
    "override-size",
    { ...by({ overrides: [ended] }), controls: { ...wide.controls, maxOverrideOrderFraction: fraction(0.05) } },
    "expected an entry of at most 5.00 % of tradable capital under an override, was 10.00 %",
  ],
  ["universe", given({ activeSymbols: ["ETH"] }), "expected a symbol of the universe, was BTC"],
  [
    "approved-symbol",
    given({ isLiveVenue: true }),
    "expected BTC to be approved by name on a live venue, was no list at all",
  ],
  [
    "approved-symbol",
    controls({ allowedSymbols: ["ETH", "SOL"] }),
    "expected one of the approved symbols (ETH, SOL), was BTC",
  ],
  ["approved-symbol", controls({ allowedSymbols: [] }), "expected one of the approved symbols (none), was BTC"],
  [
    "allowed-venue",
    controls({ allowedVenues: ["binance", "kraken"] }),
    "expected one of the allowed venues (binance, kraken), was simulated",
  ],
  ["allowed-venue", controls({ allowedVenues: [] }), "expected one of the allowed venues (none), was simulated"],
  [
    "allowed-order-type",
    controls({ allowedOrderTypes: ["LIMIT", "POST_ONLY"] }),
    "expected one of the allowed order types (LIMIT, POST_ONLY), was MARKET",
  ],
  [
    "allowed-order-type",
    controls({ allowedOrderTypes: [] }),
    "expected one of the allowed order types (none), was MARKET",
  ],
  [
    "instrument-status",
    given({ instrument: { ...btc, status: broken("HALTED") } }),
    "expected BTC to be trading at the venue, was HALTED",
  ],
  ["instrument-status", given({ instrument: undefined }), "expected BTC to be trading at the venue, was unknown"],
  ["governance-fresh", given({ governanceIsFresh: false }), "the council has not completed a round for too long"],
  [
    "reconciled",
    given({ isReconciled: false }),
    "orders, positions and balances are not known to agree with the venue's",
  ],
  ["symbol-frozen", given({ symbolFreeze: "BTC is frozen" }), "BTC is frozen"],
  [
    "flow-stopped",
    given({ entryFlow: { state: "STOPPED", reason: "41 orders for 0 trades: beyond 20" } }),
    "entries are stopped: 41 orders for 0 trades: beyond 20",
  ],
  [
    "flow-throttled",
    given({
      entryFlow: { state: "THROTTLED", reason: "21 orders for 0 trades: beyond 20" },
      lastEntryAt: at(-60_000),
      throttleEveryMs: durationMs(300_000),
    }),
    "one entry in 300 s, the last was 60 s ago: 21 orders for 0 trades: beyond 20",
  ],
  [
    "finite-view",
    given({ committedShort: Number.POSITIVE_INFINITY }),
    "expected finite money and losses, was Infinity",
  ],
  ["reference-fresh", given({ reference: undefined }), "there is no reference price"],
  ["reference-fresh", given({ reference: { price: 0, seenAt: at(0) } }), "there is no reference price"],
  [
    "reference-fresh",
    given({ reference: { price: Number.POSITIVE_INFINITY, seenAt: at(0) } }),
    "there is no reference price",
  ],
  [
    "reference-fresh",
    given({ reference: { price: 100, seenAt: at(-3_000) } }),
    "expected a reference price of at most 2000 ms, was 3000 ms old",
  ],
  [
    "reference-fresh",
    given({ reference: { price: 100, seenAt: at(50) } }),
    "expected a reference price of at most 2000 ms, was -50 ms old",
  ],
  ["price-collar", wide, "expected a limit within 2.00 % of the reference, was 3.00 % away", entry({ limitPrice: 97 })],
  [
    "period-collar",
    given({ referenceMove: 0.2, maxReferenceMove: 0.1 }),
    "expected the reference to have moved at most 10.00 % within the period, was 20.00 %",
  ],
  ["cooled", given({ coolsUntil: at(90) }), "expected BTC to have cooled after its move, was 90 ms early"],
  ["stop-distance", given({ stopDistance: 0.05 }), "expected a stop within 4.00 % of the entry, was 5.00 % away"],
  [
    "trade-risk",
    { ...envelope({ maxRiskPerTrade: fraction(0.001) }) },
    "expected a loss at the stop of at most 0.10 % of tradable capital, was 0.20 %",
  ],
  [
    "order-value",
    limits({ maxOrderNotionalUsd: usd(900) }),
    "expected an order of at most 900.00 USD, was 1000.00 USD",
  ],
  [
    "order-share",
    { ...limits({ maxOrderShareFraction: fraction(0.1) }), tradable: 5_000 },
    "expected an order of at most 10.00 % of tradable capital, was 20.00 %",
  ],
  [
    "order-quantity",
    given({ instrument: { ...btc, maxOrderQuantity: quantity(4) } }),
    "expected at most 4 of BTC, was 10",
  ],
  [
    "bar-volume",
    thin({ maxBarRatio: ratio(0.25) }, { barTurnover: 400 }),
    "expected an order of at most 100.00 USD, its share of the last bar, was 1000.00 USD",
  ],
  [
    "day-volume",
    thin({ maxDayRatio: ratio(0.01) }, { dayTurnover: 400 }),
    "expected an order of at most 4.00 USD, its share of 24 hours, was 1000.00 USD",
  ],
  [
    "top-depth",
    thin({ maxTopRatio: ratio(0.5) }, { topDepth: 400 }),
    "expected an order of at most 200.00 USD, its share of the best offer, was 1000.00 USD",
  ],
  [
    "minimum-notional",
    given({ instrument: { ...btc, minNotionalUsd: usd(2_000) } }),
    "expected at least 2000 USD, was 1000.00 USD",
  ],
  [
    "exposure",
    { ...envelope({ maxExposure: fraction(0.2) }), committedTied: 2_000 },
    "expected exposure of at most 20.00 %, was 30.00 %",
  ],
  [
    "net-exposure",
    { ...controls({ maxNetExposureRatio: ratio(0.2) }), committedLong: 2_000 },
    "expected net exposure of at most 20.00 %, was 30.00 %",
  ],
  [
    "leverage",
    { ...envelope({ maxLeverage: ratio(2) }), committedNotional: 24_000 },
    "expected leverage of at most 2, was 2.50",
  ],
  [
    "position",
    { ...envelope({ maxPosition: usd(3_000) }), committedInSymbol: 2_500 },
    "expected a position of at most 3000.00 USD, was 3500.00 USD",
  ],
  [
    "group",
    { ...controls({ maxGroupRatio: ratio(0.2) }), committedInGroup: 2_000 },
    "expected what moves with BTC to be at most 20.00 % of tradable capital, was 30.00 %",
  ],
  [
    "position-count",
    { ...envelope({ maxPositions: 3 }), otherPositions: 4 },
    "expected fewer than 3 other positions, was 4",
  ],
  ["open-orders", { ...limits({ maxOpenOrders: 5 }), openOrders: 6 }, "expected fewer than 5 open orders, was 6"],
  [
    "open-order-value",
    { ...controls({ maxOpenOrderValueFraction: fraction(0.2) }), openOrderValue: 2_000 },
    "expected entries that may still be filled to be worth at most 20.00 % of tradable capital, was 30.00 %",
  ],
  ["cash", given({ cash: 5 }), "expected at most the 5.00 USD in cash, was 1000.00 USD"],
  [
    "free-margin",
    { ...controls({ minFreeMarginFraction: fraction(0.25) }), cash: 2_000, instrument: btcPerpetual() },
    "expected 25.00 % of tradable capital to stay free of margin, was 18.00 %",
  ],
  [
    "liquidation-distance",
    {
      ...controls({ minLiquidationDistanceAtr: ratio(6) }),
      instrument: btcPerpetual(),
      margin: { quantity: 0, entryPrice: 0, crossCollateral: 40 },
    },
    "expected liquidation to be at least 6.00 % below the price, was 3.61 %",
  ],
  ["daily-loss", given({ dailyLoss: 0.06 }), "expected a daily loss of at most 5.00 %, was 6.00 %"],
  [
    "drawdown",
    { ...envelope({ maxDrawdown: fraction(0.08) }), drawdown: 0.09 },
    "expected a drawdown of at most 8.00 %, was 9.00 %",
  ],
  ["kill-switch", given({ allTimeDrawdown: 0.3 }), "expected a drawdown from the peak of at most 20.00 %, was 30.00 %"],
  ["minimum-capital", given({ equity: 900 }), "expected equity of at least 1000 USD, was 900.00 USD"],
  [
    "strategy-loss",
    { ...controls({ maxStrategyDailyLossFraction: fraction(0.04) }), strategyLoss: 500 },
    "expected ensemble to have lost at most 4.00 % of tradable capital today, was 5.00 %",
  ],
  [
    "strategy-losses-in-row",
    given({ strategyLossesInRow: 7 }),
    "expected ensemble to have lost fewer than 5 trades in a row, was 7; it may enter again tomorrow",
  ],
  ["consecutive-losses", given({ consecutiveLosses: 7 }), "expected fewer than 5 losses in a row, was 7"],
  ["expected-edge", given({ edge: undefined }), "nobody has said what the entry is worth"],
  [
    "expected-edge",
    given({ edge: { grossBps: 60, costBps: 55 } }),
    "expected more than 10 bps after costs, was 5.0 (60.0 less costs of 55.0)",
  ],
  [
    "self-match",
    given({ opposing: [{ id: "O1-0", purpose: "EXIT" }] }),
    "expected to meet no order of our own, was O1-0, which sells at any price",
  ],
  [
    "self-match",
    given({ opposing: [{ id: "O1-0", purpose: "EXIT", limitPrice: price(99) }] }),
    "expected to meet no order of our own, was O1-0, which sells at 99",
  ],
  [
    "self-match",
    given({ opposing: [{ id: "O1-0", purpose: "STOP", stopPrice: price(101) }] }),
    "expected to meet no order of our own, was O1-0, which would sell at 101",
    entry({ orderType: "LIMIT" }),
  ],
  [
    "feed-in-sequence",
    { ...controls({ maxFeedGapBars: 3 }), feed: { ...wide.feed, gapBars: 5 } },
    "expected at most 3 bars of BTC to be missing before the last, was 5",
  ],
  [
    "feed-moves",
    { ...controls({ maxFrozenBars: 3 }), feed: { ...wide.feed, frozenBars: 4 } },
    "expected BTC to trade or move within 3 bars, was still for 4",
  ],
  [
    "book-uncrossed",
    given({ feed: { ...wide.feed, quote: quoted(101, 100) } }),
    "expected the bid of BTC at or below its ask, was 101 above 100",
  ],
  [
    "second-source",
    controls({ maxSourceGapBps: bps(50) }),
    "expected a fresh quote of BTC by the second source, was none",
  ],
  [
    "second-source",
    { ...controls({ maxSourceGapBps: bps(50) }), feed: { ...wide.feed, second: quoted(100.98, 101.02) } },
    "expected the second source within 50 bps of BTC, was 100.0 bps away",
  ],
  ["clock-skew", given({ isLiveVenue: true }), "expected the venue's clock to have been measured within 300000 ms"],
  [
    "clock-skew",
    given({ clock: { skewMs: -600, roundTripMs: durationMs(200), measuredAt: at(0) } }),
    "expected the venue's clock within 500 ms of ours, was up to 700 ms away",
  ],
  [
    "duplicate-order",
    { ...controls({ duplicateWindowMs: durationMs(60_000) }), sameSentAt: at(-40) },
    "expected no second entry of the same symbol, side, quantity and price within 60000 ms, was one 40 ms ago",
  ],
  ["strategy-enabled", given({ disabledFor: "it repeated itself" }), "it repeated itself"],
  [
    "messages-venue-minute",
    {
      ...controls({
        messages: {
          ...wide.controls.messages,
          venue: { perSecond: 5, perMinute: 10 },
          reservedFraction: fraction(0.5),
        },
      }),
      messages: { ...wide.messages, venue: { second: 0, minute: 4.26 } },
    },
    "expected at most 5 messages a minute while entries go out (venue), was 5.3",
  ],
  [
    "repeated-execution",
    { ...controls({ repeats: { ...wide.controls.repeats, maxExecutions: 3 } }), executions: 4 },
    "expected a strategy to BUY BTC at most 3 times within the window, was 4",
  ],
];

const asked = cases.map(([check, view, said, order = entry()]) => ({ check, view, said, order }));
it.each(asked)("$check: $said", ({ check, view, said, order }) => expect(sentence(check, order, view)).toBe(said));

it("every check has its sentence here; one rate of messages stands for six", () => {
  const spoken = new Set(cases.map(([check]) => check));
  const silent = everyCheck.filter(({ name }) => !spoken.has(name) && !name.startsWith("messages-"));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

it("of what nobody knows every check that needs it refuses by itself, without failing", () => {
  const unknown = given({ reference: undefined, instrument: undefined, edge: undefined, isLiveVenue: true });
  const withSource = { ...unknown, controls: { ...unknown.controls, maxSourceGapBps: bps(50) } };
  const unpriced = entry({ limitPrice: undefined });
  const needing = [
    "instrument",
    "steps",
    "protection",
    "approved-symbol",
    "instrument-status",
    "reference-fresh",
    "price-collar",
    "trade-risk",
    "order-value",
    "order-share",
    "order-quantity",
    "bar-volume",
    "day-volume",
    "minimum-notional",
    "exposure",
    "net-exposure",
    "leverage",
    "position",
    "group",
    "open-order-value",
    "cash",
    "free-margin",
    "expected-edge",
    "second-source",
    "clock-skew",
  ];
  const refusing = [...orderChecks, ...entryChecks].filter(
    ({ refuses }) => refuses(unpriced, withSource) !== undefined,
  );
  expect(refusing.map(({ name }) => name)).toEqual(needing);
});

it("an offer nobody knows is not asked about, one that is known is measured", () => {
  const check = entryChecks.find(({ name }) => name === "top-depth");
  expect(check?.measure?.(entry(), wide)).toBeUndefined();
  expect(check?.measure?.(entry(), thin({ maxTopRatio: ratio(0.5) }, { topDepth: 400 }))).toMatchObject({
    value: 1_000,
    limit: 200,
  });
});

it("net exposure counts the side an order is on, each at its worst", () => {
  const held = given({ committedLong: 500, committedShort: 2_000 });
  const check = entryChecks.find(({ name }) => name === "net-exposure");
  expect(check?.measure?.(entry(), held)?.value).toBeCloseTo(0.15, 12);
  expect(check?.measure?.(entry({ side: "SELL" }), held)?.value).toBeCloseTo(0.3, 12);
});

it("a second source agrees with no reference that is not there", () => {
  const lone = { ...controls({ maxSourceGapBps: bps(50) }), reference: undefined };
  const view = { ...lone, feed: { ...wide.feed, second: quoted(99.99, 100.01) } };
  expect(sentence("second-source", entry(), view)).toBe("expected a fresh quote of BTC by the second source, was none");
});
