/**
 * Dynamic targets and stops: what the plan of a position asks for at a close.
 *
 *   target       the rest is sold
 *   time         over the plan's hours and below 0.5 R: given up
 *   2 R          half is sold, once; from then on the stop trails
 *   1 R          the stop goes to where selling pays for the costs
 *   trailing     some mean true ranges below the highest close
 *
 * Judged at closes, never inside a bar: a spot venue holds either a stop or a target for the same coins, and the stop is
 * the one that must rest there (decision 0033). A stop is only ever raised. Source: origin-facts 17, 24.
 */
import { type Instrument, snapPriceDown, snapPriceUp } from "../../domain/instrument.ts";
import { type ExitReason, type Position, riskMultipleOf } from "../../domain/position.ts";
import type { OpenState } from "../../domain/position-plan.ts";
import { type EpochMs, type Price, price } from "../../units/units.ts";
import { partialAtR } from "./draw-plan.ts";

/** What of a position its plan is judged by, so that a trade on paper can be led by the same rules. */
export type Planned = Pick<Position, "averagePrice" | "stopPrice" | "plan">;

export const breakEvenAtR = 1;
/** Of what is held, sold at `partialAtR`. */
export const partialShare = 0.5;
export const timeExitBelowR = 0.5;

export type CloseView = {
  readonly at: EpochMs;
  readonly close: number;
  /** Mean true range now, share of the price. */
  readonly atr: number;
  /** Of buying and selling together, share of the price. */
  readonly roundTripCost: number;
  readonly instrument: Instrument;
};

export type ExitMove =
  | { readonly kind: "LEAVE"; readonly reason: ExitReason; readonly note: string }
  | { readonly kind: "TAKE_PARTIAL"; readonly note: string }
  | { readonly kind: "RAISE_STOP"; readonly to: Price; readonly state: OpenState; readonly note: string };

/** What is to be done at this close, in this order. A position that is to leave needs nothing else. */
export function exitMovesOf(position: Planned, view: CloseView): ExitMove[] {
  const r = riskMultipleOf(position, view.close);
  const leave = leaveOf(position, view, r);
  if (leave !== undefined) return [leave];
  const moves: ExitMove[] = [];
  const takesPartial = r >= partialAtR && !hasTakenPartial(position);
  if (takesPartial)
    moves.push({ kind: "TAKE_PARTIAL", note: `at ${r.toFixed(2)} R, half is taken at ${partialAtR} R` });
  const raise = raiseOf(position, view, { r, isTrailing: takesPartial || hasTakenPartial(position) });
  if (raise !== undefined) moves.push(raise);
  return moves;
}

const hasTakenPartial = ({ plan }: Planned): boolean => plan.state === "PARTIAL_TP" || plan.state === "TRAILING";

function leaveOf({ plan }: Planned, { close, at }: CloseView, r: number): ExitMove | undefined {
  const made = `at ${r.toFixed(2)} R`;
  if (plan.target !== undefined && close >= plan.target)
    return { kind: "LEAVE", reason: "TARGET", note: `${made}, the target of ${plan.target} is reached` };
  if (at >= plan.holdUntil && r < timeExitBelowR)
    return { kind: "LEAVE", reason: "TIME", note: `${made}, less than ${timeExitBelowR} R when its time is up` };
  return undefined;
}

type Progress = { readonly r: number; readonly isTrailing: boolean };

function raiseOf(position: Planned, view: CloseView, { r, isTrailing }: Progress): ExitMove | undefined {
  const breakEven = r >= breakEvenAtR ? breakEvenOf(position, view) : 0;
  const trail = isTrailing ? trailOf(position, view) : 0;
  const to = Math.max(breakEven, trail);
  if (!(to > position.stopPrice)) return undefined;
  const made = `at ${r.toFixed(2)} R`;
  if (!(to < view.close))
    return isTrailing ? { kind: "LEAVE", reason: "TRAIL", note: `${made}, below ${to}` } : undefined;
  if (trail > breakEven)
    return { kind: "RAISE_STOP", to: price(to), state: "TRAILING", note: `${made}, the stop trails at ${to}` };
  const state = isTrailing ? "PARTIAL_TP" : "BREAKEVEN";
  return { kind: "RAISE_STOP", to: price(to), state, note: `${made}, the stop goes to break-even at ${to}` };
}

/** Where selling gives back what was paid, costs of both ways included. */
export const breakEvenOf = ({ averagePrice }: Planned, { instrument, roundTripCost }: BreakEvenView): Price =>
  snapPriceUp(instrument, averagePrice * (1 + roundTripCost));

type BreakEvenView = Pick<CloseView, "instrument" | "roundTripCost">;

const trailOf = ({ plan }: Planned, { instrument, atr, close }: CloseView): number => {
  const level = plan.peak - plan.trailAtr * atr * close;
  return level > 0 ? snapPriceDown(instrument, level) : 0;
};
