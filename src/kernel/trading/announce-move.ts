/** Says what was decided about a position, or would have been; advice that is given again at every close is said once. */
import { type ExitReason, type Position, riskMultipleOf } from "../domain/position.ts";
import type { SubsystemMode, SubsystemName } from "../domain/subsystem.ts";
import { emit } from "../events/outbox.ts";
import { positionManaged, type PositionMove } from "../events/position-events.ts";
import { ratio } from "../units/units.ts";
import type { TradingContext } from "./trading-context.ts";

export type MoveNews = {
  readonly by: SubsystemName;
  readonly mode: SubsystemMode;
  readonly move: PositionMove;
  readonly exitReason: ExitReason | null;
  readonly note: string;
};

export function announceMove({ outbox }: TradingContext, position: Position, news: MoveNews): void {
  const { plan, lastPrice, quantity, stopPrice } = position;
  const taken = news.mode === "ENFORCED";
  const advice = `${news.by} ${news.move}`;
  if (!taken && plan.advised === advice) return;
  plan.advised = taken ? undefined : advice;
  emit(
    outbox,
    positionManaged.create({
      ...news,
      taken,
      symbol: position.symbol,
      openedBy: position.openedBy,
      state: plan.state,
      class: plan.class ?? null,
      rMultipleRatio: ratio(riskMultipleOf(position, lastPrice)),
      quantity,
      stopPriceUsd: stopPrice,
      targetPriceUsd: plan.target ?? null,
      holdUntilMs: plan.holdUntil,
    }),
  );
}
