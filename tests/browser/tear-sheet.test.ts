/** The tear sheet in a browser: both themes, desktop and phone; nothing complains, overflows or is cut off. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runBacktest } from "../../src/apps/backtest/run-backtest.ts";
import { writeReport } from "../../src/apps/report/write-report.ts";
import { hasChromium, launch, type Look, noChromium, openPage, shoot } from "./browser.ts";

const root = mkdtempSync(join(tmpdir(), "qt-sheet-"));
let url = "";

beforeAll(async () => {
  await runBacktest({ market: "simulated", seed: 7, days: 220, out: join(root, "run") });
  await writeReport({ run: join(root, "run"), out: join(root, "sheet") });
  url = pathToFileURL(join(root, "sheet", "tearsheet.html")).href;
});
afterAll(() => rmSync(root, { recursive: true }));

const looks: (Look & { readonly name: string })[] = [
  { name: "desktop-light", width: 1_200, scheme: "light" },
  { name: "desktop-dark", width: 1_200, scheme: "dark" },
  { name: "phone-light", width: 390, scheme: "light" },
  { name: "phone-dark", width: 390, scheme: "dark" },
];

it("has a browser to look with", ({ skip }) => {
  if (process.env["CI"] === undefined) skip(!hasChromium, noChromium);
  expect(hasChromium, noChromium).toBe(true);
});

describe.skipIf(!hasChromium)("the tear sheet", () => {
  it.each(looks)("fits and is whole: $name", async ({ name, ...look }) => {
    const browser = await launch();
    try {
      const { page, complaints } = await openPage(browser, url, look);
      expect(await complaints()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const cut = await page.locator(".bars text").evaluateAll((texts) =>
        texts.flatMap((text) => {
          const own = text.getBoundingClientRect();
          const around = text.closest("figure")?.getBoundingClientRect();
          if (own.width === 0) return []; // left out on this screen
          return around === undefined || own.left < around.left || own.right > around.right ? [text.textContent] : [];
        }),
      );
      expect(cut).toEqual([]);
      await shoot(page, `tear-sheet-${name}`);
    } finally {
      await browser.close();
    }
  });
});
