/**
 * Strategies by name: the code that a configuration's choices mean.
 *
 * A value handed to `step` by whoever drives it, never part of state: functions cannot be written into a snapshot. The
 * configuration names each strategy with version, parameters and, of a plug-in, the hash of its file, so that state and
 * journal say exactly which code they need, and other code is refused (decision 0032).
 */
import { longestHistory, type StrategyChoice } from "../../domain/strategy-choice.ts";
import { sameValue } from "../../domain/same-value.ts";
import { ensembleName } from "../../domain/signal.ts";
import { dipInUptrend } from "./shipped/dip-in-uptrend.ts";
import { squeezeBreakout } from "./shipped/squeeze-breakout.ts";
import { turtleTrend } from "./shipped/turtle-trend.ts";
import type { Parameter, Strategy } from "./strategy.ts";

/** A strategy and where it comes from. */
export type Shelved = { readonly strategy: Strategy; readonly sha256: string | null };
export type StrategyLibrary = ReadonlyMap<string, Shelved>;

export const shippedStrategies: readonly Strategy[] = [turtleTrend, dipInUptrend, squeezeBreakout];

export const shippedLibrary: StrategyLibrary = new Map(
  shippedStrategies.map((strategy) => [strategy.name, { strategy, sha256: null }]),
);

const nameForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Why nothing can be called this; `undefined` where it can. */
export function faultOfName(name: string): string | undefined {
  if (!nameForm.test(name)) return `expected a name in lower case with hyphens, was "${name}"`;
  return name === ensembleName ? `expected another name than ${ensembleName}, which the models go by` : undefined;
}

/** What of a strategy's own words about itself cannot be, the rule first; `undefined` where all can. */
export function faultOfStrategy({ name, version, parameters }: Strategy): string | undefined {
  const fault = faultOfName(name);
  if (fault !== undefined) return fault;
  if (version.trim() === "") return "expected a version, was nothing";
  for (const [parameter, { default: start, from, to, isWhole }] of Object.entries(parameters)) {
    if (!(from <= start && start <= to)) return `expected ${parameter} to start from ${from} to ${to}, was ${start}`;
    if (isWhole && ![start, from, to].every(Number.isSafeInteger))
      return `expected ${parameter} to be whole, as it says`;
  }
  return undefined;
}

/** A choice of a strategy with some parameters of its own, or why it cannot be. */
export type Chosen =
  | { readonly kind: "CHOSEN"; readonly choice: StrategyChoice }
  | { readonly kind: "REFUSED"; readonly reason: string };

export function choose({ strategy, sha256 }: Shelved, wanted: Readonly<Record<string, number>> = {}): Chosen {
  const { name, version, features } = strategy;
  const parameters: Record<string, number> = {};
  for (const [parameter, { default: start }] of Object.entries(strategy.parameters)) parameters[parameter] = start;
  for (const [parameter, value] of Object.entries(wanted)) {
    const known = strategy.parameters[parameter];
    if (known === undefined) return refused(`expected a parameter of ${name}, was ${parameter}`);
    const fault = faultOfValue(known, value);
    if (fault !== undefined) return refused(`${name}: expected ${parameter} ${fault}`);
    parameters[parameter] = value;
  }
  const history = strategy.history(parameters);
  if (!(Number.isInteger(history) && history >= 1 && history <= longestHistory))
    return refused(`${name}: expected a history of 1 to ${longestHistory} bars, was ${history}`);
  return { kind: "CHOSEN", choice: { name, version, parameters, history, features: [...features], sha256 } };
}

function faultOfValue({ from, to, isWhole }: Parameter, value: number): string | undefined {
  if (value >= from && value <= to && !(isWhole && !Number.isInteger(value))) return undefined;
  return `${isWhole ? "whole and " : ""}from ${from} to ${to}, was ${value}`;
}

/** Why this code is not what a configuration means; `undefined` where it is. */
export function refuseChoices(choices: readonly StrategyChoice[], library: StrategyLibrary): string | undefined {
  for (const choice of choices) {
    const shelved = library.get(choice.name);
    if (shelved === undefined)
      return `expected a strategy that this code knows, was ${choice.name} ${choice.version}${fileOf(choice)}`;
    const { strategy, sha256 } = shelved;
    if (sha256 !== choice.sha256)
      return `expected ${choice.name} from ${sourceOf(choice.sha256)}, was ${sourceOf(sha256)}`;
    if (strategy.version !== choice.version)
      return `expected ${choice.name} in version ${choice.version}, was ${strategy.version}`;
    const again = choose(shelved, choice.parameters);
    if (again.kind === "REFUSED") return again.reason;
    if (!sameValue(again.choice, choice))
      return `expected ${choice.name} ${choice.version} to look at what the configuration says`;
  }
  return undefined;
}

const refused = (reason: string): Chosen => ({ kind: "REFUSED", reason });
const fileOf = ({ sha256 }: StrategyChoice): string => (sha256 === null ? "" : `, a plug-in (${sourceOf(sha256)})`);
const sourceOf = (sha256: string | null): string => (sha256 === null ? "the kernel" : `a file of sha256 ${sha256}`);
