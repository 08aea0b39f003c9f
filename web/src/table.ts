/**
 * Tables that keep their cells and change only what differs; on a phone each row becomes a card.
 *
 * Roles are written out, because laying rows out as cards would otherwise hide from screen readers that it is a table.
 */
import { make, setAttribute, setHidden, setText } from "./dom.ts";
import type { Tone } from "./format.ts";

export type Cell = {
  readonly text: string;
  /** A second line in small print. */
  readonly note?: string;
  readonly tone?: Tone;
  /** Share of a limit in use, drawn as a bar. */
  readonly filled?: number;
  /** A full bar is as it should be. */
  readonly isFullByDesign?: boolean;
};

export const plain = (text: string): Cell => ({ text });

export type Column<Row> = {
  readonly title: string;
  readonly isNumber?: boolean;
  /** May take the room that is left, and wrap. */
  readonly isWide?: boolean;
  /** May wrap, to leave the room to others. */
  readonly wraps?: boolean;
  readonly cell: (row: Row) => Cell;
  /** Where a click on the row leads; on one column of a table. */
  readonly link?: (row: Row) => string;
};

export type TableOptions<Row> = {
  readonly label: string;
  readonly empty: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
};

export type Table<Row> = { readonly show: (rows: readonly Row[]) => void };

export function makeTable<Row>(place: HTMLElement, { label, empty, columns, keyOf }: TableOptions<Row>): Table<Row> {
  const heads = columns.map(({ title, ...column }) =>
    make("th", { role: "columnheader", scope: "col", class: classOf(column) }, [title]),
  );
  const body = make("tbody", { role: "rowgroup" });
  const head = make("thead", { role: "rowgroup" }, [make("tr", { role: "row" }, heads)]);
  const table = make("table", { role: "table", "aria-label": label, "data-columns": String(columns.length) }, [
    head,
    body,
  ]);
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${label}, scrollable` }, [
    table,
  ]);
  const nothing = make("p", { class: "empty" }, [empty]);
  place.replaceChildren(scroll, nothing);
  return {
    show: (rows) => {
      setHidden(scroll, rows.length === 0);
      setHidden(nothing, rows.length > 0);
      while (body.children.length > rows.length) body.lastElementChild?.remove();
      rows.forEach((row, index) => {
        const line = body.children[index] ?? body.appendChild(makeRow(columns));
        setAttribute(line, "data-key", keyOf(row));
        columns.forEach((column, at) => {
          const cell = line.children[at];
          if (cell === undefined) return;
          showCell(cell, column.cell(row));
          const link = cell.querySelector("a.text");
          if (link !== null) setAttribute(link, "href", column.link?.(row));
        });
      });
    },
  };
}

/** Sizes that fill a limit may pass it by a hair. */
const rounding = 1e-6;

const makeRow = <Row>(columns: readonly Column<Row>[]): HTMLElement =>
  make(
    "tr",
    { role: "row" },
    columns.map(({ title, link, ...column }) =>
      make("td", { role: "cell", "data-label": title, class: classOf(column) }, [
        make(link === undefined ? "span" : "a", { class: "text" }),
        make("span", { class: "note" }),
      ]),
    ),
  );

const classOf = ({
  isNumber = false,
  isWide = false,
  wraps = false,
}: {
  readonly isNumber?: boolean;
  readonly isWide?: boolean;
  readonly wraps?: boolean;
}): string => [isNumber ? "number" : "", isWide ? "wide-cell" : "", wraps ? "wrap-cell" : ""].filter(Boolean).join(" ");

function showCell(element: Element, { text, note = "", tone = "plain", filled, isFullByDesign = false }: Cell): void {
  const [main, small] = element.children;
  if (main !== undefined) setText(main, text);
  if (small !== undefined) setText(small, note);
  setAttribute(element, "data-tone", tone);
  showBar(element, filled, isFullByDesign);
}

function showBar(element: Element, filled: number | undefined, isFullByDesign: boolean): void {
  const existing = element.querySelector<HTMLElement>(".bar");
  if (filled === undefined) return existing?.remove();
  const bar = existing ?? element.appendChild(make("span", { class: "bar", "aria-hidden": "true" }, [make("span")]));
  const inner = bar.firstElementChild;
  if (inner instanceof HTMLElement) inner.style.width = `${Math.min(100, Math.max(0, filled * 100)).toFixed(1)}%`;
  setAttribute(bar, "data-tone", filled > 1 + rounding ? "bad" : filled >= 0.8 && !isFullByDesign ? "warn" : "plain");
}
