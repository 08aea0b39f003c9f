/** Every message to the venue leaves here, so that all are counted (controls.md, PT-05). */
import type { Effect } from "./effect.ts";
import { countMessage } from "./flow/message-budget.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

type Message = Extract<Effect, { kind: "SubmitOrder" | "CancelOrder" | "MoveStop" }>;

export function send(state: TradingState, context: TradingContext, message: Message, strategy: string): void {
  noteMessage(state, context, strategy);
  context.effects.push(message);
}

/** Also what the venue throws back counts: it is what venues throttle first. */
export function noteMessage({ flow }: TradingState, { config, outbox }: TradingContext, strategy: string): void {
  countMessage(flow.messages, config.controls.messages, { venue: config.identity.venue, strategy }, outbox.at);
}
