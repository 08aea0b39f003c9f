/**
 * Reads numbers out of the bytes of a CSV, field by field, without making a string of each.
 *
 * A plain decimal of fewer than 16 digits is an integer below 1e15 over a power of ten up to 1e22. Both are exact in
 * float64, so the one division rounds as `Number(text)` does (Clinger 1990, "How to read floating point numbers
 * accurately"). Anything else goes through `Number` itself.
 */
const lineFeed = 10;
const carriageReturn = 13;
const comma = 44;
const dot = 46;
const zero = 48;
const exactBelow = 1e15;
const exactPowersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** A field of more characters is no number. */
export const longestNumber = 1_000;
const decimal = /^[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:e([+-]?\d+))?$/i;

/** True for what this reader takes for a number; `Number` alone would also take "", " 1", "0x10" and "Infinity". */
export const isDecimal = (text: string): boolean => decimal.test(text);

export class DecimalFields {
  /** Where the next field starts. */
  at: number;
  /** Most decimal places that mattered (trailing zeros do not) since this was last set. */
  decimals = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** The number before the next comma, and on past it. NaN when there is no number or no comma. */
  readInner(): number {
    const value = this.#read();
    if (this.#bytes[this.at] !== comma) return Number.NaN;
    this.at++;
    return value;
  }

  /** The number before the end of the line, and on to the next line. NaN when there is no number or more fields. */
  readLast(): number {
    const value = this.#read();
    if (this.#bytes[this.at] === carriageReturn) this.at++;
    if ((this.#bytes[this.at] ?? lineFeed) !== lineFeed) return Number.NaN;
    this.at++;
    return value;
  }

  /** Leaves `at` on the byte that ends the field. */
  #read(): number {
    const bytes = this.#bytes;
    const start = this.at;
    let digits = 0;
    let mantissa = 0;
    let point = -1;
    let lastNonZero = -1;
    let at = start;
    for (; ; at++) {
      const byte = bytes[at] ?? lineFeed;
      const digit = (byte - zero) >>> 0;
      if (digit <= 9) {
        digits++;
        mantissa = mantissa * 10 + digit;
        if (digit !== 0) lastNonZero = at;
      } else if (byte === dot && point < 0) point = at;
      else break;
    }
    this.at = at;
    const scale = exactPowersOfTen[point < 0 ? 0 : at - point - 1];
    if (scale === undefined || !(digits > 0 && mantissa < exactBelow && this.#endsField(at))) return this.#slow(start);
    this.#noteDecimals(point, lastNonZero);
    return mantissa / scale;
  }

  #noteDecimals(point: number, lastNonZero: number): void {
    if (point >= 0 && lastNonZero - point > this.decimals) this.decimals = lastNonZero - point;
  }

  #endsField(at: number): boolean {
    const byte = this.#bytes[at] ?? lineFeed;
    return byte === comma || byte === lineFeed || byte === carriageReturn;
  }

  #slow(start: number): number {
    let end = start;
    while (!this.#endsField(end)) end++;
    this.at = end;
    const text = String.fromCharCode(...this.#bytes.subarray(start, Math.min(end, start + longestNumber)));
    const [match, fraction = "", bare = "", exponent = "0"] = decimal.exec(text) ?? [];
    if (match === undefined) return Number.NaN;
    const places = (fraction + bare).replace(/0+$/, "").length - Number(exponent);
    if (places > this.decimals) this.decimals = places;
    return end - start > longestNumber ? Number.NaN : Number(text);
  }
}
