/**
 * Settings of the fund itself: stage, brake, hard limits, emergency stop, agents and the CEO's thresholds.
 *
 * Names and defaults: origin-facts 9.2 and seed 004; the agents' keys are those of seed 001, "Configuration". The
 * defaults without a source there are those of the types they set.
 */
import { exitModes } from "../../kernel/domain/modes.ts";
import {
  choiceField,
  countField,
  daysField,
  flagField,
  minutesField,
  pointsField,
  ratioField,
  scoreField,
  secondsField,
  shareField,
  stageField,
  textField,
} from "./fields.ts";
import { profileNames } from "./profile-names.ts";

const fund = { owner: "fund", isInForce: true } as const;
const limits = { owner: "hard limits", isInForce: true } as const;
const stop = { owner: "emergency stop", isInForce: true } as const;
const books = { owner: "reconciliation", isInForce: true } as const;
const agents = { owner: "agents", isInForce: true } as const;
const aDay = { least: 1, most: 86_400 };

export const fundVariables = {
  QT_AI_PROFILE: choiceField(["none", ...profileNames], "none", {
    ...fund,
    what: "A complete set of settings to start from. Paper funds start from Autonomy, since no money is at risk.",
  }),
  QT_AI_INTEGRATION_STAGE: stageField("OBSERVATION", {
    ...fund,
    what: "Stage the fund starts at: how far its software is trusted. A running fund is moved with qt stage.",
  }),
  QT_AI_EMERGENCY_BRAKE: flagField("false", {
    ...fund,
    what: "Pulls the emergency brake at the start: no entries, no subsystem acts. Only qt brake release lets go.",
  }),
  QT_AI_FAIL_SAFE: flagField("true", {
    ...fund,
    what: "Isolates a subsystem that throws. Off is for tests only, needs QT_AI_TEST_MODE, and never touches the guard.",
  }),
  QT_AI_MAX_DAILY_DD: pointsField(
    "5.0",
    { least: 0, most: 20, above: true },
    {
      ...limits,
      what: "Largest loss of a UTC day before the fund freezes and the brake is set.",
      aliases: ["QT_ORCHESTRATOR_MAX_DAILY_DD_PCT"],
    },
  ),
  QT_AI_MAX_OPEN_DD: pointsField(
    "10.0",
    { least: 0, most: 50, above: true },
    { ...limits, what: "Largest unrealised loss of open positions before everything is closed." },
  ),
  QT_AI_MAX_LEVERAGE: ratioField(
    "10",
    { least: 0, most: 10, above: true },
    { ...limits, what: "Largest gross notional over equity." },
  ),
  QT_AI_ESS_EXIT_MODE: choiceField(exitModes, "CANCEL", {
    ...stop,
    what: "What a trip does to what is held, beyond cancelling entries. Open drawdown always flattens.",
  }),
  QT_AI_ESS_COOL_DOWN: secondsField("900", aDay, { ...stop, what: "Wait after a trip before the stop arms again." }),
  QT_AI_ESS_MAX_EXECUTION_ERRORS: countField(
    "5",
    { least: 1, most: 1_000 },
    { ...stop, what: "So many rejected or unanswered orders within the window trip." },
  ),
  QT_AI_ESS_ERROR_WINDOW: minutesField(
    "15",
    { least: 1, most: 1_440 },
    { ...stop, what: "The window in which those are counted." },
  ),
  QT_AI_DRILL_EVERY_DAYS: daysField(
    "0",
    { least: 0, most: 365 },
    { ...stop, what: "An emergency stop drill older than this demotes the stage; 0 asks for none." },
  ),
  QT_AI_RECONCILIATION_ORDERS_INTERVAL: secondsField("10", aDay, {
    ...books,
    what: "Between two comparisons of open orders with the venue's.",
  }),
  QT_AI_RECONCILIATION_POSITIONS_INTERVAL: secondsField("30", aDay, {
    ...books,
    what: "Between two comparisons of positions and balances with the venue's.",
  }),
  QT_AI_CEO_ENABLED: flagField("true", { ...agents, what: "The AI CEO works.", aliases: ["enable_ai_ceo"] }),
  QT_AI_CEO_INTERVAL: secondsField("30", aDay, {
    ...agents,
    what: "Between two evaluations of the AI CEO.",
    aliases: ["ai_ceo_decision_interval"],
  }),
  QT_AI_RISK_OFFICER_ENABLED: flagField("true", {
    ...agents,
    what: "The risk officer works.",
    aliases: ["enable_ai_ro"],
  }),
  QT_AI_RISK_OFFICER_INTERVAL: secondsField("30", aDay, {
    ...agents,
    what: "Between two assessments of the risk officer.",
    aliases: ["ai_ro_assessment_interval"],
  }),
  QT_AI_STRATEGY_OFFICER_ENABLED: flagField("true", {
    ...agents,
    what: "The strategy officer works.",
    aliases: ["enable_ai_so"],
  }),
  QT_AI_STRATEGY_OFFICER_INTERVAL: secondsField("60", aDay, {
    ...agents,
    what: "Between two analyses of the strategy officer.",
    aliases: ["ai_so_analysis_interval"],
  }),
  QT_AI_FEDERATION_UPDATE_INTERVAL: secondsField("15", aDay, {
    ...agents,
    what: "Between two global states of the clerk.",
    aliases: ["federation_update_interval"],
  }),
  QT_AI_CEO_MAX_DAILY_DD_EXPANSION: shareField(
    "0.03",
    { least: 0, most: 1 },
    {
      ...agents,
      what: "From this drawdown on the CEO's modes EXPANSION and GROWTH are not available.",
      aliases: ["max_daily_drawdown_expansion"],
    },
  ),
  QT_AI_CEO_CRITICAL_DRAWDOWN: shareField(
    "0.08",
    { least: 0, most: 1 },
    { ...agents, what: "From this drawdown on the CEO says BLACK_SWAN.", aliases: ["critical_drawdown_threshold"] },
  ),
  QT_AI_CEO_RISK_SCORE_CRITICAL: scoreField(
    "85",
    { least: 0, most: 100 },
    { ...agents, what: "From this risk score on the CEO says BLACK_SWAN.", aliases: ["risk_score_critical"] },
  ),
  QT_AI_CEO_MIN_WIN_RATE_EXPANSION: shareField(
    "0.52",
    { least: 0, most: 1 },
    { ...agents, what: "Below this win rate EXPANSION is not available.", aliases: ["min_win_rate_expansion"] },
  ),
  QT_STRATEGIES: textField("", {
    owner: "fund",
    isInForce: true,
    what: "Strategies beside the models: names or files, with spaces between; qt start --strategy goes before it.",
  }),
  QT_API_TOKEN: textField("", {
    owner: "API",
    isInForce: true,
    isSecret: true,
    what: "The token with which qt stage, qt brake and qt review speak to a fund that asks for one.",
  }),
  QT_API_TOKENS: textField("", {
    owner: "API",
    isInForce: true,
    isSecret: true,
    what: "Access tokens of the API, `name scope token` separated by commas. Needed to bind more than loopback.",
  }),
};
