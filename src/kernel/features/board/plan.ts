/**
 * The order in which a board computes: every part of the formulas asked for, once, inputs before what they feed.
 *
 * Plain data, part of the board's state. A snapshot holds the plan its memory was laid out by, so an older fund goes on
 * with the formulas it began with.
 */
import { type Field, fields, type Formula } from "./formula.ts";
import type { Part } from "./kernels/kernel.ts";
import { kernelNames, kernels } from "./kernels/kernels.ts";

export type Plan = {
  readonly parts: readonly Part[];
  /** Numbers that one instrument's parts remember. */
  readonly rowLength: number;
  /** Lanes of a block: fields and parts. */
  readonly lanes: number;
  /** What the formulas read of a bar. */
  readonly fields: readonly Field[];
  /** Where each formula's value stands, and the bars it needs. In the order of the formulas. */
  readonly outputs: readonly Output[];
};
export type Output = { readonly lane: number; readonly barsToFill: number };

/** @param block bars that are computed at once: the length of a lane */
export function planOf(formulas: readonly Formula[], block: number): Plan {
  const drawing: Drawing = { parts: [], outputs: new Map(), read: new Set(), rowLength: 0, block };
  for (const [index, name] of fields.entries()) drawing.outputs.set(name, { lane: index * block, barsToFill: 1 });
  const outputs = formulas.map((formula) => place(formula, drawing));
  return {
    parts: drawing.parts,
    rowLength: drawing.rowLength,
    lanes: fields.length + drawing.parts.length,
    fields: fields.filter((name) => drawing.read.has(name)),
    outputs,
  };
}

type Drawing = {
  readonly parts: Part[];
  readonly outputs: Map<string, Output>;
  /** Keys of the fields met. */
  readonly read: Set<string>;
  rowLength: number;
  readonly block: number;
};

function place(formula: Formula, drawing: Drawing): Output {
  const key = keyOf(formula);
  if (formula.inputs.length === 0) drawing.read.add(key);
  const known = drawing.outputs.get(key);
  if (known !== undefined) return known;

  const inputs = formula.inputs.map((input) => place(input, drawing));
  const start = Math.max(...inputs.map(({ barsToFill }) => barsToFill)) - 1;
  const [x = 0, y = 0, z = 0] = inputs.map(({ lane }) => lane);
  const { period, constant } = formula;
  const kernel = kernelNames.findIndex((name) => name === formula.kernel);
  const out = (fields.length + drawing.parts.length) * drawing.block;
  drawing.parts.push({ kernel, x, y, z, out, start, slot: drawing.rowLength, period, constant });
  drawing.rowLength += kernels[kernel]?.slots(period) ?? 0;

  const output = { lane: out, barsToFill: start + formula.wait + 1 };
  drawing.outputs.set(key, output);
  return output;
}

/** Equal formulas have equal keys. */
const keyOf = ({ kernel, inputs, period, wait, constant }: Formula): string =>
  inputs.length === 0 ? kernel : `${kernel}[${period},${wait},${constant}](${inputs.map(keyOf).join()})`;
