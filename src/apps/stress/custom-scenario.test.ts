/** A scenario of one's own: what is left out is filled in, what is wrong is named by field. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stressDefaults } from "../../kernel/simulation/stress/defaults.ts";
import { stressTypes } from "../../kernel/simulation/stress/stress.ts";
import { readScenario } from "./custom-scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "stress-"));
const written = (value: unknown): string => {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};
const mine = (stresses: readonly unknown[]) => written({ name: "mine", title: "Mine", stresses });

it("fills in every default", () => {
  const types = stressTypes.filter((type) => type !== "mixed_custom" && type !== "historic_replay");
  const { stresses } = readScenario(mine(types.map((type) => ({ type }))));
  expect(stresses).toEqual(types.map((type) => stressDefaults[type]));
});

it("keeps what is said", () => {
  const crash = {
    type: "flash_crash",
    fromBar: 4,
    assets: ["ETH"],
    depthFraction: 0.5,
    gapFraction: 1,
    fallBars: 1,
    recoveryBars: 0,
  };
  expect(readScenario(mine([crash])).stresses).toEqual([crash]);
});

it.each([
  [mine([{ type: "flash_crash", depthFraction: 1 }]), "stresses.0.depthFraction:"],
  [mine([{ type: "flash_crash", depthFraction: 30 }]), "stresses.0.depthFraction:"],
  [mine([{ type: "flash_crash", fallBars: 0 }]), "stresses.0.fallBars:"],
  [mine([{ type: "flash_crash", deep: 1 }]), "deep"],
  [mine([{ type: "earthquake" }]), "stresses.0.type:"],
  [mine([]), "stresses:"],
  [written({ name: "Not So", title: "x", stresses: [{ type: "pump_dump" }] }), "name: expected lower-case"],
  [written("{"), "expected a JSON file"],
  [join(folder, "nowhere.json"), "expected a JSON file"],
])("refuses %s, naming the field", (path, said) => expect(() => readScenario(path)).toThrow(said));
