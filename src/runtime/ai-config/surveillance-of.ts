/** The settings of the real-time controls as the fund's configuration has them. */
import type { SurveillanceConfig } from "../../kernel/domain/surveillance.ts";
import type { AISystemConfig } from "./ai-system-config.ts";

export const surveillanceOf = (ai: AISystemConfig): SurveillanceConfig => ({
  acknowledgeWithinMs: ai.QT_SURVEILLANCE_ACKNOWLEDGE_WITHIN,
  silentAfterIntervals: ai.QT_SURVEILLANCE_SILENT_AFTER,
  flowWindowMs: ai.QT_SURVEILLANCE_FLOW_WINDOW,
  maxOrderToTradeRatio: ai.QT_SURVEILLANCE_MAX_ORDER_TO_TRADE,
  maxRejectFraction: ai.QT_SURVEILLANCE_MAX_REJECT_SHARE,
  minFlowOrders: ai.QT_SURVEILLANCE_MIN_FLOW_ORDERS,
  throttleEveryMs: ai.QT_SURVEILLANCE_THROTTLE_EVERY,
  stopAtMultiple: ai.QT_SURVEILLANCE_STOP_AT_MULTIPLE,
  maxSlippageDriftSigmas: ai.QT_SURVEILLANCE_MAX_SLIPPAGE_DRIFT,
  minFills: ai.QT_SURVEILLANCE_MIN_FILLS,
  washWindowMs: ai.QT_SURVEILLANCE_WASH_WINDOW,
  maxUnfilledCancels: ai.QT_SURVEILLANCE_MAX_UNFILLED_CANCELS,
});
