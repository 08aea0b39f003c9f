/** A subsystem that throws, at start or at work, never stops the fund: it is isolated, told, and replaced. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { driveLocal } from "../../src/apps/live/drive-local.ts";
import { openPaperFund } from "../../src/apps/live/paper-fund.ts";
import { openPaperMarket } from "../../src/apps/live/paper-market.ts";
import { readStartOptions } from "../../src/apps/live/start-options.ts";
import { fundRestarted, subsystemStartFailed } from "../../src/kernel/events/fund-events.ts";
import { at, bar, hour, wavyClose } from "../scenarios/given.ts";
import { allModelsSay, close, feed, fundOf, openWorld, passTime, typesOf, type World } from "../scenarios/world.ts";

function play(world: World, from: number, to: number): void {
  for (let index = from; index < to; index += 1) {
    passTime(world, at(index * hour));
    close(world, at(index * hour), [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))]);
  }
}

it("at start: the fund opens, trades and stops in order without its bus, and says so", {
  timeout: 30_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "qt-fail-safe-"));
  mkdirSync(join(folder, "federation-ai.log"));
  const options = readStartOptions({ data: folder, port: "0" }, {});
  const lines: string[] = [];
  const market = openPaperMarket(options);
  const fund = await openPaperFund({ options, market, print: (line) => lines.push(line), onFatal: () => {} });
  const stopping = new AbortController();
  const playing = driveLocal({ ...fund.drive, speed: Number.POSITIVE_INFINITY, signal: stopping.signal });
  const hasBought = () => lines.some((line) => line.includes("BOUGHT"));
  while (!hasBought()) await setTimeout(20);
  stopping.abort();
  await playing;
  expect(fund.subsystems()).toMatchObject({ initialized: true, status: "DEGRADED" });
  expect(fund.subsystems().parts.map(({ name, status }) => [name, status])).toEqual([
    ["federation_bus", "FAILED"],
    ["universe_os", "ACTIVE"],
    ["ai_hfos", "ACTIVE"],
  ]);
  expect(fund.drive.state.fund?.governance.isolated).toContain("federation_bus");
  expect(fund.drive.state.fund?.governance.freeze?.causes ?? []).not.toContain("SAFETY_FAILURE");
  await fund.close();
  expect(fund.failure()).toBeUndefined();
  rmSync(folder, { recursive: true });
});

const failed = (subsystem: string) => subsystemStartFailed.create({ subsystem, message: "no", fallback: "none" });

it("AI-HFOS not started: nothing it says is taken for permission, and the fund lives", () => {
  const world = openWorld();
  play(world, -12, 2);
  feed(world, at(2 * hour), "runtime", failed("ai_hfos"));
  play(world, 3, 12);
  expect(typesOf(world)).toContain("subsystem.failed");
  expect(fundOf(world).governance.policy?.modes.systemRiskMode).toBe("CRITICAL");
  expect(fundOf(world).governance.freeze).toBeUndefined();
  feed(world, at(12 * hour), "runtime", fundRestarted.create({ poison: null }));
  play(world, 13, 16);
  expect(fundOf(world).governance.policy?.modes.systemRiskMode).not.toBe("CRITICAL");
});

it("the universe not started: its hook is away, entries go on as the guard allows", () => {
  const world = openWorld();
  play(world, -12, 0);
  feed(world, at(0), "runtime", failed("universe_os"));
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  play(world, 1, 4);
  expect(typesOf(world)).toContain("order.submitted");
});

it("at work: AI-HFOS throws in its round, its failure is news once, and the fund trades on", () => {
  const world = openWorld();
  play(world, -12, 0);
  Object.defineProperty(fundOf(world).governance.conductor, "emergencies", {
    get: () => [],
    set: () => {
      throw new Error("a defect");
    },
  });
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  expect(() => play(world, 0, 6)).not.toThrow();
  expect(typesOf(world).filter((type) => type === "subsystem.failed")).toHaveLength(1);
});
