/** Settings of the orchestrator, logging, health and debugging. Names and defaults: origin-facts 9.2. */
import { choiceField, countField, flagField, secondsField, shareField, textField } from "./fields.ts";

const orchestrator = { owner: "orchestrator", isInForce: false } as const;
const logging = { owner: "logging", isInForce: false } as const;
const health = { owner: "health", isInForce: false } as const;
const debug = { owner: "debug", isInForce: false } as const;
const aDay = { least: 1, most: 86_400 };

export const edgeVariables = {
  QT_AI_RISK_OS_ENABLED: flagField("true", {
    ...orchestrator,
    isInForce: true,
    what: "The hook risk-check runs, as far as AI-HFOS is heard.",
  }),
  QT_AI_ORCHESTRATOR_ENABLED: flagField("true", { ...orchestrator, what: "The earlier system's orchestrator runs." }),
  QT_ORCHESTRATOR_MIN_CONFIDENCE: shareField(
    "0.45",
    { least: 0, most: 1 },
    { ...orchestrator, what: "Least confidence of a signal; here the capital profile and the CEO set it." },
  ),
  QT_ORCHESTRATOR_MAX_DAILY_TRADES: countField(
    "50",
    { least: 0, most: 100_000 },
    { ...orchestrator, what: "Most trades of a day." },
  ),
  QT_ORCHESTRATOR_MAX_CONCURRENT_POSITIONS: countField(
    "10",
    { least: 0, most: 1_000 },
    { ...orchestrator, what: "Most positions at once; here the capital profile sets it." },
  ),
  QT_ORCHESTRATOR_PAUSE_ON_LOSS_STREAK: countField(
    "5",
    { least: 1, most: 1_000 },
    { ...orchestrator, what: "Losses in a row that pause; here five freeze, as a hard limit." },
  ),
  QT_AI_LOG_LEVEL: choiceField(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], "INFO", {
    ...logging,
    what: "Least severity that is logged.",
  }),
  QT_AI_LOG_PATH: textField("logs/ai_subsystem.log", { ...logging, what: "Where the log is written." }),
  QT_AI_TELEMETRY_ENABLED: flagField("false", { ...logging, what: "Figures are sent to a collector." }),
  QT_AI_TELEMETRY_INTERVAL: secondsField("300", aDay, { ...logging, what: "Between two sendings." }),
  QT_AI_HEALTH_ENABLED: flagField("true", { ...health, what: "Serves /health/ai; here it is always served." }),
  QT_AI_HEALTH_DETAILED: flagField("true", { ...health, what: "Each subsystem with its own health." }),
  QT_AI_HEALTH_CHECK_INTERVAL: secondsField("60", aDay, { ...health, what: "Between two health checks." }),
  QT_AI_HEALTH_ERROR_THRESHOLD: countField(
    "5",
    { least: 1, most: 1_000 },
    { ...health, what: "Errors from which a subsystem is sick." },
  ),
  QT_AI_DEBUG: flagField("false", { ...debug, what: "Says more." }),
  QT_AI_DRY_RUN: flagField("false", {
    ...debug,
    what: "Sends no orders. True is refused, since nothing in this version would obey it.",
  }),
  QT_AI_TEST_MODE: flagField("false", { ...debug, isInForce: true, what: "Allows QT_AI_FAIL_SAFE=false, for tests." }),
  QT_AI_TEST_SCENARIO: choiceField(["none", "winner_scenario", "loser_scenario"], "none", {
    ...debug,
    what: "Feeds an invented course of events.",
  }),
};
