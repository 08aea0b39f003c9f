/** Reads a venue file for `--venue`; what is wrong with it is refused by file, field, rule and value. */
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { FundError } from "../../ports/errors.ts";
import { type VenueFile, venueFileSchema } from "../../runtime/venue-file.ts";

/** @throws BAD_USAGE with every fault of the file */
export function readVenueFile(path: string): VenueFile {
  const given = readJson(path);
  const result = venueFileSchema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, given));
  throw usage(`${path}: ${faults.join("; ")}`);
}

/** As `--venue` has it; nothing where it was not given. */
export const readVenue = (path: string | undefined): VenueFile | undefined =>
  path === undefined ? undefined : readVenueFile(path);

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw usage(`${path}: expected a file that can be read, was ${messageOf(cause)}`, cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw usage(`${path}: expected JSON, was ${messageOf(cause)}`, cause);
  }
}

function faultsOf(issue: z.core.$ZodIssue, given: unknown): string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(
      (key) => `${nameOf([...issue.path, key])}: expected a field that venues have, was an unknown one`,
    );
  return [`${nameOf(issue.path)}: ${issue.message}, was ${shown(valueAt(given, issue.path))}`];
}

const nameOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? "the file" : path.map(String).join("."));

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const key of path) value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

const mostShown = 60;

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}...` : text;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
const usage = (message: string, cause?: unknown): FundError =>
  new FundError("BAD_USAGE", `--venue ${message}`, { cause });
