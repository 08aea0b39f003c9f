/**
 * The cases of indicators name the values they expect by place: from an index on, or as the last so many. This makes of
 * each a case whose inputs say which values are asked for and whose expected value is those values alone, by output.
 */
import { z } from "zod";
import type { ReferenceCase } from "./cases.ts";
import type { Inputs } from "./topic.ts";

const fromIndex = z.object({ first_index: z.number(), values: z.array(z.number().nullable()) });
const lastOnes = z.object({
  align: z.string().startsWith("right"),
  outputs: z.record(z.string(), z.array(z.number())),
});

/** Where the values asked for stand in a column, by output. */
export type Asked = Readonly<Record<string, { readonly from: number; readonly count: number }>>;

export function asIndicatorCase(reference: ReferenceCase): ReferenceCase {
  const bars = barsOf(reference.inputs);
  const right = lastOnes.safeParse(reference.expected).data;
  if (right !== undefined) {
    const asked = Object.entries(right.outputs).map(([name, { length }]) => [
      name,
      { from: bars - length, count: length },
    ]);
    return withAsked(reference, Object.fromEntries(asked), right.outputs);
  }
  const { first_index: from, values } = fromIndex.parse(reference.expected);
  return withAsked(reference, { value: { from, count: values.length } }, { value: values });
}

const withAsked = (reference: ReferenceCase, asked: Asked, expected: unknown): ReferenceCase => ({
  ...reference,
  inputs: { ...reference.inputs, name: reference.name, asked },
  expected,
});

const barsOf = ({ series }: Inputs): number =>
  Math.max(...Object.values(z.record(z.string(), z.array(z.unknown())).parse(series)).map(({ length }) => length));
