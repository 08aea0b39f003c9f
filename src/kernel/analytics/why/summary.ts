/** The answer in one sentence, from the same figures as the rest. */
import { exitReasons, type ExitReason } from "../../domain/position.ts";
import type { Why } from "./why.ts";

type Told = Omit<Why, "summary">;

const signed = (amount: number): string => `${amount < 0 ? "-" : "+"}${Math.abs(amount).toFixed(2)}`;

export function summaryOf(why: Told): string {
  return `${whatAndWhy(why)}${outcomeOf(why)}`;
}

function whatAndWhy({ order, outcome, refusedBy, position, checks }: Told): string {
  const { symbol, purpose, reason } = order;
  if (outcome === "REFUSED") {
    const refusal = checks.find(({ check }) => check === refusedBy)?.refusal ?? "";
    return `The guard refused to ${verbs[purpose]} ${symbol} by its check ${refusedBy}: ${refusal}.`;
  }
  if (purpose === "ENTRY") return `Bought ${symbol} because ${reason}; every check was kept.`;
  if (purpose === "STOP") return `Protects ${symbol}, opened by ${position?.openedBy ?? "an order forgotten"}.`;
  return `Sells ${symbol}, opened by ${position?.openedBy ?? "an order forgotten"}: ${exitWords(reason)}.`;
}

const verbs = { ENTRY: "buy", EXIT: "sell", STOP: "protect" } as const;

/** An exit's reason ends with its kind. */
function exitWords(reason: string): string {
  const kind = exitReasons.find((each) => reason.endsWith(each));
  return kind === undefined ? reason : wordsOf[kind];
}

const wordsOf: Readonly<Record<ExitReason, string>> = {
  SIGNAL: "the models turned against it",
  GOVERNANCE: "governance asked for it",
  STOP: "the market had passed its stop",
  BREAKEVEN: "the market had passed its stop at break-even",
  TRAIL: "the market had passed its trailing stop",
  TARGET: "its target was reached",
  PARTIAL: "a part of its profit is taken",
  TIME: "its time was up and it had made too little",
  CLASS: "position intelligence advised it",
  REBALANCE: "the balancer asked for it",
  LIQUIDATION: "the venue liquidated it",
  MANUAL: "somebody sold it at the venue by hand",
};

function outcomeOf({ outcome, statuses, fills, position, order }: Told): string {
  if (outcome === "REFUSED") return "";
  const trade = position?.trade;
  const ended = statuses.at(-1);
  if (fills.length === 0 && ended !== undefined && ended.to !== "WORKING" && ended.to !== "SUBMITTED")
    return ` It was never filled: ${ended.to.toLowerCase().replaceAll("_", " ")}${ended.note === "" ? "" : `, ${ended.note}`}.`;
  if (trade !== null && trade !== undefined)
    return ` The trade made ${signed(trade.pnlUsd)} USD after fees, ${trade.rMultipleRatio.toFixed(2)} R.`;
  if (fills.length === 0) return " It is not filled yet.";
  return order.purpose === "ENTRY" ? " The position is open." : " The rest of the position is open.";
}
