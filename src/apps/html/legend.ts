/** What the colours of plots mean: a short line, or a patch, and a name. */
import { escape } from "./markup.ts";

export type LegendKey = { readonly kind: "LINE" | "PATCH"; readonly className: string; readonly name: string };

const marks: Readonly<Record<LegendKey["kind"], (className: string) => string>> = {
  LINE: (className) => `<path class="line ${className}" d="M0 6H26"/>`,
  PATCH: (className) => `<rect class="${className}" width="26" height="12"/>`,
};

export const lineKey = ({ name, className }: { readonly name: string; readonly className: string }): LegendKey => ({
  kind: "LINE",
  className,
  name,
});

export const legend = (keys: readonly LegendKey[]): string =>
  `<ul class="legend">${keys
    .map(
      ({ kind, className, name }) =>
        `<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true">${marks[kind](className)}</svg>${escape(name)}</li>`,
    )
    .join("")}</ul>`;
