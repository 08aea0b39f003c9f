/**
 * Settings of the controller and of the market officer's lines it reads.
 *
 * Names and defaults: seeds 002 and 003, "Configuration" and "Environment Variables"; where both name one thing the
 * `QT_` name is canonical and the other its alias (resolutions 54).
 */
import { flagField, secondsField, shareField } from "./fields.ts";

const controller = { owner: "controller", isInForce: true } as const;
const aDay = { least: 1, most: 86_400 };
const whole = { least: 0, most: 1 };

export const controllerVariables = {
  QT_MSC_ENABLED: flagField("true", {
    ...controller,
    what: "The controller sits in the council: risk mode, strategy lists, thresholds.",
  }),
  QT_MSC_UPDATE_INTERVAL: secondsField("300", aDay, {
    ...controller,
    what: "Between two evaluations of the controller, at least a bar.",
    aliases: ["MSC_EVALUATION_INTERVAL"],
  }),
  QT_MSC_AUTO_MODE: flagField("true", {
    ...controller,
    what: "The controller chooses the risk mode. Off, only critical health moves it, and back.",
  }),
  QT_MSC_MIN_CONFIDENCE: shareField("0.5", whole, {
    ...controller,
    what: "Least confidence of an entry in every risk mode: a calibrated probability, where 0.5 are even odds.",
  }),
  QT_MSC_HIGH_VOL_THRESHOLD: shareField("0.05", whole, {
    ...controller,
    what: "Daily volatility above this is high, above twice this extreme.",
    aliases: ["MSC_HIGH_VOL_THRESHOLD"],
  }),
  QT_MSC_LOW_VOL_THRESHOLD: shareField("0.015", whole, {
    ...controller,
    what: "Daily volatility below this is low.",
    aliases: ["MSC_LOW_VOL_THRESHOLD"],
  }),
  QT_MSC_STRONG_TREND_THRESHOLD: shareField("0.7", whole, {
    ...controller,
    what: "Trend strength from here on is a strong trend.",
    aliases: ["MSC_STRONG_TREND_THRESHOLD"],
  }),
};
