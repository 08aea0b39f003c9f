/**
 * Who enters a symbol when several wish to, and how many symbols are entered at one close.
 *
 * One position per symbol, and who opened it owns it. A strong consensus of the models goes before any strategy; else
 * the wish that promises most after costs wins, ties go by name. Sources: origin-facts 15, phases 4.1, 4.5 and throttle.
 */
import type { StrategyLists } from "../../domain/mandate.ts";
import { ensembleName, type Intent, type Signal } from "../../domain/signal.ts";

/** Models that see a rise, when the signal is LONG, to be of one mind (origin-facts 15, phase 4.1). */
export const strongConsensus = 3;
/** Wishes of one close that go on to the hooks (origin-facts 15: QT_MAX_SIGNALS_PER_CYCLE). */
export const mostWishesPerClose = 10;

const evenOdds = 0.5;

/** @param modelWeights a model without a weight has no voice; undefined weighs all alike */
export function isStrongConsensus(
  { direction, forecasts }: Pick<Signal, "direction" | "forecasts">,
  modelWeights: Readonly<Record<string, number>> | undefined,
): boolean {
  if (direction !== "LONG") return false;
  let agreeing = 0;
  for (const { model, upProbability } of forecasts)
    if (upProbability > evenOdds && hasVoice(model, modelWeights)) agreeing += 1;
  return agreeing >= strongConsensus;
}

const hasVoice = (model: string, weights: Readonly<Record<string, number>> | undefined): boolean =>
  weights === undefined || (Object.hasOwn(weights, model) && (weights[model] ?? 0) > 0);

/** The one wish of a symbol that goes on. */
export function chooseEntry(wishes: readonly Intent[], consensusIsStrong: boolean): Intent | undefined {
  const ensembles = wishes.find(({ strategy }) => strategy === ensembleName);
  if (consensusIsStrong && ensembles !== undefined) return ensembles;
  return wishes.toSorted(mostPromisingFirst)[0];
}

const mostPromisingFirst = (a: Intent, b: Intent): number =>
  b.signal.expectedEdge - a.signal.expectedEdge || (a.strategy < b.strategy ? -1 : 1);

/** A strategy nobody has judged yet is on neither list, and speaks. */
export const maySpeak = (strategy: string, { blocked }: StrategyLists): boolean => !blocked.includes(strategy);

export type Throttled<Each> = { readonly kept: readonly Each[]; readonly turnedAway: readonly Each[] };

/** The most promising wishes of a close, in the order they came; the others have to wait. */
export function throttle<Each extends { readonly intent: Intent }>(wishes: readonly Each[]): Throttled<Each> {
  if (wishes.length <= mostWishesPerClose) return { kept: wishes, turnedAway: [] };
  const best = new Set(
    wishes
      .toSorted((a, b) => mostPromisingFirst(a.intent, b.intent) || (a.intent.symbol < b.intent.symbol ? -1 : 1))
      .slice(0, mostWishesPerClose),
  );
  return { kept: wishes.filter((wish) => best.has(wish)), turnedAway: wishes.filter((wish) => !best.has(wish)) };
}
