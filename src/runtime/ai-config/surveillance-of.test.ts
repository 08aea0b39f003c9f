/** Each setting of surveillance reaches the one field it names; unset, all are those of the kernel. */
import { expect, it } from "vitest";
import { config as base } from "../../../tests/scenarios/given.ts";
import { defaultSurveillance } from "../../kernel/domain/surveillance.ts";
import { minutes, seconds } from "../../kernel/units/units.ts";
import { withAiConfig } from "./fund-config-of.ts";
import { resolveAiConfig } from "./resolve-ai-config.ts";

const given = (environment: Readonly<Record<string, string>>) =>
  withAiConfig(base, resolveAiConfig({ environment, file: {}, isLiveVenue: false }).config).surveillance;

it("what is not set is the kernel's own", () => expect(given({})).toEqual(defaultSurveillance));

it.each([
  ["ACKNOWLEDGE_WITHIN", "2", { acknowledgeWithinMs: minutes(2) }],
  ["SILENT_AFTER", "7", { silentAfterIntervals: 7 }],
  ["FLOW_WINDOW", "30", { flowWindowMs: minutes(30) }],
  ["MAX_ORDER_TO_TRADE", "15", { maxOrderToTradeRatio: 15 }],
  ["MAX_REJECT_SHARE", "0.1", { maxRejectFraction: 0.1 }],
  ["MIN_FLOW_ORDERS", "12", { minFlowOrders: 12 }],
  ["THROTTLE_EVERY", "10", { throttleEveryMs: minutes(10) }],
  ["STOP_AT_MULTIPLE", "3", { stopAtMultiple: 3 }],
  ["MAX_SLIPPAGE_DRIFT", "2.5", { maxSlippageDriftSigmas: 2.5 }],
  ["MIN_FILLS", "40", { minFills: 40 }],
  ["WASH_WINDOW", "90", { washWindowMs: seconds(90) }],
  ["MAX_UNFILLED_CANCELS", "4", { maxUnfilledCancels: 4 }],
])("QT_SURVEILLANCE_%s", (name, value, change) =>
  expect(given({ [`QT_SURVEILLANCE_${name}`]: value })).toEqual({ ...defaultSurveillance, ...change }),
);

it("nobody has no time at all to answer, nor longer than an hour", () => {
  for (const value of ["0", "61"])
    expect(() => given({ QT_SURVEILLANCE_ACKNOWLEDGE_WITHIN: value })).toThrow(
      "QT_SURVEILLANCE_ACKNOWLEDGE_WITHIN: expected minutes above 0 and at most 60",
    );
});
