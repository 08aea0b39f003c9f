/**
 * The page in a real browser, over a real fund: it lives, explains itself, fits a phone, and survives a restart.
 *
 * Screenshots of every run lie in `tests/browser/out/` for people to look at.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createServer, type FundServer } from "../../src/apps/live/http/server.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import {
  chromiumPath,
  hasChromium,
  launch,
  type Look,
  noChromium,
  openPage,
  rowsOf,
  shoot,
  textOf,
} from "./browser.ts";
import { type SimulatedFund, simulatedFund } from "./simulated-fund.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const log = pino({ level: "silent" });
const equityTile = "#tiles div:first-child .value";
const eventually = { timeout: 10_000, interval: 50 };

it("has a browser to look with", ({ skip }) => {
  if (process.env["CI"] === undefined) skip(!hasChromium, noChromium);
  expect(hasChromium, noChromium).toBe(true);
});

/** Months in, with something held, a past of freezes and the fund free to trade. */
function seasonedFund(): SimulatedFund {
  const fund = simulatedFund({ runId: "browser-test" });
  fund.play(1_900);
  playUntil(fund, () => fund.source.view().positions.length >= 2 && fund.source.view().modes.entriesAllowed);
  return fund;
}

function playUntil(fund: SimulatedFund, isReady: () => boolean): void {
  for (let closes = 0; closes < 2_000 && !isReady(); closes += 1) fund.play(1);
  expect(isReady(), "the simulated market should give a fund with positions").toBe(true);
}

describe.skipIf(!hasChromium)(`the page, in ${chromiumPath}`, () => {
  let browser: Browser;
  const fund = seasonedFund();
  let server: FundServer;
  let url: string;
  let beat: NodeJS.Timeout | undefined;
  const serve = async (port: number) => {
    server = await createServer({ source: fund.source, commands: fund.commands, log, version: "0.1.0" });
    url = await server.listen(port);
  };
  const open = async (look?: Look) => {
    const watched = await openPage(browser, url, look);
    await vi.waitFor(async () => expect(await textOf(watched.page, "#link")).toBe("live"), eventually);
    return watched;
  };

  beforeAll(async () => {
    await build({ root: join(root, "web"), logLevel: "warn" });
    browser = await launch();
    await serve(0);
  });
  afterEach(() => {
    clearInterval(beat);
    beat = undefined;
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it("follows the fund live, without a complaint of the browser", async () => {
    const { page, complaints } = await open();
    const before = { equity: await textOf(page, equityTile), time: await textOf(page, "#fund-time") };
    beat = setInterval(() => fund.play(1), 100);
    await vi.waitFor(async () => expect(await textOf(page, "#fund-time")).not.toBe(before.time), eventually);
    await vi.waitFor(async () => expect(await textOf(page, equityTile)).not.toBe(before.equity), eventually);
    await vi.waitFor(async () => expect(await textOf(page, "#pace")).toMatch(/^×[\d,]+/), eventually);
    clearInterval(beat);
    const shown = fund.source
      .view()
      .money.equityUsd.toLocaleString("en-US", { maximumFractionDigits: 2, minimumFractionDigits: 2 });
    await vi.waitFor(async () => expect(await textOf(page, equityTile)).toBe(shown), eventually);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it("shows what the fund holds, sent, got and decided", async () => {
    const { page } = await open();
    const view = fund.source.view();
    const firstCells = async (table: string) => (await rowsOf(page, table)).map(([cell = ""]) => cell.split("\n")[0]);
    expect(await firstCells("#positions")).toEqual(view.positions.map(({ symbol }) => symbol));
    expect(await firstCells("#market")).toEqual(view.market.map(({ symbol }) => symbol));
    expect(await rowsOf(page, "#orders")).toHaveLength(view.openOrders.length + view.endedOrders.length);
    expect(await rowsOf(page, "#fills")).toHaveLength(view.fills.length);
    const decisions = await rowsOf(page, "#decisions");
    expect(decisions).toHaveLength(view.decisions.length);
    expect(decisions[0]?.[3]).toBe(view.decisions[0]?.reason);
    await page.close();
  });

  it("draws equity and drawdown and says in words what they show", async () => {
    const { page } = await open();
    await vi.waitFor(async () => {
      expect(await page.locator("#equity-chart").getAttribute("aria-label")).toMatch(/^Equity from 20.* to 20.* USD/);
      expect(await page.locator("#drawdown-chart").getAttribute("aria-label")).toMatch(/deepest \d/);
    }, eventually);
    const painted = await page.locator("canvas").evaluateAll((all) =>
      all.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
        return pixels.some((value) => value > 0);
      }),
    );
    expect(painted).toEqual([true, true]);
    await page.close();
  });

  it("names who set each limit of the mandate, and why", async () => {
    const { page } = await open();
    const { limits } = fund.source.view().mandate;
    const rows = await rowsOf(page, "#mandate");
    expect(rows).toHaveLength(limits.length);
    limits.forEach(({ setBy, isBound }, index) => {
      const [, value = "", , author = "", why = ""] = rows[index] ?? [];
      expect(value).not.toBe("");
      expect(author).toContain(setBy.seat ?? setBy.name);
      if (setBy.decisionId !== null) expect(author).toContain(setBy.decisionId);
      if (isBound) expect(why).toBe(setBy.reason);
    });
    await page.close();
  });

  it("shows the executive: every seat with its stance, the modes, monitors, stage, accounts and tasks", async () => {
    const { page } = await open();
    const view = fund.source.view();
    const { board } = view;
    const seats = await rowsOf(page, "#stands");
    expect(seats).toHaveLength(board.stands.length);
    board.stands.forEach(({ seat, reason, says, kind }, index) => {
      const [who = "", what = "", , why = ""] = seats[index] ?? [];
      expect(who).toContain(seat);
      expect(what).toContain(kind === null ? "nothing yet" : says);
      expect(why).toBe(reason);
    });
    expect((await rowsOf(page, "#monitors")).map(([name]) => name)).toEqual(
      board.monitors.map(({ monitor }) => monitor),
    );
    expect(await rowsOf(page, "#criteria")).toHaveLength(board.stage.criteria.length);
    expect(await rowsOf(page, "#tasks")).toHaveLength(view.tasks.length);
    expect(await rowsOf(page, "#alerts")).toHaveLength(board.alerts.length);
    const modes = await textOf(page, "#modes");
    for (const label of ["Operating mode", "System risk", "Emergency stop", "Brake", "Stage"])
      expect(modes).toContain(label);
    const accounts = await textOf(page, "#accounts");
    for (const label of ["Tradable", "Cash", "Locked profit", "Reserve"]) expect(accounts).toContain(label);
    expect(await textOf(page, "#federation")).toContain("Conflicts");
    await page.close();
  });

  it("explains an order at a click, from bars to profit, and goes back", async () => {
    const { page, complaints } = await open();
    const link = page.locator("#orders a").first();
    const href = (await link.getAttribute("href")) ?? "";
    const id = href.split("/").at(-1) ?? "";
    await page.locator("#orders tbody tr").first().click();
    await vi.waitFor(async () => expect(await textOf(page, "#why-summary")).not.toBe(""), eventually);
    const why = fund.source.why(id);
    expect(await textOf(page, "#why-title")).toContain(why?.order.symbol);
    expect(await textOf(page, "#why-facts")).toContain(id);
    expect(await textOf(page, "#why-summary")).toBe(why?.summary);
    expect(await page.locator("#main").isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("why-title");
    const limits = await rowsOf(page, "[aria-label=Limits]");
    expect(limits).toHaveLength(why?.scene.limits.length ?? 0);
    why?.scene.limits.forEach(({ setBy }, index) => expect(limits[index]?.[4]).toContain(setBy.seat ?? setBy.name));
    expect(await rowsOf(page, "[aria-label=Votes]")).toHaveLength(why?.scene.models.length ?? 0);
    expect(await page.locator("svg.candles").getAttribute("aria-label")).toMatch(/^\d+ bars up to 20/);
    await page.goBack();
    await vi.waitFor(async () => expect(await page.locator("#main").isVisible()).toBe(true), eventually);
    expect(await page.locator("#why").isVisible()).toBe(false);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it("explains fills, positions and what a symbol's last close came to; says so where it cannot", async () => {
    /** How far it has played by now depends on the clock; it may have sold what it held. */
    playUntil(fund, () => fund.source.view().positions.length > 0 && fund.source.view().fills.length > 0);
    const { page } = await open();
    for (const table of ["#positions", "#fills"])
      expect(await page.locator(`${table} a`).first().getAttribute("href")).toMatch(/^#\/why\/O\d+-\d+$/);
    await page.locator("#market tbody tr").first().click();
    const symbol = fund.source.view().market[0]?.symbol ?? "";
    const answer = fund.source.whyNot(symbol, fund.state.at);
    await vi.waitFor(async () => expect(await textOf(page, "#why-summary")).toBe(answer?.summary), eventually);
    expect(await textOf(page, "#why-title")).toBe(`Why no entry in ${symbol}`);
    await page.goto(`${url}/#/why/O999999-0`);
    await vi.waitFor(async () => expect(await textOf(page, "#why-summary")).toContain("qt why O999999-0"), eventually);
    await page.close();
  });

  it.each<[string, Look]>([
    ["why-desktop", {}],
    ["why-dark", { scheme: "dark" }],
    ["why-phone", { width: 380, height: 800 }],
    ["why-small-phone", { width: 320, height: 640 }],
  ])("explains without a horizontal scroll bar: %s", async (name, look) => {
    const { page, complaints } = await open(look);
    const entry = fund.source.view().endedOrders.find(({ purpose }) => purpose === "ENTRY");
    await page.goto(`${url}/#/why/${entry?.id}`);
    await vi.waitFor(async () => expect(await page.locator("svg.candles").count()).toBe(1), eventually);
    await shoot(page, name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width ?? 1_440);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it("reaches everything by keyboard and names every part for screen readers", async () => {
    const { page } = await open();
    for (const name of [
      "Mandate",
      "Positions",
      "The executive",
      "Decisions",
      "Orders",
      "Fills",
      "Market",
      "Equity and drawdown",
    ])
      expect(await page.getByRole("region", { name, exact: true }).count(), name).toBe(1);
    expect(await page.getByRole("main").count()).toBe(1);
    expect(await page.getByRole("banner").count()).toBe(1);
    expect(await page.getByRole("table", { name: "Mandate" }).getByRole("columnheader").count()).toBe(5);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the fund");
    const reached = new Set<string>();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? ""));
    }
    expect(reached).toContain("Decisions, scrollable");
    await page.close();
  });

  it.each<[string, Look]>([
    ["desktop-light", {}],
    ["desktop-dark", { scheme: "dark" }],
    ["phone-light", { width: 380, height: 800 }],
    ["phone-dark", { width: 380, height: 800, scheme: "dark" }],
    ["small-phone", { width: 320, height: 640 }],
    ["tablet", { width: 820, height: 1_100 }],
    ["wide", { width: 2_400, height: 1_200 }],
  ])("fits without a horizontal scroll bar: %s", async (name, look) => {
    const { page, complaints } = await open(look);
    await vi.waitFor(async () => expect(await page.locator("canvas").count()).toBe(2), eventually);
    await page.waitForTimeout(1_200);
    await shoot(page, name);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(look.width ?? 1_440);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it("raises a banner while the fund is frozen, with reason, timer and what it waits for, and takes it down", async () => {
    for (let closes = 0; closes < 2_000 && fund.source.view().modes.freeze !== null; closes += 1) fund.play(1);
    const { page, complaints } = await open();
    expect(await page.locator("#freeze").isVisible()).toBe(false);
    fund.feed("runtime", fundRestarted.create({ poison: { seq: 9, message: "a rule broke" } }));
    await vi.waitFor(async () => expect(await page.locator("#freeze").isVisible()).toBe(true), eventually);
    const banner = await textOf(page, "#freeze");
    expect(banner).toContain("Trading is frozen");
    expect(banner).toContain("entry 9 failed: a rule broke");
    expect(banner).toContain("It holds because it waits for a review.");
    expect(banner).toContain("scripted operator, in 1 d of fund time");
    expect(await page.locator("#freeze [aria-live=assertive]").innerText()).toContain("a rule broke");
    expect(await textOf(page, "#modes")).toContain("FROZEN");
    await shoot(page, "frozen");
    for (let closes = 0; closes < 2_000 && fund.source.view().modes.freeze !== null; closes += 1) fund.play(1);
    await vi.waitFor(async () => expect(await page.locator("#freeze").isVisible()).toBe(false), eventually);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it("says when the fund stops, and comes back by itself when it does", async () => {
    const { page } = await open();
    const port = Number(new URL(url).port);
    await server.close();
    await vi.waitFor(
      async () => expect(await textOf(page, "#link")).toMatch(/^stopped, as of \d\d:\d\d:\d\d$/),
      eventually,
    );
    fund.play(24);
    await serve(port);
    await vi.waitFor(async () => expect(await textOf(page, "#link")).toBe("live"), eventually);
    const time = new Date(fund.source.view().asOfMs).toISOString().slice(0, 10);
    await vi.waitFor(async () => expect(await textOf(page, "#fund-time")).toContain(time), eventually);
    await page.close();
  });

  it("says in words what is not there yet", async () => {
    const young = simulatedFund({ warmUp: 5 });
    const youngServer = await createServer({ source: young.source, commands: young.commands, log, version: "0.1.0" });
    const { page, complaints } = await openPage(browser, await youngServer.listen(0));
    await vi.waitFor(async () => expect(await textOf(page, "#link")).toBe("live"), eventually);
    const text = await textOf(page, "main");
    expect(text).toContain("Nothing is held.");
    expect(text).toContain("No order has been sent yet.");
    expect(text).toContain("Nothing has been bought or sold yet.");
    expect(await complaints()).toEqual([]);
    await shoot(page, "young");
    await page.close();
    await youngServer.close();
  });
});

describe.skipIf(!hasChromium)("the page of `qt start`", () => {
  let browser: Browser;
  let fund: ChildProcess | undefined;
  const data = mkdtempSync(join(tmpdir(), "qt-page-"));
  let printed = "";

  /** Starts the program and waits for the address it prints. */
  async function startFund(...options: string[]): Promise<string> {
    const program = join(root, "bin", "qt.cjs");
    printed = "";
    fund = spawn(process.execPath, [program, "start", "--data", data, "--seed", "42", ...options], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    fund.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    fund.stderr?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    return vi.waitFor(
      () => {
        const [, address] = /Page: (http:\S+)/.exec(printed) ?? [];
        if (address === undefined) throw new Error(`expected an address, was: ${printed}`);
        return address;
      },
      { timeout: 60_000 },
    );
  }
  const stopFund = () =>
    new Promise<number | null>((stopped) => {
      fund?.once("exit", stopped);
      fund?.kill("SIGTERM");
    });
  const isLive = (page: Page) =>
    vi.waitFor(async () => expect(await textOf(page, "#link")).toBe("live"), { timeout: 30_000 });

  beforeAll(async () => {
    await build({ root: join(root, "web"), logLevel: "warn" });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    fund?.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  });

  it("lives with the fund, sees it stop, and finds it again with its past after a restart", async () => {
    const address = await startFund("--fresh", "--yes", "--port", "0");
    const { page, complaints } = await openPage(browser, address);
    await isLive(page);
    const decisions = await rowsOf(page, "#decisions");
    expect(decisions.length).toBeGreaterThanOrEqual(4);
    const time = await textOf(page, "#fund-time");
    await vi.waitFor(async () => expect(await textOf(page, "#fund-time")).not.toBe(time), { timeout: 30_000 });
    expect(await complaints()).toEqual([]);
    expect(await stopFund()).toBe(0);
    await vi.waitFor(async () => expect(await textOf(page, "#link")).toMatch(/^stopped/), { timeout: 10_000 });
    await startFund("--port", new URL(address).port);
    await isLive(page);
    const after = await rowsOf(page, "#decisions");
    expect(after.length).toBeGreaterThanOrEqual(decisions.length);
    expect(await stopFund()).toBe(0);
    await page.close();
  });
});
