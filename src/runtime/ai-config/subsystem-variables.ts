/**
 * Settings of the ten subsystems of the seeds. Names and defaults: origin-facts 9.2; dynamic targets have none there.
 *
 * Everything is OFF until it is enabled (seed 004, "Feature-Flagged Architecture"). Settings of subsystems that do not
 * exist yet are read and checked, and reported as not in this version; nothing acts on them.
 */
import { allocators } from "../../kernel/domain/balancer.ts";
import { universeProfiles } from "../../kernel/domain/universe.ts";
import {
  bpsField,
  choiceField,
  countField,
  daysField,
  flagField,
  healingModeField,
  hoursField,
  minutesField,
  modeField,
  pointsField,
  ratioField,
  secondsField,
  shareField,
  usdField,
} from "./fields.ts";

const hfos = { owner: "ai_hfos", isInForce: true } as const;
const universe = { owner: "universe_os", isInForce: true } as const;
const pil = { owner: "pil", isInForce: true } as const;
const pba = { owner: "pba", isInForce: true } as const;
const pal = { owner: "pal", isInForce: true } as const;
const healing = { owner: "self_healing", isInForce: true } as const;
const supervisor = { owner: "model_supervisor", isInForce: false } as const;
const aelm = { owner: "aelm", isInForce: true } as const;
const retraining = { owner: "retraining", isInForce: false } as const;
const dynamic_tpsl = { owner: "dynamic_tpsl", isInForce: true } as const;
const later = { owner: "universe_os", isInForce: false } as const;
const aDay = { least: 1, most: 86_400 };
const aWeek = { least: 1, most: 604_800 };
const whole = { least: 0, most: 1 };

export const subsystemVariables = {
  QT_AI_HFOS_ENABLED: flagField("false", { ...hfos, what: "AI-HFOS, the conductor is started." }),
  QT_AI_HFOS_MODE: modeField("OBSERVE", {
    ...hfos,
    what: "AI-HFOS, the conductor: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_HFOS_UPDATE_INTERVAL: secondsField("60", aDay, { ...hfos, what: "Between two rounds of the conductor." }),
  QT_AI_UNIVERSE_OS_ENABLED: flagField("false", { ...universe, what: "The universe filter is started." }),
  QT_AI_UNIVERSE_OS_MODE: modeField("OBSERVE", {
    ...universe,
    what: "The universe filter: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_UNIVERSE_DYNAMIC: flagField("false", {
    ...universe,
    what: "Universe OS chooses among the configured symbols by what they have done. Off, all belong to it.",
  }),
  QT_AI_UNIVERSE_PROFILE: choiceField(universeProfiles, "AGGRESSIVE", {
    ...universe,
    what: "How many symbols, and of which tiers. In system risk modes SAFE and CRITICAL it is SAFE.",
  }),
  QT_AI_UNIVERSE_L1_SIZE: countField(
    "10",
    { least: 1, most: 1_000 },
    { ...universe, what: "Symbols of the first layer: what profile SAFE takes at most." },
  ),
  QT_AI_UNIVERSE_L2_SIZE: countField(
    "20",
    { least: 1, most: 1_000 },
    { ...universe, what: "Symbols of the second layer: what profile AGGRESSIVE takes at most." },
  ),
  QT_AI_UNIVERSE_BLACKLIST_ENABLED: flagField("true", { ...universe, what: "Symbols on the black list are left out." }),
  QT_AI_UNIVERSE_MIN_VOLUME_24H: usdField(
    "5000000",
    { least: 0, most: 1e12 },
    { ...universe, what: "Least traded value of a day." },
  ),
  QT_AI_UNIVERSE_MIN_LIQUIDITY: usdField(
    "1000000",
    { least: 0, most: 1e12 },
    { ...later, what: "Least value in the book." },
  ),
  QT_AI_UNIVERSE_MAX_SPREAD_BPS: bpsField(
    "10",
    { least: 0, most: 1_000 },
    { ...universe, what: "Largest spread: the one the instrument is configured with, until a book is read." },
  ),
  QT_AI_PIL_ENABLED: flagField("false", { ...pil, what: "The position intelligence layer is started." }),
  QT_AI_PIL_MODE: modeField("ADVISORY", {
    ...pil,
    what: "The position intelligence layer: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_PIL_CLASSIFICATION_INTERVAL: secondsField("300", aDay, {
    ...pil,
    what: "Between two classifications of the open positions.",
  }),
  QT_AI_PIL_WINNER_THRESHOLD_R: ratioField(
    "1.5",
    { least: 0, most: 100 },
    { ...pil, what: "Profit in initial risks from which a position is a winner." },
  ),
  QT_AI_PIL_WINNER_MAX_DD_PCT: pointsField(
    "10",
    { least: 0, most: 100 },
    { ...pil, what: "Largest fall from its best value a winner may have." },
  ),
  QT_AI_PIL_TOXIC_MAX_DD_PCT: pointsField(
    "40",
    { least: 0, most: 100 },
    { ...pil, what: "Fall from its best value from which a position is toxic." },
  ),
  QT_AI_PIL_TOXIC_DURATION_MIN: minutesField(
    "120",
    { least: 0, most: 525_600 },
    {
      ...pil,
      what: "Age from which a losing position may be toxic; stretched where bars are longer than the interval.",
    },
  ),
  QT_AI_PBA_ENABLED: flagField("false", { ...pba, what: "The portfolio balancer is started." }),
  QT_AI_PBA_MODE: modeField("ADVISORY", {
    ...pba,
    what: "The portfolio balancer: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_PBA_REBALANCE_INTERVAL: secondsField("600", aDay, {
    ...pba,
    what: "Between two recommendations; never more often than bars.",
  }),
  QT_AI_PBA_ALLOCATOR: choiceField(allocators, "HRP", { ...pba, what: "Who shares the money out among symbols." }),
  QT_AI_PBA_MAX_PORTFOLIO_LEVERAGE: ratioField(
    "20",
    { least: 0, most: 125 },
    { ...pba, what: "Leverage up to which it lets entries through. The hard limit stays below it." },
  ),
  QT_AI_PBA_MAX_SECTOR_EXPOSURE: shareField("0.30", whole, {
    ...pba,
    what: "Share of what is tradable to which entries may fill a sector.",
  }),
  QT_AI_PBA_MAX_CORRELATION: shareField("0.85", whole, {
    ...pba,
    what: "Largest correlation of an entry with anything held.",
  }),
  QT_AI_PBA_MAX_SINGLE_POSITION: shareField("0.15", whole, {
    ...pba,
    what: "Largest entry, share of what is tradable.",
  }),
  QT_AI_PAL_ENABLED: flagField("false", { ...pal, what: "The profit amplification layer is started." }),
  QT_AI_PAL_MODE: modeField("ADVISORY", {
    ...pal,
    what: "The profit amplification layer: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_PAL_ANALYSIS_INTERVAL: secondsField("900", aDay, { ...pal, what: "Between two looks at the winners." }),
  QT_AI_PAL_MIN_R: ratioField(
    "1.0",
    { least: 0, most: 100 },
    { ...pal, what: "Profit in initial risks from which anything is amplified." },
  ),
  QT_AI_PAL_MIN_R_SCALE_IN: ratioField(
    "1.5",
    { least: 0, most: 100 },
    { ...pal, what: "Profit in initial risks from which a position is added to." },
  ),
  QT_AI_PAL_MIN_R_EXTEND_TP: ratioField(
    "2.0",
    { least: 0, most: 100 },
    { ...pal, what: "Profit in initial risks from which the target is moved out." },
  ),
  QT_AI_PAL_MIN_R_EXTEND_HOLD: ratioField(
    "2.5",
    { least: 0, most: 100 },
    { ...pal, what: "Profit in initial risks from which the holding time is extended." },
  ),
  QT_AI_PAL_MAX_DD_FOR_AMPLIFY: pointsField(
    "5.0",
    { least: 0, most: 100 },
    { ...pal, what: "Largest drawdown of the fund at which anything is amplified." },
  ),
  QT_AI_PAL_SCALE_IN_MULTIPLIER: ratioField(
    "1.5",
    { least: 1, most: 10 },
    { ...pal, what: "Size after adding, over size before." },
  ),
  QT_AI_PAL_TP_EXTENSION_FACTOR: ratioField(
    "1.25",
    { least: 1, most: 10 },
    { ...pal, what: "Distance of the new target over the old one." },
  ),
  QT_AI_PAL_HOLD_EXTENSION_HOURS: hoursField(
    "12",
    { least: 0, most: 8_760 },
    { ...pal, what: "How much longer an extended position is held." },
  ),
  QT_AI_SELF_HEALING_ENABLED: flagField("false", { ...healing, what: "Self-healing is started." }),
  QT_AI_SELF_HEALING_MODE: healingModeField("OBSERVE", {
    ...healing,
    what: "Self-healing: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_SELF_HEALING_CHECK_INTERVAL: secondsField("120", aDay, { ...healing, what: "Between two checks." }),
  QT_AI_SELF_HEALING_DD_WARNING: pointsField(
    "2.0",
    { least: 0, most: 100 },
    { ...healing, what: "Drawdown that warns." },
  ),
  QT_AI_SELF_HEALING_DD_CRITICAL: pointsField(
    "3.5",
    { least: 0, most: 100 },
    { ...healing, what: "Drawdown that is critical." },
  ),
  QT_AI_SELF_HEALING_WIN_RATE_MIN: shareField("0.45", whole, { ...healing, what: "Win rate below which it acts." }),
  QT_AI_SELF_HEALING_LOSS_STREAK_MAX: countField(
    "5",
    { least: 1, most: 1_000 },
    { ...healing, what: "Losses in a row at which it acts." },
  ),
  QT_AI_MODEL_SUPERVISOR_ENABLED: flagField("false", { ...supervisor, what: "The model supervisor is started." }),
  QT_AI_MODEL_SUPERVISOR_MODE: modeField("ADVISORY", {
    ...supervisor,
    what: "The model supervisor: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_MODEL_SUPERVISOR_EVAL_INTERVAL: secondsField("3600", aDay, {
    ...supervisor,
    what: "Between two evaluations of the models.",
  }),
  QT_AI_MODEL_SUPERVISOR_MIN_SHARPE: ratioField(
    "0.5",
    { least: -10, most: 10 },
    { ...supervisor, what: "Sharpe ratio below which a model is warned about." },
  ),
  QT_AI_MODEL_SUPERVISOR_MIN_WIN_RATE: shareField("0.48", whole, {
    ...supervisor,
    what: "Win rate below which a model is warned about.",
  }),
  QT_AI_MODEL_SUPERVISOR_MAX_DD: pointsField(
    "8.0",
    { least: 0, most: 100 },
    { ...supervisor, what: "Drawdown above which a model is warned about." },
  ),
  QT_AI_MODEL_SUPERVISOR_ADJUST_WEIGHTS: flagField("false", { ...supervisor, what: "Weights follow the evaluations." }),
  QT_AI_MODEL_SUPERVISOR_MIN_WEIGHT: shareField("0.10", whole, { ...supervisor, what: "Least weight of a model." }),
  QT_AI_MODEL_SUPERVISOR_MAX_WEIGHT: shareField("0.50", whole, { ...supervisor, what: "Largest weight of a model." }),
  QT_AI_AELM_ENABLED: flagField("false", { ...aelm, what: "Smart execution is started." }),
  QT_AI_AELM_MODE: modeField("ADVISORY", {
    ...aelm,
    what: "Smart execution: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_AELM_SMART_EXEC: flagField("false", {
    ...aelm,
    what: "Entries whose impact is noticeable are worked in parts.",
  }),
  QT_AI_AELM_MAX_SLIPPAGE_BPS: bpsField(
    "15",
    { least: 0, most: 1_000 },
    { ...aelm, what: "Largest slippage accepted." },
  ),
  QT_AI_AELM_MAX_SPREAD_BPS: bpsField("10", { least: 0, most: 1_000 }, { ...aelm, what: "Largest spread accepted." }),
  QT_AI_AELM_ORDER_TYPE_AUTO: flagField("false", {
    ...aelm,
    what: "How an entry is worked is chosen by urgency, spread and impact; otherwise all are market orders.",
  }),
  QT_AI_RETRAINING_ENABLED: flagField("false", { ...retraining, what: "Retraining of models is started." }),
  QT_AI_RETRAINING_MODE: modeField("ADVISORY", {
    ...retraining,
    what: "Retraining of models: how far it is heard, as far as the stage allows.",
  }),
  QT_AI_RETRAINING_AUTO_DEPLOY: flagField("false", {
    ...retraining,
    what: "A better model is taken over without a person.",
  }),
  QT_AI_RETRAINING_MIN_SHARPE: ratioField(
    "0.4",
    { least: -10, most: 10 },
    { ...retraining, what: "Sharpe ratio below which a model is trained anew." },
  ),
  QT_AI_RETRAINING_MAX_DD: pointsField(
    "10.0",
    { least: 0, most: 100 },
    { ...retraining, what: "Drawdown above which a model is trained anew." },
  ),
  QT_AI_RETRAINING_MIN_WIN_RATE: shareField("0.40", whole, {
    ...retraining,
    what: "Win rate below which a model is trained anew.",
  }),
  QT_AI_RETRAINING_MIN_DAYS_SINCE: daysField(
    "7",
    { least: 0, most: 3_650 },
    { ...retraining, what: "Least time between two trainings of a model." },
  ),
  QT_AI_RETRAINING_CHECK_INTERVAL: secondsField("86400", aWeek, { ...retraining, what: "Between two checks." }),
  QT_AI_RETRAINING_DATASET_SIZE: countField(
    "10000",
    { least: 1, most: 100_000_000 },
    { ...retraining, what: "Examples to train on." },
  ),
  QT_AI_DYNAMIC_TPSL_ENABLED: flagField("false", { ...dynamic_tpsl, what: "Dynamic targets and stops is started." }),
  QT_AI_DYNAMIC_TPSL_MODE: modeField("OBSERVE", {
    ...dynamic_tpsl,
    what: "Dynamic targets and stops: how far it is heard, as far as the stage allows.",
  }),
};
