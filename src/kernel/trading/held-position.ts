/** A position whose symbol has just closed, and what all who look after it share. */
import type { Instrument } from "../domain/instrument.ts";
import type { Position } from "../domain/position.ts";
import { roundTripCost } from "../domain/trading-cost.ts";
import { announceMove } from "./announce-move.ts";
import { breakEvenOf } from "./positions/exit-rules.ts";
import type { TradingContext } from "./trading-context.ts";

export type Held = { readonly id: number; readonly position: Position; readonly instrument: Instrument };

/** What may be sold in part: nothing while the policy itself reduces or flattens. */
export const maySellParts = ({ policy }: TradingContext): boolean =>
  policy.exitMode === "HOLD" || policy.exitMode === "CANCEL";

type Gains = Pick<Held, "position" | "instrument"> & { readonly note: string; readonly by: "pil" | "pal" };

/** The stop goes to break-even, if it is still below and the market is above. */
export function protectGains(context: TradingContext, { position, instrument, note, by }: Gains): void {
  const to = breakEvenOf(position, { instrument, roundTripCost: roundTripCost(instrument, context.config) / 10_000 });
  if (!isRaise(position, to)) return;
  position.stopPrice = to;
  position.plan.breakEvenStop = to;
  if (position.plan.state === "OPEN") position.plan.state = "BREAKEVEN";
  announceMove(context, position, { by, mode: "ENFORCED", move: "RAISE_STOP", exitReason: null, note });
}

export const isRaise = ({ stopPrice, lastPrice }: Position, to: number): boolean => to > stopPrice && to < lastPrice;
