/**
 * The hook pipeline: a subject walks past each hook in turn and is let through, changed or stopped.
 *
 * Only ENFORCED hooks are obeyed. OBSERVE and ADVISORY hooks run and leave a trace, so switching a subsystem on is a
 * change of mode, never of code. A hook that throws does what it promised and leaves a trace: hooks fail open, since
 * the guard behind them fails closed (resolutions 23, 26).
 */
import { effectiveMode, type SubsystemMode, type Trust } from "../../domain/subsystem.ts";

export type Verdict<Subject> =
  | { readonly kind: "PASS"; readonly subject: Subject; readonly note: string }
  | { readonly kind: "VETO"; readonly reason: string };

export type Hook<Subject, View, Name extends string = string> = {
  readonly name: Name;
  readonly mode: SubsystemMode;
  /** Whether the hook can do no more than refuse or shrink. */
  readonly canOnlyTighten: boolean;
  readonly onFailure: "PASS" | "VETO";
  readonly review: (subject: Subject, view: View) => Verdict<Subject>;
};

export type HookTrace<Name extends string = string> = {
  readonly hook: Name;
  readonly mode: SubsystemMode;
  readonly verdict: "PASS" | "VETO" | "FAILED";
  readonly note: string;
};

export type HookRun<Subject, Name extends string = string> = {
  readonly outcome:
    | { readonly kind: "PASS"; readonly subject: Subject }
    | { readonly kind: "VETO"; readonly hook: Name; readonly reason: string };
  /** What the subject would be if advice were obeyed too; undefined where it would have been stopped. */
  readonly advised: Subject | undefined;
  readonly trace: readonly HookTrace<Name>[];
};

export function runHooks<Subject, View, Name extends string>(
  hooks: readonly Hook<Subject, View, Name>[],
  subject: Subject,
  view: View,
  trust: Trust,
): HookRun<Subject, Name> {
  const trace: HookTrace<Name>[] = [];
  let current = subject;
  let advised: Subject | undefined = subject;
  for (const hook of hooks) {
    const mode = effectiveMode(hook.mode, hook.canOnlyTighten, trust);
    if (mode === "OFF") continue;
    const { verdict, failure } = reviewSafely(hook, current, view);
    const note = failure ?? (verdict.kind === "VETO" ? verdict.reason : verdict.note);
    trace.push({ hook: hook.name, mode, verdict: failure === undefined ? verdict.kind : "FAILED", note });
    if (mode !== "OBSERVE") advised = verdict.kind === "VETO" || advised === undefined ? undefined : verdict.subject;
    if (mode !== "ENFORCED") continue;
    if (verdict.kind === "VETO")
      return { outcome: { kind: "VETO", hook: hook.name, reason: verdict.reason }, advised: undefined, trace };
    current = verdict.subject;
  }
  return { outcome: { kind: "PASS", subject: current }, advised, trace };
}

type Reviewed<Subject> = { readonly verdict: Verdict<Subject>; readonly failure: string | undefined };

function reviewSafely<Subject, View>(hook: Hook<Subject, View>, subject: Subject, view: View): Reviewed<Subject> {
  try {
    return { verdict: hook.review(subject, view), failure: undefined };
  } catch (error) {
    const failure = `${hook.name} failed: ${String(error)}`;
    const verdict: Verdict<Subject> =
      hook.onFailure === "PASS" ? { kind: "PASS", subject, note: failure } : { kind: "VETO", reason: failure };
    return { verdict, failure };
  }
}
