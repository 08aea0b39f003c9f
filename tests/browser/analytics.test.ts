/** The analytics page in a browser: the figures of the fund, every dimension, both themes, desktop and phone. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServer, type FundServer } from "../../src/apps/live/http/server.ts";
import { hasChromium, launch, type Look, openPage, rowsOf, shoot, textOf } from "./browser.ts";
import { simulatedFund } from "./simulated-fund.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const eventually = { timeout: 10_000, interval: 50 };

describe.skipIf(!hasChromium)("the analytics page", () => {
  let browser: Browser;
  let server: FundServer;
  let url: string;
  const fund = simulatedFund({ runId: "browser-analytics" });
  fund.play(2_500);

  beforeAll(async () => {
    await build({ root: join(root, "web"), logLevel: "warn" });
    browser = await launch();
    const log = pino({ level: "silent" });
    server = await createServer({ source: fund.source, commands: fund.commands, log, version: "0.1.0" });
    url = await server.listen(0);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  const open = async (look: Look) => {
    const watched = await openPage(browser, `${url}/#/analytics`, look);
    const facts = () => textOf(watched.page, "#analytics-facts");
    await vi.waitFor(async () => expect(await facts()).toContain("events of the journal"), eventually);
    return watched;
  };

  const looks: (Look & { readonly name: string })[] = [
    { name: "desktop-light", scheme: "light" },
    { name: "desktop-dark", scheme: "dark" },
    { name: "phone-light", width: 390, scheme: "light" },
  ];
  it.each(looks)("shows how the fund has done, and fits: $name", async ({ name, ...look }) => {
    const { page, complaints } = await open(look);
    await shoot(page, `analytics-${name}`);
    expect(await textOf(page, "#analytics-system")).toMatch(/Sharpe, standard error\s+[+−]?\d+\.\d\d ± \d+\.\d\d/);
    expect((await rowsOf(page, "#analytics-strategies"))[0]?.[0]).toContain("ensemble");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it("cuts the profit another way at a click", async () => {
    const { page } = await open({});
    await page.locator('#analytics-dimensions button[data-by="symbol"]').click();
    const traded = fund.source.analytics()?.by.symbol.size ?? 0;
    await vi.waitFor(async () => expect((await rowsOf(page, "#analytics-rows")).length).toBeGreaterThanOrEqual(traded));
    const [first] = await rowsOf(page, "#analytics-rows");
    expect(first?.[0]).toMatch(/^[A-Z]+-SIM$/);
    expect(await page.locator("#analytics-bars rect").count()).toBeGreaterThanOrEqual(traded);
    await page.close();
  });
});
