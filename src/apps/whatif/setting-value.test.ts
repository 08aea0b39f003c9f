/** Values as people write them. */
import { expect, it } from "vitest";
import { readSettingValue, type SettingUnit, type SettingValue, unitOfPath } from "./setting-value.ts";

const cases: readonly (readonly [string, SettingValue, SettingUnit, SettingValue | undefined])[] = [
  ["0.08", 0.1, "share", 0.08],
  ["8%", 0.1, "share", 0.08],
  ["2.5 %", 0.1, "share", 0.025],
  ["-1", 5, "", -1],
  ["1e-3", 5, "", 0.001],
  ["8%", 5, "ratio", undefined],
  ["eight", 5, "", undefined],
  ["", 5, "", undefined],
  ["15m", 1, "ms", 900_000],
  ["90s", 1, "ms", 90_000],
  ["1.5h", 1, "ms", 5_400_000],
  ["2d", 1, "ms", 172_800_000],
  ["250", 1, "ms", 250],
  ["250ms", 1, "ms", 250],
  ["15 min", 1, "ms", undefined],
  ["none", 1, "ms", null],
  ["24h", null, "ms", 86_400_000],
  ["on", false, "", true],
  ["false", true, "", false],
  ["maybe", true, "", undefined],
  ["CANCEL", "FLATTEN", "", "CANCEL"],
  ["SUPERVISOR, CRO", ["SUPERVISOR"], "", ["SUPERVISOR", "CRO"]],
  ["none", ["SUPERVISOR"], "", []],
];

it.each(cases)("%j, where %j stands (%s), is %j", (text, now, unit, value) =>
  expect(readSettingValue(text, now, unit)).toEqual(value),
);

it("knows a unit by the end of the name", () =>
  expect(["a.maxLossFraction", "ess.coolDownMs", "minEquityUsd", "minEdgeBps", "seats"].map(unitOfPath)).toEqual([
    "share",
    "ms",
    "USD",
    "bps",
    "",
  ]));
