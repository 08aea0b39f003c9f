/**
 * What stops an entry: every check of entries at its limit, just past it and with numbers that are none.
 *
 * Each check has its own case here, so that removing any line of the list breaks a test (`npm run mutate`).
 */
import { describe, expect, it } from "vitest";
import { at, btc } from "../../../../tests/scenarios/given.ts";
import { broken, brokenNumbers } from "../../../../tests/scenarios/given-any.ts";
import {
  controls,
  entry,
  envelope,
  exit,
  given,
  limits,
  stop,
  verdict,
} from "../../../../tests/scenarios/guard-orders.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import type { Order, OwnOrder } from "../../domain/order.ts";
import { defaultControlLimits, messageScopes } from "../../domain/control-limits.ts";
import { capitalProfiles } from "../../domain/modes.ts";
import type { Quote } from "../../domain/quote.ts";
import { unlimited } from "../../domain/risk-envelope.ts";
import { integrationStages } from "../../domain/subsystem.ts";
import { durationMs, type EpochMs, epochMs, fraction, price, quantity, ratio, usd } from "../../units/units.ts";
import { guardOrder } from "./approved-order.ts";
import type { GuardView } from "./guard-view.ts";

const clock = { skewMs: 0, roundTripMs: durationMs(0), measuredAt: at(0) };

const thick = (change: Partial<GuardView["controls"]["thickness"]>): GuardView["controls"] => ({
  ...wide.controls,
  thickness: { ...wide.controls.thickness, ...change },
});
const rateOf = { second: "perSecond", minute: "perMinute" } as const;

/** Ten BTC of a perpetual at five times, liquidated at this price. */
const perpetual = (change: Partial<GuardView["controls"]>, liquidatedAt = 0): GuardView => ({
  ...controls(change),
  instrument: btcPerpetual(),
  margin: { quantity: 0, entryPrice: 0, crossCollateral: 1_000 - liquidatedAt * 10 * (1 - 0.004) },
});

describe("an entry", () => {
  it("override-size: under a grant entries stay small, without one there is no such cap", () => {
    const grant = { kind: "GRANT", sinceMs: at(0), expiresAtMs: epochMs(at(0) + 1) } as const;
    const under = (overrides: readonly object[], share: number) =>
      verdict(entry(), {
        ...controls({ maxOverrideOrderFraction: broken(share) }),
        authority: { ...wide.authority, overrides: broken(overrides) },
      });
    expect([under([grant], 0.1), under([grant], 0.0999)]).toEqual(["APPROVED", "override-size"]);
    expect([under([], 0.0999), under([{ ...grant, kind: "HOLD" }], 0)]).toEqual(["APPROVED", "APPROVED"]);
    expect(under([grant], Number.NaN)).toBe("override-size");
  });

  describe("authority", () => {
    const by = (change: Partial<GuardView["authority"]>, more: Partial<GuardView> = {}): GuardView =>
      given({ authority: { ...wide.authority, ...change }, ...more });
    const inMode = (change: Partial<GuardView["authority"]["modes"]>, more: Partial<GuardView> = {}) =>
      verdict(entry(), by({ modes: { ...wide.authority.modes, ...change } }, more));

    it("mandate-stands: no entry while the fund is frozen or braked, nor under a profile nobody knows", () => {
      expect([inMode({ frozen: true }), inMode({ braked: true })]).toEqual(["mandate-stands", "mandate-stands"]);
      expect(capitalProfiles.map((capitalProfile) => inMode({ capitalProfile }))).toEqual(Array(4).fill("APPROVED"));
      expect(inMode({ capitalProfile: broken("HUGE") })).toBe("mandate-stands");
    });
    it("stage-allows: money is risked from COORDINATION on", () => {
      const live = { isLiveVenue: true, controls: { ...wide.controls, allowedSymbols: ["BTC"] }, clock };
      const verdicts = integrationStages.map((stage) => [stage, inMode({ stage }, live), inMode({ stage })]);
      expect(verdicts).toEqual([
        ["OBSERVATION", "stage-allows", "APPROVED"],
        ["PARTIAL", "stage-allows", "APPROVED"],
        ["COORDINATION", "APPROVED", "APPROVED"],
        ["AUTONOMY", "APPROVED", "APPROVED"],
        ["MAINNET", "APPROVED", "APPROVED"],
      ]);
      expect(inMode({ stage: broken("LIVE") }), "a stage nobody knows").toBe("stage-allows");
    });

    const choice = { name: "turtle", version: "1", parameters: {}, history: 1, features: [], sha256: "abc" };
    const turtle = { strategy: "turtle", choices: [choice], code: { version: "1", sha256: "abc" } };
    it("strategy-registered: the code that spoke is the code that is configured", () => {
      expect(verdict(entry(), by(turtle))).toBe("APPROVED");
      expect(
        verdict(
          entry(),
          by({ ...turtle, choices: [{ ...choice, sha256: null }], code: { version: "1", sha256: null } }),
        ),
        "one that ships",
      ).toBe("APPROVED");
      const refused: Partial<GuardView["authority"]>[] = [
        { code: { version: "2", sha256: "abc" } },
        { code: { version: "1", sha256: "abd" } },
        { code: { version: "1", sha256: null } },
        { code: undefined },
        { choices: [] },
        { strategy: "stranger" },
        { blocked: ["turtle"] },
      ];
      for (const change of refused)
        expect(guardOrder(entry(), by({ ...turtle, ...change })), JSON.stringify(change)).toMatchObject({
          check: "strategy-registered",
          reason: expect.not.stringContaining("the check failed"),
        });
    });

    const grant = (sinceMs: number, expiresAtMs: number | null): GuardView["authority"]["overrides"][number] =>
      broken({ kind: "GRANT", about: "RISK_ADJUSTMENT", value: "", setBy: "Ada", reason: "", sinceMs, expiresAtMs });
    it("grants-stand: nothing rests on a grant that has ended, or never could be", () => {
      const granted = (sinceMs: number, expiresAtMs: number | null) =>
        verdict(entry(), by({ overrides: [grant(sinceMs, expiresAtMs)] }, { controls: wide.controls }));
      const now = at(0);
      expect(granted(now, now + 1), "a millisecond before its end").toBe("APPROVED");
      expect(granted(now, now + 900_000), "as long as any may be").toBe("APPROVED");
      expect(granted(now - 900_000, now), "at its end").toBe("grants-stand");
      expect(granted(now - 900_000, now - 1), "past its end").toBe("grants-stand");
      expect(granted(now, now + 900_001), "longer than any may be").toBe("grants-stand");
      expect(granted(now + 1, now + 2), "from the future").toBe("grants-stand");
      expect(granted(now, null), "without an end").toBe("grants-stand");
      expect(granted(Number.NaN, now + 1)).toBe("grants-stand");
      expect(granted(now, Number.NaN)).toBe("grants-stand");
      const hold = { ...grant(now - 1e9, null), kind: "HOLD" as const };
      expect(verdict(entry(), by({ overrides: [hold] })), "what tightens may stay").toBe("APPROVED");
    });
    it("exits ask for none of it", () => {
      const nothing = by({
        modes: { ...wide.authority.modes, frozen: true, braked: true, stage: "OBSERVATION" },
        strategy: "stranger",
        overrides: [grant(0, 1)],
      });
      for (const order of [exit(), stop()]) expect(verdict(order, { ...nothing, isLiveVenue: true })).toBe("APPROVED");
    });
  });

  it("expected-edge: costs swept from nothing to everything pass up to the edge less its least", () => {
    for (let costBps = 0; costBps <= 80; costBps += 0.5) {
      const passes = costBps < 60 - wide.minEdgeBps;
      expect(verdict(entry(), given({ edge: { grossBps: 60, costBps } })), `${costBps} bps`).toBe(
        passes ? "APPROVED" : "expected-edge",
      );
    }
    for (const edge of [undefined, { grossBps: Number.NaN, costBps: 1 }, { grossBps: 60, costBps: Number.NaN }])
      expect(verdict(entry(), given({ edge }))).toBe("expected-edge");
    expect(verdict(entry(), given({ minEdgeBps: Number.NaN }))).toBe("expected-edge");
  });

  it("long-only: buys", () => expect(verdict(entry({ side: "SELL" }))).toBe("long-only"));
  it("protection: carries a limit price", () => expect(verdict(entry({ limitPrice: undefined }))).toBe("protection"));
  it("entries-allowed: waits while entries are stopped", () =>
    expect(verdict(entry(), envelope({ entriesAllowed: false }))).toBe("entries-allowed"));
  it("universe: is of a symbol that is in it", () => {
    expect(verdict(entry(), given({ activeSymbols: ["ETH", "BTC"] }))).toBe("APPROVED");
    for (const activeSymbols of [["ETH"], ["BTCUSDT"], []])
      expect(verdict(entry(), given({ activeSymbols }))).toBe("universe");
    expect(verdict(entry(), given({ activeSymbols: broken(undefined) })), "an unknown universe").toBe("universe");
  });
  it("approved-symbol: is one that somebody has approved, by name where money is at risk", () => {
    const approved = (allowedSymbols: readonly string[] | null, isLiveVenue = false) =>
      verdict(entry(), { ...controls({ allowedSymbols }), isLiveVenue, clock });
    expect([approved(null), approved(["ETH", "BTC"]), approved(["BTC"], true)]).toEqual(Array(3).fill("APPROVED"));
    for (const refused of [approved(["ETH"]), approved([]), approved(null, true), approved([], true)])
      expect(refused).toBe("approved-symbol");
    expect(verdict(entry(), controls({ allowedSymbols: broken(undefined) })), "an unknown list").toBe(
      "approved-symbol",
    );
  });
  it("allowed-venue: goes where orders may go", () => {
    expect(verdict(entry(), controls({ allowedVenues: ["simulated"] }))).toBe("APPROVED");
    for (const allowedVenues of [[], ["binance"]])
      expect(verdict(entry(), controls({ allowedVenues }))).toBe("allowed-venue");
  });
  it("allowed-order-type: is of a kind that may be sent", () => {
    const only = (orderType: "MARKET" | "LIMIT") => controls({ allowedOrderTypes: [orderType] });
    expect(verdict(entry(), only("MARKET")), "the kind it is where nothing is said").toBe("APPROVED");
    expect(verdict(entry({ orderType: "LIMIT" }), only("LIMIT"))).toBe("APPROVED");
    expect(verdict(entry({ orderType: "LIMIT" }), only("MARKET"))).toBe("allowed-order-type");
    expect(verdict(entry({ orderType: "ICEBERG" })), "one nobody has heard of").toBe("allowed-order-type");
    expect(verdict(entry(), only("LIMIT"))).toBe("allowed-order-type");
  });
  it.each([
    ["TRADING", "APPROVED"],
    [undefined, "APPROVED"],
    ["HALTED", "instrument-status"],
    ["DELISTED", "instrument-status"],
    ["BREAK", "instrument-status"],
  ])("instrument-status: of what is %s at the venue is %s", (status, expected) => {
    const halted = given({ instrument: { ...btc, status: broken(status) } });
    expect(verdict(entry(), halted)).toBe(expected);
    expect([verdict(exit(), halted), verdict(stop(), halted)]).toEqual(["APPROVED", "APPROVED"]);
  });
  it.each([false, undefined, Number.NaN, "yes"])(
    "reconciled: of books that agree %s no entry is made",
    (isReconciled) => {
      const doubtful = given({ isReconciled: broken(isReconciled) });
      expect([verdict(entry(), doubtful), verdict(exit(), doubtful)]).toEqual(["reconciled", "APPROVED"]);
    },
  );
  it("symbol-frozen: no entry in a symbol in which the books differ from the venue's, and every exit", () => {
    const frozen = given({ symbolFreeze: "BTC is frozen: 1 BTC is held here and 2 at the venue" });
    expect([verdict(entry(), frozen), verdict(exit(), frozen), verdict(stop(), frozen)]).toEqual([
      "symbol-frozen",
      "APPROVED",
      "APPROVED",
    ]);
  });
  const throttled = { state: "THROTTLED", reason: "21 orders for 0 trades" } as const;
  const paced = (lastEntryAt: number | undefined, change: Partial<GuardView> = {}) =>
    given({
      entryFlow: throttled,
      lastEntryAt: lastEntryAt === undefined ? undefined : broken(lastEntryAt),
      throttleEveryMs: durationMs(300_000),
      ...change,
    });
  it("flow-stopped: no entry while our own flow of orders is far beyond its limit, and every exit", () => {
    const stopped = paced(undefined, { entryFlow: { state: "STOPPED", reason: "41 orders for 0 trades" } });
    expect([entry(), exit(), stop()].map((order) => verdict(order, stopped))).toEqual([
      "flow-stopped",
      "APPROVED",
      "APPROVED",
    ]);
    const unknown = paced(undefined, { entryFlow: { state: broken("CALM"), reason: "" } });
    expect(verdict(entry(), unknown), "a state nobody knows").toBe("flow-stopped");
  });
  it("flow-throttled: one entry in five minutes, and every exit", () => {
    expect(verdict(entry(), paced(undefined)), "the first").toBe("APPROVED");
    expect(verdict(entry(), paced(at(-300_000)))).toBe("APPROVED");
    for (const last of [at(-299_999), at(0), Number.NaN])
      expect([entry(), exit(), stop()].map((order) => verdict(order, paced(last)))).toEqual([
        "flow-throttled",
        "APPROVED",
        "APPROVED",
      ]);
    expect(verdict(entry(), paced(at(-1e9), { throttleEveryMs: broken(Number.NaN) }))).toBe("flow-throttled");
    expect(verdict(entry(), paced(at(0), { entryFlow: { state: "FREE", reason: "" } })), "free").toBe("APPROVED");
  });
  it("governance-fresh: waits while the council is silent", () =>
    expect(verdict(entry(), given({ governanceIsFresh: false }))).toBe("governance-fresh"));

  it.each([
    "equity",
    "tradable",
    "cash",
    "drawdown",
    "allTimeDrawdown",
    "dailyLoss",
    "committedNotional",
    "committedInSymbol",
    "committedInGroup",
    "committedLong",
    "committedShort",
  ] as const)("finite-view: an infinite %s is refused", (field) => {
    for (const value of brokenNumbers) expect(verdict(entry(), given({ [field]: value }))).toBe("finite-view");
  });

  it("stop-distance: rests within the hard limit and is never zero", () => {
    const verdicts = [0.04, 0.040001, 0, -0.01, ...brokenNumbers].map((stopDistance) =>
      verdict(entry(), given({ stopDistance })),
    );
    expect(verdicts).toEqual(["APPROVED", ...verdicts.slice(1).map(() => "stop-distance")]);
  });
  it("trade-risk: what the stop would cost stays within the share one trade may risk", () => {
    const risking = (share: number) => verdict(entry(), envelope({ maxRiskPerTrade: fraction(share) }));
    expect([risking(0.002), risking(0.00199)]).toEqual(["APPROVED", "trade-risk"]);
  });

  describe("reference-fresh", () => {
    const seen = (age: number, value = 100) => given({ reference: { price: value, seenAt: at(0) - age } });
    it("a reference price as old as allowed passes, a millisecond older does not", () => {
      expect([verdict(entry(), seen(2_000)), verdict(entry(), seen(2_001))]).toEqual(["APPROVED", "reference-fresh"]);
    });
    it("one from the future does not", () =>
      expect([verdict(entry(), seen(0)), verdict(entry(), seen(-1))]).toEqual(["APPROVED", "reference-fresh"]));
    it("none does not", () => expect(verdict(entry(), given({ reference: undefined }))).toBe("reference-fresh"));
    it.each([0, -1, ...brokenNumbers])("a price of %s does not", (value) =>
      expect(verdict(entry(), seen(0, value))).toBe("reference-fresh"),
    );
    it.each(brokenNumbers)("a time of %s does not", (seenAt) => {
      expect(verdict(entry(), given({ reference: { price: 100, seenAt } }))).toBe("reference-fresh");
      expect(verdict(entry(), given({ at: broken(seenAt) }))).toBe("reference-fresh");
    });
  });

  it("price-collar: passes a quarter away on either side and is refused a tick further", () => {
    const quarter = limits({ priceCollarFraction: fraction(0.25) });
    const at_ = (limitPrice: number) => verdict(entry({ limitPrice }), quarter);
    expect([75, 125].map(at_)).toEqual(["APPROVED", "APPROVED"]);
    expect([74.99, 125.01].map(at_)).toEqual(["price-collar", "price-collar"]);
  });

  const clocked = (skewMs: number, roundTripMs = 0, more: Partial<GuardView> = {}): GuardView =>
    given({ clock: { skewMs, roundTripMs: durationMs(roundTripMs), measuredAt: at(0) }, ...more });
  it("clock-skew: a live venue's clock has to have been measured lately, a simulated one has none", () => {
    const live = { isLiveVenue: true, controls: { ...wide.controls, allowedSymbols: ["BTC"] } };
    const aged = (ms: number, more: Partial<GuardView> = {}) =>
      verdict(entry(), clocked(0, 0, { ...more, at: at(ms), reference: { price: 100, seenAt: at(ms) } }));
    expect([verdict(entry(), wide), verdict(entry(), given(live))]).toEqual(["APPROVED", "clock-skew"]);
    expect([aged(300_000, live), aged(300_001, live), aged(300_001)]).toEqual(["APPROVED", "clock-skew", "APPROVED"]);
    expect(aged(-1, live), "measured in the future").toBe("clock-skew");
    for (const value of brokenNumbers) expect(verdict(entry(), clocked(value))).toBe("clock-skew");
    for (const order of [exit(), stop()]) expect(verdict(order, clocked(9_000, 0, live))).toBe("APPROVED");
  });

  describe("market data: each corrupt feed is refused, and none stops an exit", () => {
    const quoted = (bid: number, ask: number, age = 0): Quote => ({
      bid: broken(bid),
      ask: broken(ask),
      quotedAt: at(0),
      heardAt: epochMs(at(0) - age),
    });
    const fed = (change: Partial<GuardView["feed"]>, maxSourceGapBps: number | null = null): GuardView =>
      given({
        feed: { ...wide.feed, ...change },
        controls: { ...wide.controls, maxSourceGapBps: broken(maxSourceGapBps) },
      });
    it("book-uncrossed: a bid above the ask, of the venue or of the second source, or one that is none", () => {
      for (const source of ["quote", "second"] as const) {
        const of = (bid: number, ask: number) => verdict(entry(), fed({ [source]: quoted(bid, ask) }));
        expect([of(99.99, 100.01), of(100, 100)]).toEqual(["APPROVED", "APPROVED"]);
        expect([of(100.01, 100), of(Number.NaN, 100), of(100, Number.NaN)]).toEqual(Array(3).fill("book-uncrossed"));
      }
    });
    it("second-source: within its bounds where there is one, fresh, and asked of nobody where there is none", () => {
      const off = (bps: number, age = 0) => {
        const mid = 100 * (1 + bps / 10_000);
        return verdict(entry(), fed({ second: quoted(mid - 0.01, mid + 0.01, age) }, 50));
      };
      expect([off(0), off(49.99), off(-49.99)]).toEqual(Array(3).fill("APPROVED"));
      expect([off(50.01), off(-50.01)]).toEqual(Array(2).fill("second-source"));
      expect([off(0, 2_000), off(0, 2_001), off(0, -1)]).toEqual(["APPROVED", "second-source", "second-source"]);
      const told = (quotedAt: EpochMs) => verdict(entry(), fed({ second: { ...quoted(99.99, 100.01), quotedAt } }, 50));
      expect(told(epochMs(at(0) - 2_000)), "heard now").toBe("APPROVED");
      expect(told(epochMs(at(0) - 2_001)), "heard now, quoted too long ago").toBe("second-source");
      expect(told(epochMs(at(0) + 500)), "a clock that is ahead").toBe("APPROVED");
      expect([verdict(entry(), fed({}, 50)), verdict(entry(), fed({}))]).toEqual(["second-source", "APPROVED"]);
      expect(verdict(entry(), fed({ second: quoted(1, 1) })), "not asked").toBe("APPROVED");
    });
    it.each(["gapBars", "frozenBars"] as const)("%s that is no number", (field) =>
      expect(verdict(entry(), fed({ [field]: Number.NaN }))).not.toBe("APPROVED"),
    );
    it("exits pass", () => {
      const worst = fed({ gapBars: 99, frozenBars: 99, quote: quoted(2, 1), second: undefined }, 1);
      for (const order of [exit(), stop()]) expect(verdict(order, worst)).toBe("APPROVED");
    });
  });

  describe("self-match: an entry meets none of our own", () => {
    const own = (change: Partial<OwnOrder>): GuardView =>
      given({ opposing: [{ id: "O1-0", purpose: "EXIT", ...change }] });
    const atLimit = (limitPrice: number) => own({ limitPrice: price(limitPrice) });
    const stopAt = (stopPrice: number) => own({ purpose: "STOP", stopPrice: broken(stopPrice) });
    it("an exit at any price, or at one the entry would pay", () => {
      expect(verdict(entry(), own({}))).toBe("self-match");
      expect([99.99, 100, 100.01].map((limit) => verdict(entry(), atLimit(limit)))).toEqual([
        "self-match",
        "self-match",
        "APPROVED",
      ]);
    });
    it.each(["LIMIT", "POST_ONLY"])("a stop that would sell into a %s that rests", (orderType) => {
      const met = [99.99, 100, 100.01, Number.NaN].map((trigger) => verdict(entry({ orderType }), stopAt(trigger)));
      expect(met).toEqual(["APPROVED", "self-match", "self-match", "self-match"]);
    });
    it("a stop does not sell into what is gone at once", () =>
      expect(verdict(entry(), stopAt(100.01))).toBe("APPROVED"));
    it("exits and stops ask for none of it", () => {
      const against = given({ opposing: [{ id: "O1-0", purpose: "ENTRY", limitPrice: price(101) }] });
      for (const order of [exit(), stop()]) expect(verdict(order, against)).toBe("APPROVED");
    });
  });

  it("cooled: waits until the symbol has cooled, to the millisecond", () => {
    const until = (ms: number) => verdict(entry(), given({ coolsUntil: at(ms) }));
    expect([until(-1), until(0), until(1)]).toEqual(["APPROVED", "APPROVED", "cooled"]);
    expect(verdict(entry(), given({ coolsUntil: Number.NaN }))).toBe("cooled");
  });
  it("duplicate-order: the same again waits for the window to pass", () => {
    const window = durationMs(60_000);
    const sent = (ago: number) =>
      verdict(entry(), given({ sameSentAt: at(-ago), controls: { ...wide.controls, duplicateWindowMs: window } }));
    expect([sent(60_000), sent(59_999), sent(0)]).toEqual(["APPROVED", "duplicate-order", "duplicate-order"]);
    expect(verdict(entry(), given({ sameSentAt: Number.NaN }))).toBe("duplicate-order");
  });
  it("strategy-enabled: a disabled strategy waits for a person", () =>
    expect(verdict(entry(), given({ disabledFor: "it repeated itself" }))).toBe("strategy-enabled"));

  it.each(messageScopes.flatMap((scope) => (["second", "minute"] as const).map((span) => [scope, span] as const)))(
    "messages-%s-%s: half of the rate is kept for cancels and exits",
    (scope, span) => {
      const rates = { ...wide.controls.messages, reservedFraction: fraction(0.5) };
      const narrow = { ...rates, [scope]: { perSecond: 1e9, perMinute: 1e9, [rateOf[span]]: 10 } };
      const used = (count: number) =>
        verdict(
          entry(),
          given({
            messages: { ...wide.messages, [scope]: { second: 0, minute: 0, [span]: count } },
            controls: { ...wide.controls, messages: narrow },
          }),
        );
      expect([used(4), used(4.001)]).toEqual(["APPROVED", `messages-${scope}-${span}`]);
      expect(used(Number.NaN)).toBe(`messages-${scope}-${span}`);
    },
  );

  type Case = readonly [check: string, what: string, at: GuardView | Order, past: GuardView | Order];
  const isOrder = (value: GuardView | Order): value is Order => "side" in value;
  const cases: readonly Case[] = [
    [
      "order-value",
      "1,000 USD",
      limits({ maxOrderNotionalUsd: usd(1_000) }),
      limits({ maxOrderNotionalUsd: usd(999.99) }),
    ],
    [
      "order-share",
      "a tenth of what is tradable",
      limits({ maxOrderShareFraction: fraction(0.1) }),
      limits({ maxOrderShareFraction: fraction(0.0999) }),
    ],
    [
      "order-quantity",
      "10 units",
      given({ instrument: { ...btc, maxOrderQuantity: quantity(10) } }),
      given({ instrument: { ...btc, maxOrderQuantity: quantity(9.9999) } }),
    ],
    [
      "minimum-notional",
      "1,000 USD at least",
      given({ instrument: { ...btc, minNotionalUsd: usd(1_000) } }),
      given({ instrument: { ...btc, minNotionalUsd: usd(1_000.01) } }),
    ],
    [
      "exposure",
      "half of what is tradable, with what is committed",
      { ...envelope({ maxExposure: fraction(0.5) }), committedNotional: 4_000, committedTied: 4_000 },
      { ...envelope({ maxExposure: fraction(0.5) }), committedNotional: 4_000.01, committedTied: 4_000.01 },
    ],
    [
      "leverage",
      "twice what is tradable, with what is committed",
      { ...envelope({ maxLeverage: ratio(2), maxExposure: broken(99) }), committedNotional: 19_000 },
      { ...envelope({ maxLeverage: ratio(2), maxExposure: broken(99) }), committedNotional: 19_000.01 },
    ],
    [
      "position",
      "3,000 USD, with what is committed",
      { ...envelope({ maxPosition: usd(3_000) }), committedInSymbol: 2_000 },
      { ...envelope({ maxPosition: usd(3_000) }), committedInSymbol: 2_000.01 },
    ],
    [
      "period-collar",
      "a tenth within the period",
      given({ referenceMove: 0.1, maxReferenceMove: 0.1 }),
      given({ referenceMove: 0.1000001, maxReferenceMove: 0.1 }),
    ],
    [
      "bar-volume",
      "a quarter of the last bar",
      given({ barTurnover: 4_000, controls: thick({ maxBarRatio: ratio(0.25) }) }),
      given({ barTurnover: 3_999.9, controls: thick({ maxBarRatio: ratio(0.25) }) }),
    ],
    [
      "day-volume",
      "a hundredth of a day",
      given({ dayTurnover: 100_000, controls: thick({ maxDayRatio: ratio(0.01) }) }),
      given({ dayTurnover: 99_999, controls: thick({ maxDayRatio: ratio(0.01) }) }),
    ],
    [
      "top-depth",
      "half of the best offer",
      given({ topDepth: 2_000, controls: thick({ maxTopRatio: ratio(0.5) }) }),
      given({ topDepth: 1_999.9, controls: thick({ maxTopRatio: ratio(0.5) }) }),
    ],
    [
      "repeated-execution",
      "three times",
      given({ executions: 3, controls: { ...wide.controls, repeats: { ...wide.controls.repeats, maxExecutions: 3 } } }),
      given({ executions: 4, controls: { ...wide.controls, repeats: { ...wide.controls.repeats, maxExecutions: 3 } } }),
    ],
    [
      "net-exposure",
      "half of what is tradable long, with what is committed",
      given({ controls: { ...wide.controls, maxNetExposureRatio: ratio(0.5) }, committedLong: 4_000 }),
      given({ controls: { ...wide.controls, maxNetExposureRatio: ratio(0.5) }, committedLong: 4_000.01 }),
    ],
    [
      "group",
      "a quarter of what is tradable, with what moves alike",
      given({ controls: { ...wide.controls, maxGroupRatio: ratio(0.25) }, committedInGroup: 1_500 }),
      given({ controls: { ...wide.controls, maxGroupRatio: ratio(0.25) }, committedInGroup: 1_500.01 }),
    ],
    [
      "position-count",
      "three positions, this one included",
      { ...envelope({ maxPositions: 3 }), otherPositions: 2 },
      { ...envelope({ maxPositions: 3 }), otherPositions: 3 },
    ],
    [
      "open-orders",
      "five orders, this one included",
      { ...limits({ maxOpenOrders: 5 }), openOrders: 4 },
      { ...limits({ maxOpenOrders: 5 }), openOrders: 5 },
    ],
    [
      "open-order-value",
      "half of what is tradable, with what may still be filled",
      { ...controls({ maxOpenOrderValueFraction: fraction(0.5) }), openOrderValue: 4_000 },
      { ...controls({ maxOpenOrderValueFraction: fraction(0.5) }), openOrderValue: 4_000.01 },
    ],
    [
      "strategy-loss",
      "400 USD of one strategy",
      { ...controls({ maxStrategyDailyLossFraction: fraction(0.04) }), strategyLoss: 400 },
      { ...controls({ maxStrategyDailyLossFraction: fraction(0.04) }), strategyLoss: 400.01 },
    ],
    [
      "strategy-losses-in-row",
      "four losses in a row of one strategy",
      given({ strategyLossesInRow: 4 }),
      given({ strategyLossesInRow: 5 }),
    ],
    ["consecutive-losses", "four losses in a row", given({ consecutiveLosses: 4 }), given({ consecutiveLosses: 5 })],
    [
      "expected-edge",
      "a little more than 10 bps after costs",
      given({ edge: { grossBps: 60, costBps: 49.999 } }),
      given({ edge: { grossBps: 60, costBps: 50 } }),
    ],
    [
      "feed-in-sequence",
      "three bars missing",
      given({ feed: { ...wide.feed, gapBars: 3 }, controls: defaultControlLimits }),
      given({ feed: { ...wide.feed, gapBars: 4 }, controls: defaultControlLimits }),
    ],
    [
      "feed-moves",
      "two still bars",
      given({ feed: { ...wide.feed, frozenBars: 2 }, controls: defaultControlLimits }),
      given({ feed: { ...wide.feed, frozenBars: 3 }, controls: defaultControlLimits }),
    ],
    ["clock-skew", "500 ms", clocked(500), clocked(501)],
    ["clock-skew", "500 ms behind", clocked(-500), clocked(-501)],
    ["clock-skew", "400 ms and a round trip of 200", clocked(400, 200), clocked(400, 202)],
    ["cash", "what is there", given({ cash: 1_000 }), given({ cash: 999.99 })],
    [
      "free-margin",
      "a quarter of the capital",
      { ...perpetual({ minFreeMarginFraction: fraction(0.25) }), cash: 2_700 },
      { ...perpetual({ minFreeMarginFraction: fraction(0.25) }), cash: 2_699.99 },
    ],
    [
      "liquidation-distance",
      "six ranges of one percent",
      perpetual({ minLiquidationDistanceAtr: ratio(6) }, 93.999),
      perpetual({ minLiquidationDistanceAtr: ratio(6) }, 94.001),
    ],
    ["daily-loss", "5 %", given({ dailyLoss: 0.05 }), given({ dailyLoss: 0.0500001 })],
    [
      "drawdown",
      "8 %",
      { ...envelope({ maxDrawdown: fraction(0.08) }), drawdown: 0.08 },
      { ...envelope({ maxDrawdown: fraction(0.08) }), drawdown: 0.0800001 },
    ],
    [
      "kill-switch",
      "20 % from the all-time peak",
      given({ allTimeDrawdown: 0.2 }),
      given({ allTimeDrawdown: 0.2000001 }),
    ],
    [
      "minimum-capital",
      "1,000 USD of equity",
      given({ equity: 1_000 }),
      given({
        equity: 999.99,
        envelope: { ...unlimited, maxExposure: broken(9) },
        limits: { ...wide.limits, maxOrderShareFraction: broken(2) },
      }),
    ],
  ];

  it.each(cases)("%s: passes at %s and is refused just past it", (check, _, atLimit, past) => {
    const judge = (each: GuardView | Order) => (isOrder(each) ? verdict(each) : verdict(entry(), each));
    expect([judge(atLimit), judge(past)]).toEqual(["APPROVED", check]);
  });

  it.each(["barTurnover", "dayTurnover", "topDepth"] as const)(
    "a market in which nothing trades gives nothing: %s",
    (field) => {
      for (const value of [0, -1, Number.NaN])
        expect(verdict(entry(), given({ [field]: value })), `${value}`).not.toBe("APPROVED");
    },
  );

  it.each([
    "otherPositions",
    "openOrders",
    "openOrderValue",
    "strategyLoss",
    "strategyLossesInRow",
    "consecutiveLosses",
    "referenceMove",
    "maxReferenceMove",
    "coolsUntil",
    "executions",
  ] as const)("%s that is not a number is refused", (field) => {
    expect(verdict(entry(), given({ [field]: Number.NaN }))).not.toBe("APPROVED");
  });
});
