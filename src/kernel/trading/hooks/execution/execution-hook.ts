/** What the hooks of execution (AELM) look at before an entry leaves, and what they may change about it. */
import type { CostEstimate, ExecutionConfig, ExecutionDirective, ExecutionStyle } from "../../../domain/execution.ts";
import type { HookName } from "../../../domain/hooks.ts";
import type { Hook, Verdict } from "../run-hooks.ts";

/** How an entry is to be worked, and how large it is. It only shrinks. */
export type EntryPlan = { readonly style: ExecutionStyle; readonly notional: number };

export type ExecutionView = {
  readonly symbol: string;
  readonly config: ExecutionConfig;
  readonly directive: ExecutionDirective;
  /** What a plan is expected to cost. */
  readonly estimateOf: (plan: EntryPlan) => CostEstimate;
  /** Probability that an order resting at the bid is filled in one wait, and the least at which waiting pays. */
  readonly fillProbability: number;
  readonly leastFillProbability: number;
  /** What of the expected edge a bar of waiting costs, basis points. */
  readonly decayBps: number;
  /** Into how many parts, a bar apart, the time there is allows to cut it. */
  readonly mostParts: number;
  readonly spreadBps: number;
  readonly minNotionalUsd: number;
  readonly at: number;
  /** No entry in the symbol before this moment. */
  readonly pausedUntil: number;
};

export type ExecutionHook = Hook<EntryPlan, ExecutionView, HookName>;
export type Review = ExecutionHook["review"];

export const pass = (subject: EntryPlan, note: string): Verdict<EntryPlan> => ({ kind: "PASS", subject, note });
export const veto = (reason: string): Verdict<EntryPlan> => ({ kind: "VETO", reason });
