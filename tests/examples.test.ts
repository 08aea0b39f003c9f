/** What we hand to writers of strategies works: the example and the template are type-checked, run and tested as theirs. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { newStrategyCommand } from "../src/apps/cli/new-strategy-command.ts";
import { loadPlugIn } from "../src/apps/strategies/load-plug-in.ts";
import { strategyTemplate, strategyTestTemplate } from "../src/apps/strategies/template.ts";

const run = promisify(execFile);
mkdirSync("dist", { recursive: true });
/** Inside the project, so that types resolve as in a checkout; below a folder that git ignores. */
const folder = mkdtempSync(join(process.cwd(), "dist", "new-strategy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tested = async (file: string) => (await run(process.execPath, ["--test", file])).stdout;

describe("the example", () => {
  it("passes its own test", async () =>
    expect(await tested("examples/ema-pullback/ema-pullback.test.ts")).toContain("pass 4"));
  it("is a plug-in", async () =>
    expect(await loadPlugIn("examples/ema-pullback/ema-pullback.ts")).toMatchObject({
      strategy: { name: "ema-pullback" },
    }));
});

describe("qt new strategy", () => {
  it("writes a strategy and its test, which type-check and pass", async () => {
    const [strategy = "", test = ""] = newStrategyCommand("my-own", folder);
    const config = join(folder, "tsconfig.json");
    const compilerOptions = { noEmit: true, composite: false, incremental: false, types: ["node"], rootDir: "../.." };
    const files = ["my-own.ts", "my-own.test.ts"];
    writeFileSync(config, JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions, files }));
    await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", config]);
    expect(await tested(test)).toContain("pass 4");
    expect(await loadPlugIn(strategy)).toMatchObject({ strategy: { name: "my-own" } });
  });

  it("writes over nothing, and takes no name that cannot be", () => {
    newStrategyCommand("second", folder);
    expect(() => newStrategyCommand("second", folder)).toThrow("expected no ");
    for (const name of ["Upper", "two words", "../up", "ensemble", "turtle-trend"])
      expect(() => newStrategyCommand(name, folder), name).toThrow("qt new strategy: expected");
  });

  it("names the package where it is installed", () => {
    for (const template of [strategyTemplate, strategyTestTemplate])
      expect(template("mine", "quantum-trader/strategy")).toContain('from "quantum-trader/strategy"');
  });
});
