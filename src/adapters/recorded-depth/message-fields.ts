/** Fields of a recorded message, checked by hand since there are a hundred thousand of them; errors name file, line, field. */
import { FundError } from "../../ports/errors.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** Where a message stands. */
export class Place {
  readonly path: string;
  readonly line: number;
  constructor(path: string, line: number) {
    this.path = path;
    this.line = line;
  }

  wrong(field: string, expected: string, was: unknown): FundError {
    const text = typeof was === "string" ? was : (JSON.stringify(was) ?? "nothing");
    const shown = text.length > 120 ? `${text.slice(0, 120)}...` : text;
    return new FundError("BAD_MARKET_DATA", `${this.path}:${this.line}: ${field}: expected ${expected}, was ${shown}`);
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function wholeNumber(fields: Fields, name: string, place: Place): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw place.wrong(name, "a whole number, zero or more", value);
}

export function textOf(fields: Fields, name: string, place: Place): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw place.wrong(name, "a text", value);
}

export function listOf(fields: Fields, name: string, place: Place): readonly unknown[] {
  const value: unknown = fields[name];
  if (Array.isArray(value)) return value;
  throw place.wrong(name, "a list", value);
}

const decimal = /^\d+(\.\d+)?$/;

/** A price or an amount: a decimal as text, or a number. */
export function amountOf(value: unknown, field: string, place: Place): number {
  const number =
    typeof value === "number" ? value : typeof value === "string" && decimal.test(value) ? Number(value) : Number.NaN;
  if (number >= 0 && number < Number.POSITIVE_INFINITY) return number;
  throw place.wrong(field, "a decimal number, zero or more", value);
}
