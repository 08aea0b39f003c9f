/**
 * Looks after what is held, at every close of its symbol: first what its plan asks for, then what the subsystems that
 * watch positions say. Whatever is decided here is carried out by `protect.ts` in the same step.
 */
import { reductionLeft } from "../domain/position.ts";
import { roundTripCost } from "../domain/trading-cost.ts";
import { effectiveMode, type SubsystemMode } from "../domain/subsystem.ts";
import { classifyPosition } from "./classify-positions.ts";
import { type Held, maySellParts } from "./held-position.ts";
import { announceMove } from "./announce-move.ts";
import { exitRowOf, exitTable } from "./positions/exit-rows.ts";
import { type ExitMove, exitMovesOf, partialShare } from "./positions/exit-rules.ts";
import { askToSell } from "./positions/sell-part.ts";
import { type Ratio, ratio } from "../units/units.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** @param ids instruments that have a bar at this close */
export function managePositions(state: TradingState, context: TradingContext, ids: readonly number[]): void {
  for (const id of ids) {
    const position = state.positions[id];
    const instrument = context.config.instruments[id];
    if (position === undefined || instrument === undefined) continue;
    if (position.lastPrice > position.plan.peak) position.plan.peak = position.lastPrice;
    if (position.exitReason === undefined) followPlan(context, { id, position, instrument });
    if (position.exitReason === undefined) classifyPosition(state, context, { id, position, instrument });
  }
}

/**
 * Where a stop is first placed, over the usual distance: the exit table's number of mean true ranges, if it is heard. A
 * nearer stop makes a larger position, so this is more than tightening.
 */
export function stopMultiplierOf(context: TradingContext, id: number): Ratio {
  const { config, policy, regimeOf } = context;
  if (modeOf(context, false) !== "ENFORCED") return policy.stopLossMultiplier;
  const { stopAtr } = exitTable[exitRowOf(regimeOf(id))];
  return ratio((policy.stopLossMultiplier * stopAtr) / config.trading.stopAtr);
}

function modeOf({ config, policy }: TradingContext, canOnlyTighten: boolean): SubsystemMode {
  const { stage, braked: brake } = policy.modes;
  return effectiveMode(config.subsystems.dynamic_tpsl, canOnlyTighten, { stage, brake });
}

/** Dynamic targets and stops. They reduce, protect and leave, so they can only tighten. */
function followPlan(context: TradingContext, held: Held): void {
  const { config, features, outbox } = context;
  const mode = modeOf(context, true);
  if (mode === "OFF") return;
  const { id, position, instrument } = held;
  const view = {
    at: outbox.at,
    close: position.lastPrice,
    atr: features.atr[id] ?? Number.NaN,
    roundTripCost: roundTripCost(instrument, config) / 10_000,
    instrument,
  };
  for (const move of exitMovesOf(position, view)) carryOut(context, held, move, mode);
}

function carryOut(context: TradingContext, { position, instrument }: Held, move: ExitMove, mode: SubsystemMode): void {
  const by = { by: "dynamic_tpsl", mode, note: move.note } as const;
  if (mode !== "ENFORCED") return announceMove(context, position, { ...by, move: nameOf(move), exitReason: null });
  switch (move.kind) {
    case "LEAVE":
      position.exitReason = move.reason;
      return announceMove(context, position, { ...by, move: "LEAVE", exitReason: move.reason });
    case "TAKE_PARTIAL":
      /** Another part is on its way: this one is asked for again when that is sold. */
      if (!maySellParts(context) || reductionLeft(position) > 0) return undefined;
      position.plan.state = "PARTIAL_TP";
      if (!askToSell(position, instrument, partialShare, { reason: "PARTIAL", at: context.outbox.at }))
        return undefined;
      return announceMove(context, position, { ...by, move: "SELL_PART", exitReason: "PARTIAL" });
    case "RAISE_STOP":
      position.stopPrice = move.to;
      position.plan.state = move.state;
      if (move.state !== "TRAILING") position.plan.breakEvenStop = move.to;
      return announceMove(context, position, { ...by, move: "RAISE_STOP", exitReason: null });
  }
}

const nameOf = ({ kind }: ExitMove) => (kind === "TAKE_PARTIAL" ? "SELL_PART" : kind);
