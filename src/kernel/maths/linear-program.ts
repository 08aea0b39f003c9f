/** A linear program as plain data, so that whoever solves it stays outside: minimise costs within rows and bounds. */

export type Row = {
  /** Column and its coefficient. */
  readonly terms: readonly (readonly [column: number, coefficient: number])[];
  readonly bound: "AT_LEAST" | "EQUAL";
  readonly value: number;
};

export type LinearProgram = {
  /** Of each column; there are as many columns as costs. */
  readonly costs: readonly number[];
  readonly rows: readonly Row[];
  /** Least and most of each column; infinite where there is none. */
  readonly bounds: readonly (readonly [least: number, most: number])[];
};

export type LinearSolution =
  | { readonly kind: "OPTIMAL"; readonly values: readonly number[]; readonly cost: number }
  | { readonly kind: "NONE"; readonly reason: string };

export type SolveLinear = (program: LinearProgram) => LinearSolution;
