/** Text into HTML, safely: everything that comes from data goes through `escape`. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escape = (text: string): string => text.replace(/[&<>"']/g, (each) => entities[each] ?? each);

export type TableColumn = {
  readonly name: string;
  /** Figures stand to the right. */
  readonly isFigure?: boolean;
  /** Never broken into two lines. */
  readonly isWhole?: boolean;
};

/** A table that scrolls by itself when it is too wide. Cells are text; `caption` says what it is. */
export function table(caption: string, columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const classOf = (index: number) => {
    const { isFigure, isWhole } = columns[index] ?? {};
    return isFigure === true ? ' class="figure"' : isWhole === true ? ' class="whole"' : "";
  };
  const head = columns.map(({ name }, index) => `<th scope="col"${classOf(index)}>${escape(name)}</th>`).join("");
  const body = rows
    .map((cells) => `<tr>${cells.map((cell, index) => `<td${classOf(index)}>${escape(cell)}</td>`).join("")}</tr>`)
    .join("\n");
  return framed(caption, `<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>`);
}

/** The frame of a table whose rows are ready markup. */
export const framed = (caption: string, inner: string): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${escape(caption)}"><table><caption>${escape(caption)}</caption>${inner}</table></div>`;

/** Closed at first, for long lists. */
export const folded = (summary: string, inner: string): string =>
  `<details><summary>${escape(summary)}</summary>${inner}</details>`;
