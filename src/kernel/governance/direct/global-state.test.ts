/** The clerk's snapshot: who reported, what is disabled, and that what is missing never reads as permission. */
import { describe, expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { briefing, policy } from "../../../../tests/scenarios/given-fund.ts";
import type { AgentReport, GlobalState } from "../../domain/global-state.ts";
import type { Policy } from "../../domain/mandate.ts";
import type { OperatingMode } from "../../domain/modes.ts";
import { operatingModes } from "../../domain/modes.ts";
import { fraction } from "../../units/units.ts";
import { globalStateFrom, type GlobalStateSource } from "./global-state.ts";

const report = (agent: AgentReport["agent"], change: Partial<AgentReport> = {}): AgentReport => ({
  agent,
  isEnabled: true,
  lastRunAt: at(0),
  isStale: false,
  ...change,
});
const globalState = (change: Partial<GlobalStateSource> = {}): GlobalState =>
  globalStateFrom({
    at: at(5_000),
    policy: policy(),
    ceo: undefined,
    risk: briefing().risk,
    advice: { shouldReduceExposure: false, shouldPauseTrading: false },
    strategy: undefined,
    alerts: [],
    models: ["momentum", "reversion"],
    agents: [report("CEO"), report("RISK_OFFICER"), report("STRATEGY_OFFICER")],
    ...change,
  });
const inMode = (operatingMode: OperatingMode): Policy => ({ ...policy(), modes: { ...policy().modes, operatingMode } });

it("of a calm fund is complete, five seconds old, and disables nothing", () => {
  expect(globalState()).toMatchObject({
    globalMode: "EXPANSION",
    riskLevel: "low",
    dataCompleteness: 1,
    allAgentsHealthy: true,
    staleness: 5_000,
    disabledFeatures: [],
    activeStrategies: ["momentum", "reversion"],
    strategyConfidence: null,
  });
});

describe("disabled features", () => {
  it("follow the operating mode", () =>
    expect(operatingModes.map((mode) => globalState({ policy: inMode(mode) }).disabledFeatures)).toEqual([
      ["rl_position_sizing", "meta_strategy", "retraining"],
      ["rl_position_sizing", "meta_strategy"],
      [],
      [],
      [],
    ]));
  it("name new positions exactly when the mandate stops entries, and leverage at a high level of risk", () => {
    expect(globalState({ policy: policy({ entriesAllowed: false }) }).disabledFeatures).toEqual(["new_positions"]);
    const risky = { ...briefing().risk, score: 50 };
    expect(globalState({ risk: risky }).disabledFeatures).toEqual(["leverage_increase"]);
    expect(globalState({ risk: { ...risky, score: 49 } }).disabledFeatures).toEqual([]);
  });
});

describe("missing data", () => {
  it("of the CEO reads as BLACK_SWAN", () => {
    const state = globalState({ agents: [report("CEO", { isStale: true }), report("RISK_OFFICER")] });
    expect(state).toMatchObject({ globalMode: "BLACK_SWAN", dataCompleteness: 0.5, allAgentsHealthy: false });
  });
  it("of the risk officer reads as critical", () => {
    const state = globalState({ agents: [report("CEO"), report("RISK_OFFICER", { isStale: true })] });
    expect(state).toMatchObject({ riskLevel: "critical", shouldReduceExposure: true, shouldPauseTrading: true });
  });
  it("of an agent that never ran counts as missing", () => {
    const state = globalState({ agents: [report("CEO", { lastRunAt: undefined }), report("RISK_OFFICER")] });
    expect(state).toMatchObject({ dataCompleteness: 0.5, allAgentsHealthy: false });
  });
  it("without any agent is nothing at all", () => expect(globalState({ agents: [] }).dataCompleteness).toBe(0));
});

it("calls a model without weight disabled", () => {
  const weighted = { ...policy(), modelWeights: { momentum: fraction(1), reversion: fraction(0) } };
  expect(globalState({ policy: weighted })).toMatchObject({
    activeStrategies: ["momentum"],
    disabledStrategies: ["reversion"],
  });
});
