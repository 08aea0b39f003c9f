/**
 * The kinds of setting an environment variable can be: how its text is read, and what the table says about it.
 *
 * A field is a schema from text to a typed value, with its description in one registry: the type, the parser, the
 * documentation and `.env.example` come from the same line. Source of units: resolutions 4, nothing inside is a percent.
 */
import { z } from "zod";
import { type IntegrationStage, integrationStages, type SubsystemMode } from "../../kernel/domain/subsystem.ts";
import { bps, days, fraction, hours, minutes, ratio, seconds, usd } from "../../kernel/units/units.ts";

/** Who reads a setting: a part of the fund, or a subsystem of the seeds. */
export type Owner =
  | "fund"
  | "hard limits"
  | "order controls"
  | "emergency stop"
  | "reconciliation"
  | "surveillance"
  | "agents"
  | "controller"
  | "analytics"
  | "opportunity ranker"
  | "self_healing"
  | "universe_os"
  | "model_supervisor"
  | "retraining"
  | "pil"
  | "pba"
  | "pal"
  | "dynamic_tpsl"
  | "aelm"
  | "ai_hfos"
  | "orchestrator"
  | "logging"
  | "health"
  | "debug"
  | "API";

export type About = {
  readonly owner: Owner;
  /** What it does, in a sentence. */
  readonly what: string;
  /** False: accepted and reported as "not in this version"; nothing acts on it. */
  readonly isInForce: boolean;
  /** Older names of the same setting (resolutions 54). */
  readonly aliases?: readonly string[];
  readonly isSecret?: boolean;
};

export type Described = About & {
  /** Value when nobody says otherwise, as text; empty for none. */
  readonly preset: string;
  readonly type: string;
  readonly unit: string;
  readonly range: string;
};

export const descriptions = z.registry<Described>();

type Words = Pick<Described, "type" | "unit" | "range">;

/** A text that `read` turns into a value, or into the rule it breaks. */
function field<Value>(read: (text: string) => Value | Broken, words: Words, preset: string, about: About) {
  const schema = z.string().transform((text, context) => {
    const value = read(text.trim());
    if (!isBroken(value)) return value;
    context.issues.push({ code: "custom", message: value.rule, input: text });
    return z.NEVER;
  });
  return schema.register(descriptions, { ...words, preset, ...about });
}

/** The rule a text breaks: "expected ...". */
type Broken = { readonly rule: string };
const isBroken = (value: unknown): value is Broken => typeof value === "object" && value !== null && "rule" in value;

type Bounds = { readonly least: number; readonly most: number; readonly above?: boolean };

function numberOf(text: string, { least, most, above = false }: Bounds, unit: string): number | Broken {
  const value = text === "" ? Number.NaN : Number(text.replaceAll(/[_,](?=\d{3})/g, ""));
  const isHighEnough = above ? value > least : value >= least;
  if (isHighEnough && value <= most) return value;
  return { rule: `expected ${unit} ${above ? "above" : "of at least"} ${least} and at most ${most}` };
}

const rangeOf = ({ least, most, above = false }: Bounds): string => `${above ? "above " : ""}${least} to ${most}`;

const numeric =
  <Value>(type: string, unit: string, convert: (value: number) => Value) =>
  (preset: string, bounds: Bounds, about: About) =>
    field(
      (text) => {
        const value = numberOf(text, bounds, unit === "" ? "a number" : unit);
        return typeof value === "number" ? convert(value) : value;
      },
      { type, unit, range: rangeOf(bounds) },
      preset,
      about,
    );

/** 5.0 in the environment is 0.05 inside: parsed here, once. */
export const pointsField = numeric("number", "percent points", (value) => fraction(value / 100));
export const shareField = numeric("number", "share, 0 to 1", fraction);
export const ratioField = numeric("number", "", ratio);
export const bpsField = numeric("number", "basis points", bps);
export const usdField = numeric("number", "USD", usd);
export const scoreField = numeric("number", "points, 0 to 100", (value) => value);
export const secondsField = numeric("number", "seconds", seconds);
export const minutesField = numeric("number", "minutes", minutes);
export const hoursField = numeric("number", "hours", hours);
export const daysField = numeric("number", "days", days);

export const countField = (preset: string, bounds: Bounds, about: About) =>
  field(
    (text) => {
      const value = numberOf(text, bounds, "a whole number");
      if (typeof value !== "number" || Number.isInteger(value)) return value;
      return { rule: `expected a whole number of at least ${bounds.least} and at most ${bounds.most}` };
    },
    { type: "whole number", unit: "", range: rangeOf(bounds) },
    preset,
    about,
  );

const yes = ["true", "1", "yes", "on"];
const no = ["false", "0", "no", "off"];

export const flagField = (preset: "true" | "false", about: About) =>
  field<boolean>(
    (text) => {
      const word = text.toLowerCase();
      return yes.includes(word) ? true : no.includes(word) ? false : { rule: "expected true or false" };
    },
    { type: "flag", unit: "", range: "true, false" },
    preset,
    about,
  );

/** One of a list, in any case; `also` are other words for one of them. */
function choice<Value extends string>(
  values: readonly Value[],
  preset: Value | "",
  about: About,
  also: Readonly<Record<string, Value>> = {},
) {
  const read = (text: string): Value | Broken =>
    values.find((value) => value.toLowerCase() === text.toLowerCase()) ??
    also[text.toUpperCase()] ?? { rule: `expected ${values.join(", ")}` };
  return field<Value>(read, { type: "choice", unit: "", range: values.join(", ") }, preset, about);
}
export const choiceField = <Value extends string>(values: readonly Value[], preset: Value, about: About) =>
  choice(values, preset, about);

/** Other words the earlier system used for AUTONOMY: origin-facts 9.1. */
export const stageField = (preset: IntegrationStage, about: About) =>
  choice(integrationStages, preset, about, { ENFORCED: "AUTONOMY", FULL: "AUTONOMY", ACTIVE: "AUTONOMY" });

/** PROTECTIVE enforces what can only tighten, and is ENFORCED here; the stage decides the rest (resolutions 62). */
export const modeField = (preset: SubsystemMode, about: About) =>
  choice<SubsystemMode>(["OFF", "OBSERVE", "ADVISORY", "ENFORCED"], preset, about, {
    ENFORCE: "ENFORCED",
    PROTECTIVE: "ENFORCED",
    AGGRESSIVE: "ENFORCED",
  });

/** Self-healing's own words. Source: origin-facts 9.2. */
export const healingModeField = (preset: "OBSERVE", about: About) =>
  choice(["OFF", "OBSERVE", "PROTECTIVE", "AGGRESSIVE"] as const, preset, about, { ENFORCED: "PROTECTIVE" });

export const textField = (preset: string, about: About) =>
  field<string>((text) => text, { type: "text", unit: "", range: "any text" }, preset, about);
