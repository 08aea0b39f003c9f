/** The pages of controls are those the register makes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { controlPages } from "../../scripts/control-pages.ts";

const folder = join(import.meta.dirname, "../../docs/controls");

describe("docs/controls (npm run controls)", () => {
  const pages = controlPages();
  it("holds a page for every control and no other", () =>
    expect(readdirSync(folder).toSorted()).toEqual([...pages.keys()].toSorted()));
  it.each([...pages])("%s is up to date", (name, text) => expect(readFileSync(join(folder, name), "utf8")).toBe(text));
});
