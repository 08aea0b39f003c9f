/** The page of features is the one the catalogue makes, and holds the whole of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { featuresPage } from "../../scripts/features-page.ts";
import { featureNames } from "../../src/kernel/features/board/feature-board.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/features.md"), "utf8");

it("docs/features.md is up to date (npm run features)", () => {
  expect(page).toBe(featuresPage());
});

it("every feature has one line", () => {
  const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(featureNames);
});
