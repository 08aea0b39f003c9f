/** The figures of a scenario, without and with it, the same on the page, in the text and in the data. */
import { length, money, share, signedShare, whole } from "../figures.ts";
import type { PlayedStress, StressedScenario } from "./stress-answer.ts";
import type { WatchedClose } from "./watch.ts";

export type StressFigures = {
  readonly endEquityUsd: number;
  /** From the last close before the strike to the lowest one of the stress and the ten days after it. */
  readonly worstLossFraction: number;
  readonly deepestDrawdownRatio: number;
  readonly frozenMs: number;
  readonly refusedByGuard: number;
  /** By check, the most first. */
  readonly controlsHit: readonly (readonly [check: string, times: number])[];
  readonly emergencyStops: number;
  /** Closes from the strike until nothing is held; null where that never was. */
  readonly closesToZero: number | null;
  readonly unknownAtEnd: number;
  readonly trades: number;
};

const closesAfter = 240;

/** @param step closes from the strike at which the calm run is cut alike */
export function figuresOf(
  { record, closes, refusals }: PlayedStress,
  { strikeAt, length: bars, intervalMs }: Cut,
): StressFigures {
  const since = closes.filter(({ at }) => at > strikeAt);
  const before = closes.filter(({ at }) => at <= strikeAt).at(-1);
  const near = since.slice(0, bars + closesAfter);
  const lowest = Math.min(...near.map(({ equityUsd }) => equityUsd));
  const zero = since.findIndex(({ held }) => held.size === 0);
  return {
    endEquityUsd: closes.at(-1)?.equityUsd ?? Number.NaN,
    worstLossFraction: before === undefined ? Number.NaN : Math.max(0, 1 - lowest / before.equityUsd),
    deepestDrawdownRatio: Math.max(0, ...near.map(({ drawdown }) => drawdown)),
    frozenMs: near.filter(({ isFrozen }) => isFrozen).length * intervalMs,
    refusedByGuard: [...refusals.values()].reduce((sum, times) => sum + times, 0),
    controlsHit: [...refusals].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    emergencyStops: [...record.facts.essTrips.values()].reduce((sum, times) => sum + times, 0),
    closesToZero: zero < 0 ? null : zero + 1,
    unknownAtEnd: closes.at(-1)?.unknownOrders ?? 0,
    trades: record.facts.trades.length,
  };
}

export type Cut = { readonly strikeAt: number; readonly length: number; readonly intervalMs: number };

type Row = readonly [name: string, calm: string, stressed: string];

export function figureRows(calm: StressFigures, stressed: StressFigures, intervalMs: number): Row[] {
  const row = (name: string, of: (figures: StressFigures) => string): Row => [name, of(calm), of(stressed)];
  return [
    row("Equity at the end", ({ endEquityUsd }) => money(endEquityUsd)),
    row("Worst loss from the strike, ten days on", ({ worstLossFraction }) => signedShare(0 - worstLossFraction)),
    row("Deepest drawdown since a release, ten days on", ({ deepestDrawdownRatio }) => share(deepestDrawdownRatio)),
    row("Time frozen, ten days on", ({ frozenMs }) => length(frozenMs)),
    row("Time until nothing was held", ({ closesToZero }) =>
      closesToZero === null ? "never" : length(closesToZero * intervalMs),
    ),
    row("Orders the guard refused, whole run", ({ refusedByGuard }) => whole(refusedByGuard)),
    row("Controls hit, whole run", ({ controlsHit }) =>
      controlsHit.length === 0
        ? "none"
        : controlsHit
            .slice(0, 4)
            .map(([check, times]) => `${check} ${times}`)
            .join(", "),
    ),
    row("Emergency stops, whole run", ({ emergencyStops }) => whole(emergencyStops)),
    row("Trades, whole run", ({ trades }) => whole(trades)),
    row("Orders of unknown outcome at the end", ({ unknownAtEnd }) => whole(unknownAtEnd)),
  ];
}

/** What the stress did to the fund's surroundings, in words. */
export function strainOf({ stressed }: StressedScenario): string[] {
  const { corrupted, corruptTaken, trueRefused, failedRequests, failedWords, refusedWords } = stressed;
  const said: string[] = [];
  if (corrupted > 0) said.push(`${whole(corrupted)} broken bars, ${whole(corruptTaken)} taken for bars`);
  if (trueRefused > 0) said.push(`${whole(trueRefused)} true bars held back as too far from the last`);
  if (failedRequests > 0) said.push(`${whole(failedRequests)} requests failed at the venue`);
  if (failedWords > 0)
    said.push(`${whole(failedWords)} words of the outside model failed, ${whole(refusedWords)} refused unread`);
  return said;
}

/** Closes around the strike: ten days on either side, for the picture. */
export const around = (closes: readonly WatchedClose[], { strikeAt, length: bars, intervalMs }: Cut): WatchedClose[] =>
  closes.filter(
    ({ at }) => at >= strikeAt - closesAfter * intervalMs && at <= strikeAt + (bars + closesAfter) * intervalMs,
  );
