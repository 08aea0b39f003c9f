/** Settings of the controller reach its configuration, under the names of both seeds. */
import { expect, it } from "vitest";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { epochMs, minutes, seconds } from "../../kernel/units/units.ts";
import { defaultConfig } from "../default-config.ts";
import { withAiConfig } from "./fund-config-of.ts";
import { type Environment, resolveAiConfig } from "./resolve-ai-config.ts";

const { identity, instruments, interval } = simulatedMarket({ seed: 5, bars: 10 });
const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: epochMs(0) });
const configOf = (environment: Environment) =>
  withAiConfig(base, resolveAiConfig({ environment, file: {}, isLiveVenue: false }).config);

it("have the defaults of the seeds", () => {
  const { controller, market, seats } = configOf({});
  expect(controller).toEqual({ intervalMs: minutes(5), isAutomatic: true, minConfidenceFraction: 0.5 });
  expect(market).toMatchObject({
    highVolatilityFraction: 0.05,
    lowVolatilityFraction: 0.015,
    strongTrendFraction: 0.7,
  });
  expect(seats).toContain("CONTROLLER");
});

it("QT_MSC_ENABLED takes the seat away", () => {
  expect(configOf({ QT_MSC_ENABLED: "false" }).seats).toEqual(base.seats.filter((seat) => seat !== "CONTROLLER"));
});

it("have both names, and refuse two values for one", () => {
  expect(configOf({ MSC_EVALUATION_INTERVAL: "600" }).controller.intervalMs).toBe(seconds(600));
  expect(configOf({ QT_MSC_UPDATE_INTERVAL: "120" }).controller.intervalMs).toBe(seconds(120));
  expect(() => configOf({ QT_MSC_UPDATE_INTERVAL: "120", MSC_EVALUATION_INTERVAL: "600" })).toThrow(
    "MSC_EVALUATION_INTERVAL",
  );
  const set = configOf({
    QT_MSC_AUTO_MODE: "false",
    QT_MSC_MIN_CONFIDENCE: "0.55",
    MSC_HIGH_VOL_THRESHOLD: "0.06",
    MSC_LOW_VOL_THRESHOLD: "0.01",
    MSC_STRONG_TREND_THRESHOLD: "0.8",
  });
  expect(set.controller).toMatchObject({ isAutomatic: false, minConfidenceFraction: 0.55 });
  expect(set.market).toMatchObject({
    highVolatilityFraction: 0.06,
    lowVolatilityFraction: 0.01,
    strongTrendFraction: 0.8,
  });
});
