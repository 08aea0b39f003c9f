/** Cases of a threshold: the value, what the code makes of it, and what the seed in its resolved form expects. */
import { justAbove, justBelow } from "../scenarios/given.ts";

export type Case = { readonly name: string; readonly got: () => unknown; readonly expected: unknown };

/** Outcomes just below, at and just above the threshold, in this order. */
export type Outcomes = readonly [unknown, unknown, unknown];

/** A measured quantity against its threshold. */
export function around(threshold: number, outcomes: Outcomes, judge: (value: number) => unknown): Case[] {
  return triple([justBelow(threshold), threshold, justAbove(threshold)], outcomes, judge);
}

/** A count against its threshold: the whole numbers next to it. */
export function counting(threshold: number, outcomes: Outcomes, judge: (value: number) => unknown): Case[] {
  return triple([threshold - 1, threshold, threshold + 1], outcomes, judge);
}

/** A quantity the books round: a step that survives the rounding on either side. */
export function beside(threshold: number, step: number, outcomes: Outcomes, judge: (value: number) => unknown): Case[] {
  return triple([threshold - step, threshold, threshold + step], outcomes, judge);
}

function triple(values: readonly number[], outcomes: Outcomes, judge: (value: number) => unknown): Case[] {
  const names = ["just below", "at", "just above"];
  return values.map((value, index) => ({
    name: `${names[index]} (${value})`,
    got: () => judge(value),
    expected: outcomes[index],
  }));
}

/** Every value of an enum with what it leads to: those that fire and their neighbours that do not. */
export const each = <Value extends string>(
  outcomes: Readonly<Record<Value, unknown>>,
  judge: (value: Value) => unknown,
): Case[] => namesOf(outcomes).map((value) => ({ name: value, got: () => judge(value), expected: outcomes[value] }));

const namesOf = <Value extends string>(record: Readonly<Record<Value, unknown>>): Value[] => {
  const isName = (name: string): name is Value => name in record;
  return Object.keys(record).filter(isName);
};
