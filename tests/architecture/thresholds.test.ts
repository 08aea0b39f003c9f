/** The numbers in `docs/thresholds.md` are those of the code: each row's code stands in its file and holds its value. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Row = { readonly name: string; readonly value: string; readonly code: string; readonly file: string };

const CELL_COUNT = 8;
const DECIMAL_OR_DIGIT = /[\d.]/;

/** Rows of every table: threshold, operator, value, unit, who, `code`, `file`, source. */
function readRows(text: string): Row[] {
  const lines = text.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
  return lines.map((line) => {
    const cells = line.slice(2, -2).split(" | ");
    if (cells.length !== CELL_COUNT) throw new Error(`expected ${CELL_COUNT} cells, was ${cells.length}: ${line}`);
    const [name = "", , value = "", , , code = "", file = ""] = cells;
    return { name, value: value.replaceAll(",", ""), code: unquote(code), file: unquote(file) };
  });
}

function unquote(cell: string): string {
  if (!cell.startsWith("`") || !cell.endsWith("`")) throw new Error(`expected a cell in backticks, was ${cell}`);
  return cell.slice(1, -1);
}

/** Whether `code` holds `value` as a number of its own, not as part of a longer one. */
function holds(code: string, value: string): boolean {
  const plain = code.replaceAll("_", "");
  for (let at = plain.indexOf(value); at >= 0; at = plain.indexOf(value, at + 1)) {
    const isPart = [plain[at - 1], plain[at + value.length]].some((next) => DECIMAL_OR_DIGIT.test(next ?? ""));
    if (!isPart) return true;
  }
  return false;
}

const rows = readRows(readFileSync("docs/thresholds.md", "utf8"));

it("reads the tables", () => expect(rows.length).toBeGreaterThan(100));

it.each(rows)("$name stands in $file as $value", ({ value, code, file }) => {
  expect(readFileSync(file, "utf8"), "docs/thresholds.md names code that is not there").toContain(code);
  expect(holds(code, value), `expected ${value} in ${code}`).toBe(true);
});

it.each([
  ["fraction(0.05)", "0.05", true],
  ["usd(10_000)", "10000", true],
  ["fraction(0.05)", "0.5", false],
  ["fraction(0.05)", "5", false],
  ["usd(10_000)", "1000", false],
])("%s holds %s: %s", (code, value, expected) => expect(holds(code, value)).toBe(expected));
