/** The settings of the controls: defaults are those of the code, and every one of them arrives. */
import { expect, it } from "vitest";
import { config as base } from "../../../tests/scenarios/given.ts";
import { defaultControlLimits } from "../../kernel/domain/control-limits.ts";
import { withAiConfig } from "./fund-config-of.ts";
import { resolveAiConfig } from "./resolve-ai-config.ts";

const controls = (environment: Readonly<Record<string, string>> = {}) =>
  withAiConfig(
    { ...base, controls: defaultControlLimits },
    resolveAiConfig({ environment, file: {}, isLiveVenue: false }).config,
  ).controls;

it("without a setting they are the defaults", () => expect(controls()).toEqual(defaultControlLimits));

it("each arrives", () =>
  expect(
    controls({
      QT_CONTROL_MAX_OPEN_ORDER_VALUE: "50",
      QT_CONTROL_ALLOWED_SYMBOLS: "BTC ETH",
      QT_CONTROL_ALLOWED_VENUES: "simulated",
      QT_CONTROL_ALLOWED_ORDER_TYPES: "limit, POST_ONLY",
      QT_CONTROL_MAX_FROZEN_BARS: "5",
      QT_CONTROL_MAX_FEED_GAP_BARS: "0",
      QT_CONTROL_MAX_SOURCE_GAP_BPS: "25",
      QT_CONTROL_MAX_CLOCK_SKEW: "0.25",
      QT_CONTROL_MAX_STRATEGY_DAILY_LOSS: "2",
      QT_CONTROL_MAX_OVERRIDE_ORDER: "10",
      QT_CONTROL_OVERRIDE_NEEDS_SECOND_PERSON: "true",
    }),
  ).toEqual({
    ...defaultControlLimits,
    maxOpenOrderValueFraction: 0.5,
    allowedSymbols: ["BTC", "ETH"],
    allowedVenues: ["simulated"],
    allowedOrderTypes: ["LIMIT", "POST_ONLY"],
    maxFrozenBars: 5,
    maxFeedGapBars: 0,
    maxSourceGapBps: 25,
    maxClockSkewMs: 250,
    maxStrategyDailyLossFraction: 0.02,
    maxOverrideOrderFraction: 0.1,
    overrideNeedsSecondPerson: true,
  }));

it("an order type nobody knows is refused by name", () =>
  expect(() => controls({ QT_CONTROL_ALLOWED_ORDER_TYPES: "MARKET FANCY" })).toThrow(
    "QT_CONTROL_ALLOWED_ORDER_TYPES: expected some of MARKET, LIMIT, POST_ONLY, was FANCY",
  ));
