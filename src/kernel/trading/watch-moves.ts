/**
 * Lets symbols cool whose price has moved too far within the period (controls.md, PT-02). Asked at every close.
 *
 * A move that is no number cools as well, but a first close is no move: there the guard refuses by itself until the next.
 */
import { symbolCooled } from "../events/control-events.ts";
import { emit } from "../events/outbox.ts";
import { moveAllowed, moveWithin } from "../features/period-move.ts";
import { after, ratio } from "../units/units.ts";
import { rounding } from "./guard/measured.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export function watchMoves({ flow }: TradingState, context: TradingContext, ids: readonly number[]): void {
  const { config, features, outbox } = context;
  const { windowMs, maxMoveRatio, coolMs } = config.controls.periodMove;
  const limit = moveAllowed(maxMoveRatio, windowMs, config.intervalMs);
  for (const id of ids) {
    if ((features.barsSeen[id] ?? 0) === 1) continue;
    const move = moveWithin(features, id, windowMs, config.intervalMs);
    if (move <= limit * (1 + rounding)) continue;
    const untilMs = after(outbox.at, coolMs);
    const wasCooling = outbox.at < (flow.coolsUntil[id] ?? 0);
    flow.coolsUntil[id] = untilMs;
    const symbol = config.instruments[id]?.symbol;
    if (wasCooling || symbol === undefined) continue;
    const moveRatio = Number.isFinite(move) ? ratio(move) : null;
    emit(outbox, symbolCooled.create({ symbol, moveRatio, limitRatio: ratio(limit), untilMs }));
  }
}
