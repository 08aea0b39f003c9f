/** What the settings make of a fund: nothing for a paper fund as shipped, everything they say otherwise. */
import { expect, it } from "vitest";
import { inOrder, reconfigured } from "../../kernel/domain/agents.ts";
import { fundConfigSchema } from "../../kernel/events/fund-events.ts";
import { openFund } from "../../kernel/fund-state.ts";
import { epochMs, seconds } from "../../kernel/units/units.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { defaultConfig } from "../default-config.ts";
import { unlimited } from "../../kernel/domain/risk-envelope.ts";
import { startCommands, withAiConfig } from "./fund-config-of.ts";
import { type Environment, resolveAiConfig } from "./resolve-ai-config.ts";

const { identity, instruments, interval } = simulatedMarket({ seed: 5, bars: 10 });
const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: epochMs(0) });
const paper = (environment: Environment = {}) => resolveAiConfig({ environment, file: {}, isLiveVenue: false }).config;
const live = () => resolveAiConfig({ environment: {}, file: {}, isLiveVenue: true }).config;

it("a paper fund that nobody configures is the fund of the default configuration", () =>
  expect(withAiConfig(base, paper())).toEqual(base));

it("a live venue that nobody configures has every subsystem OFF at stage OBSERVATION", () => {
  const config = withAiConfig(base, live());
  expect([config.stage, ...Object.values(config.subsystems), ...Object.values(config.hooks)]).toEqual([
    "OBSERVATION",
    ...Object.values(config.subsystems).map(() => "OFF"),
    ...Object.values(config.hooks).map(() => "OFF"),
  ]);
});

it("each setting reaches its field, and the result is a configuration the journal takes", () => {
  const config = withAiConfig(
    base,
    paper({
      QT_AI_INTEGRATION_STAGE: "PARTIAL",
      QT_AI_UNIVERSE_OS_MODE: "ADVISORY",
      QT_AI_HFOS_MODE: "OBSERVE",
      QT_AI_MAX_DAILY_DD: "4",
      QT_AI_MAX_OPEN_DD: "8",
      QT_AI_MAX_LEVERAGE: "3",
      QT_AI_ESS_EXIT_MODE: "FLATTEN",
      QT_AI_ESS_COOL_DOWN: "60",
      QT_AI_ESS_MAX_EXECUTION_ERRORS: "2",
      QT_AI_ESS_ERROR_WINDOW: "1",
      QT_AI_DRILL_EVERY_DAYS: "30",
      QT_AI_CEO_ENABLED: "false",
      QT_AI_HFOS_UPDATE_INTERVAL: "120",
      risk_score_critical: "80",
    }),
  );
  expect(config).toMatchObject({
    stage: "PARTIAL",
    subsystems: { universe_os: "ADVISORY", ai_hfos: "OBSERVE" },
    hooks: { "universe-filter": "ADVISORY", "risk-check": "OBSERVE", "position-sizing": "OBSERVE" },
    hardLimits: { maxDailyLossFraction: 0.04, maxOpenDrawdownFraction: 0.08, maxLeverageRatio: 3 },
    ess: { exitMode: "FLATTEN", coolDownMs: 60_000, maxExecutionErrors: 2, executionErrorWindowMs: 60_000 },
    drillEveryMs: 30 * 86_400_000,
    agents: { enableCeo: false, conductorIntervalMs: 120_000 },
    ceoThresholds: { criticalRiskScore: 80 },
  });
  expect(fundConfigSchema.parse(config)).toEqual(config);
});

it("a subsystem that is not enabled is OFF, whatever its mode says", () =>
  expect(
    withAiConfig(base, paper({ QT_AI_HFOS_ENABLED: "false", QT_AI_HFOS_MODE: "ENFORCED" })).subsystems.ai_hfos,
  ).toBe("OFF"));

it("a start pulls the brake and takes a lower stage; it never lets go and never rises", () => {
  const fund = openFund({ ...base, stage: "COORDINATION" });
  const typesOf = (environment: Environment) => startCommands(paper(environment), fund).map(({ type }) => type);
  expect(typesOf({ QT_AI_EMERGENCY_BRAKE: "true" })).toEqual(["operator.brake_set"]);
  expect(typesOf({ QT_AI_INTEGRATION_STAGE: "PARTIAL" })).toEqual(["operator.stage_set"]);
  expect(typesOf({ QT_AI_INTEGRATION_STAGE: "COORDINATION" })).toEqual([]);
  expect(typesOf({ QT_AI_INTEGRATION_STAGE: "AUTONOMY" })).toEqual([]);
  expect(startCommands(paper(), undefined)).toEqual([]);
  const pulledBy = (by: string) => {
    fund.governance.brake = { since: epochMs(0), by, reason: "a test", envelope: unlimited };
    return typesOf({ QT_AI_EMERGENCY_BRAKE: "true" });
  };
  expect(pulledBy("Ada"), "it is on").toEqual([]);
  expect(pulledBy("daily loss limit"), "a review would let it go").toEqual(["operator.brake_set"]);
});

it("a new configuration changes the flags that no operator has changed since", () => {
  const before = base.agents;
  const after = { ...before, ceoIntervalMs: seconds(90), clerkIntervalMs: seconds(45) };
  const inForce = { ...before, ceoIntervalMs: seconds(10) };
  expect(reconfigured(inForce, before, after)).toEqual(inOrder({ ...after, ceoIntervalMs: seconds(10) }));
  expect(reconfigured(before, before, after)).toEqual(after);
});
