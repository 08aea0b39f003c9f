/** The settings of the controls as the fund's configuration has them. */
import type { ControlLimits } from "../../kernel/domain/control-limits.ts";
import { type OrderType, orderTypes } from "../../kernel/domain/order.ts";
import { FundError } from "../../ports/errors.ts";
import type { AISystemConfig } from "./ai-system-config.ts";

export function controlsOf(base: ControlLimits, ai: AISystemConfig): ControlLimits {
  const gap = ai.QT_CONTROL_MAX_SOURCE_GAP_BPS;
  return {
    ...base,
    maxOpenOrderValueFraction: ai.QT_CONTROL_MAX_OPEN_ORDER_VALUE,
    allowedSymbols: namesIn(ai.QT_CONTROL_ALLOWED_SYMBOLS),
    allowedVenues: namesIn(ai.QT_CONTROL_ALLOWED_VENUES),
    allowedOrderTypes: orderTypesIn(ai.QT_CONTROL_ALLOWED_ORDER_TYPES),
    maxFrozenBars: ai.QT_CONTROL_MAX_FROZEN_BARS,
    maxFeedGapBars: ai.QT_CONTROL_MAX_FEED_GAP_BARS,
    maxSourceGapBps: gap > 0 ? gap : null,
    maxClockSkewMs: ai.QT_CONTROL_MAX_CLOCK_SKEW,
    maxStrategyDailyLossFraction: ai.QT_CONTROL_MAX_STRATEGY_DAILY_LOSS,
    maxOverrideOrderFraction: ai.QT_CONTROL_MAX_OVERRIDE_ORDER,
    overrideNeedsSecondPerson: ai.QT_CONTROL_OVERRIDE_NEEDS_SECOND_PERSON,
  };
}

const wordsIn = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

/** No list at all where nothing is named. */
function namesIn(text: string): readonly string[] | null {
  const names = wordsIn(text);
  return names.length === 0 ? null : names;
}

function orderTypesIn(text: string): readonly OrderType[] {
  return wordsIn(text).map((word) => {
    const type = orderTypes.find((each) => each === word.toUpperCase());
    if (type === undefined)
      throw new FundError(
        "BAD_USAGE",
        `QT_CONTROL_ALLOWED_ORDER_TYPES: expected some of ${orderTypes.join(", ")}, was ${word}`,
      );
    return type;
  });
}
