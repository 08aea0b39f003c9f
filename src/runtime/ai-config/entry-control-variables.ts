/**
 * Settings of the controls of the register that are no hard limits: what may be traded, data, clock, strategies, overrides.
 *
 * Defaults are those of kernel/domain/control-limits.ts.
 */
import { orderTypes } from "../../kernel/domain/order.ts";
import { bpsField, countField, flagField, pointsField, secondsField, textField } from "./fields.ts";

const controls = { owner: "order controls", isInForce: true } as const;
const someShare = { least: 0, most: 100, above: true };

export const entryControlVariables = {
  QT_CONTROL_MAX_OPEN_ORDER_VALUE: pointsField("75", someShare, {
    ...controls,
    what: "PT-11: what entries that may still be filled may be worth together, of tradable capital.",
  }),
  QT_CONTROL_ALLOWED_SYMBOLS: textField("", {
    ...controls,
    what: "PT-12: symbols approved by name, with spaces between. Empty approves what is configured; on a live venue, nothing.",
  }),
  QT_CONTROL_ALLOWED_VENUES: textField("", {
    ...controls,
    what: "PT-12: venues orders may go to, with spaces between; empty is the fund's own.",
  }),
  QT_CONTROL_ALLOWED_ORDER_TYPES: textField(orderTypes.join(" "), {
    ...controls,
    what: "PT-12: kinds of order an entry may be, with spaces between.",
  }),
  QT_CONTROL_MAX_FROZEN_BARS: countField(
    "3",
    { least: 1, most: 1_000 },
    { ...controls, what: "PT-14: so many bars in a row that neither trade nor move are a frozen feed." },
  ),
  QT_CONTROL_MAX_FEED_GAP_BARS: countField(
    "3",
    { least: 0, most: 1_000 },
    { ...controls, what: "PT-14: bars that may be missing before the one that is bought on." },
  ),
  QT_CONTROL_MAX_SOURCE_GAP_BPS: bpsField(
    "0",
    { least: 0, most: 10_000 },
    { ...controls, what: "PT-14: farthest from the second source of prices; 0 where there is none." },
  ),
  QT_CONTROL_MAX_CLOCK_SKEW: secondsField(
    "0.5",
    { least: 0, most: 60, above: true },
    { ...controls, what: "PT-15: farthest the venue's clock and ours may be apart." },
  ),
  QT_CONTROL_MAX_STRATEGY_DAILY_LOSS: pointsField("4", someShare, {
    ...controls,
    what: "PT-17: what one strategy may lose in a UTC day, unrealised losses included, of tradable capital.",
  }),
  QT_CONTROL_MAX_OVERRIDE_ORDER: pointsField("25", someShare, {
    ...controls,
    what: "PT-20: largest entry while an operator's override loosens a limit, of tradable capital.",
  }),
  QT_CONTROL_OVERRIDE_NEEDS_SECOND_PERSON: flagField("false", {
    ...controls,
    what: "PT-20: an override needs a second person's approval; on a live venue it always does.",
  }),
};
