/**
 * The trading loop: runs the stages in this order at every close.
 *
 *   signals      what the models say
 *   strategies   what each strategy says, where it is asked
 *   orchestrate  what we wish
 *   balance      what the book can take: checked, rebalanced, candidates best first
 *   hooks        what each subsystem says to the wish
 *   balance      what fits into the mandate
 *   execute      how it is worked, the order, and the next part of what is being worked
 *   guard        the last word, fails closed
 *   positions    stops, exits, profit
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
import { reviewModels, type Scene, signalOf } from "./signals/ensemble.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";
import { leave, reviewEntry, type Wish } from "./wish.ts";
import { turnAway, wishFor } from "./wish-for.ts";
import { workParents } from "./work-parents.ts";
import { closeWorkings } from "./workings.ts";

/** Before trading begins: the models learn, nothing is wished. */
export function learnOnly(state: TradingState, scene: Scene, ids: readonly number[]): void {
  for (const id of ids) state.latest[id] = signalOf(state.signals, id, scene);
  reviewModels(state.signals, scene.config, scene.at);
}

/** Asks the hooks about each, best first, with what those before it have taken. */
function enterBest(state: TradingState, context: TradingContext, entries: readonly Entry[]): void {
  const balancing = balanceBook(state, context, entries);
  const wishes: Wish[] = [];
  for (const entry of balancing?.entries ?? entries)
    wishes.push(...reviewEntry(state, context, entry, { earlier: wishes, balancing }));
  enterOrShadow(state, context, wishes, balancing?.isRanked ?? false);
}

/** One pass at a close, over the instruments that have a bar. */
export function trade(state: TradingState, context: TradingContext, ids: readonly number[]): void {
  managePositions(state, context, ids);
  const entries: Entry[] = [];
  const { features, config, outbox, policy } = context;
  const { stage, braked: brake } = policy.modes;
  const panelIsObeyed = effectiveMode(config.ensemble.panel, false, { stage, brake }) === "ENFORCED";
  const scene = { features, config, at: outbox.at, modelWeights: policy.modelWeights, panelIsObeyed };
  for (const id of ids) {
    const signal = signalOf(state.signals, id, scene);
    state.latest[id] = signal;
    context.outbox.workings?.closes.push(closeWorkings(state, context, id));
    const intent = wishFor(state, context, id, signal);
    if (intent?.kind === "EXIT") leave(state, context, id, intent);
    else if (intent !== undefined) entries.push({ id, intent });
  }
  const { kept, turnedAway } = throttle(entries);
  for (const { intent } of turnedAway) turnAway(context, intent);
  announceModels(reviewModels(state.signals, config, outbox.at), outbox);
  enterBest(state, context, [...kept, ...amplifyPositions(state, context, ids)]);
  obeyExitMode(state, context);
  protectAll(state, context);
  raiseStops(state, context);
  workParents(state, context);
}
