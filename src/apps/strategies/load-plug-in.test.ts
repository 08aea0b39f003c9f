/** Plug-ins from files: taken as they are hashed, alone in their file, and refused by name when they are none. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { choose, refuseChoices } from "../../kernel/trading/strategies/library.ts";
import { tryOut } from "../../kernel/trading/strategies/try-out.ts";
import { barsOf } from "../../../tests/scenarios/closed-bars.ts";
import { isPlugInPath, loadPlugIn } from "./load-plug-in.ts";
import { libraryOfRun, namesIn, resolveStrategies } from "./resolve-strategies.ts";
import { strategyTemplate } from "./template.ts";

const folder = mkdtempSync(join(tmpdir(), "qt-plug-in-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function fileOf(text: string, extension = ".ts"): string {
  const file = join(folder, `plug-in-${(files += 1)}${extension}`);
  writeFileSync(file, text);
  return file;
}
const plain = (change = "") => `export const strategy = {
  name: "plain", version: "1.0.0", description: "nothing", parameters: {}, features: [],
  history: () => 1,
  decide: () => ({ kind: "NONE" }),
  ${change}
};`;
const refusal = (text: string, extension?: string) =>
  loadPlugIn(fileOf(text, extension)).then(
    () => "it was taken",
    (error: Error) => error.message,
  );

describe("a plug-in", () => {
  it("in TypeScript runs as it is, under the hash of its bytes", async () => {
    const text = strategyTemplate("from-a-template", "quantum-trader/strategy");
    const { strategy, sha256 } = await loadPlugIn(fileOf(text));
    expect(sha256).toBe(createHash("sha256").update(text).digest("hex"));
    const rising = barsOf(Array.from({ length: 80 }, (_, index) => 100 + index));
    expect(tryOut(strategy, rising).said.map(({ advice }) => advice.kind)).toContain("LONG");
  });
  it.each([".ts", ".mts", ".js", ".mjs"])("may end in %s", async (extension) => {
    expect(isPlugInPath(`a/b${extension}`)).toBe(true);
    expect(await refusal(plain(), extension)).toBe("it was taken");
  });
  it("read again after a change is the changed one", async () => {
    const file = fileOf(plain());
    const first = await loadPlugIn(file);
    writeFileSync(file, plain('version: "2.0.0",'));
    const second = await loadPlugIn(file);
    expect([first.strategy.version, second.strategy.version]).toEqual(["1.0.0", "2.0.0"]);
    expect(first.sha256).not.toBe(second.sha256);
  });
});

describe("what is none", () => {
  it.each([
    ["export const a = 1;", "expected an export called strategy"],
    [plain("version: 1,"), "version: "],
    [plain("decide: 7,"), "decide: expected a function"],
    [plain('features: ["tea_leaves"],'), "features.0: "],
    [plain('name: "ensemble",'), "expected another name than ensemble"],
    [plain('name: "Bad Name",'), "expected a name in lower case"],
    ["this is no code", "it does not load"],
    ["throw new Error('a slip')", "it does not load: a slip"],
  ])("%s is refused: %s", async (text, reason) => expect(await refusal(text)).toContain(reason));

  it.each([
    'import { x } from "./beside.ts";',
    'import fs from "node:fs";',
    'import "./beside.ts";',
    'export { x } from "./beside.ts";',
    'const x = await import("./beside.ts");',
    'const x = require("node:fs");',
  ])("%s would be code that the hash does not name", async (line) =>
    expect(await refusal(`${line}\n${plain()}`)).toContain("expected all of it in one file"),
  );
  it("a type is no code, nor is a comment", async () => {
    const lines =
      'import type { A } from "./nowhere.ts";\nexport type { A } from "./nowhere.ts";\n// import x from "y"\n/* import("z") */\n';
    expect(await refusal(`${lines}${plain()}`)).toBe("it was taken");
  });
  it("a file that is not there is named", async () =>
    expect(loadPlugIn(join(folder, "nowhere.ts"))).rejects.toThrow("expected a readable file"));
});

describe("words", () => {
  it("name what ships, files, and parameters", async () => {
    const file = fileOf(plain());
    const { choices, plugIns, library } = await resolveStrategies(["turtle-trend:entryBars=240,stopAtr=4", file]);
    expect(choices.map(({ name, parameters }) => [name, parameters])).toEqual([
      ["turtle-trend", { entryBars: 240, exitBars: 240, stopAtr: 4 }],
      ["plain", {}],
    ]);
    expect(plugIns).toMatchObject([{ name: "plain", file }]);
    expect(refuseChoices(choices, library)).toBeUndefined();
  });
  it.each([
    ["nothing", "expected turtle-trend, dip-in-uptrend, squeeze-breakout, or a file"],
    ["turtle-trend:entryBars", "expected parameters such as stopAtr=4, was entryBars"],
    ["turtle-trend:entryBars=x", "expected parameters such as stopAtr=4"],
    ["turtle-trend:entryBars=1", "expected entryBars whole and from 24 to 900, was 1"],
    ["turtle-trend:other=1", "expected a parameter of turtle-trend, was other"],
  ])("%s is refused: %s", async (word, reason) => expect(resolveStrategies([word])).rejects.toThrow(reason));
  it("of a setting stand with white space between them", () => {
    expect(namesIn("  turtle-trend:stopAtr=4\t./mine.ts\n")).toEqual(["turtle-trend:stopAtr=4", "./mine.ts"]);
    expect(namesIn("")).toEqual([]);
  });
  it("nothing is named twice, nor as something that ships", async () => {
    await expect(resolveStrategies(["turtle-trend", "turtle-trend"])).rejects.toThrow("expected every strategy once");
    const twin = fileOf(plain('name: "turtle-trend",'));
    await expect(resolveStrategies([twin])).rejects.toThrow("expected a name that no other strategy has");
  });
});

describe("a run played again", () => {
  it("takes the same bytes and refuses others, wherever they are now", async () => {
    const file = fileOf(plain());
    const { sha256, strategy } = await loadPlugIn(file);
    const places = [{ name: "plain", file, sha256 }];
    const chosen = choose({ strategy, sha256 });
    if (chosen.kind === "REFUSED") throw new Error(chosen.reason);
    expect(refuseChoices([chosen.choice], await libraryOfRun(places))).toBeUndefined();
    expect(refuseChoices([chosen.choice], await libraryOfRun(places, [fileOf(plain())]))).toBeUndefined();
    writeFileSync(file, plain("// a comment is a change"));
    await expect(libraryOfRun(places)).rejects.toThrow(`expected the file of sha256 ${sha256}`);
  });
});
