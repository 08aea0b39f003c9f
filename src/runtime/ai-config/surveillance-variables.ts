/**
 * Settings of the real-time controls of the register (RT-02 to RT-12).
 *
 * Defaults are those of kernel/domain/surveillance.ts.
 */
import { countField, minutesField, ratioField, secondsField, shareField } from "./fields.ts";

const watch = { owner: "surveillance", isInForce: true } as const;
const upToAnHour = { least: 0, most: 60, above: true };
const upToADay = { least: 0, most: 1_440, above: true };
const several = { least: 1, most: 10_000 };

export const surveillanceVariables = {
  QT_SURVEILLANCE_ACKNOWLEDGE_WITHIN: minutesField("5", upToAnHour, {
    ...watch,
    what: "RT-02: a critical alert that nobody has acknowledged for so long freezes the fund.",
  }),
  QT_SURVEILLANCE_SILENT_AFTER: countField("3", several, {
    ...watch,
    what: "RT-04: bar intervals without a bar after which a stream is silent.",
  }),
  QT_SURVEILLANCE_FLOW_WINDOW: minutesField("60", upToADay, {
    ...watch,
    what: "RT-10, RT-12: how far back orders, trades and rejections are counted.",
  }),
  QT_SURVEILLANCE_MAX_ORDER_TO_TRADE: ratioField(
    "20",
    { least: 1, most: 10_000 },
    { ...watch, what: "RT-10: most orders for each trade." },
  ),
  QT_SURVEILLANCE_MAX_REJECT_SHARE: shareField(
    "0.2",
    { least: 0, most: 1 },
    {
      ...watch,
      what: "RT-10: largest rejected part of the orders sent; below 1 also times the multiple at which entries stop.",
    },
  ),
  QT_SURVEILLANCE_MIN_FLOW_ORDERS: countField("10", several, {
    ...watch,
    what: "RT-10: orders within the window from which on the two are judged.",
  }),
  QT_SURVEILLANCE_THROTTLE_EVERY: minutesField("5", upToAnHour, {
    ...watch,
    what: "RT-10: while either is beyond its limit, one entry may be sent in so long.",
  }),
  QT_SURVEILLANCE_STOP_AT_MULTIPLE: ratioField(
    "2",
    { least: 1, most: 100 },
    { ...watch, what: "RT-10: beyond so many times its limit entries stop, until both are within their limits again." },
  ),
  QT_SURVEILLANCE_MAX_SLIPPAGE_DRIFT: ratioField(
    "3",
    { least: 0, most: 100, above: true },
    { ...watch, what: "RT-11: how far slippage may be from what was expected, in standard errors." },
  ),
  QT_SURVEILLANCE_MIN_FILLS: countField("30", several, {
    ...watch,
    what: "RT-11: entries from which on slippage is judged.",
  }),
  QT_SURVEILLANCE_WASH_WINDOW: secondsField(
    "60",
    { least: 0, most: 86_400 },
    {
      ...watch,
      what: "RT-12: our own purchase and sale of a symbol at one price within this look like a wash; at most the flow window.",
    },
  ),
  QT_SURVEILLANCE_MAX_UNFILLED_CANCELS: countField("10", several, {
    ...watch,
    what: "RT-12: orders of a symbol taken back unfilled within the window that look like layering.",
  }),
};
