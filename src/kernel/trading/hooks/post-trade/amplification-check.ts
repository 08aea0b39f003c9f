/**
 * Hook `amplification-check`: what profit amplification would make of a position that does well.
 *
 *   add_size             a fifth more (three tenths in AGGRESSIVE), up to half more than was first bought
 *   extend_hold          the target farther out, the time longer, each once
 *   partial_take_profit  half, where 3 R had been made and 2 are left
 *   tighten_stops        to break-even, where something blocks and the stop is still below
 *   no_action
 *
 * The first that applies. It never adds to a loser: what adds needs 1.5 R and a class that only profit gives. Adding is a
 * wish like any other; hooks, balancer and guard have their say. Source: origin-facts 12, settings 9.2, resolutions 28.
 */
import type { SubsystemMode } from "../../../domain/subsystem.ts";
import type { Hook } from "../run-hooks.ts";
import { amplificationScore, type AmplificationView, blocksOf } from "./amplification-blocks.ts";

export type Amplification =
  | { readonly kind: "NO_ACTION" }
  | { readonly kind: "ADD_SIZE"; readonly share: number }
  | { readonly kind: "EXTEND_TARGET" }
  | { readonly kind: "EXTEND_HOLD" }
  | { readonly kind: "PARTIAL_TAKE_PROFIT"; readonly share: number }
  | { readonly kind: "TIGHTEN_STOPS" };

/** What the position has room for. */
export type AmplifierState = {
  /** Held now over what the opening order bought. */
  readonly sizeRatio: number;
  readonly hasSoldPart: boolean;
  readonly hasOpenEntry: boolean;
  readonly hasTarget: boolean;
  readonly isTargetExtended: boolean;
  readonly isHoldExtended: boolean;
  readonly isBelowBreakEven: boolean;
};

export type AmplifierView = AmplificationView & AmplifierState;

const addShare = { NORMAL: 0.2, AGGRESSIVE: 0.3 } as const;
const partialFromPeakR = 3;
const partialAtR = 2;
const partialShare = 0.5;

type Rule = {
  readonly makes: (view: AmplifierView) => Amplification;
  readonly holds: (view: AmplifierView) => boolean;
};

/** What may be made of a position that nothing blocks, in the order it is tried. */
export const amplificationRules: readonly Rule[] = [
  {
    makes: ({ systemRiskMode: mode }) => ({
      kind: "ADD_SIZE",
      share: mode === "AGGRESSIVE" ? addShare.AGGRESSIVE : addShare.NORMAL,
    }),
    holds: ({ reading, config, hasSoldPart, hasOpenEntry, sizeRatio }) =>
      reading.r >= config.addRatio && !hasSoldPart && !hasOpenEntry && sizeRatio < config.maxSizeRatio,
  },
  {
    makes: () => ({ kind: "EXTEND_TARGET" }),
    holds: ({ reading, config, hasTarget, isTargetExtended }) =>
      reading.r >= config.extendTargetRatio && hasTarget && !isTargetExtended,
  },
  {
    makes: () => ({ kind: "EXTEND_HOLD" }),
    holds: ({ reading, config, isHoldExtended }) => reading.r >= config.extendHoldRatio && !isHoldExtended,
  },
  {
    makes: () => ({ kind: "PARTIAL_TAKE_PROFIT", share: partialShare }),
    holds: ({ reading, hasSoldPart }) => reading.r >= partialAtR && reading.peakR >= partialFromPeakR && !hasSoldPart,
  },
];

export function amplify(view: AmplifierView, isBlocked: boolean): Amplification {
  if (!(view.reading.r >= view.config.minRatio)) return { kind: "NO_ACTION" };
  if (isBlocked) return { kind: view.isBelowBreakEven ? "TIGHTEN_STOPS" : "NO_ACTION" };
  return amplificationRules.find(({ holds }) => holds(view))?.makes(view) ?? { kind: "NO_ACTION" };
}

type AmplificationHook = Hook<Amplification, AmplifierView, "amplification-check">;

export const amplificationHook = (mode: SubsystemMode): AmplificationHook => ({
  name: "amplification-check",
  mode,
  canOnlyTighten: false,
  onFailure: "PASS",
  review: (_, view) => {
    const blocks = blocksOf(view);
    const action = amplify(view, blocks.length > 0);
    const score = `score ${amplificationScore(view, blocks.length > 0).toFixed(0)} of 100`;
    const blocked = blocks.length > 0 ? `, blocked by ${blocks.join(" and ")}` : "";
    const note = `${action.kind.toLowerCase()}${blocked}; at ${view.reading.r.toFixed(2)} R, ${score}`;
    return { kind: "PASS", subject: action, note };
  },
});
