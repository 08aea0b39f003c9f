/**
 * The trading loop: what the floor does at every close, phase by phase.
 *
 *   positions    what is held: its class, its plan, parts and time; risky parts go while health is critical
 *   signals      what the models say, and each strategy that is asked
 *   orchestrate  what is wished: exits are carried out at once, entries wait for the rest
 *   amplify      what more is made of positions that do well: wishes like any other
 *   balance      what the book can take: checked, rebalanced, candidates best first
 *   hooks        what each subsystem says to a wish
 *   execute      how it is worked, and the next part of what is being worked
 *   guard        the last word on each order, fails closed
 *   protect      stops placed and raised, exits sent
 *
 * Governance has spoken before this runs: its policy and the facts behind it come in as a `TradingContext`.
 */
import { effectiveMode } from "../domain/subsystem.ts";
import { announceModels } from "./announce-models.ts";
import { balanceBook, type Entry } from "./balance-book.ts";
import { amplifyPositions } from "./amplify-positions.ts";
import { enterOrShadow } from "./enter.ts";
import { throttle } from "./orchestrate/choose-entry.ts";
import { managePositions } from "./manage-positions.ts";
import { obeyExitMode } from "./obey-exit-mode.ts";
import { protectAll, raiseStops } from "./protect.ts";
import { markStrategies } from "./strategy-books.ts";
import { reviewModels, type Scene, signalOf } from "./signals/ensemble.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";
import { watchMoves } from "./watch-moves.ts";
import { leave, reviewEntry, type Wish } from "./wish.ts";
import { turnAway, wishFor } from "./wish-for.ts";
import { workParents } from "./work-parents.ts";
import { closeWorkings } from "./workings.ts";

/** Before trading begins: the models learn, nothing is wished. */
export function learnOnly(state: TradingState, scene: Scene, ids: readonly number[]): void {
  for (const id of ids) state.latest[id] = signalOf(state.signals, id, scene);
  reviewModels(state.signals, scene.config, scene.at);
}

/**
 * One pass at a close, over the instruments that have a bar: seed 004's `_check_and_execute`, a line a phase.
 *
 * Exits come before entries throughout; nothing that is held waits for anything that is wished.
 */
export function trade(state: TradingState, context: TradingContext, ids: readonly number[]): void {
  markStrategies(state.strategyBooks, state.positions, context.outbox.at);
  watchMoves(state, context, ids);
  managePositions(state, context, ids);
  const wished = wishesOf(state, context, ids);
  const additions = amplifyPositions(state, context, ids);
  enterBest(state, context, [...wished, ...additions]);
  obeyExitMode(state, context);
  protectAll(state, context);
  raiseStops(state, context);
  workParents(state, context);
}

/** What models and strategies wish of each symbol. Wishes to leave are carried out at once. */
function wishesOf(state: TradingState, context: TradingContext, ids: readonly number[]): readonly Entry[] {
  const entries: Entry[] = [];
  const { features, config, outbox, policy } = context;
  const { stage, braked: brake } = policy.modes;
  const panelIsObeyed = effectiveMode(config.ensemble.panel, false, { stage, brake }) === "ENFORCED";
  const scene = { features, config, at: outbox.at, modelWeights: policy.modelWeights, panelIsObeyed };
  for (const id of ids) {
    const signal = signalOf(state.signals, id, scene);
    state.latest[id] = signal;
    outbox.workings?.closes.push(closeWorkings(state, context, id));
    const intent = wishFor(state, context, id, signal);
    if (intent?.kind === "EXIT") leave(state, context, id, intent);
    else if (intent !== undefined) entries.push({ id, intent });
  }
  const { kept, turnedAway } = throttle(entries);
  for (const { intent } of turnedAway) turnAway(context, intent);
  announceModels(reviewModels(state.signals, config, outbox.at), outbox);
  return kept;
}

/** Asks the hooks about each, best first, with what those before it have taken. */
function enterBest(state: TradingState, context: TradingContext, entries: readonly Entry[]): void {
  const balancing = balanceBook(state, context, entries);
  const wishes: Wish[] = [];
  for (const entry of balancing?.entries ?? entries)
    wishes.push(...reviewEntry(state, context, entry, { earlier: wishes, balancing }));
  enterOrShadow(state, context, wishes, balancing?.isRanked ?? false);
}
