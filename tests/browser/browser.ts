/** Debian's chromium driven by playwright-core, and a page that notices everything that goes wrong on it. */
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const hasChromium = existsSync(chromiumPath);
/** Said where there is no browser to look with; in CI that is a failure. */
export const noChromium = `expected chromium at ${chromiumPath}; install it (apt-get install chromium) or set CHROMIUM`;

const out = fileURLToPath(new URL("./out/", import.meta.url));

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

export type Look = { readonly width?: number; readonly height?: number; readonly scheme?: "light" | "dark" };
export type WatchedPage = {
  readonly page: Page;
  /** Console errors, uncaught exceptions and violations of the content security policy so far. */
  readonly complaints: () => Promise<readonly string[]>;
};

declare global {
  var violations: string[] | undefined;
}

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<WatchedPage> {
  const { width = 1_440, height = 1_000, scheme = "light" } = look;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  const seen: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") seen.push(message.text());
  });
  page.on("pageerror", (error) => seen.push(error.message));
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.violations?.push(event.violatedDirective));
  });
  await page.goto(url);
  return { page, complaints: async () => [...seen, ...((await page.evaluate(() => globalThis.violations)) ?? [])] };
}

/** Saves what the page looks like, whole, for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: `${out}${name}.png`, fullPage: true });
}

/** What an element says, or nothing when it is hidden. */
export const textOf = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText();

/** The text of every cell, row by row. */
export const rowsOf = (page: Page, table: string): Promise<string[][]> =>
  page
    .locator(`${table} tbody tr`)
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)));
