/**
 * The runner on a short built-in market: the same twice, untouched before the strike, every kind of stress at work, and
 * a page and data that say what the text says. Plus the command as a user meets it.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { scenarioLibrary } from "../../kernel/simulation/stress/scenarios.ts";
import { criteria } from "./criteria.ts";
import { stressHtml } from "./html/stress-html.ts";
import { runStress } from "./run-stress.ts";
import { stressJson } from "./stress-json.ts";
import { stressText } from "./stress-text.ts";

const root = mkdtempSync(join(tmpdir(), "qt-stress-"));
afterAll(() => rmSync(root, { recursive: true }));
const days = 75;
/** One of those with which the default fund holds something in so few days. */
const seed = 7;
const plain = { market: "simulated", seed, days, out: false } as const;
const played = runStress({ ...plain, names: ["mixed-chaos", "data-corruption", "execution-failure", "gap-down"] });

describe("stress of the default fund", () => {
  it("leaves everything before the strike as it was", async () => {
    for (const { calm, stressed, strike } of (await played).scenarios) {
      const before = (closes: typeof calm.closes) =>
        closes.filter(({ at }) => at <= strike.at).map(({ at, equityUsd }) => [at, equityUsd]);
      expect(before(stressed.closes)).toEqual(before(calm.closes));
      expect(before(calm.closes).length).toBeGreaterThan(200);
    }
  });

  it("strikes a fund that holds something, and does what it says", async () => {
    const { scenarios } = await played;
    for (const { strike } of scenarios) expect(strike.exposure).toBeGreaterThan(0);
    const strains = new Map(scenarios.map(({ scenario, stressed }) => [scenario.name, stressed]));
    expect(strains.get("data-corruption")?.corrupted).toBeGreaterThan(10);
    expect(strains.get("data-corruption")?.corruptTaken).toBe(0);
    expect(strains.get("execution-failure")?.failedRequests).toBeGreaterThan(0);
    expect(strains.get("mixed-chaos")?.corrupted).toBe(0);
    const [gap] = scenarios.filter(({ scenario }) => scenario.name === "gap-down");
    expect(gap?.stressed.gapLossFraction).toBeCloseTo(0.4 * (gap?.strike.exposure ?? 0), 1);
  });

  it("judges each by every criterion, and passes what passes all", async () => {
    const answer = await played;
    for (const { judgements, passed } of answer.scenarios) {
      expect(judgements.map(({ name }) => name)).toEqual(criteria.map(({ name }) => name));
      expect(passed).toBe(judgements.every((each) => each.passed));
    }
    expect(answer.passed).toBe(answer.scenarios.every(({ passed }) => passed));
  });

  it("says the same by the same seed", async () => {
    const names = ["execution-failure"];
    const [first, second] = [await runStress({ ...plain, names }), await runStress({ ...plain, names })];
    expect(JSON.stringify(stressJson(first))).toBe(JSON.stringify(stressJson(second)));
  });

  it("tells it as text, page and data alike", async () => {
    const answer = await played;
    const [text, page] = [stressText(answer), stressHtml(answer)];
    for (const { scenario, passed } of answer.scenarios) {
      expect(text).toContain(`${passed ? "PASS" : "FAIL"} ${scenario.name}: ${scenario.title}`);
      expect(page).toContain(`id="equity-${scenario.name}"`);
    }
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(text).not.toMatch(/NaN|undefined/);
    expect(stressJson(answer).scenarios).toHaveLength(4);
  });
});

describe("what cannot be played", () => {
  it.each([
    [{ ...plain, names: ["earthquake"] }, "earthquake: expected one of btc-crash, "],
    [{ ...plain, days: 10 }, "expected a market of"],
  ])("is refused: %o", async (options, said) => expect(runStress(options)).rejects.toThrow(said));
});

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
function qt(...words: readonly string[]): Promise<Ended> {
  return new Promise((ended, failed) => {
    const program = resolve(import.meta.dirname, "../../../bin/qt.cjs");
    const child = spawn(process.execPath, [program, "stress", ...words], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => ended({ code, out, err }));
  });
}

describe("qt stress", () => {
  it("lists its scenarios", async () => {
    const { code, out } = await qt("--list");
    expect(code).toBe(0);
    for (const { name } of scenarioLibrary) expect(out).toContain(name);
  });

  it("plays a scenario of one's own, writes its page, and exits with 0 when it passes and 1 when it fails", async () => {
    const calm = join(root, "calm.json");
    const stresses = [{ type: "spread_explosion", factor: 1, bars: 1 }];
    writeFileSync(calm, JSON.stringify({ name: "nothing", title: "Nothing much", stresses }));
    const passing = await qt("--custom", calm, "--seed", String(seed), "--days", String(days), "--out", "page");
    expect([passing.code, passing.err]).toEqual([0, ""]);
    expect(passing.out).toContain("PASS nothing: Nothing much");
    expect(readFileSync(join(root, "page", "stress.html"), "utf8")).toContain("Nothing much");
    const crash = { type: "flash_crash", depthFraction: 0.95, gapFraction: 1, fallBars: 1, recoveryBars: 0 };
    writeFileSync(calm, JSON.stringify({ name: "the-end", title: "The end", stresses: [crash] }));
    const failing = await qt("--custom", calm, "--seed", String(seed), "--days", String(days), "--no-out", "--json");
    expect(failing.code).toBe(1);
    expect(JSON.parse(failing.out)).toMatchObject({ passed: false, scenarios: [{ name: "the-end", passed: false }] });
    expect(existsSync(join(root, "runs"))).toBe(false);
  });

  it("refuses a wrong scenario with exit code 2, naming the field", async () => {
    const wrong = join(root, "wrong.json");
    writeFileSync(wrong, JSON.stringify({ name: "x", title: "x", stresses: [{ type: "flash_crash", fallBars: 0 }] }));
    const { code, err } = await qt("--custom", wrong);
    expect(code).toBe(2);
    expect(err).toContain("stresses.0.fallBars");
  });
});
