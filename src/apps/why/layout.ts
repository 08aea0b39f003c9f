/** A page of text: titled sections of aligned columns, wrapped to a width that terminals have. */

/** Characters in a line. */
export const pageWidth = 100;

export type Align = "L" | "R";

/** Cells in columns; the last column of text is wrapped below itself. */
export const columns = (rows: readonly (readonly string[])[], aligns: readonly Align[]): string[] =>
  columnsByRow(rows, aligns).flat();

/** The same, the lines of each row by themselves: one, or more where its last column was wrapped. */
export function columnsByRow(rows: readonly (readonly string[])[], aligns: readonly Align[]): string[][] {
  const widths = aligns.map((_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const last = aligns.length - 1;
  const indent = widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0);
  return rows.map((row) => {
    const cells = row.slice(0, last).map((cell, column) => {
      const width = widths[column] ?? 0;
      return aligns[column] === "R" ? cell.padStart(width) : cell.padEnd(width);
    });
    const tail = row[last] ?? "";
    const isWrapped = aligns[last] === "L" && indent + tail.length > pageWidth - 2;
    const [first = "", ...rest] = isWrapped ? wrap(tail, Math.max(30, pageWidth - 2 - indent)) : [tail];
    const end = aligns[last] === "R" ? first.padStart(widths[last] ?? 0) : first;
    return [[...cells, end].join("  ").trimEnd(), ...rest.map((line) => " ".repeat(indent) + line)];
  });
}

/** Breaks at spaces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A title and its lines, or nothing at all. */
export const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`.trimEnd())];
