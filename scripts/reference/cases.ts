/** Reads the case files, and makes cases of the golden document as the topics say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Tolerance, toleranceSchema } from "./compare.ts";
import { asIndicatorCase } from "./indicator-cases.ts";
import type { GoldenCase, Inputs } from "./topic.ts";

export type ReferenceCase = {
  readonly file: string;
  readonly name: string;
  readonly kind: string;
  readonly inputs: Inputs;
  readonly expected: unknown;
  readonly tolerance: Tolerance;
};

/** The files this part of the product answers for; the others come with later parts. */
export const caseFiles = [
  "performance",
  "statistics",
  "sharpe-inference",
  "special-functions",
  "var-backtest",
  "execution",
  "liquidation-funding",
  "portfolio",
  "order-rounding",
] as const;
const indicatorsFile = "indicators";
const goldenFile = "methods-golden";

const caseSchema = z.object({
  name: z.string(),
  kind: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  expected: z.unknown(),
  tolerance: toleranceSchema,
});
const goldenSchema = z.record(z.string(), z.unknown());

export function readCases(folder: string, golden: readonly GoldenCase[]): ReferenceCase[] {
  const inFile = (file: string): ReferenceCase[] =>
    z
      .array(caseSchema)
      .parse(readJson(folder, file))
      .map((each) => ({ file, ...each }));
  const indicators = inFile(indicatorsFile).map(asIndicatorCase);
  return [
    ...caseFiles.flatMap(inFile),
    ...indicators,
    ...goldenCases(goldenSchema.parse(readJson(folder, goldenFile)), golden),
  ];
}

const readJson = (folder: string, file: string): unknown =>
  JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8"));

/** A case for each the topics name, and one for each section that none of them names. */
function goldenCases(document: Inputs, golden: readonly GoldenCase[]): ReferenceCase[] {
  const named = golden.map(({ kind, section, fields, tolerance }) => {
    const whole = document[section];
    const expected =
      fields === undefined ? whole : Object.fromEntries(fields.map((field) => [field, valueAt(whole, field)]));
    return { file: goldenFile, name: kind, kind, inputs: { section: whole, document }, expected, tolerance };
  });
  const sections = new Set(golden.map(({ section }) => section));
  const rest = Object.keys(document).filter((key) => !sections.has(key) && !/(^|_)notes?$|^generator$/.test(key));
  return [
    ...named,
    ...rest.map((key): ReferenceCase => {
      const kind = `golden/${key}`;
      return { file: goldenFile, name: kind, kind, inputs: { document }, expected: document[key], tolerance: "exact" };
    }),
  ];
}

function valueAt(whole: unknown, path: string): unknown {
  let value = whole;
  for (const part of path.split("/")) value = new Map(Object.entries(value ?? {})).get(part);
  if (value === undefined) throw new Error(`expected ${path} in the golden document`);
  return value;
}
