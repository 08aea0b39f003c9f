/** What the register says of each control at the defaults: its checks, whom it answers, and where it warns and blocks. */
import { expect, it } from "vitest";
import { btc, config, eth } from "../../../../../tests/scenarios/given.ts";
import { bps, hours, quantity, usd } from "../../../units/units.ts";
import { controlOfCheck, guardControls } from "./register.ts";
import { limitParameter } from "./limit-parameter.ts";

/** Setting, warning and block; a bound from below has its warning above it. */
type Figure = readonly [setting: string, warn: number | null, block: number];
type Entry = { readonly answers: number; readonly checks: readonly string[]; readonly figures: readonly Figure[] };

const messageFigures: readonly Figure[] = [
  ["controls.messages.system.perSecond", 40, 50],
  ["controls.messages.system.perMinute", 240, 300],
  ["controls.messages.venue.perSecond", 20, 25],
  ["controls.messages.venue.perMinute", 240, 300],
  ["controls.messages.strategy.perSecond", 16, 20],
  ["controls.messages.strategy.perMinute", 120, 150],
  ["controls.messages.reservedFraction", null, 0.5],
];
const register: Readonly<Record<string, Entry>> = {
  "PT-01": {
    answers: 3,
    checks: ["price", "protection", "reference-fresh", "price-collar"],
    figures: [
      ["hardLimits.priceCollarFraction", 0.016, 0.02],
      ["hardLimits.maxReferenceAgeMs", 1_600, 2_000],
    ],
  },
  "PT-02": {
    answers: 2,
    checks: ["period-collar", "cooled"],
    figures: [
      ["controls.periodMove.maxMoveRatio", 0.08, 0.1],
      ["controls.periodMove.windowMs", null, 3_600_000],
      ["controls.periodMove.coolMs", null, 7_200_000],
    ],
  },
  "PT-03": {
    answers: 2,
    checks: ["order-value", "order-share"],
    figures: [
      ["hardLimits.maxOrderNotionalUsd", 800_000, 1_000_000],
      ["hardLimits.maxOrderShareFraction", 0.4, 0.5],
    ],
  },
  "PT-04": {
    answers: 2,
    checks: ["quantity", "order-quantity", "bar-volume", "day-volume", "top-depth"],
    figures: [
      ["instruments[].maxOrderQuantity", 800, 1_000],
      ["controls.thickness.maxBarRatio", 0.2, 0.25],
      ["controls.thickness.maxDayRatio", 0.008, 0.01],
      ["controls.thickness.maxTopRatio", null, 0.5],
    ],
  },
  "PT-05": {
    answers: 2,
    checks: ["system", "venue", "strategy"].flatMap((scope) => [
      `messages-${scope}-second`,
      `messages-${scope}-minute`,
    ]),
    figures: messageFigures,
  },
  "PT-06": {
    answers: 1,
    checks: ["strategy-enabled", "repeated-execution"],
    figures: [
      ["controls.repeats.maxExecutions", 6.4, 8],
      ["controls.repeats.windowMs", null, 86_400_000],
    ],
  },
  "PT-07": {
    answers: 2,
    checks: ["duplicate-id", "duplicate-order"],
    figures: [["controls.duplicateWindowMs", null, 60_000]],
  },
  "PT-08": {
    answers: 2,
    checks: ["exposure", "net-exposure"],
    figures: [
      ["hardLimits.maxExposureFraction", 0.72, 0.9],
      ["controls.maxNetExposureRatio", 0.72, 0.9],
    ],
  },
  "PT-09": {
    answers: 3,
    checks: ["long-only", "position", "group", "position-count"],
    figures: [["controls.maxGroupRatio", 0.48, 0.6]],
  },
  "PT-10": {
    answers: 1,
    checks: ["leverage", "cash", "free-margin", "liquidation-distance"],
    figures: [
      ["hardLimits.maxLeverageRatio", 8, 10],
      ["controls.minFreeMarginFraction", 0.3125, 0.25],
      ["controls.minLiquidationDistanceAtr", 7.5, 6],
    ],
  },
  "PT-11": {
    answers: 2,
    checks: ["open-orders", "open-order-value"],
    figures: [
      ["hardLimits.maxOpenOrders", 40, 50],
      ["controls.maxOpenOrderValueFraction", 0.6, 0.75],
    ],
  },
  "PT-12": {
    answers: 2,
    checks: [
      "instrument",
      "steps",
      "universe",
      "approved-symbol",
      "allowed-venue",
      "allowed-order-type",
      "instrument-status",
      "minimum-notional",
    ],
    figures: [["instruments[].minNotionalUsd", null, 10]],
  },
  "PT-13": { answers: 2, checks: ["self-match"], figures: [] },
  "PT-14": {
    answers: 1,
    checks: ["feed-in-sequence", "feed-moves", "book-uncrossed", "second-source"],
    figures: [
      ["controls.maxFeedGapBars", 2.4, 3],
      ["controls.maxFrozenBars", 2.4, 3],
    ],
  },
  "PT-15": {
    answers: 2,
    checks: ["clock-skew"],
    figures: [
      ["controls.maxClockSkewMs", 400, 500],
      ["controls.maxClockAgeMs", null, 300_000],
    ],
  },
  "PT-16": {
    answers: 2,
    checks: [
      "entries-allowed",
      "governance-fresh",
      "mandate-stands",
      "stage-allows",
      "strategy-registered",
      "grants-stand",
    ],
    figures: [],
  },
  "PT-17": {
    answers: 2,
    checks: [
      "finite-view",
      "stop-distance",
      "trade-risk",
      "daily-loss",
      "drawdown",
      "kill-switch",
      "minimum-capital",
      "strategy-loss",
      "strategy-losses-in-row",
      "consecutive-losses",
    ],
    figures: [
      ["hardLimits.maxStopDistanceFraction", 0.032, 0.04],
      ["hardLimits.maxRiskPerTradeFraction", 0.016, 0.02],
      ["hardLimits.maxDailyLossFraction", 0.04, 0.05],
      ["hardLimits.maxDrawdownFraction", 0.08, 0.1],
      ["hardLimits.killSwitchDrawdownFraction", 0.16, 0.2],
      ["hardLimits.minEquityUsd", 1_250, 1_000],
      ["controls.maxStrategyDailyLossFraction", 0.032, 0.04],
      ["hardLimits.maxConsecutiveLosses", 4, 5],
    ],
  },
  "PT-18": { answers: 1, checks: ["expected-edge"], figures: [["trading.minEdgeBps", null, 10]] },
  "PT-19": { answers: 1, checks: ["reduces", "closeable", "stop-trigger"], figures: [] },
  "PT-20": { answers: 1, checks: ["override-size"], figures: [["controls.maxOverrideOrderFraction", 0.2, 0.25]] },
  "PT-21": { answers: 1, checks: [], figures: [] },
};

it("has every control of the guard and no other", () =>
  expect(guardControls.map(({ id }) => id)).toEqual(Object.keys(register)));

it.each(Object.entries(register))("%s", (id, { answers, checks, figures }) => {
  const control = guardControls.find((each) => each.id === id);
  expect(control?.answers).toHaveLength(answers);
  expect(control?.checks.map(({ name }) => name)).toEqual(checks);
  for (const check of checks) expect(controlOfCheck(check)).toBe(id);
  const parameters = control?.parameters(config);
  expect(parameters?.map(({ setting }) => setting)).toEqual(figures.map(([setting]) => setting));
  for (const [index, [setting, warn, block]] of figures.entries()) {
    const parameter = parameters?.[index];
    expect(parameter?.block, setting).toBe(block);
    if (warn === null) expect(parameter?.warn, setting).toBeNull();
    else expect(parameter?.warn, setting).toBeCloseTo(warn, 9);
  }
});

it("warns before it blocks, on the side the bound lies", () => {
  expect(limitParameter("a", "USD", 100)).toEqual({
    setting: "a",
    unit: "USD",
    bound: "AT_MOST",
    warn: 80,
    block: 100,
  });
  expect(limitParameter("a", "USD", 100, "BELOW").warn).toBe(80);
  expect(limitParameter("a", "USD", 100, "AT_LEAST").warn).toBe(125);
});

const parametersOf = (id: string, change: Partial<typeof config>) =>
  guardControls.find((each) => each.id === id)?.parameters({ ...config, ...change }) ?? [];

it("of several instruments the narrowest counts", () => {
  const instruments = [
    { ...btc, maxOrderQuantity: quantity(7), minNotionalUsd: usd(3) },
    { ...eth, maxOrderQuantity: quantity(5), minNotionalUsd: usd(8) },
  ];
  expect(parametersOf("PT-04", { instruments })[0]?.block).toBe(5);
  expect(parametersOf("PT-12", { instruments })[0]?.block).toBe(8);
});

it("a bar longer than the collar's period may move more, and the register says so", () =>
  expect(parametersOf("PT-02", { intervalMs: hours(4) })[0]).toMatchObject({
    warn: expect.closeTo(0.16, 9),
    block: 0.2,
  }));

it("the window of PT-06 is the one in force", () => {
  expect(parametersOf("PT-06", { intervalMs: hours(1) })[1]).toMatchObject({
    block: hours(24),
    note: "at least 16 bars",
  });
  expect(parametersOf("PT-06", { intervalMs: hours(4) })[1]?.block).toBe(hours(64));
});

it("a second source has a parameter where there is one", () => {
  const controls = { ...config.controls, maxSourceGapBps: bps(50) };
  expect(parametersOf("PT-14", { controls })[2]).toMatchObject({
    setting: "controls.maxSourceGapBps",
    warn: 40,
    block: 50,
  });
});
