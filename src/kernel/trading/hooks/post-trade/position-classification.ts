/**
 * Hook `position-classification`: what position intelligence advises for a position of a class. It sells or tightens,
 * never buys, so it can only tighten.
 *
 *   TOXIC          all of it goes
 *   REVERSAL_RISK  three quarters go and the stop of the rest goes to break-even; with half an R or less, all of it
 *   STALLING       half goes
 *
 * Source: origin-facts 11b. Each class acts once in the life of a position.
 */
import type { SubsystemMode } from "../../../domain/subsystem.ts";
import type { PositionClass } from "../../../domain/position-plan.ts";
import type { Hook } from "../run-hooks.ts";
import type { PositionReading } from "./position-classes.ts";

export type Care =
  | { readonly kind: "HOLD" }
  | { readonly kind: "SELL_PART"; readonly share: number; readonly tightens: boolean }
  | { readonly kind: "LEAVE" };

export type CareView = {
  readonly class: PositionClass | undefined;
  readonly was: PositionClass | undefined;
  readonly reading: PositionReading;
};

const reversalKeepsAboveR = 0.5;

export function careFor(kind: PositionClass | undefined, { r }: PositionReading): Care {
  if (kind === "TOXIC") return { kind: "LEAVE" };
  if (kind === "STALLING") return { kind: "SELL_PART", share: 0.5, tightens: false };
  if (kind !== "REVERSAL_RISK") return { kind: "HOLD" };
  return r > reversalKeepsAboveR ? { kind: "SELL_PART", share: 0.75, tightens: true } : { kind: "LEAVE" };
}

const wordsOf = (care: Care): string => {
  if (care.kind === "HOLD") return "hold";
  if (care.kind === "LEAVE") return "sell all of it";
  return `sell ${care.share * 100} %${care.tightens ? " and tighten the stop" : ""}`;
};

type ClassificationHook = Hook<Care, CareView, "position-classification">;

export const classificationHook = (mode: SubsystemMode): ClassificationHook => ({
  name: "position-classification",
  mode,
  canOnlyTighten: true,
  onFailure: "PASS",
  review: (_, view) => {
    const { reading, was } = view;
    const care = careFor(view.class, reading);
    const made = `${reading.r.toFixed(2)} R (best ${reading.peakR.toFixed(2)}), momentum ${reading.momentum.toFixed(2)}`;
    const note = `${view.class ?? "no class yet"}${was === undefined ? "" : ` after ${was}`}: ${made}; ${wordsOf(care)}`;
    return { kind: "PASS", subject: care, note };
  },
});
