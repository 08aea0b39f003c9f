/** Position intelligence at work: every position that is due gets its class, and what the class asks for is done. */
import type { Position } from "../domain/position.ts";
import { announceHooks } from "./announce-hooks.ts";
import { hearHooks } from "./hear-hooks.ts";
import { announceMove } from "./announce-move.ts";
import { type Care, careFor, type CareView, classificationHook } from "./hooks/post-trade/position-classification.ts";
import { classOf, type PositionReading, readPosition } from "./hooks/post-trade/position-classes.ts";
import { type Held, maySellParts, protectGains } from "./held-position.ts";
import { askToSell } from "./positions/sell-part.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export function classifyPosition(state: TradingState, context: TradingContext, held: Held): void {
  const { config, policy, outbox } = context;
  const { plan, symbol } = held.position;
  const configured = config.hooks["position-classification"];
  if (configured === "OFF" || policy.modes.braked || !isDue(context, held)) return;
  const was = plan.class;
  const reading = look(context, held);
  if (plan.class === was && !hasMoreToDo(held.position, reading)) return;
  const hook = classificationHook(configured);
  const asked = { subject: { kind: "HOLD" }, view: { class: plan.class, was, reading } } as const;
  const { outcome, trace } = hearHooks<Care, CareView>(state, context, [hook], asked);
  if (plan.class !== was) announceHooks(outbox, symbol, trace);
  if (outcome.kind === "PASS") care(context, held, outcome.subject, trace[0]?.note ?? "");
}

const isDue = ({ outbox, config }: TradingContext, { position }: Held): boolean =>
  outbox.at - (position.plan.classifiedAt ?? Number.NEGATIVE_INFINITY) >= config.pil.intervalMs;

/** Gives the position its class; one that no rule speaks of keeps the class it had. */
function look({ config, outbox, features }: TradingContext, { id, position }: Held): PositionReading {
  const { plan } = position;
  const now = { at: outbox.at, atr: features.atr[id] ?? Number.NaN, barInterval: config.intervalMs };
  const reading = readPosition(position, now, config.pil);
  plan.class = classOf(reading, config.pil) ?? plan.class;
  plan.classifiedAt = outbox.at;
  return reading;
}

const hasMoreToDo = ({ plan }: Position, reading: PositionReading): boolean =>
  plan.class !== undefined && !plan.actedOn.includes(plan.class) && careFor(plan.class, reading).kind !== "HOLD";

function care(context: TradingContext, { position, instrument }: Held, wanted: Care, note: string): void {
  const { plan } = position;
  const news = { by: "pil", mode: "ENFORCED", exitReason: "CLASS", note } as const;
  if (wanted.kind === "HOLD" || plan.class === undefined || plan.actedOn.includes(plan.class)) return;
  if (wanted.kind === "LEAVE") {
    position.exitReason = "CLASS";
    plan.actedOn.push(plan.class);
    return announceMove(context, position, { ...news, move: "LEAVE" });
  }
  if (wanted.tightens) protectGains(context, { position, instrument, note, by: "pil" });
  if (!maySellParts(context)) return;
  if (!askToSell(position, instrument, wanted.share, { reason: "CLASS", at: context.outbox.at })) return;
  plan.actedOn.push(plan.class);
  announceMove(context, position, { ...news, move: "SELL_PART" });
}
