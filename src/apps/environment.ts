/** What the environment and `.env` say, as the AI settings of this process. */
import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { FundError } from "../ports/errors.ts";
import { type AiSettings, type Environment, resolveAiConfig } from "../runtime/ai-config/resolve-ai-config.ts";

export type EnvironmentChoices = {
  readonly profile?: string | undefined;
  readonly isLiveVenue?: boolean;
  readonly environment?: Environment;
  /** Where `.env` is looked for. */
  readonly envFile?: string;
};

/** @throws BAD_USAGE naming every setting that is unknown, contradictory or out of range */
export function readAiSettings(choices: EnvironmentChoices = {}): AiSettings {
  const { profile, isLiveVenue = false, environment = process.env, envFile = ".env" } = choices;
  return resolveAiConfig({ environment, file: readEnvFile(envFile), profile, isLiveVenue });
}

/** Environment over `.env`, for what is no AI setting: access tokens. */
export const mergedEnvironment = (environment: Environment = process.env, envFile = ".env"): Environment => ({
  ...readEnvFile(envFile),
  ...environment,
});

function readEnvFile(path: string): Environment {
  if (!existsSync(path)) return {};
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new FundError("BAD_USAGE", `${path}: expected a readable file of NAME=value lines`, { cause });
  }
}
