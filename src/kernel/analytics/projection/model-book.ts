/**
 * What models said behind the fund's wishes, and how it turned out.
 *
 * The journal holds a model's word where it stood behind a wish to trade, sent or refused; these words are judged when
 * their horizon has passed: was the price higher? A word of one half says nothing and is not judged. Who spoke for an
 * entry shares in its profit by weight times how far from one half the word was, as the ensemble adds them up.
 */
import type { Fact, InputEvent } from "../../events/catalogue.ts";
import type { Voice } from "./open-trade.ts";

export type ModelTally = {
  /** Words behind wishes to trade. */
  calls: number;
  judged: number;
  hits: number;
  /** Sum of squared errors of the probability. */
  squares: number;
};

type Word = { readonly model: string; readonly upFraction: number };
/** Words on one symbol at one close, until the horizon has passed. */
type Pending = { readonly priceUsd: number; readonly words: readonly Word[]; barsLeft: number };

export type ModelBook = {
  readonly tallies: Map<string, ModelTally>;
  /** By symbol; at most one per bar of the horizon. */
  readonly pending: Map<string, Pending[]>;
  /** The latest policy's; null weighs all alike. */
  weights: Readonly<Record<string, number>> | null;
};

export const openModelBook = (): ModelBook => ({ tallies: new Map(), pending: new Map(), weights: null });

type Bars = Extract<InputEvent, { type: "market.bars_closed" }>["data"]["bars"];
type Intent = Extract<Fact, { type: "intent.proposed" }>["data"];

const evenOdds = 0.5;

/** Judges what was said long enough ago. */
export function learnCloses({ pending, tallies }: ModelBook, bars: Bars): void {
  if (pending.size === 0) return;
  for (const { symbol, close } of bars) {
    const waiting = pending.get(symbol);
    if (waiting === undefined) continue;
    for (const each of waiting) each.barsLeft -= 1;
    while (waiting[0] !== undefined && waiting[0].barsLeft <= 0) {
      judge(tallies, waiting[0], close);
      waiting.shift();
    }
    if (waiting.length === 0) pending.delete(symbol);
  }
}

function judge(tallies: ModelBook["tallies"], { priceUsd, words }: Pending, closeUsd: number): void {
  const rose = closeUsd > priceUsd ? 1 : 0;
  for (const { model, upFraction } of words) {
    const tally = tallies.get(model);
    if (tally === undefined || upFraction === evenOdds) continue;
    tally.judged += 1;
    if (upFraction > evenOdds === (rose === 1)) tally.hits += 1;
    tally.squares += (upFraction - rose) ** 2;
  }
}

/** At the close they were said. */
export function rememberForecasts(book: ModelBook, bars: Bars, facts: readonly Fact[], horizonBars: number): void {
  for (const fact of facts) {
    if (fact.type !== "intent.proposed" || fact.data.signal.forecasts.length === 0) continue;
    const { symbol, signal } = fact.data;
    const priceUsd = bars.find((bar) => bar.symbol === symbol)?.close;
    const words = signal.forecasts.map(({ model, upProbability }) => ({ model, upFraction: upProbability }));
    for (const { model } of words) modelTally(book, model).calls += 1;
    if (priceUsd === undefined) continue;
    const waiting = book.pending.get(symbol) ?? [];
    if (waiting.length === 0) book.pending.set(symbol, waiting);
    waiting.push({ priceUsd, words, barsLeft: horizonBars });
  }
}

function modelTally({ tallies }: ModelBook, model: string): ModelTally {
  const known = tallies.get(model);
  if (known !== undefined) return known;
  const opened = { calls: 0, judged: 0, hits: 0, squares: 0 };
  tallies.set(model, opened);
  return opened;
}

/** Who spoke for an entry in `symbol`, by the intent that stands beside the order. */
export function voicesOf({ weights }: ModelBook, symbol: string, facts: readonly Fact[]): Voice[] {
  const found = facts.find((fact) => fact.type === "intent.proposed" && isEntry(fact.data, symbol));
  if (found?.type !== "intent.proposed") return [];
  const strengths = strengthsOf(found.data.signal, weights);
  const all = strengths.reduce((sum, { strength }) => sum + strength, 0);
  if (!(all > 0)) return [];
  return strengths
    .filter(({ strength }) => strength > 0)
    .map(({ model, strength }) => ({ model, shareFraction: strength / all }));
}

type Strength = { readonly model: string; readonly strength: number };

/** As the panel weighed them where it was obeyed; else by the policy's weights. */
function strengthsOf({ forecasts, panel }: Intent["signal"], weights: ModelBook["weights"]): Strength[] {
  if (panel?.isObeyed === true)
    return panel.voices.map(({ model, weight, upProbability }) => ({
      model,
      strength: weight * Math.max(0, (upProbability ?? evenOdds) - evenOdds),
    }));
  return forecasts.map(({ model, upProbability }) => ({
    model,
    strength: weightOf(weights, model) * Math.max(0, upProbability - evenOdds),
  }));
}

const isEntry = ({ kind, symbol, outcome }: Intent, of: string): boolean =>
  kind === "ENTER" && outcome === "ORDERED" && symbol === of;

const weightOf = (weights: ModelBook["weights"], model: string): number =>
  weights === null ? 1 : Object.hasOwn(weights, model) ? (weights[model] ?? 0) : 0;
