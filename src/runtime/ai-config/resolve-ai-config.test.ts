/** Every setting at its edges, every way to be wrong refused by name, and where each value comes from. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { variables } from "./ai-system-config.ts";
import { envExample } from "./env-example.ts";
import { nearestName } from "./nearest-name.ts";
import { type Environment, resolveAiConfig, shown } from "./resolve-ai-config.ts";
import { withSettingsTable } from "./settings-page.ts";

const resolve = (environment: Environment = {}, more: Partial<Parameters<typeof resolveAiConfig>[0]> = {}) =>
  resolveAiConfig({ environment, file: {}, isLiveVenue: true, ...more });
const valueOf = (name: string, environment: Environment) =>
  Object.entries(resolve(environment).config).find(([each]) => each === name)?.[1];

describe("the table", () => {
  it("has more than 40 fields, every one described, in the ten subsystems and the four groups of the seed", () => {
    expect(variables.length).toBeGreaterThan(40);
    expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length);
    expect(variables.filter(({ what }) => !/^[A-Z].*\.$/.test(what))).toEqual([]);
    const owners = new Set(variables.map(({ owner }) => owner));
    for (const owner of [
      "fund",
      "hard limits",
      "logging",
      "ai_hfos",
      "self_healing",
      "universe_os",
      "model_supervisor",
    ])
      expect(owners).toContain(owner);
    for (const owner of ["retraining", "pil", "pba", "pal", "dynamic_tpsl", "aelm"]) expect(owners).toContain(owner);
  });

  it("reads every default, and each is within its own range", () => expect(() => resolve()).not.toThrow());

  it("is what .env.example and the page of settings show; npm run settings writes both", () => {
    expect(readFileSync(".env.example", "utf8")).toBe(envExample());
    const page = readFileSync("docs/configuration.md", "utf8");
    expect(withSettingsTable(page)).toBe(page);
    for (const { name } of variables) expect(envExample()).toContain(`#${name}=`);
  });

  it("a page without its marks is refused", () =>
    expect(() => withSettingsTable("# Configuration")).toThrow("expected a page with"));
});

/** Source: origin-facts 9.2. */
it.each([
  ["QT_AI_INTEGRATION_STAGE", "OBSERVATION"],
  ["QT_AI_EMERGENCY_BRAKE", "false"],
  ["QT_AI_FAIL_SAFE", "true"],
  ["QT_AI_MAX_DAILY_DD", "5.0"],
  ["QT_AI_MAX_OPEN_DD", "10.0"],
  ["QT_AI_HFOS_ENABLED", "false"],
  ["QT_AI_HFOS_MODE", "OBSERVE"],
  ["QT_AI_HFOS_UPDATE_INTERVAL", "60"],
  ["QT_AI_PIL_MODE", "ADVISORY"],
  ["QT_AI_PIL_TOXIC_MAX_DD_PCT", "40"],
  ["QT_AI_PBA_MAX_SINGLE_POSITION", "0.15"],
  ["QT_AI_PAL_MIN_R_EXTEND_HOLD", "2.5"],
  ["QT_AI_SELF_HEALING_DD_CRITICAL", "3.5"],
  ["QT_AI_MODEL_SUPERVISOR_MAX_WEIGHT", "0.50"],
  ["QT_AI_UNIVERSE_MIN_VOLUME_24H", "5000000"],
  ["QT_ORCHESTRATOR_MIN_CONFIDENCE", "0.45"],
  ["QT_AI_AELM_MAX_SLIPPAGE_BPS", "15"],
  ["QT_AI_RETRAINING_CHECK_INTERVAL", "86400"],
  ["QT_AI_LOG_LEVEL", "INFO"],
  ["QT_AI_HEALTH_ERROR_THRESHOLD", "5"],
  ["QT_AI_TEST_SCENARIO", "none"],
])("%s is %s when nobody says otherwise", (name, preset) =>
  expect(resolve().settings.find(({ variable }) => variable.name === name)).toMatchObject({
    text: preset,
    from: "default",
  }),
);

describe("values", () => {
  it.each([
    ["QT_AI_MAX_DAILY_DD", "5.0", 0.05],
    ["QT_AI_MAX_DAILY_DD", "20", 0.2],
    ["QT_AI_MAX_LEVERAGE", "10", 10],
    ["QT_AI_CEO_INTERVAL", "30", 30_000],
    ["QT_AI_ESS_ERROR_WINDOW", "15", 900_000],
    ["QT_AI_DRILL_EVERY_DAYS", "7", 7 * 86_400_000],
    ["QT_AI_PAL_HOLD_EXTENSION_HOURS", "12", 43_200_000],
    ["QT_AI_UNIVERSE_MIN_VOLUME_24H", "5,000,000", 5_000_000],
    ["QT_AI_UNIVERSE_MIN_LIQUIDITY", "1_000_000", 1_000_000],
    ["QT_AI_EMERGENCY_BRAKE", "TRUE", true],
    ["QT_AI_EMERGENCY_BRAKE", "off", false],
    ["QT_AI_INTEGRATION_STAGE", "partial", "PARTIAL"],
    ["QT_AI_INTEGRATION_STAGE", "full", "AUTONOMY"],
    ["QT_AI_HFOS_MODE", "enforce", "ENFORCED"],
    ["QT_AI_HFOS_MODE", "PROTECTIVE", "ENFORCED"],
    ["QT_AI_SELF_HEALING_MODE", "PROTECTIVE", "PROTECTIVE"],
    ["enable_ai_ceo", "false", false],
  ])("%s=%s is read as %s", (name, text, expected) =>
    expect(valueOf(name === "enable_ai_ceo" ? "QT_AI_CEO_ENABLED" : name, { [name]: text })).toBe(expected),
  );

  it.each([
    ["QT_AI_MAX_DAILY_DD", "0", 'expected percent points above 0 and at most 20, was "0" (environment)'],
    ["QT_AI_MAX_DAILY_DD", "20.1", "at most 20"],
    ["QT_AI_MAX_DAILY_DD", "NaN", "expected percent points"],
    ["QT_AI_MAX_DAILY_DD", "Infinity", "expected percent points"],
    ["QT_AI_MAX_DAILY_DD", "5 %", "expected percent points"],
    ["QT_AI_MAX_OPEN_DD", "50.1", "at most 50"],
    ["QT_AI_MAX_LEVERAGE", "10.1", "above 0 and at most 10"],
    ["QT_AI_MAX_LEVERAGE", "0", "above 0"],
    ["QT_AI_CEO_INTERVAL", "0", "expected seconds of at least 1 and at most 86400"],
    ["QT_AI_ESS_MAX_EXECUTION_ERRORS", "2.5", "expected a whole number of at least 1"],
    ["QT_AI_EMERGENCY_BRAKE", "maybe", "expected true or false"],
    ["QT_AI_INTEGRATION_STAGE", "LIVE", "expected OBSERVATION, PARTIAL, COORDINATION, AUTONOMY, MAINNET"],
    ["QT_AI_HFOS_MODE", "FULL", "expected OFF, OBSERVE, ADVISORY, ENFORCED"],
    ["QT_AI_PROFILE", "Auto", "QT_AI_PROFILE: expected none, Observation"],
    ["QT_AI_DRY_RUN", "true", "this version has no dry run"],
  ])("%s=%s is refused: %s", (name, text, message) => {
    expect(() => resolve({ [name]: text })).toThrow(name);
    expect(() => resolve({ [name]: text })).toThrow(message);
  });

  it("an empty value says nothing", () =>
    expect(resolve({ QT_AI_MAX_DAILY_DD: " " }).config.QT_AI_MAX_DAILY_DD).toBe(0.05));

  it("every wrong setting is named at once", () =>
    expect(() => resolve({ QT_AI_MAX_DAILY_DD: "x", QT_AI_HFOS_MODE: "y", QT_AI_WHAT: "z" })).toThrow(
      /QT_AI_WHAT: [^]*QT_AI_MAX_DAILY_DD: [^]*QT_AI_HFOS_MODE: /,
    ));
});

describe("names", () => {
  it.each([
    ["QT_AI_HFOS_ENABLE", "did you mean QT_AI_HFOS_ENABLED?"],
    ["QT_AI_INTEGRATION_STAG", "did you mean QT_AI_INTEGRATION_STAGE?"],
    ["QT_ORCHESTRATOR_MIN_CONFIDENC", "did you mean QT_ORCHESTRATOR_MIN_CONFIDENCE?"],
    ["QT_AI_X", "expected a known setting; qt config lists them"],
  ])("%s is unknown and refused: %s", (name, message) => {
    expect(() => resolve({ [name]: "1" })).toThrow(`${name}: expected a known setting`);
    expect(() => resolve({}, { file: { [name]: "1" } })).toThrow(message);
  });

  it("what is not ours is left alone", () => expect(() => resolve({ PATH: "/bin", QT_API_PORT: "1" })).not.toThrow());

  it("an older name works, and one beside the new name must say the same", () => {
    const older = "QT_ORCHESTRATOR_MAX_DAILY_DD_PCT";
    expect(resolve({ [older]: "4" }).config.QT_AI_MAX_DAILY_DD).toBe(0.04);
    expect(resolve({ QT_AI_MAX_DAILY_DD: "4.0", [older]: "4" }).config.QT_AI_MAX_DAILY_DD).toBe(0.04);
    expect(() => resolve({ QT_AI_MAX_DAILY_DD: "4", [older]: "5" })).toThrow(
      `QT_AI_MAX_DAILY_DD and ${older} are one setting: expected the same value, was "4" and "5"`,
    );
    expect(() => resolve({ QT_AI_MAX_DAILY_DD: "4" }, { file: { [older]: "5" } })).toThrow("are one setting");
  });

  it("the nearest name is one of few edits, or none", () => {
    expect(nearestName("abcdefghij", ["abcdefghix", "zzz"])).toBe("abcdefghix");
    expect(nearestName("abcdefghij", ["abcdefgxyz"])).toBe("abcdefgxyz");
    expect(nearestName("abcdefghij", ["abcdefwxyz"])).toBeUndefined();
    expect(nearestName("a", [])).toBeUndefined();
  });
});

describe("sources", () => {
  const fromOf = (name: string, settings: ReturnType<typeof resolve>) =>
    settings.settings.find(({ variable }) => variable.name === name)?.from;

  it("the environment stands above .env, that above the profile, that above the default", () => {
    const name = "QT_AI_HFOS_MODE";
    const file = { [name]: "OBSERVE" };
    const profile = "Autonomy";
    const settings = [
      resolve({ [name]: "OFF" }, { file, profile }),
      resolve({}, { file, profile }),
      resolve({}, { profile }),
      resolve(),
    ];
    expect(settings.map(({ config }) => config.QT_AI_HFOS_MODE)).toEqual(["OFF", "OBSERVE", "ENFORCED", "OBSERVE"]);
    expect(settings.map((each) => fromOf(name, each))).toEqual(["environment", ".env", "profile Autonomy", "default"]);
  });

  it("a live venue starts with everything off, a paper fund from Autonomy", () => {
    const live = resolve();
    const paper = resolve({}, { isLiveVenue: false });
    expect([live.profile, live.config.QT_AI_INTEGRATION_STAGE, live.config.QT_AI_HFOS_ENABLED]).toEqual([
      "none",
      "OBSERVATION",
      false,
    ]);
    expect([paper.profile, paper.config.QT_AI_INTEGRATION_STAGE, paper.config.QT_AI_HFOS_MODE]).toEqual([
      "Autonomy",
      "AUTONOMY",
      "ENFORCED",
    ]);
    const bare = resolve({ QT_AI_PROFILE: "none" }, { isLiveVenue: false });
    expect(bare.config.QT_AI_INTEGRATION_STAGE).toBe("OBSERVATION");
  });

  it.each([
    ["Observation", "OBSERVATION", "OBSERVE", "OBSERVE", "OBSERVE"],
    ["Partial", "PARTIAL", "ADVISORY", "OBSERVE", "ADVISORY"],
    ["Coordination", "COORDINATION", "ENFORCED", "PROTECTIVE", "ADVISORY"],
    ["Autonomy", "AUTONOMY", "ENFORCED", "AGGRESSIVE", "ENFORCED"],
    ["Mainnet", "COORDINATION", "ENFORCED", "PROTECTIVE", "ADVISORY"],
  ])("profile %s: stage %s, AI-HFOS %s, self-healing %s, PAL %s", (profile, stage, hfos, healing, pal) => {
    const { config } = resolve({ QT_AI_PROFILE: profile.toUpperCase() });
    expect([
      config.QT_AI_INTEGRATION_STAGE,
      config.QT_AI_HFOS_MODE,
      config.QT_AI_SELF_HEALING_MODE,
      config.QT_AI_PAL_MODE,
      config.QT_AI_HFOS_ENABLED,
    ]).toEqual([stage, hfos, healing, pal, true]);
  });

  it("what nothing reads in this version is said, if somebody set it", () => {
    expect(resolve({ QT_AI_MODEL_SUPERVISOR_ENABLED: "true" }).notes).toEqual([
      "QT_AI_MODEL_SUPERVISOR_ENABLED: model_supervisor does not read it in this version; nothing acts on it",
    ]);
    expect(resolve({ QT_AI_HFOS_ENABLED: "true" }, { profile: "Autonomy" }).notes).toEqual([]);
  });
});

it("the fail-safe is taken away in tests only", () => {
  expect(() => resolve({ QT_AI_FAIL_SAFE: "false" })).toThrow("QT_AI_FAIL_SAFE: expected true outside tests");
  expect(resolve({ QT_AI_FAIL_SAFE: "false", QT_AI_TEST_MODE: "true" }).config.QT_AI_FAIL_SAFE).toBe(false);
});

it.each(["QT_API_TOKEN", "QT_API_TOKENS"])("%s is a secret and not shown", (name) => {
  const secret = resolve({ [name]: "ada operate 0123456789" }).settings.find(({ variable }) => variable.name === name);
  if (secret === undefined) throw new Error("expected the setting in the table");
  expect([shown(secret.variable, secret.text), shown(secret.variable, "")]).toEqual(["(hidden)", ""]);
});
