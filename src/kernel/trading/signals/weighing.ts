/**
 * How much each model's word counts: the CIO's weights, shrunk by half towards weights learnt online.
 *
 * Online weights are fixed share over Brier losses (`maths/fixed-share.ts`); equal weight is their champion and stays in
 * force until they have beaten it (methods B5: the forecast-combination puzzle). Compared is the loss of the two pools on
 * the same words after the fact, in blocks of one horizon, by Diebold and Mariano's test, asked once in ten blocks so that
 * looking often proves nothing. In at 5 %, out again when the mean difference is no longer above 0.
 *
 * The CIO decides: who has no weight from it gets none, and who it holds at the least share is not lifted. The rest is
 * within 0.05 and 0.60 (resolutions 32).
 */
import type { Champion } from "../../domain/signal.ts";
import { boundedShares } from "../../maths/bounded-shares.ts";
import { asleep, type FixedShareRule, shareAnew } from "../../maths/fixed-share.ts";
import { compareForecasts } from "../../maths/risk/diebold-mariano.ts";

const bounds = { low: 0.05, high: 0.6 };
/** The online part (methods B5). */
const onlinePart = 0.5;
/** Shares that ought to be equal differ by less than this. */
const rounding = 1e-9;
/** The rate at which the weighted mean of Brier losses is safe: regret at most 2 ln N, however long it goes on. */
const brierRate = 0.5;
const shareDays = 90;
/** New online weights come into force when one has moved by more than this, as the CIO's do. */
const newsAbove = 0.05;
const blocksKept = 120;
const leastBlocks = 30;
const askedEvery = 10;
const beatenBelow = 0.05;
/** Blocks of one horizon overlap with the next. */
const blockSteps = 2;

export type Weighing = {
  readonly names: string[];
  readonly weights: number[];
  /** Losses of the round at hand, by name. */
  readonly losses: number[];
  /** Online weights in force; a new list whenever they or the names change. */
  published: readonly number[];
  champion: Champion;
  /** Mean loss of equal weight less that of fixed share, oldest first. */
  readonly blocks: number[];
  blocksSeen: number;
  /** The block that grows. */
  closes: number;
  differences: number;
  judged: number;
};

export const openWeighing = (names: readonly string[]): Weighing => ({
  names: [...names],
  weights: names.map(() => 1 / names.length),
  losses: names.map(() => asleep),
  published: names.map(() => 1 / names.length),
  champion: "EQUAL_WEIGHT",
  blocks: [],
  blocksSeen: 0,
  closes: 0,
  differences: 0,
  judged: 0,
});

/** Newcomers enter with an equal part, who has left leaves; the others keep their proportions. */
export function seat(weighing: Weighing, roster: readonly string[]): void {
  const { names, weights, losses } = weighing;
  if (names.length === roster.length && names.every((name, index) => name === roster[index])) return;
  const before = new Map(names.map((name, index) => [name, weights[index] ?? 0]));
  const staying = roster.reduce((sum, name) => sum + (before.get(name) ?? 0), 0);
  const stayers = roster.reduce((count, name) => count + (before.has(name) ? 1 : 0), 0);
  const shares = roster.map((name) => {
    const weight = before.get(name);
    return weight === undefined ? 1 / roster.length : ((weight / staying) * stayers) / roster.length;
  });
  names.splice(0, names.length, ...roster);
  weights.splice(0, weights.length, ...shares);
  losses.splice(0, losses.length, ...roster.map(() => asleep));
  weighing.published = [...shares];
}

/** One round: `losses` of one symbol at one close have been filled in. */
export function weighAnew({ weights, losses }: Weighing, rule: FixedShareRule): void {
  shareAnew(weights, losses, rule);
}

/** A horizon of overlapping rounds is one case; a share of one over 90 days of rounds. */
export const ruleFor = (horizon: number, roundsPerDay: number): FixedShareRule => ({
  rate: brierRate / horizon,
  share: Math.min(1, 1 / (shareDays * roundsPerDay)),
});

export function noteDifference(weighing: Weighing, equalLoss: number, fixedLoss: number): void {
  if (!(equalLoss >= 0 && fixedLoss >= 0)) return;
  weighing.differences += equalLoss - fixedLoss;
  weighing.judged += 1;
}

export type ChampionNews = {
  readonly from: Champion;
  readonly to: Champion;
  /** Mean Brier loss of equal weight less that of fixed share. */
  readonly meanDifference: number;
  /** Chance of such a difference if neither were better. */
  readonly pValue: number;
  readonly blocks: number;
};

/** Once at every close. @param horizon bars of a block @returns the news when another champion is in force */
export function closeRound(weighing: Weighing, horizon: number): ChampionNews | undefined {
  weighing.closes += 1;
  if (weighing.closes < horizon || weighing.judged === 0) return undefined;
  weighing.blocks.push(weighing.differences / weighing.judged);
  if (weighing.blocks.length > blocksKept) weighing.blocks.shift();
  weighing.blocksSeen += 1;
  weighing.closes = 0;
  weighing.differences = 0;
  weighing.judged = 0;
  return weighing.blocksSeen % askedEvery === 0 ? judgeChampion(weighing) : undefined;
}

function judgeChampion(weighing: Weighing): ChampionNews | undefined {
  const { blocks, champion: from } = weighing;
  if (blocks.length < leastBlocks) return undefined;
  const comparison = compareForecasts(blocks, blockSteps);
  if (comparison === undefined) return undefined;
  const { pGreater: pValue } = comparison;
  const meanDifference = blocks.reduce((sum, each) => sum + each, 0) / blocks.length;
  const stays = from === "FIXED_SHARE" && meanDifference > 0;
  const to: Champion = stays || pValue < beatenBelow ? "FIXED_SHARE" : "EQUAL_WEIGHT";
  if (to === from) return undefined;
  weighing.champion = to;
  return { from, to, meanDifference, pValue, blocks: blocks.length };
}

/** Once a day. */
export function publish(weighing: Weighing): void {
  const { weights, published } = weighing;
  const shares = boundedShares(weights, bounds);
  const isNews = shares.some((share, index) => Math.abs(share - (published[index] ?? 0)) > newsAbove + rounding);
  if (isNews) weighing.published = shares;
}

export type CioWeights = Readonly<Record<string, number>> | undefined;

/** In the order of the names; 0 for who is not asked, all together one. */
export function weightsInForce({ names, published, champion }: Weighing, cio: CioWeights): readonly number[] {
  const granted = names.map((name) => (cio === undefined ? 1 / names.length : grantOf(cio, name)));
  const isFree = granted.map((grant) => grant > 0 && (cio === undefined || grant > bounds.low + rounding));
  const online = names.map((_, index) => (champion === "FIXED_SHARE" ? (published[index] ?? 0) : 1));
  const sumOfFree = (values: readonly number[]): number =>
    values.reduce((sum, value, index) => sum + (isFree[index] === true ? value : 0), 0);
  const [freeGrant, freeOnline] = [sumOfFree(granted), sumOfFree(online)];
  const scores = granted.map((grant, index) =>
    isFree[index] === true
      ? (1 - onlinePart) * grant + onlinePart * freeGrant * ((online[index] ?? 0) / freeOnline)
      : grant,
  );
  const shares = boundedShares(
    scores.filter((score) => score > 0),
    bounds,
  );
  let next = 0;
  return scores.map((score) => (score > 0 ? (shares[next++] ?? 0) : 0));
}

const grantOf = (cio: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(cio, name) ? (cio[name] ?? 0) : 0;
