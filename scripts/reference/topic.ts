/**
 * What a topic file of the reference run is made of, and how to add one.
 *
 * To register kinds: write `scripts/reference/<topic>.ts` exporting a `Topic`, add it to `topics.ts`, and take the kinds
 * out of `later.ts`. An answer is asked with a case's inputs and gives a number, a list or an object of the shape the
 * case expects; NaN, undefined and null all stand for "undefined". Only functions of `src/` may do the calculating.
 */
import { z } from "zod";
import type { Context } from "./context.ts";
import type { Tolerance } from "./compare.ts";

export type Inputs = Readonly<Record<string, unknown>>;
export type Answer = (inputs: Inputs, context: Context) => unknown;

export type Topic = {
  /** By kind of case. Kinds of golden cases begin with `golden/`. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly golden?: readonly GoldenCase[];
  /**
   * Reasons, by kind, by name of a case, or by name and field (`adf/gdp-c-4.critical_1_5_10`): here our definition differs
   * on purpose, or the part comes later.
   */
  readonly notCovered?: Readonly<Record<string, string>>;
};

/** `methods-golden.json` is one nested document: this says which of its values make a case. */
export type GoldenCase = {
  readonly kind: `golden/${string}`;
  /** Top-level key. Its value is the case's `section` input. */
  readonly section: string;
  /**
   * Paths within the section, slashes between: the answer is an object with these paths as its keys. Without any the
   * section as a whole is expected.
   */
  readonly fields?: readonly string[];
  readonly tolerance: Tolerance;
};

export const numberIn = (inputs: Inputs, key: string): number => read(z.number(), inputs, key);
export const textIn = (inputs: Inputs, key: string): string => read(z.string(), inputs, key);
export const numbersIn = (inputs: Inputs, key: string): number[] => read(z.array(z.number()), inputs, key);
export const matrixIn = (inputs: Inputs, key: string): number[][] => read(z.array(z.array(z.number())), inputs, key);

/** A series in which null is a missing value: NaN. */
export const seriesIn = (inputs: Inputs, key: string): number[] =>
  read(z.array(z.number().nullable()), inputs, key).map((value) => value ?? Number.NaN);

/** The value under `key` in the shape of `schema`; throws if it has another one. */
export function read<T>(schema: z.ZodType<T>, inputs: Inputs, key: string): T {
  const { data, error } = schema.safeParse(inputs[key]);
  if (error !== undefined) throw new Error(`expected inputs.${key} of another shape: ${z.prettifyError(error)}`);
  return data;
}
