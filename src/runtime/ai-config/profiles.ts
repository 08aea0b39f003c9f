/**
 * The five profiles as settings. Source: origin-facts 9.3; what it leaves open keeps the mode of the profile before,
 * and the first one only observes.
 */
import type { VariableName } from "./ai-system-config.ts";
import { type ProfileName, profileNames } from "./profile-names.ts";

type Settings = Readonly<Partial<Record<VariableName, string>>>;

const enabled: Settings = {
  QT_AI_SELF_HEALING_ENABLED: "true",
  QT_AI_UNIVERSE_OS_ENABLED: "true",
  QT_AI_MODEL_SUPERVISOR_ENABLED: "true",
  QT_AI_RETRAINING_ENABLED: "true",
  QT_AI_PIL_ENABLED: "true",
  QT_AI_PBA_ENABLED: "true",
  QT_AI_PAL_ENABLED: "true",
  QT_AI_DYNAMIC_TPSL_ENABLED: "true",
  QT_AI_AELM_ENABLED: "true",
  QT_AI_HFOS_ENABLED: "true",
};

/** Markets a paper fund trades in are smaller than the seeds' gates: what its largest position is 1 % of a day of. */
const paper: Settings = {
  QT_OPP_RANKER_MIN_VOLUME: "1000000",
  QT_AI_UNIVERSE_MIN_VOLUME_24H: "1000000",
  QT_AI_UNIVERSE_DYNAMIC: "true",
  QT_AI_AELM_ORDER_TYPE_AUTO: "true",
  QT_AI_AELM_SMART_EXEC: "true",
};

const all = (mode: "OBSERVE" | "ADVISORY" | "ENFORCED"): Settings => ({
  ...enabled,
  QT_AI_SELF_HEALING_MODE: mode === "ENFORCED" ? "AGGRESSIVE" : mode === "ADVISORY" ? "PROTECTIVE" : mode,
  QT_AI_UNIVERSE_OS_MODE: mode,
  QT_AI_MODEL_SUPERVISOR_MODE: mode,
  QT_AI_RETRAINING_MODE: mode,
  QT_AI_PIL_MODE: mode,
  QT_AI_PBA_MODE: mode,
  QT_AI_PAL_MODE: mode,
  QT_AI_DYNAMIC_TPSL_MODE: mode,
  QT_AI_AELM_MODE: mode,
  QT_AI_HFOS_MODE: mode,
});

const partial: Settings = {
  ...paper,
  ...all("OBSERVE"),
  QT_AI_INTEGRATION_STAGE: "PARTIAL",
  QT_AI_HFOS_MODE: "ADVISORY",
  QT_AI_PAL_MODE: "ADVISORY",
  QT_AI_AELM_MODE: "ADVISORY",
};

const settings: Readonly<Record<ProfileName, Settings>> = {
  Observation: { ...paper, ...all("OBSERVE"), QT_AI_INTEGRATION_STAGE: "OBSERVATION" },
  Partial: partial,
  Coordination: {
    ...partial,
    QT_AI_INTEGRATION_STAGE: "COORDINATION",
    QT_AI_HFOS_MODE: "ENFORCED",
    QT_AI_PIL_MODE: "ADVISORY",
    QT_AI_PBA_MODE: "ADVISORY",
    QT_AI_SELF_HEALING_MODE: "PROTECTIVE",
  },
  Autonomy: { ...paper, ...all("ENFORCED"), QT_AI_INTEGRATION_STAGE: "AUTONOMY" },
  /** Real money begins a stage lower and with most subsystems advising (seed 004, "Month 3+"). */
  Mainnet: {
    ...all("ADVISORY"),
    QT_AI_INTEGRATION_STAGE: "COORDINATION",
    QT_AI_HFOS_MODE: "ENFORCED",
    QT_AI_AELM_MODE: "ENFORCED",
  },
};

export const settingsOf = (profile: ProfileName): ReadonlyMap<string, string> =>
  new Map(Object.entries(settings[profile]));

/** In any case, as people type it. */
export const profileNamed = (text: string): ProfileName | undefined =>
  profileNames.find((name) => name.toLowerCase() === text.toLowerCase());
