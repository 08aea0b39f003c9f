/** docs/cost-model.md: one page, of which each script writes its own section and leaves the other's alone. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const docs = join(import.meta.dirname, "../../docs");
const page = join(docs, "cost-model.md");
const intro = `# The cost model against recorded order books

Made by \`npm run calibrate\` and \`npm run cost-curves\`. How books are rebuilt: [order book replay](concepts/order-book-replay.md).
What the bar-level model is: [decision 0016](decisions/0016-the-simulated-venue.md), and why it stays: [decision 0036](decisions/0036-costs-against-recorded-books.md).
`;
const sections = ["calibration", "curves"] as const;
export type Section = (typeof sections)[number];

const mark = (name: Section): string => `<!-- ${name} -->`;

export function writeSection(name: Section, text: string): void {
  const old = existsSync(page) ? readFileSync(page, "utf8") : "";
  const bodies = sections.map((each) => `${mark(each)}\n${each === name ? text.trim() : sectionOf(old, each)}\n`);
  writeFileSync(page, [intro, ...bodies].join("\n"));
}

export const writePicture = (name: string, svg: string): void => writeFileSync(join(docs, "images", name), svg);

function sectionOf(text: string, name: Section): string {
  const from = text.indexOf(mark(name));
  if (from < 0) return "";
  const next = text.indexOf("\n<!-- ", from);
  return text.slice(from + mark(name).length, next < 0 ? undefined : next).trim();
}
