/** A control that could never bind as set is refused by the name of its setting: at the line it passes, past it it does not. */
import { describe, expect, it } from "vitest";
import { simulatedInstruments } from "../../kernel/simulation/market/instruments.ts";
import { epochMs, minutes } from "../../kernel/units/units.ts";
import { defaultConfig } from "../default-config.ts";
import { withAiConfig } from "./fund-config-of.ts";
import { resolveAiConfig } from "./resolve-ai-config.ts";

const configured = (environment: Readonly<Record<string, string>>, interval = minutes(60)) => {
  const base = defaultConfig({
    market: "simulated",
    instruments: simulatedInstruments,
    interval,
    tradeFrom: epochMs(0),
  });
  return withAiConfig(base, resolveAiConfig({ environment, file: {}, isLiveVenue: false }).config);
};

describe("refused", () => {
  it.each([
    [{ QT_CONTROL_MOVE_WINDOW: "481" }, "QT_CONTROL_MOVE_WINDOW: expected a window of at most 480 bars"],
    [{ QT_SURVEILLANCE_WASH_WINDOW: "3601" }, "QT_SURVEILLANCE_WASH_WINDOW: expected at most"],
    [{ QT_SURVEILLANCE_MAX_REJECT_SHARE: "0.5" }, "QT_SURVEILLANCE_MAX_REJECT_SHARE: expected a share"],
    [{ QT_SURVEILLANCE_STOP_AT_MULTIPLE: "5" }, "was 0.2 times 5"],
  ])("%j", (environment, message) => expect(() => configured(environment, minutes(1))).toThrow(message));
});

describe("taken", () => {
  it.each([
    [{ QT_CONTROL_MOVE_WINDOW: "480" }],
    [{ QT_SURVEILLANCE_WASH_WINDOW: "3600" }],
    [{ QT_SURVEILLANCE_MAX_REJECT_SHARE: "0.49" }],
    [{ QT_SURVEILLANCE_STOP_AT_MULTIPLE: "4.9" }],
    [{}],
  ])("%j", (environment) => expect(() => configured(environment, minutes(1))).not.toThrow());
  it("a week of hourly bars", () => expect(() => configured({ QT_CONTROL_MOVE_WINDOW: "10080" })).not.toThrow());
});
