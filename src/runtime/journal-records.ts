/**
 * Entries and facts as journal records and back. The only place that knows how the journal spells them.
 *
 * Payloads are JSON. A fact's payload begins with the `seq` of its cause and its index, so that a replay compares text
 * with text. Facts carry no run id, so two equal runs have one digest (resolutions 39).
 */
import { z } from "zod";
import { type Fact, parseFact, parseInput } from "../kernel/events/catalogue.ts";
import { type Entry, origins } from "../kernel/step.ts";
import { epochMs } from "../kernel/units/units.ts";
import { FundError } from "../ports/errors.ts";
import type { JournalRecord } from "../ports/journal-store.ts";
import { venueFileSchema } from "./venue-file.ts";

/** Where the file of a plug-in was when the run was played. The configuration says which of them it names. */
const plugInSchema = z.strictObject({ name: z.string(), file: z.string(), sha256: z.string() });
export type PlugInPlace = z.output<typeof plugInSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  runId: z.string(),
  kind: z.enum(["paper", "backtest"]),
  /** Version and, in a checkout, commit of the code that wrote this. */
  code: z.string(),
  nodeVersion: z.string(),
  configSha256: z.string(),
  seed: z.number(),
  market: z.strictObject({ identity: z.string(), source: z.string() }),
  /** Bars are read from the market named here instead of being copied into the journal. */
  barsByReference: z.boolean(),
  plugIns: z.array(plugInSchema).optional(),
  /** The venue file the simulated venue trades by; the fund's instruments as it was opened have its rules in them. */
  venue: venueFileSchema.optional(),
});
/** What a run is identified by, besides its inputs. First record of every journal. */
export type Manifest = z.output<typeof manifestSchema>;

const poisonSchema = z.strictObject({ seq: z.number(), message: z.string() });
export type Poison = z.output<typeof poisonSchema>;

const epochSchema = z.strictObject({
  afterSeq: z.number(),
  code: z.string(),
  nodeVersion: z.string(),
  configSha256: z.string(),
  stateSha256: z.string(),
});
/** The code or configuration changed here: facts after it come from the new one (resolutions 16d). */
export type Epoch = z.output<typeof epochSchema>;

const entrySchema = z.strictObject({
  seq: z.int().min(0),
  at: z.number(),
  origin: z.enum(origins),
  event: z.unknown(),
});
const factSchema = z.strictObject({ seq: z.int().min(0), index: z.int().min(0), fact: z.unknown() });

export const manifestRecord = (manifest: Manifest): JournalRecord => ({ kind: "M", payload: JSON.stringify(manifest) });
export const entryRecord = ({ seq, at, origin, event }: Entry): JournalRecord => ({
  kind: "I",
  payload: JSON.stringify({ seq, at, origin, event }),
});
export const factRecord = (seq: number, index: number, fact: Fact): JournalRecord => ({
  kind: "F",
  payload: JSON.stringify({ seq, index, fact }),
});
export const poisonRecord = (poison: Poison): JournalRecord => ({ kind: "P", payload: JSON.stringify(poison) });
export const epochRecord = (epoch: Epoch): JournalRecord => ({ kind: "E", payload: JSON.stringify(epoch) });

export const readManifest = (record: JournalRecord | undefined): Manifest => {
  if (record?.kind !== "M") throw corrupt("expected a manifest as the first record of a journal");
  return read(manifestSchema, record);
};
export const readPoison = (record: JournalRecord): Poison => read(poisonSchema, record);
export const readEpoch = (record: JournalRecord): Epoch => read(epochSchema, record);

export function readEntry(record: JournalRecord): Entry {
  const { seq, at, origin, event } = read(entrySchema, record);
  const parsed = parseInput(event);
  if (parsed.kind === "REFUSED") throw corrupt(`entry ${seq}: ${parsed.reason}`);
  return { seq, at: epochMs(at), origin, event: parsed.value };
}

export type RecordedFact = { readonly seq: number; readonly index: number; readonly fact: Fact };
export function readFact(record: JournalRecord): RecordedFact {
  const { seq, index, fact } = read(factSchema, record);
  const parsed = parseFact(fact);
  if (parsed.kind === "REFUSED") throw corrupt(`fact ${seq}.${index}: ${parsed.reason}`);
  return { seq, index, fact: parsed.value };
}

function read<Value>(schema: z.ZodType<Value>, record: JournalRecord): Value {
  const result = schema.safeParse(JSON.parse(record.payload));
  if (!result.success)
    throw corrupt(`record ${record.kind}: ${result.error.issues.map((issue) => issue.message).join("; ")}`);
  return result.data;
}

const corrupt = (message: string): FundError => new FundError("JOURNAL_CORRUPT", message);
