/** Seed 004, "Test on Testnet": at stage OBSERVATION the fund starts, says so, trades as usual, and answers. */
import { registeredSubsystems } from "../../src/kernel/domain/subsystem.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { readAiSettings } from "../../src/apps/environment.ts";
import { driveLocal } from "../../src/apps/live/drive-local.ts";
import { openPaperFund } from "../../src/apps/live/paper-fund.ts";
import { governedBy, openPaperMarket } from "../../src/apps/live/paper-market.ts";
import { readStartOptions } from "../../src/apps/live/start-options.ts";

it("QT_AI_INTEGRATION_STAGE=OBSERVATION: OBSERVE mode is said, trades go on, /health/ai answers", {
  timeout: 40_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "qt-observation-"));
  const options = readStartOptions({ data: folder, port: "0" }, {});
  const environment = { QT_AI_INTEGRATION_STAGE: "OBSERVATION" };
  const ai = readAiSettings({ environment, envFile: join(folder, ".env") });
  const market = governedBy(openPaperMarket(options), ai);
  const lines: string[] = [];
  const fund = await openPaperFund({ options, market, ai, print: (line) => lines.push(line), onFatal: () => {} });
  const stopping = new AbortController();
  const playing = driveLocal({ ...fund.drive, speed: Number.POSITIVE_INFINITY, signal: stopping.signal });
  while (!lines.join("\n").includes("BOUGHT")) await setTimeout(50);
  stopping.abort();
  await playing;
  const answers = await Promise.all(
    ["/health/ai", "/health/ai/integration"].map(async (path) => fetch(new URL(path, fund.address))),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await answers[1]?.json()).toMatchObject({ integration_stage: "OBSERVATION" });
  expect(fund.greeting).toContain(
    `Stage OBSERVATION: ${registeredSubsystems.map((name) => `${name} in OBSERVE mode`).join(", ")}.`,
  );
  expect(fund.drive.state.fund?.governance.policy?.modes.stage).toBe("OBSERVATION");
  await fund.close();
  rmSync(folder, { recursive: true });
});
