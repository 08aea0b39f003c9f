/**
 * The settings of a what-if: names people use for what they talk about, and every field of the configuration by its own
 * path. Values are read by what the field holds now and proved by the configuration's own schema.
 */
import type { FundConfig } from "../../kernel/domain/config.ts";
import { fundConfigSchema } from "../../kernel/events/fund-events.ts";
import { nearestName } from "../../runtime/ai-config/nearest-name.ts";
import { FundError } from "../../ports/errors.ts";
import { readSettingValue, type SettingUnit, type SettingValue, unitOfPath } from "./setting-value.ts";

/** Names for what people talk about. One path may have several. */
export const friendlyNames: Readonly<Record<string, string>> = {
  "supervisor.freeze.drawdown": "hardLimits.maxDrawdownFraction",
  "supervisor.freeze.daily_loss": "hardLimits.maxDailyLossFraction",
  "supervisor.freeze.consecutive_losses": "hardLimits.maxConsecutiveLosses",
  "supervisor.freeze.minimum_capital": "hardLimits.minEquityUsd",
  "supervisor.killswitch": "hardLimits.killSwitchDrawdownFraction",
  "supervisor.review_after": "scriptedReviewAfterMs",
  "limits.risk_per_trade": "hardLimits.maxRiskPerTradeFraction",
  "limits.daily_loss": "hardLimits.maxDailyLossFraction",
  "limits.drawdown": "hardLimits.maxDrawdownFraction",
  "limits.open_drawdown": "hardLimits.maxOpenDrawdownFraction",
  "limits.exposure": "hardLimits.maxExposureFraction",
  "limits.leverage": "hardLimits.maxLeverageRatio",
  "limits.order_share": "hardLimits.maxOrderShareFraction",
  "limits.stop_distance": "hardLimits.maxStopDistanceFraction",
  "limits.expected_shortfall": "trading.maxExpectedShortfallFraction",
  "ess.enabled": "essEnabled",
  "ess.exit_mode": "ess.exitMode",
  "ess.cool_down": "ess.coolDownMs",
  "ceo.enabled": "agents.enableCeo",
  "ai_hfos.mode": "subsystems.ai_hfos",
  "ranker.enabled": "ranker.isEnabled",
  "universe.dynamic": "universe.isDynamic",
  profile: "startProfile",
  "trading.cooldown": "trading.cooldownMs",
  "trading.min_edge": "trading.minEdgeBps",
  "trading.stop_atr": "trading.stopAtr",
};

export type Setting = {
  /** The name people use; the path where there is none. */
  readonly name: string;
  readonly path: string;
  readonly value: SettingValue;
  readonly unit: SettingUnit;
};

export type SettingChange = {
  readonly name: string;
  readonly path: string;
  readonly from: SettingValue;
  readonly to: SettingValue;
};

/** What a run is a run of: another one would not be the same run under another policy. */
const isFixed = (path: string): boolean =>
  path.startsWith("identity.") || path === "intervalMs" || /^instruments\.\d+\.symbol$/.test(path);

/** Every setting with its present value: friendly names first, then every other field. */
export function listSettings(config: FundConfig): Setting[] {
  const leaves = leavesOf(config);
  const settingOf = (name: string, path: string): Setting[] => {
    const value = leaves.get(path);
    return value === undefined ? [] : [{ name, path, value, unit: unitOfPath(path) }];
  };
  const friendly = Object.entries(friendlyNames).flatMap(([name, path]) => settingOf(name, path));
  const named = new Set(Object.values(friendlyNames));
  const others = [...leaves.keys()].filter((path) => !named.has(path) && !isFixed(path));
  return [...friendly, ...others.flatMap((path) => settingOf(path, path))];
}

/**
 * The configuration with these settings, each `name=value`.
 * @throws BAD_USAGE that names field, value and rule
 */
export function applySettings(
  config: FundConfig,
  settings: readonly string[],
): { readonly config: FundConfig; readonly changes: readonly SettingChange[] } {
  const leaves = leavesOf(config);
  const changes = settings.map((setting) => readSetting(setting, leaves));
  return { config: withChanges(config, changes), changes };
}

/**
 * The same changes to another configuration of the same fund.
 * @throws BAD_USAGE when the schema refuses the result
 */
export function withChanges(config: FundConfig, changes: readonly SettingChange[]): FundConfig {
  let draft: unknown = config;
  for (const { path, to } of changes) draft = withValue(draft, path.split("."), to);
  const parsed = fundConfigSchema.safeParse(draft);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path.join(".") ?? "";
  const guilty = changes.find(({ path }) => at === path || at.startsWith(`${path}.`)) ?? changes.at(-1);
  throw usage(`${guilty?.name}: ${issue?.message ?? "expected a sound configuration"}, was ${textOf(guilty?.to)}`);
}

function readSetting(setting: string, leaves: ReadonlyMap<string, SettingValue>): SettingChange {
  const split = setting.indexOf("=");
  if (split < 1) throw usage(`expected name=value, was "${setting}"`);
  const name = setting.slice(0, split).trim();
  const text = setting.slice(split + 1).trim();
  const path = friendlyNames[name] ?? name;
  const from = leaves.get(path);
  if (from === undefined) throw unknownName(name, leaves);
  if (isFixed(path)) throw usage(`${name}: expected a setting that may differ, was one that makes it another run`);
  const to = readSettingValue(text, from, unitOfPath(path));
  if (to === undefined) throw usage(`${name}: expected ${expectedOf(from, unitOfPath(path))}, was "${text}"`);
  return { name, path, from, to };
}

function unknownName(name: string, leaves: ReadonlyMap<string, SettingValue>): FundError {
  const known = [...Object.keys(friendlyNames), ...leaves.keys()];
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
  return usage(`expected a setting that qt whatif --list names, was ${name}${hint}`);
}

/** As people write it: a list with commas, `none` for nothing. */
export function textOf(value: SettingValue | undefined): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "object") return value.length === 0 ? "none" : value.join(",");
  return String(value);
}

function expectedOf(from: SettingValue, unit: SettingUnit): string {
  if (typeof from === "boolean") return "true or false";
  if (unit === "ms") return "a length such as 90s, 15m, 24h, 2d, or milliseconds";
  return unit === "share" ? "a number such as 0.08 or 8%" : "a number";
}

/** Values by path; a list of plain values is one value. */
function leavesOf(config: FundConfig): Map<string, SettingValue> {
  const leaves = new Map<string, SettingValue>();
  const walk = (path: string, value: unknown): void => {
    if (isLeaf(value)) leaves.set(path, value);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(path === "" ? key : `${path}.${key}`, inner);
  };
  const { instruments, ...rest } = config;
  walk("", rest);
  instruments.forEach((instrument, index) => walk(`instruments.${index}`, instrument));
  return leaves;
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const isLeaf = (value: unknown): value is SettingValue =>
  value === null || isPlain(value) || (Array.isArray(value) && value.every((each) => typeof each === "string"));

function withValue(whole: unknown, [key, ...rest]: readonly string[], value: SettingValue): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((each: unknown, index) => (String(index) === key ? withValue(each, rest, value) : each));
  if (typeof whole !== "object" || whole === null) return whole;
  const inner = new Map<string, unknown>(Object.entries(whole)).get(key);
  return { ...whole, [key]: withValue(inner, rest, value) };
}

const usage = (message: string): FundError => new FundError("BAD_USAGE", `--set ${message}`);
