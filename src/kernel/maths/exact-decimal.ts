/**
 * Exact decimal rounding: what a venue is sent is a decimal text, and a float in between must not change a digit of it.
 *
 * Integers of any size and a power of ten, so that 2.9909 in steps of 0.001 is 2.99 and never 2.9899999. Exchanges speak of
 * precision in three ways: decimal places (a negative number of them rounds to tens), significant digits, and a tick.
 */
type Decimal = { readonly units: bigint; readonly scale: number };

export const roundings = ["TRUNCATE", "HALF_UP", "UP", "DOWN"] as const;
/** TRUNCATE goes towards zero, HALF_UP to the nearest and from the middle away from zero, UP and DOWN on the number line. */
export type Rounding = (typeof roundings)[number];

export type Precision =
  | { readonly kind: "PLACES"; readonly places: number }
  | { readonly kind: "DIGITS"; readonly digits: number }
  | { readonly kind: "TICK"; readonly tick: string };

/**
 * `text` rounded, as the shortest decimal that names it.
 * @param text a decimal such as `12.50` or `7.2e-6`
 * @param padded with zeros to the precision asked for (`10.00`)
 * @throws SyntaxError on a text that is no decimal number
 */
export function roundDecimal(text: string, precision: Precision, rounding: Rounding, padded = false): string {
  const value = parseDecimal(text);
  const step = stepOf(value, precision);
  if (step === undefined) return "0";
  const scale = Math.max(value.scale, step.scale);
  const [units, size] = [scaledTo(value, scale), scaledTo(step, scale)];
  const rounded = { units: inSteps(units, size, rounding) * size, scale };
  return decimalText(rounded, padded ? placesOf(rounded, precision) : 0);
}

function parseDecimal(text: string): Decimal {
  const [, sign = "", whole = "", part = "", power = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  if (whole + part === "") throw new SyntaxError(`expected a decimal number, was "${text}"`);
  const scale = part.length - Number(power);
  const digits = BigInt(whole + part) * (sign === "-" ? -1n : 1n);
  return scale < 0 ? { units: digits * 10n ** BigInt(-scale), scale: 0 } : { units: digits, scale };
}

/** The size of one step; none where not a single digit is asked for. */
function stepOf(value: Decimal, precision: Precision): Decimal | undefined {
  if (precision.kind === "TICK") return parseDecimal(precision.tick);
  if (precision.kind === "PLACES") return powerOfTen(-precision.places);
  return precision.digits > 0 ? powerOfTen(magnitudeOf(value) - precision.digits + 1) : undefined;
}

const powerOfTen = (power: number): Decimal =>
  power >= 0 ? { units: 10n ** BigInt(power), scale: 0 } : { units: 1n, scale: -power };

/** Power of ten of the first digit. */
const magnitudeOf = ({ units, scale }: Decimal): number => String(units < 0n ? -units : units).length - 1 - scale;

const scaledTo = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

function inSteps(units: bigint, size: bigint, rounding: Rounding): bigint {
  const whole = units / size;
  const rest = units % size;
  if (rest === 0n) return whole;
  const away = rest < 0n ? -1n : 1n;
  if (rounding === "HALF_UP") return rest * away * 2n >= size ? whole + away : whole;
  const goesOn = (rounding === "UP" && away > 0n) || (rounding === "DOWN" && away < 0n);
  return goesOn ? whole + away : whole;
}

/** Decimal places a padded text shows. */
function placesOf(value: Decimal, precision: Precision): number {
  if (precision.kind === "PLACES") return Math.max(0, precision.places);
  if (precision.kind === "DIGITS") return Math.max(0, precision.digits - 1 - magnitudeOf(value));
  return parseDecimal(precision.tick).scale;
}

function decimalText({ units, scale }: Decimal, places: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const part = digits
    .slice(digits.length - scale)
    .replace(/0+$/, "")
    .padEnd(places, "0");
  return `${sign}${whole}${part === "" ? "" : `.${part}`}`;
}
