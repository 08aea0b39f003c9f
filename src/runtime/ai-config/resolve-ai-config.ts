/**
 * From an environment to one checked configuration that knows where each setting came from.
 *
 * The environment stands above `.env`, that above the profile, that above the defaults. Unknown names are refused, and so
 * are two names of one setting that say different things (resolutions 40 and 54): a setting never silently has no effect.
 */
import type { z } from "zod";
import { FundError } from "../../ports/errors.ts";
import { type AISystemConfig, aiSystemSchema, type Variable, variables } from "./ai-system-config.ts";
import { nearestName } from "./nearest-name.ts";
import { type ProfileName, profileNames } from "./profile-names.ts";
import { profileNamed, settingsOf } from "./profiles.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Sources = {
  readonly environment: Environment;
  /** What `.env` says, if there is one. */
  readonly file: Environment;
  /** Asked for on the command line. */
  readonly profile?: string | undefined;
  /** Real money: without a profile everything is OFF and the stage OBSERVATION (resolutions 27). */
  readonly isLiveVenue: boolean;
};

export type Setting = { readonly variable: Variable; readonly text: string; readonly from: string };

export type AiSettings = {
  readonly config: AISystemConfig;
  readonly profile: ProfileName | "none";
  /** Every variable, in the order of the table. */
  readonly settings: readonly Setting[];
  /** What the operator should know: settings that nothing in this version acts on. */
  readonly notes: readonly string[];
};

/** @throws BAD_USAGE naming every variable that is unknown, contradictory or out of range */
export function resolveAiConfig(sources: Sources): AiSettings {
  const { environment, file } = sources;
  const problems = unknownNames(environment, file);
  const given = new Map<string, Given>();
  for (const variable of variables) {
    const found = lookUp(variable, environment, file);
    problems.push(...contradictions(variable, found));
    const [first] = found;
    if (first !== undefined) given.set(variable.name, first);
  }
  const profile = profileOf(sources, given.get("QT_AI_PROFILE"));
  const preset = profile === "none" ? new Map<string, string>() : settingsOf(profile);
  const settings = variables.map((variable): Setting => {
    const { name } = variable;
    if (name === "QT_AI_PROFILE") return { variable, text: profile, from: given.get(name)?.from ?? "default" };
    const said = given.get(name);
    if (said !== undefined) return { variable, text: said.text, from: said.from };
    const text = preset.get(name);
    return text === undefined
      ? { variable, text: variable.preset, from: "default" }
      : { variable, text, from: `profile ${profile}` };
  });
  const parsed = aiSystemSchema.safeParse(
    Object.fromEntries(settings.map(({ variable, text }) => [variable.name, text])),
  );
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => describe(issue, settings)));
  if (problems.length > 0 || !parsed.success) throw new FundError("BAD_USAGE", problems.join("\n"));
  refuseUnsafe(parsed.data);
  return { config: parsed.data, profile, settings, notes: notesOn(settings) };
}

type Given = { readonly name: string; readonly text: string; readonly from: "environment" | ".env" };

/** Everything that speaks about a variable, the strongest first. An empty value says nothing. */
function lookUp({ name, aliases = [] }: Variable, environment: Environment, file: Environment): Given[] {
  return [name, ...aliases].flatMap((each): Given[] => {
    const text = environment[each] ?? file[each];
    if (text === undefined || text.trim() === "") return [];
    return [{ name: each, text, from: environment[each] === undefined ? ".env" : "environment" }];
  });
}

function contradictions(variable: Variable, found: readonly Given[]): string[] {
  const [first, ...others] = found;
  if (first === undefined) return [];
  return others
    .filter(({ text }) => !saysTheSame(text, first.text))
    .map(
      ({ name, text }) =>
        `${first.name} and ${name} are one setting: expected the same value, was "${shown(variable, first.text)}" and ` +
        `"${shown(variable, text)}"`,
    );
}

const saysTheSame = (a: string, b: string): boolean => {
  const [x, y] = [a.trim().toLowerCase(), b.trim().toLowerCase()];
  return x === y || (x !== "" && y !== "" && Number(x) === Number(y));
};

const ourPrefixes = ["QT_AI_", "QT_ORCHESTRATOR_"];

function unknownNames(environment: Environment, file: Environment): string[] {
  const known = variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const asked = new Set([...Object.keys(environment), ...Object.keys(file)]);
  return [...asked]
    .filter((name) => ourPrefixes.some((prefix) => name.startsWith(prefix)) && !known.includes(name))
    .map((name) => {
      const near = nearestName(name, known);
      return `${name}: expected a known setting${near === undefined ? "; qt config lists them" : `, did you mean ${near}?`}`;
    });
}

function profileOf({ profile, isLiveVenue }: Sources, given: Given | undefined): ProfileName | "none" {
  const asked = profile ?? given?.text.trim();
  if (asked === undefined) return isLiveVenue ? "none" : "Autonomy";
  if (asked.toLowerCase() === "none") return "none";
  const named = profileNamed(asked);
  if (named !== undefined) return named;
  const place = profile === undefined ? "QT_AI_PROFILE" : "--profile";
  throw new FundError("BAD_USAGE", `${place}: expected none, ${profileNames.join(", ")}, was "${asked}"`);
}

function describe(issue: z.core.$ZodIssue, settings: readonly Setting[]): string {
  const setting = settings.find(({ variable }) => variable.name === issue.path[0]);
  if (setting === undefined) return issue.message;
  const { variable, text, from } = setting;
  return `${variable.name}: ${issue.message}, was "${shown(variable, text)}" (${from})`;
}

/** What would be dangerous to believe in is refused, not noted. */
function refuseUnsafe(config: AISystemConfig): void {
  const { QT_AI_FAIL_SAFE: isSafe, QT_AI_TEST_MODE: isTest, QT_AI_DRY_RUN: isDry } = config;
  if (isDry)
    throw new FundError("BAD_USAGE", "QT_AI_DRY_RUN: expected false, this version has no dry run; use a paper fund");
  if (!isSafe && !isTest)
    throw new FundError("BAD_USAGE", "QT_AI_FAIL_SAFE: expected true outside tests (QT_AI_TEST_MODE), was false");
}

const isSaid = ({ from }: Setting): boolean => from === "environment" || from === ".env";

const notesOn = (settings: readonly Setting[]): string[] =>
  settings
    .filter((setting) => isSaid(setting) && !setting.variable.isInForce)
    .map(({ variable }) => `${variable.name}: ${variable.owner} does not read it in this version; nothing acts on it`);

/** A setting's value for people; secrets are not shown. */
export const shown = ({ isSecret = false }: Variable, text: string): string =>
  isSecret && text !== "" ? "(hidden)" : text;
