/** The few ways this page touches the document: find, make, and change only what differs, so that nothing flickers. */
import type { Tone } from "./format.ts";

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`expected an element with id ${id}`);
  return found;
}

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** One labelled value, with a line below it in small print. */
export type Pair = {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly tone?: Tone;
};

/** Fills a `dl` with pairs, keeping the elements there are. */
export function setPairs(list: Element, pairs: readonly Pair[]): void {
  while (list.children.length > pairs.length) list.lastElementChild?.remove();
  pairs.forEach((pair, index) => {
    const group = list.children[index] ?? list.appendChild(makePair());
    const [label, value, note] = group.children;
    setAttribute(group, "data-tone", pair.tone ?? "plain");
    if (label !== undefined) setText(label, pair.label);
    if (value !== undefined) setText(value, pair.value);
    if (note !== undefined) setText(note, pair.note ?? "");
  });
}

const makePair = (): HTMLElement =>
  make("div", {}, [make("dt"), make("dd", { class: "value" }), make("dd", { class: "note" })]);

export function setList(list: Element, lines: readonly string[]): void {
  while (list.children.length > lines.length) list.lastElementChild?.remove();
  lines.forEach((line, index) => setText(list.children[index] ?? list.appendChild(make("li")), line));
}
