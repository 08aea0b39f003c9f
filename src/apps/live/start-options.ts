/** What `qt start` was asked for, checked and with defaults. */
import { readFileSync } from "node:fs";
import { FundError } from "../../ports/errors.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import { readVenue } from "../venue/read-venue-file.ts";
import { type AccessToken, parseTokens } from "./http/access.ts";

export type StartFlags = {
  /** `simulated`, as `qt backtest` calls it, is the built-in market, as is none. */
  readonly market?: string | undefined;
  readonly symbols?: string | undefined;
  readonly speed?: string | undefined;
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  /** File with the hashes of access tokens. */
  readonly tokens?: string | undefined;
  readonly seed?: string | undefined;
  /** A file that says what the venue is like. */
  readonly venue?: string | undefined;
  /** Names or files, in the order given. */
  readonly strategy?: readonly string[] | undefined;
  /** One of the five sets of AI settings. */
  readonly profile?: string | undefined;
  readonly fresh?: boolean | undefined;
  readonly yes?: boolean | undefined;
  /** Stops by itself after this many wall-clock seconds; for demonstrations and tests. */
  readonly seconds?: string | undefined;
};

export type StartOptions = {
  readonly market: string | undefined;
  readonly symbols: readonly string[] | undefined;
  readonly speed: number;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly tokens: readonly AccessToken[];
  readonly seed: number | undefined;
  /** Of a new fund; one that lives has its own. */
  readonly venue: VenueFile | undefined;
  readonly fresh: boolean;
  readonly yes: boolean;
  readonly seconds: number | undefined;
};

/** Four hourly bars a second: a day of the market passes in six seconds. */
const defaultSpeed = 14_400;
const defaultPort = 8001;

export function readStartOptions(flags: StartFlags, env: NodeJS.ProcessEnv = process.env): StartOptions {
  const tokens = readTokens(flags.tokens, env);
  return {
    market: flags.market === "simulated" ? undefined : flags.market,
    symbols: flags.symbols?.split(",").map((symbol) => symbol.trim()),
    speed: speedFrom(flags.speed),
    data: flags.data ?? ".quantum/paper",
    host: hostFor(flags.host ?? "127.0.0.1", tokens),
    port: wholeNumber("--port", flags.port, { low: 0, high: 65_535 }) ?? defaultPort,
    tokens,
    seed: wholeNumber("--seed", flags.seed, { low: 0, high: Number.MAX_SAFE_INTEGER }),
    venue: readVenue(flags.venue),
    fresh: flags.fresh ?? false,
    yes: flags.yes ?? false,
    seconds: wholeNumber("--seconds", flags.seconds, { low: 1, high: 1e9 }),
  };
}

/** Whoever reaches the API reads the fund's books and may command it, so a network meets a server that knows its callers. */
function hostFor(host: string, tokens: readonly AccessToken[]): string {
  if (isLoopback(host) || tokens.length > 0) return host;
  throw new FundError(
    "BAD_USAGE",
    `--host: expected 127.0.0.1, ::1 or localhost as long as there are no access tokens, was ${host}; ` +
      "give some in QT_API_TOKENS or with --tokens <file>",
  );
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

function readTokens(file: string | undefined, env: NodeJS.ProcessEnv): AccessToken[] {
  const fromEnvironment = parseTokens(env["QT_API_TOKENS"] ?? "", "QT_API_TOKENS", true);
  if (file === undefined) return fromEnvironment;
  try {
    return [...fromEnvironment, ...parseTokens(readFileSync(file, "utf8"), file, false)];
  } catch (cause) {
    if (cause instanceof FundError) throw cause;
    throw new FundError("BAD_USAGE", `--tokens: expected a readable file, was ${file}`, { cause });
  }
}

function speedFrom(text: string | undefined): number {
  if (text === undefined) return defaultSpeed;
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (!Number.isFinite(speed) || speed <= 0)
    throw new FundError("BAD_USAGE", `--speed: expected a number above 0 (1 is real time) or max, was ${text}`);
  return speed;
}

function wholeNumber(name: string, text: string | undefined, { low, high }: { low: number; high: number }) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new FundError("BAD_USAGE", `${name}: expected a whole number of ${low} to ${high}, was ${text}`);
  return value;
}
