/** Every scale and list of names the seeds print: proved complete, in order, nothing added unseen. */
import { describe, expect, it } from "vitest";
import { decisionKinds, freezeSeverities, researchTaskTypes, seniority } from "../../src/kernel/domain/decision.ts";
import {
  capitalProfiles,
  essLevels,
  operatingModes,
  riskModes,
  systemHealths,
  systemRiskModes,
  tradingModes,
} from "../../src/kernel/domain/modes.ts";
import { integrationStages, subsystemModes } from "../../src/kernel/domain/subsystem.ts";
import { decisionSchema } from "../../src/kernel/events/governance-events.ts";

type Row = readonly [id: string, ours: readonly string[], theirs: readonly string[], added: readonly string[]];

/** Ours, theirs in order, and what we add with the resolution that says so. */
const rows: readonly Row[] = [
  // The operator outranks the council and sits in none (resolutions 8); the controller is seed 002's (resolutions 5).
  ["000-ROLE-01", seniority, ["SUPERVISOR", "CRO", "CEO", "CIO", "CFO", "RESEARCHER"], ["OPERATOR", "CONTROLLER"]],
  [
    "000-TYPE-01",
    decisionKinds,
    [
      "CAPITAL_PROFILE",
      "MODE_CHANGE",
      "RISK_ADJUSTMENT",
      "ESS_POLICY",
      "STRATEGY_ALLOCATION",
      "SYMBOL_UNIVERSE",
      "CASHFLOW",
      "RESEARCH_TASK",
      "OVERRIDE",
      "FREEZE",
    ],
    // Freeze and unfreeze are two (resolutions 15); the others are those of seeds 001, 002 and 003 (resolutions 12a).
    ["UNFREEZE", "OPERATING_MODE", "RISK_MODE", "STRATEGY_LISTS", "THRESHOLDS"],
  ],
  ["000-CEO-02", capitalProfiles, ["MICRO", "LOW", "NORMAL", "AGGRESSIVE"], []],
  ["000-MODE-03", tradingModes, ["EMERGENCY", "PAUSED", "SHADOW", "LIVE"], []],
  ["000-MODE-04", essLevels, ["CRITICAL", "WARNING", "CAUTION", "NOMINAL"], []],
  // OPTIMAL counts as healthy (resolutions 1 and 42).
  ["000-MODE-05", systemHealths, ["EMERGENCY", "CRITICAL", "DEGRADED", "HEALTHY"], ["OPTIMAL"]],
  [
    "000-RES-02",
    researchTaskTypes,
    ["hyperparameter_tuning", "feature_engineering", "model_retraining", "risk_analysis", "backtest_strategy"],
    [],
  ],
  ["000-FRZ-04", freezeSeverities, ["CRITICAL", "HIGH", "MEDIUM"], []],
  ["001-CEO-03", operatingModes, ["BLACK_SWAN", "CAPITAL_PRESERVATION", "DEFENSIVE", "EXPANSION", "GROWTH"], []],
  ["004-SVC-02", integrationStages, ["OBSERVATION", "PARTIAL", "COORDINATION", "AUTONOMY"], ["MAINNET"]],
  ["004-SVC-03", subsystemModes, ["OFF", "OBSERVE", "ADVISORY", "ENFORCED"], []],
  ["004-DES-03", integrationStages, ["OBSERVATION", "PARTIAL", "COORDINATION", "AUTONOMY", "MAINNET"], []],
  ["002-MSC-03", riskModes, ["DEFENSIVE", "NORMAL", "AGGRESSIVE"], []],
  ["004-HFOS-02", systemRiskModes, ["CRITICAL", "SAFE", "NORMAL", "AGGRESSIVE"], []],
];

describe.each(rows)("%s", (_, ours, theirs, added) => {
  it("has every value, in the seed's order", () =>
    expect(ours.filter((value) => !added.includes(value))).toEqual(theirs));
  it("adds only what a resolution adds", () => expect(ours.filter((value) => !theirs.includes(value))).toEqual(added));
});

it("000-TYPE-01: every decision type has a schema, and no schema has another", () => {
  const literals = decisionSchema.options.map(({ shape }) => shape.kind.value);
  expect(literals.toSorted()).toEqual([...decisionKinds].toSorted());
});
