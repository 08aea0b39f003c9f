/**
 * execution_failure: a share of all requests fails, drawn for each: submits, cancels and moves of stops alike.
 *
 * A submit is refused (-1001), or no answer comes (-1007: execution status unknown), and then half of them have arrived.
 * A cancel or a move that fails has no answer either, and half have been carried out. Codes: Binance, REST errors.
 */
import { type RandomState, uniform } from "../../maths/seeded-random.ts";
import { type ExecutionFailure, isActive } from "./stress.ts";

/** UNHEARD: carried out, and no answer. LOST: not carried out, and no answer. */
export const requestFates = ["CARRIED_OUT", "REFUSED", "UNHEARD", "LOST"] as const;
export type RequestFate = (typeof requestFates)[number];

export const refusalCode = -1001;
export const refusalText = "Internal error; unable to process your request. Please try again.";
export const noAnswerText = "-1007 Timeout waiting for response from backend server; execution status unknown.";

/** Draws only while the stress lasts. */
export function fateAt(stress: ExecutionFailure, step: number, random: RandomState, isSubmit: boolean): RequestFate {
  if (!isActive(stress, stress.bars, step) || uniform(random) >= stress.shareFraction) return "CARRIED_OUT";
  const draw = uniform(random);
  if (isSubmit && draw < 0.5) return "REFUSED";
  return (isSubmit ? draw < 0.75 : draw < 0.5) ? "UNHEARD" : "LOST";
}
