/** Options of the command line as values; what cannot be read is refused by name. */
import { type EpochMs, epochMs } from "../../kernel/units/units.ts";
import { maxStartEquity } from "../../kernel/events/fund-events.ts";
import { FundError } from "../../ports/errors.ts";

const isoTime = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z?)?)?)?$/;

/** An ISO date or time in UTC, or milliseconds since 1970 (five digits or more). */
export function readTime(name: string, text: string | undefined): EpochMs | undefined {
  if (text === undefined) return undefined;
  const isIso = isoTime.test(text);
  const at = isIso
    ? Date.parse(text.includes("T") && !text.endsWith("Z") ? `${text}Z` : text)
    : /^\d{5,16}$/.test(text)
      ? Number(text)
      : Number.NaN;
  // JavaScript reads 30 February as 1 March.
  const isSame = !isIso || (at <= 8.64e15 && new Date(at).toISOString().startsWith(text.slice(0, 10)));
  if (at >= 0 && at <= 8.64e15 && isSame) return epochMs(at);
  throw usage(name, "a date such as 2020-09-01, a time such as 2020-09-01T12:00, or milliseconds", text);
}

export function readWhole(name: string, text: string | undefined, lowest: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= lowest) return value;
  throw usage(name, `a whole number of ${lowest} or more`, text);
}

/** An amount of money above zero. */
export function readAmount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= maxStartEquity) return value;
  throw usage(name, `an amount above 0 and up to ${maxStartEquity}`, text);
}

/** Names separated by commas. */
export const readList = (text: string | undefined): string[] | undefined => {
  const names = text?.split(",").map((name) => name.trim());
  if (names?.some((name) => name === "") === true) throw usage("--symbols", "names separated by commas", text ?? "");
  return names;
};

const usage = (name: string, rule: string, was: string): FundError =>
  new FundError("BAD_USAGE", `${name}: expected ${rule}, was "${was}"`);
