/**
 * What critical health asks of what is held: risky positions are halved, once in a spell of it, and keep the stop of the
 * rest (resolutions 48). AI-HFOS asks for it, as far as it is heard. Risky is what position intelligence calls TOXIC or REVERSAL_RISK, or what has no stop.
 */
import { effectiveMode } from "../domain/subsystem.ts";
import { announceMove } from "./announce-move.ts";
import { maySellParts } from "./held-position.ts";
import { isOfRiskyClass } from "./positions/positions-health.ts";
import { needOf } from "./positions/protection.ts";
import { askToSell } from "./positions/sell-part.ts";
import { protect } from "./protect.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

const share = 0.5;

export function reduceRisky(state: TradingState, context: TradingContext): void {
  const { policy, config, outbox } = context;
  const { systemHealth, stage, braked: brake } = policy.modes;
  const isObeyed = effectiveMode(config.subsystems.ai_hfos, true, { stage, brake }) === "ENFORCED";
  if (!isObeyed || (systemHealth !== "CRITICAL" && systemHealth !== "EMERGENCY")) {
    state.criticalSince = undefined;
    return;
  }
  const classesCount = effectiveMode(config.hooks["position-classification"], true, { stage, brake }) === "ENFORCED";
  const since = (state.criticalSince ??= outbox.at);
  if (!maySellParts(context)) return;
  state.positions.forEach((position, id) => {
    const instrument = config.instruments[id];
    if (position === undefined || instrument === undefined || position.exitReason !== undefined) return;
    if (position.plan.reducedSince === since) return;
    const hasStop = needOf(position, state.orders.values(), instrument.lotSize).kind !== "PLACE_STOP";
    if (hasStop && !(classesCount && isOfRiskyClass(position))) return;
    if (!askToSell(position, instrument, share, { reason: "GOVERNANCE", at: outbox.at })) return;
    position.plan.reducedSince = since;
    const note = `system health is ${systemHealth} and it is ${hasStop ? position.plan.class : "without a stop"}`;
    announceMove(context, position, {
      by: "ai_hfos",
      mode: "ENFORCED",
      move: "SELL_PART",
      exitReason: "GOVERNANCE",
      note,
    });
    protect(state, context, id);
  });
}
