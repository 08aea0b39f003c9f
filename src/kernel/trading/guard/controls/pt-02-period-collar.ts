/**
 * PT-02: a symbol whose reference price has moved too far too fast may only be reduced until it has cooled.
 *
 * The period is a bar at least, and a bar that is longer than it may move more (ADR 0040). Source: controls.md, PT-02.
 */
import { moveAllowed } from "../../../features/period-move.ts";
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured, rounding } from "../measured.ts";
import { shareText } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

export const hasMovedLittle = measured({
  name: "period-collar",
  measure: (_, { referenceMove, maxReferenceMove }) => ({
    value: referenceMove,
    limit: maxReferenceMove,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value, limit }) =>
    `expected the reference to have moved at most ${shareText(limit)} within the period, was ${shareText(value)}`,
});

export const hasCooled: Check = {
  name: "cooled",
  refuses: ({ symbol }, { at, coolsUntil }) =>
    at >= coolsUntil ? undefined : `expected ${symbol} to have cooled after its move, was ${coolsUntil - at} ms early`,
};

export const periodCollar: GuardControl = {
  id: "PT-02",
  name: "Price collar, over a period",
  purpose: "Keeps the fund from buying into a price that is running away or falling through.",
  answers: ["RTS 6 Art. 15(1)(a)", "FIA price tolerance"],
  source: "controls.md, PT-02; figures chosen (ADR 0040)",
  owner: "TRADER",
  action:
    "The symbol is reduce-only until it has cooled: entries are refused and those that wait are cancelled; exits go on.",
  parameters: ({ controls: { periodMove }, intervalMs }) => [
    limitParameter(
      "controls.periodMove.maxMoveRatio",
      "SHARE",
      moveAllowed(periodMove.maxMoveRatio, periodMove.windowMs, intervalMs),
    ),
    { setting: "controls.periodMove.windowMs", unit: "MS", bound: "AT_MOST", warn: null, block: periodMove.windowMs },
    { setting: "controls.periodMove.coolMs", unit: "MS", bound: "AT_LEAST", warn: null, block: periodMove.coolMs },
  ],
  checks: [hasMovedLittle, hasCooled],
};
