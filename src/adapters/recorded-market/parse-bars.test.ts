/** The parser: every rule with its message, exact numbers, and mutations that must never pass a broken bar. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FundError } from "../../ports/errors.ts";
import { type ParsedBars, parseBars } from "./parse-bars.ts";

const header = "ts_ms,open,high,low,close,volume";
const good = "3600000,10,12,9,11,5";
const expectedHeader = `expected the header ${header}`;

const parse = (text: string): ParsedBars => parseBars("x.csv", Buffer.from(text, "latin1"));

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FundError) return `${error.code} ${error.message}`;
    throw error;
  }
  return "no error";
}

describe("refusals", () => {
  test.each([
    ["an empty file", "", `x.csv: ${expectedHeader}, was an empty file`],
    ["only a byte order mark", "\xef\xbb\xbf", `x.csv: ${expectedHeader}, was an empty file`],
    ["no bars", `${header}\n`, "x.csv: expected bars after the header, was none"],
    ["no bars and no line end", header, "x.csv: expected bars after the header, was none"],
    [
      "a missing column",
      "ts_ms,open,high,low\n1,1,1,1",
      `x.csv:1: ${expectedHeader}, was "ts_ms,open,high,low": missing close`,
    ],
    ["an unknown column", `${header},trades\n`, `x.csv:1: ${expectedHeader}, was "${header},trades": unknown "trades"`],
    [
      "columns in another order",
      "ts_ms,open,low,high,close,volume\n",
      `x.csv:1: ${expectedHeader}, each once and in this order, was "ts_ms,open,low,high,close,volume"`,
    ],
    [
      "a column twice",
      `${header},close\n`,
      `x.csv:1: ${expectedHeader}, each once and in this order, was "${header},close"`,
    ],
    [
      "no header",
      good,
      `x.csv:1: ${expectedHeader}, was "${good}": missing ts_ms, open, high, low, close, volume; unknown`,
    ],
    ["gzip under a text name", "\x1f\x8b\x08", "x.csv: expected text, was gzip; name the file .csv.gz"],
    ["NUL bytes", "\0\0\0", `x.csv:1: ${expectedHeader}, was "\\u0000\\u0000\\u0000": missing`],
  ])("%s", (_name, text, message) => {
    expect(messageOf(() => parse(text))).toContain(`BAD_MARKET_DATA ${message}`);
  });

  test.each([
    ["too few fields", "7200000,10,12,9,11", `expected 6 fields (${header}), was 5 in "7200000,10,12,9,11"`],
    ["too many fields", `${good},1`, `expected 6 fields (${header}), was 7 in "${good},1"`],
    ["an empty line", "", `expected 6 fields (${header}), was an empty line`],
    ["an empty price", "7200000,10,12,,11,5", 'expected a number in column low, was ""'],
    ["an empty volume", "7200000,10,12,9,11,", 'expected a number in column volume, was ""'],
    ["a word", "7200000,10,12,9,close,5", 'expected a number in column close, was "close"'],
    ["a space", "7200000, 10,12,9,11,5", 'expected a number in column open, was " 10"'],
    ["a quoted number", '7200000,"10",12,9,11,5', 'expected a number in column open, was "\\"10\\""'],
    ["a hexadecimal", "7200000,0x10,12,9,11,5", 'expected a number in column open, was "0x10"'],
    ["two points", "7200000,10,12,9,1.1.1,5", 'expected a number in column close, was "1.1.1"'],
    ["a lone point", "7200000,10,12,9,.,5", 'expected a number in column close, was "."'],
    ["a carriage return inside", "7200000,10\r,12,9,11,5", 'expected a number in column open, was "10\\r"'],
    ["NaN", "7200000,10,NaN,9,11,5", 'expected a finite number in column high, was "NaN"'],
    ["Infinity", "7200000,10,Infinity,9,11,5", 'expected a finite number in column high, was "Infinity"'],
    ["too large a number", "7200000,10,1e999,9,11,5", 'expected a finite number in column high, was "1e999"'],
    ["infinite volume", "7200000,10,12,9,11,-inf", 'expected a finite number in column volume, was "-inf"'],
    ["a price of zero", "7200000,10,12,0,11,5", 'expected a price above 0 in column low, was "0"'],
    ["a price that rounds to zero", "7200000,10,12,1e-999,11,5", 'a price above 0 in column low, was "1e-999"'],
    ["a negative price", "7200000,-10,12,9,11,5", 'expected a price above 0 in column open, was "-10"'],
    ["a negative volume", "7200000,10,12,9,11,-1", 'expected 0 or more in column volume, was "-1"'],
    ["high below low", "7200000,10,8,9,11,5", "expected high at or above low, was high 8, low 9"],
    ["open below low", "7200000,8,12,9,11,5", "expected open from low 9 to high 12, was open 8"],
    ["open above high", "7200000,13,12,9,11,5", "expected open from low 9 to high 12, was open 13"],
    ["close below low", "7200000,10,12,9,8,5", "expected close from low 9 to high 12, was close 8"],
    ["close above high", "7200000,10,12,9,13,5", "expected close from low 9 to high 12, was close 13"],
    ["half a millisecond", "7200000.5,10,12,9,11,5", 'a whole number of milliseconds in column ts_ms, was "7200000.5"'],
    ["a date", "2024-01-01,10,12,9,11,5", 'expected a number in column ts_ms, was "2024-01-01"'],
    ["a stamp before 1970", "-1,10,12,9,11,5", 'milliseconds from 1970 to 2200 (UTC) in column ts_ms, was "-1"'],
    [
      "microseconds",
      "1735689600000000,10,12,9,11,5",
      'from 1970 to 2200 (UTC) in column ts_ms, was "1735689600000000"',
    ],
    [
      "a duplicate stamp",
      good,
      "expected a ts_ms after that of line 2, 3600000 (1970-01-01T01:00:00.000Z), was a duplicate: 3600000 (",
    ],
    [
      "a descending stamp",
      "0,10,12,9,11,5",
      "expected a ts_ms after that of line 2, 3600000 (1970-01-01T01:00:00.000Z), was earlier: 0 (",
    ],
    ["a very long number", `7200000,10,12,9,11,1.${"1".repeat(2_000)}`, "expected a number in column volume, was"],
  ])("%s", (_name, line, message) => {
    const found = messageOf(() => parse(`${header}\n${good}\n${line}\n9999999000,1,1,1,1,1\n`));
    expect(found).toContain(message);
    expect(found.startsWith("BAD_MARKET_DATA x.csv:3: expected "), found).toBe(true);
  });

  test("an empty line at the end is a line", () => {
    expect(messageOf(() => parse(`${header}\n${good}\n\n`))).toContain("x.csv:3: expected 6 fields");
  });
});

describe("what is fine", () => {
  const opens = (text: string): number[] => [...parse(text).columns.opened];
  test.each([
    ["no final line end", `${header}\n${good}\n7200000,10,12,9,11,5`],
    ["a final line end", `${header}\n${good}\n7200000,10,12,9,11,5\n`],
    ["CRLF", `${header}\r\n${good}\r\n7200000,10,12,9,11,5\r\n`],
    ["CRLF without the last", `${header}\r\n${good}\r\n7200000,10,12,9,11,5`],
    ["a lone CR at the end", `${header}\n${good}\n7200000,10,12,9,11,5\r`],
    ["a byte order mark", `\xef\xbb\xbf${header}\n${good}\n7200000,10,12,9,11,5\n`],
  ])("%s", (_name, text) => {
    expect(opens(text)).toEqual([3_600_000, 7_200_000]);
  });

  test.each([
    ["1", 0],
    ["1.50", 1],
    ["1.05000000", 2],
    ["0.00076392", 8],
    ["1.0", 0],
    ["15e-1", 1],
    ["1.5E1", 0],
    ["0.12345678901234567890", 19],
  ])("%s has %i decimals that matter", (text, decimals) => {
    const prices = Array.from({ length: 4 }, () => text).join(",");
    expect(parse(`${header}\n1,${prices},0.123456789123`).priceDecimals).toBe(decimals);
  });
});

/** A number as people and programs write it. */
const writtenNumber = fc.oneof(
  fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }).map(String),
  fc.double({ min: 1e-8, max: 1e6, noNaN: true }).map((value) => (value + 1e-8).toFixed(8)),
  fc.integer({ min: 1, max: 1e9 }).map((value) => `${value}.`),
  fc.tuple(fc.stringMatching(/^[0-9]{0,25}$/), fc.stringMatching(/^[0-9]{1,30}$/)).map(([a, b]) => `${a}.${b}1`),
  fc.tuple(fc.stringMatching(/^[1-9][0-9]{0,17}$/), fc.integer({ min: -30, max: 30 })).map(([a, b]) => `+${a}e${b}`),
);
const writtenBar = fc
  .tuple(fc.array(writtenNumber, { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 1e9 }), writtenNumber)
  .map(([prices, wait, volume]) => {
    const [low = "", open = "", close = "", high = ""] = prices.toSorted((a, b) => Number(a) - Number(b));
    return { wait, fields: [open, high, low, close, volume] };
  });

test("property: what was written is read back as Number() reads it, whatever the line ends", () => {
  const lineEnd = fc.constantFrom("\n", "\r\n");
  fc.assert(
    fc.property(fc.array(writtenBar, { minLength: 1, maxLength: 20 }), lineEnd, fc.boolean(), (bars, end, isEnded) => {
      let stamp = 0;
      const rows = bars.map(({ wait, fields }) => [String((stamp += wait)), ...fields]);
      const text = [header, ...rows.map((row) => row.join(","))].join(end) + (isEnded ? end : "");
      const { opened, open, high, low, close, volume } = parse(text).columns;
      const read = [opened, open, high, low, close, volume].map((column) => [...column]);
      expect(read).toEqual([0, 1, 2, 3, 4, 5].map((field) => rows.map((row) => Number(row[field]))));
    }),
    { numRuns: 500 },
  );
});

test("property: a mutated file is refused with a reason or holds only true bars", () => {
  const rows = Array.from({ length: 12 }, (_, hour) => `${(hour + 1) * 3_600_000},10.25,12.5,9.75,11,${hour}.5`);
  const original = Buffer.from([header, ...rows, ""].join("\n"));
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from("0123456789.,-+eE\r\n")));
  const mutation = fc.record({ at: fc.nat(original.length - 1), byte, cut: fc.nat(3), isInserted: fc.boolean() });
  const counts = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let bytes = original;
      for (const { at, byte: value, cut, isInserted } of mutations) {
        const tail = bytes.subarray(Math.min(bytes.length, at + (isInserted ? 0 : 1 + cut)));
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([value]), tail]);
      }
      const message = messageOf(() => expectTrueBars(parseBars("x.csv", bytes)));
      counts[message === "no error" ? "accepted" : "refused"]++;
      expect(message, "the reason must name a rule").not.toContain("expected a bar, was");
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(counts.accepted, counts.refused), "both outcomes must occur").toBeGreaterThan(100);
});

function expectTrueBars({ columns }: ParsedBars): void {
  for (const [row, opened] of columns.opened.entries()) {
    const [open, high, low, close] = [columns.open, columns.high, columns.low, columns.close].map((c) => c[row]!);
    const isTrue = low! > 0 && low! <= high! && open! >= low! && open! <= high! && close! >= low! && close! <= high!;
    const isLater = row === 0 || opened > columns.opened[row - 1]!;
    if (!(isTrue && isLater && columns.volume[row]! >= 0)) throw new Error(`a false bar was loaded: row ${row}`);
  }
}
