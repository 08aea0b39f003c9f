/**
 * One event type, declared once: name, version and payload shape together.
 *
 * The schema is both the TypeScript type and the parser at the edge, so the two cannot drift. Serialised names carry
 * units (`equityUsd`, `closedAtMs`); open, high, low, close and volume keep their names, prices being in USD.
 */
import type { z } from "zod";

export type EventValue<Type extends string, Data> = {
  readonly type: Type;
  readonly version: number;
  readonly data: Data;
};

export type EventDefinition<Type extends string, Data> = {
  readonly type: Type;
  readonly version: number;
  /** What this event says, in a sentence; shown in docs and errors. */
  readonly meaning: string;
  readonly schema: z.ZodType<Data>;
  /** For code that already holds typed values. */
  readonly create: (data: Data) => EventValue<Type, Data>;
};

export function defineEvent<const Type extends string, Data>(
  type: Type,
  version: number,
  meaning: string,
  schema: z.ZodType<Data>,
): EventDefinition<Type, Data> {
  return { type, version, meaning, schema, create: (data) => ({ type, version, data }) };
}

/** The event value a definition makes. */
export type EventOf<Definition extends { create: (...args: never[]) => unknown }> = ReturnType<Definition["create"]>;

/** A failed parse as one line per field: `data.bars.0.high: expected a number above 0, was -1`. */
export const describeIssues = (error: z.ZodError, at: string): string =>
  error.issues.map((issue) => `${[at, ...issue.path].join(".")}: ${issue.message}`).join("; ");
