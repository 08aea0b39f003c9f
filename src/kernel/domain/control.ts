/**
 * A control: one named safeguard on orders or on the running fund, with its parameters and who has to act.
 *
 * The ids are those of the register in controls.md, D.1 (pre-trade) and D.3 (real time and post-trade). Where a limit is
 * set, a warning comes at a share of it, so that somebody can act before it binds (PT-21).
 */
import type { FundConfig } from "./config.ts";
import type { Bound, MeasureUnit } from "./workings.ts";

export const preTradeControls = [
  "PT-01",
  "PT-02",
  "PT-03",
  "PT-04",
  "PT-05",
  "PT-06",
  "PT-07",
  "PT-08",
  "PT-09",
  "PT-10",
  "PT-11",
  "PT-12",
  "PT-13",
  "PT-14",
  "PT-15",
  "PT-16",
  "PT-17",
  "PT-18",
  "PT-19",
  "PT-20",
  "PT-21",
] as const;
export const realTimeControls = [
  "RT-01",
  "RT-02",
  "RT-03",
  "RT-04",
  "RT-05",
  "RT-06",
  "RT-07",
  "RT-08",
  "RT-09",
  "RT-10",
  "RT-11",
  "RT-12",
  "RT-13",
] as const;
export const controlIds = [...preTradeControls, ...realTimeControls] as const;
export type ControlId = (typeof controlIds)[number];

/** Who has to act on it. The operator is a person; the seats act by themselves. */
export const controlOwners = ["OPERATOR", "SUPERVISOR", "CRO", "CEO", "TRADER"] as const;
export type ControlOwner = (typeof controlOwners)[number];

/** One number of a control: where it is set, and at which values it warns and blocks. */
export type ControlParameter = {
  /** Path in the configuration (`hardLimits.priceCollarFraction`), or the instrument's rule it comes from. */
  readonly setting: string;
  readonly unit: MeasureUnit;
  readonly bound: Bound;
  /** Value from which on it warns; null where a yes or no leaves no room for a warning. */
  readonly warn: number | null;
  /** Value from which on it blocks. */
  readonly block: number;
  /** In a few words: how it comes from what is set where that is another number, or why nothing is held against it. */
  readonly note?: string | undefined;
};

export type Control = {
  readonly id: ControlId;
  /** In a few words: "Price collar, per order". */
  readonly name: string;
  /** One sentence: what it keeps from happening. */
  readonly purpose: string;
  /** Rules it answers: "RTS 6 Art. 15(1)(a)". */
  readonly answers: readonly string[];
  /** Where the thresholds come from. */
  readonly source: string;
  readonly owner: ControlOwner;
  /** What the fund does by itself when it binds. */
  readonly action: string;
  readonly parameters: (config: FundConfig) => readonly ControlParameter[];
};

/** A limit that is used to this share of itself warns, where a control says nothing else (chosen). */
export const defaultWarnShare = 0.8;

/** How much of a limit is used: 1 at the limit, above beyond it. NaN where either is none. */
export function useOf(value: number, limit: number, bound: Bound): number {
  if (bound === "AT_LEAST") return value > 0 ? limit / value : Number.NaN;
  if (limit > 0) return value / limit;
  return value <= 0 ? 0 : Number.NaN;
}
