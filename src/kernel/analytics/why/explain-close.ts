/**
 * Why no entry left for one symbol at one close: the first thing in the order trading asks that stood in its way.
 */
import type { FundConfig } from "../../domain/config.ts";
import { hookNames } from "../../domain/hooks.ts";
import { decisionId } from "../../domain/decision.ts";
import { capsWhy, checkWhy } from "./explain-order.ts";
import { limitsOfClose } from "./limits.ts";
import { sceneOf, standingOf } from "./scene.ts";
import type { CloseCase } from "./why-case.ts";
import type { ModelWhy, SceneWhy, WhyNot, WhyNotVerdict } from "./why.ts";

export type Question = { readonly runId: string; readonly symbol: string; readonly askedAtMs: number };

type Answer = Pick<WhyNot, "verdict" | "summary"> & Partial<Pick<WhyNot, "orderId" | "by" | "untilMs">>;

const unanswered = {
  closeAtMs: null,
  orderId: null,
  by: null,
  untilMs: null,
  scene: null,
  hooks: [],
  caps: [],
  checks: [],
};

/** What the fund looked like at the moment asked for, where no close of it was traded on. */
export type Idle = {
  readonly config: FundConfig | undefined;
  /** The last close at or before the moment, whoever had a bar in it. */
  readonly closedAtMs: number | null;
};

/** There was no close of this symbol to decide on. */
export function explainIdle(question: Question, { config, closedAtMs }: Idle): WhyNot {
  const { symbol } = question;
  const answer = (verdict: WhyNotVerdict, summary: string): WhyNot => ({
    ...question,
    ...unanswered,
    closeAtMs: closedAtMs,
    verdict,
    summary,
  });
  if (config === undefined) return answer("NOT_TRADING_YET", "The fund was not open yet at that time.");
  if (config.instruments.every((each) => each.symbol !== symbol))
    return answer("NOT_IN_UNIVERSE", `The fund is not configured to trade ${symbol}.`);
  if (closedAtMs === null || question.askedAtMs < config.tradeFromMs || closedAtMs < config.tradeFromMs)
    return answer("NOT_TRADING_YET", "The fund was only learning then, and traded from a later close on.");
  return answer("NO_BAR", `${symbol} had no bar at that close, so nothing could be decided about it.`);
}

export function explainClose(of: CloseCase, question: Question): WhyNot {
  const { policy, signal, features } = of.workings;
  const standing = standingOf({ policy, governance: of.governance });
  const limits = limitsOfClose(of.workings, standing);
  const scene = sceneOf({ ...of, symbol: question.symbol, signal, features, policy }, limits);
  const { orderId = null, by = null, untilMs = null, verdict, summary } = answerOf(of, scene);
  return {
    ...question,
    closeAtMs: of.closedAt,
    verdict,
    summary,
    orderId,
    by,
    untilMs,
    scene,
    hooks: of.intent?.hooks ?? [],
    caps: capsWhy(of.caps),
    checks: of.checks.map(checkWhy),
  };
}

function answerOf(of: CloseCase, scene: SceneWhy): Answer {
  const { workings, intent, order, refusal } = of;
  const { symbol, held, signal } = workings;
  if (order !== undefined)
    return {
      verdict: "ORDERED",
      summary: `An entry was sent: ${order.id}, because ${order.reason}.`,
      orderId: order.id,
    };
  if (refusal !== undefined)
    return {
      verdict: "REFUSED",
      summary: `The guard refused the order ${refusal.id} by its check ${refusal.check}: ${refusal.reason}.`,
      by: refusal.check,
    };
  if (held !== undefined) return heldAnswer(symbol, held, signal?.direction);
  if (intent !== undefined && intent.kind === "ENTER") return outsideAnswer(of) ?? wishAnswer(intent, scene);
  if (signal === undefined)
    return {
      verdict: "LEARNING",
      summary: `The models' windows on ${symbol} were not full yet, so they said nothing.`,
    };
  if (signal.direction !== "LONG") return noSignalAnswer(scene);
  return waitingAnswer(of, scene);
}

const stateOf = ({ state, class: kind, stopPrice }: NonNullable<CloseCase["workings"]["held"]>): string =>
  `${state} with its stop at ${stopPrice}${kind === undefined ? "" : `, called ${kind}`}`;

function heldAnswer(symbol: string, held: NonNullable<CloseCase["workings"]["held"]>, direction = "NONE"): Answer {
  const leaving = held.exitReason !== undefined || direction === "OUT" ? " and on its way out" : "";
  return {
    verdict: "HELD",
    summary: `${symbol} was held already, opened by ${held.openedBy}, ${stateOf(held)}${leaving}.`,
    by: held.openedBy,
  };
}

/** The hook turned it down because the CIO has not chosen the symbol, or ranker or Universe OS left it out. */
function outsideAnswer({ workings: { policy, symbol }, intent }: CloseCase): Answer | undefined {
  if (intent?.refusedBy !== "universe-filter" || policy.activeSymbols.includes(symbol)) return undefined;
  if (intent.reason.includes(" is left out, "))
    return { verdict: "NOT_IN_UNIVERSE", summary: `${intent.reason}.`, by: "universe-filter" };
  const choice = policy.mandate.ruling.find(({ decision }) => decision.kind === "SYMBOL_UNIVERSE");
  const by = choice === undefined ? "universe-filter" : decisionId(choice);
  const why = choice === undefined ? "" : `, chosen by the ${choice.seat} with ${by}: ${choice.decision.reason}`;
  return { verdict: "NOT_IN_UNIVERSE", summary: `${symbol} was outside the symbols to trade${why}.`, by };
}

/** A wish was made and came to nothing. */
function wishAnswer(intent: NonNullable<CloseCase["intent"]>, { stopped }: SceneWhy): Answer {
  const { outcome, refusedBy, reason } = intent;
  if (outcome === "SHADOWED")
    return {
      verdict: "SHADOWED",
      summary: `Entries were stopped by ${refusedBy}: ${stopped?.reason ?? "no reason is known"}. The wish was played in the shadow book.`,
      by: refusedBy,
      untilMs: stopped?.untilMs ?? null,
    };
  if (refusedBy === "reconciliation")
    return { verdict: "REFUSED", summary: `Entries waited for reconciliation: ${reason}.`, by: refusedBy };
  if (hookNames.some((name) => name === refusedBy))
    return { verdict: "VETOED", summary: `The hook ${refusedBy} vetoed it: ${reason}.`, by: refusedBy };
  if (outcome === "REFUSED")
    return {
      verdict: "NO_ROOM",
      summary: `The balancer found no room, bound by ${refusedBy}: ${reason}.`,
      by: refusedBy,
    };
  return { verdict: "REFUSED", summary: `The wish came to no order: ${reason}.`, by: refusedBy };
}

function noSignalAnswer({ models, signal }: SceneWhy): Answer {
  const said = models.map(voiceWords).join(", ");
  const edge = signal?.edgeBps ?? 0;
  const needed = signal?.neededEdgeBps ?? 0;
  const summary =
    signal?.direction === "OUT"
      ? `No signal: the models put the odds of a rise below one half (${said}).`
      : `No signal: the edge was ${edge.toFixed(1)} bps after costs of ${(signal?.costBps ?? 0).toFixed(1)} bps and had to be above ${needed.toFixed(1)} (${said}).`;
  return { verdict: "NO_SIGNAL", summary };
}

function voiceWords({ model, upFraction, abstains }: ModelWhy): string {
  if (abstains !== null) return `${model} abstains: ${abstains.toLowerCase().replaceAll("_", " ")}`;
  return `${model} ${((upFraction ?? 0) * 100).toFixed(1)} %`;
}

/** The models wanted in and no wish was made. */
function waitingAnswer({ workings, at }: CloseCase, { stopped }: SceneWhy): Answer {
  const { openOrders, isShadowed, cooldownUntil, symbol } = workings;
  if (openOrders.length > 0)
    return {
      verdict: "OPEN_ORDERS",
      summary: `${symbol} had open orders already: ${openOrders.join(", ")}.`,
      by: openOrders[0] ?? null,
    };
  if (isShadowed && stopped !== null)
    return {
      verdict: "SHADOWED",
      summary: `Entries were stopped by ${stopped.by}: ${stopped.reason}. The shadow book holds ${symbol} already.`,
      by: stopped.by,
      untilMs: stopped.untilMs,
    };
  if (at < cooldownUntil)
    return {
      verdict: "COOLING_DOWN",
      summary: `${symbol} was cooling down after its last wish, for ${((cooldownUntil - at) / 60_000).toFixed(0)} minutes more.`,
      untilMs: cooldownUntil,
    };
  return { verdict: "NO_SIGNAL", summary: `The models wanted in, but no wish was made of it.` };
}
