/** What `qt start` was asked for, checked and with defaults. */
import { FundError } from "../../ports/errors.ts";

export type StartFlags = {
  readonly market?: string | undefined;
  readonly symbols?: string | undefined;
  readonly speed?: string | undefined;
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly seed?: string | undefined;
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
  readonly seed: number | undefined;
  readonly fresh: boolean;
  readonly yes: boolean;
  readonly seconds: number | undefined;
};

/** Four hourly bars a second: a day of the market passes in six seconds. */
const defaultSpeed = 14_400;
const defaultPort = 8001;

export function readStartOptions(flags: StartFlags): StartOptions {
  return {
    market: flags.market,
    symbols: flags.symbols?.split(",").map((symbol) => symbol.trim()),
    speed: speedFrom(flags.speed),
    data: flags.data ?? ".quantum/paper",
    host: loopback(flags.host ?? "127.0.0.1"),
    port: wholeNumber("--port", flags.port, { low: 0, high: 65_535 }) ?? defaultPort,
    seed: wholeNumber("--seed", flags.seed, { low: 0, high: Number.MAX_SAFE_INTEGER }),
    fresh: flags.fresh ?? false,
    yes: flags.yes ?? false,
    seconds: wholeNumber("--seconds", flags.seconds, { low: 1, high: 1e9 }),
  };
}

/** Whoever reaches the API reads the fund's books, so it is not opened to a network before it has access tokens. */
function loopback(host: string): string {
  if (["127.0.0.1", "::1", "localhost"].includes(host)) return host;
  throw new FundError(
    "BAD_USAGE",
    `--host: expected 127.0.0.1, ::1 or localhost until access tokens exist, was ${host}`,
  );
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
