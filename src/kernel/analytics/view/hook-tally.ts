/**
 * The thirteen hooks at work: how often each let something through, stopped it or failed, and what it said last.
 *
 * Counted from the facts as they pass, so that a recovered fund counts as it did. Hooks that stand outside a wish are told
 * of only when they say something new, so their counts are of news: for coordination, another system risk mode.
 */
import type { FundConfig } from "../../domain/config.ts";
import { type HookName, hookNames, hookOwner } from "../../domain/hooks.ts";
import type { RegisteredSubsystem, SubsystemMode } from "../../domain/subsystem.ts";
import type { Fact } from "../../events/catalogue.ts";
import type { EpochMs } from "../../units/units.ts";

type HookCount = { passed: number; vetoed: number; failed: number; lastAt: EpochMs | undefined; lastNote: string };
export type HookTally = Map<string, HookCount>;

export type HookView = {
  readonly hook: HookName;
  readonly subsystem: RegisteredSubsystem;
  readonly configuredMode: SubsystemMode;
  /** Its subsystem could not be started, or is in quarantine. */
  readonly isIsolated: boolean;
  readonly passed: number;
  readonly vetoed: number;
  readonly failed: number;
  readonly lastAtMs: number | null;
  readonly lastNote: string;
};

type Trace = { readonly hook: string; readonly verdict: "PASS" | "VETO" | "FAILED"; readonly note: string };

export function tallyHooks(tally: HookTally, at: EpochMs, { type, data }: Fact): void {
  if (type === "intent.proposed") for (const trace of data.hooks) count(tally, at, trace);
  if (type === "hook.traced") count(tally, at, { ...data, note: `${data.subject}: ${data.note}` });
  if (type === "subsystem.healed")
    count(tally, at, { hook: "self-healing-check", verdict: "PASS", note: `${data.action} ${data.subsystem}` });
  if (type === "policy.updated") noteRiskMode(tally, at, data.modes.systemRiskMode);
}

function noteRiskMode(tally: HookTally, at: EpochMs, mode: string): void {
  const note = `system risk mode ${mode}`;
  if (tally.get("hfos-coordination")?.lastNote !== note)
    count(tally, at, { hook: "hfos-coordination", verdict: "PASS", note });
}

function count(tally: HookTally, at: EpochMs, { hook, verdict, note }: Trace): void {
  const known = tally.get(hook) ?? { passed: 0, vetoed: 0, failed: 0, lastAt: undefined, lastNote: "" };
  if (verdict === "PASS") known.passed += 1;
  if (verdict === "VETO") known.vetoed += 1;
  if (verdict === "FAILED") known.failed += 1;
  known.lastAt = at;
  known.lastNote = note;
  tally.set(hook, known);
}

export const viewHooks = (tally: HookTally, { hooks }: FundConfig, isolated: ReadonlySet<string>): HookView[] =>
  hookNames.map((hook) => {
    const { passed = 0, vetoed = 0, failed = 0, lastAt, lastNote = "" } = tally.get(hook) ?? {};
    const subsystem = hookOwner[hook];
    return {
      hook,
      subsystem,
      configuredMode: hooks[hook],
      isIsolated: isolated.has(subsystem),
      passed,
      vetoed,
      failed,
      lastAtMs: lastAt ?? null,
      lastNote,
    };
  });
