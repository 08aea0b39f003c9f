/** A page in one file: everything is in it, it asks for nothing from a network, and reads with and without script. */
import { escape } from "./markup.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { frame, plotLeft, plotRight } from "./plot.ts";
import type { Series } from "./thin-series.ts";

export type Page = {
  readonly title: string;
  /** Beside the style all pages share. */
  readonly style?: string;
  /** Ready markup below the heading. */
  readonly body: string;
  /** Read off under the pointer, on plots over one time axis; the first is the main one. */
  readonly series?: readonly { readonly name: string; readonly series: Series }[];
};

export const drawPage = ({ title, style = "", body, series }: Page): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${pageStyle}${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${body}
</main>${
  series === undefined
    ? ""
    : `
<script type="application/json" id="series">${seriesJson(series)}</script>
<script>${pageScript}</script>`
}
</body>
</html>
`;

/** As data inside the page: `<` must not end the script element. */
const seriesJson = (all: NonNullable<Page["series"]>): string =>
  JSON.stringify({
    left: plotLeft,
    right: plotRight,
    width: frame.width,
    runs: all.map(({ name, series }) => ({ name, ...series })),
  }).replaceAll("<", "\\u003c");
