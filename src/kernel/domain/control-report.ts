/** What the register shows of every control: what it is, how it is set, how often it acted, and how well its limits sit. */
import type { AlertLevel } from "./alert.ts";
import type { ControlId, ControlOwner, ControlParameter } from "./control.ts";

/**
 * How a limit sits, by a month of its use. NEVER_ASKED: nothing was held against it. TOO_WIDE: asked often, and no more than
 * half of it was ever used. UNUSED: asked often, and none of it was ever used, which says nothing of where it sits.
 * TOO_TIGHT: it refused more than one in twenty. TOO_FEW: too few to say. WELL: none of these. A limit on entries is judged
 * by entries alone.
 */
export const calibrations = ["NEVER_ASKED", "TOO_FEW", "UNUSED", "TOO_WIDE", "TOO_TIGHT", "WELL"] as const;
export type Calibration = (typeof calibrations)[number];

/** Chosen: what an attentive risk manager would ask about (PT-21; FINRA fined limits that could never bind). */
export const askedEnough = 100;
export const wideBelowUse = 0.5;
export const tightAboveShare = 0.05;

export type ControlUse = {
  readonly asked: number;
  readonly warned: number;
  readonly blocked: number;
  /** Largest share of the limit that was used; null where it measures nothing. */
  readonly peakUseRatio: number | null;
  readonly lastBlockedAtMs: number | null;
  readonly lastReason: string | null;
  readonly calibration: Calibration;
};

export type ControlRow = {
  readonly id: ControlId;
  readonly name: string;
  readonly purpose: string;
  readonly answers: readonly string[];
  readonly source: string;
  readonly owner: ControlOwner;
  readonly action: string;
  readonly parameters: readonly ControlParameter[];
  readonly use: ControlUse;
};

export type AlertRow = {
  readonly id: string;
  readonly level: AlertLevel;
  readonly control: ControlId | null;
  readonly symbol: string | null;
  readonly message: string;
  readonly owner: ControlOwner;
  readonly action: string;
  readonly raisedAtMs: number;
  readonly freezesAtMs: number | null;
};

export type MonthReport = {
  readonly month: string;
  readonly uses: readonly (ControlUse & { readonly id: ControlId })[];
};

export type ControlReport = {
  /** UTC month the counts are of. */
  readonly month: string;
  readonly controls: readonly ControlRow[];
  /** Months that are over, latest first. */
  readonly past: readonly MonthReport[];
  /** What nobody has acknowledged, latest first. */
  readonly alerts: readonly AlertRow[];
};
