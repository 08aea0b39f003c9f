/** `.env` is read where it is, under the environment, and a broken one is refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { mergedEnvironment, readAiSettings } from "./environment.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qt-env-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const envFile = () => join(folder, ".env");

it("is read if it is there, under the environment", () => {
  expect(readAiSettings({ environment: {}, envFile: envFile() }).config.QT_AI_MAX_DAILY_DD).toBe(0.05);
  writeFileSync(envFile(), '# mine\nQT_AI_MAX_DAILY_DD="4"\nQT_API_TOKENS=ada read abc\nQT_AI_PROFILE=Partial\n');
  const settings = readAiSettings({ environment: {}, envFile: envFile() });
  expect([settings.config.QT_AI_MAX_DAILY_DD, settings.profile]).toEqual([0.04, "Partial"]);
  const over = readAiSettings({ environment: { QT_AI_MAX_DAILY_DD: "3" }, envFile: envFile() });
  expect(over.config.QT_AI_MAX_DAILY_DD).toBe(0.03);
  expect(mergedEnvironment({ QT_API_TOKEN: "x" }, envFile())).toMatchObject({
    QT_API_TOKENS: "ada read abc",
    QT_API_TOKEN: "x",
  });
});

it("one that is no readable file is refused by name", () => {
  mkdirSync(envFile());
  expect(() => readAiSettings({ environment: {}, envFile: envFile() })).toThrow(
    `${envFile()}: expected a readable file`,
  );
});
