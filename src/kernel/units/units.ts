/**
 * Units of measure as types.
 *
 * A branded number costs nothing at run time and stops dollars being added to fractions at compile time.
 * Every constructor asserts its range, so holding a value proves it is valid. There is no percent type on
 * purpose: 5 % enters as 5 at the edge and lives here as 0.05 (resolutions 4).
 */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** US dollars (the quote currency), signed. */
export type UsdAmount = Unit<"UsdAmount">;
/** Quote currency per one unit of the base asset, above zero. */
export type Price = Unit<"Price">;
/** Amount of a base asset, zero or more. */
export type Quantity = Unit<"Quantity">;
/** Part of a whole, 0 to 1 inclusive. 0.05 is five percent. Used for limits and shares only. */
export type Fraction = Unit<"Fraction">;
/** Signed ratio with no bound: a return, a leverage, a Sharpe, an observed drawdown or exposure. */
export type Ratio = Unit<"Ratio">;
/** Costs in hundredths of a percent. 10 bps of 1,000 USD is 1 USD. */
export type Bps = Unit<"Bps">;
/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = Unit<"EpochMs">;
/** Length of time in milliseconds, zero or more. */
export type DurationMs = Unit<"DurationMs">;

const maxEpochMs = 8.64e15;

export const usd = (value: number): UsdAmount => finite(value, "USD amount") as UsdAmount;
export const ratio = (value: number): Ratio => finite(value, "ratio") as Ratio;
export const bps = (value: number): Bps => finite(value, "bps") as Bps;
export const fraction = (value: number): Fraction => within(value, 0, 1, "fraction") as Fraction;
export const quantity = (value: number): Quantity => within(value, 0, Number.MAX_VALUE, "quantity") as Quantity;
export const epochMs = (value: number): EpochMs => within(value, 0, maxEpochMs, "epoch milliseconds") as EpochMs;
export const durationMs = (value: number): DurationMs => within(value, 0, maxEpochMs, "duration") as DurationMs;

export function price(value: number): Price {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`expected a price above 0, was ${value}`);
  return value as Price;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Milliseconds of one UTC day. */
export const dayMs = 86_400_000;

export const seconds = (value: number): DurationMs => durationMs(value * 1_000);
export const minutes = (value: number): DurationMs => durationMs(value * minuteMs);
export const hours = (value: number): DurationMs => durationMs(value * hourMs);
export const days = (value: number): DurationMs => durationMs(value * dayMs);

export const after = (at: EpochMs, wait: DurationMs): EpochMs => epochMs(at + wait);
/** Number of the UTC day `at` falls in; day 0 is 1970-01-01. */
export const utcDay = (at: EpochMs): number => Math.floor(at / dayMs);

/** What `cost` basis points of `amount` come to. */
export const costOf = (amount: UsdAmount, cost: Bps): UsdAmount => usd((amount * cost) / 10_000);
/** `part / whole`; a whole of zero or less has no ratio and reads as infinite use, which no limit permits. */
export const ratioOf = (part: UsdAmount, whole: UsdAmount): Ratio =>
  ratio(whole > 0 ? part / whole : part === 0 ? 0 : Number.MAX_VALUE);

function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`expected a finite ${what}, was ${value}`);
  return value;
}

function within(value: number, low: number, high: number, what: string): number {
  if (!(value >= low && value <= high)) throw new RangeError(`expected a ${what} of ${low} to ${high}, was ${value}`);
  return value;
}

/** The UTC month `at` falls in, as `2026-11`. */
export function utcMonth(at: EpochMs): string {
  const { year, month } = civilMonth(utcDay(at));
  return `${year}-${String(month).padStart(2, "0")}`;
}

/**
 * Year and month (1 to 12) of a UTC day, since the kernel has no calendar.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
 */
export function civilMonth(day: number): { year: number; month: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month };
}
