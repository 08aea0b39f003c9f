/** Capital that somebody moves in or out is neither profit nor loss: what is measured against equity moves with it. */
import { shiftCapital } from "./council/cfo/capital-efficiency.ts";
import type { GovernanceState } from "./governance-state.ts";
import { scaleCapital } from "./observe/performance.ts";

/**
 * @param before equity in USD before the movement
 * @param amount what came, or below zero went. Where nothing is left, or nothing was there, ratios stay as they were:
 *   limits that are held against them are reached then rather than missed
 */
export function moveCapital({ performance, capital }: GovernanceState, before: number, amount: number): void {
  if (before > 0 && before + amount > 0) scaleCapital(performance, (before + amount) / before);
  shiftCapital(capital, amount);
}
