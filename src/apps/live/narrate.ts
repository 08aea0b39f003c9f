/** Tells what the fund does as a person would want to read it: one line per thing that matters, in fund time. */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Entry } from "../../kernel/step.ts";

type FactOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>["data"];

const money = (amount: number): string =>
  amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = (amount: number): string => `${amount < 0 ? "-" : "+"}${money(Math.abs(amount))}`;
const share = (part: number): string => `${(part * 100).toFixed(2)} %`;
const priced = (price: number): string => price.toLocaleString("en-US", { maximumSignificantDigits: 7 });

/** Fund time to the minute, UTC. */
export const fundTime = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** The line for a fact, or `undefined` for what is only of interest to machines. */
export function narrate(fact: Fact): string | undefined {
  switch (fact.type) {
    case "ai.federation.decision_made":
      return narrateDecision(fact.data);
    case "fund.frozen":
      return `FROZEN    ${fact.data.reason}${fact.data.requiresReview ? "; needs a review" : ""}`;
    case "fund.released":
      return `RELEASED  after ${(fact.data.frozenForMs / 3_600_000).toFixed(1)} h by ${fact.data.releasedBy}`;
    case "trade.executed":
      return narrateFill(fact.data);
    case "position.closed":
      return `CLOSED    ${fact.data.symbol} ${signed(fact.data.pnlUsd)} USD (${fact.data.rMultipleRatio.toFixed(2)} R, ${fact.data.exitReason.toLowerCase()})`;
    case "intent.proposed":
      return narrateIntent(fact.data);
    case "order.refused":
      return `REFUSED   ${fact.data.side} ${fact.data.symbol} by the guard: ${fact.data.check}, ${fact.data.reason}`;
    case "ess.level_changed":
      return `ESS       ${fact.data.from} to ${fact.data.to} at a drawdown of ${share(fact.data.drawdownRatio)}`;
    case "ess.state_changed":
      return narrateStop(fact.data);
    case "health.status_changed":
      return `HEALTH    ${fact.data.from} to ${fact.data.to}${fact.data.issues.length > 0 ? `: ${fact.data.issues.join("; ")}` : ""}`;
    case "ceo.mode_switched":
      return `MODE      Mode switched to: ${fact.data.newMode}. Reason: ${fact.data.reason}`;
    case "ceo.alerted":
      return `ALERT     CEO (${fact.data.level}): ${fact.data.message}`;
    case "risk.alerted":
      return `ALERT     Risk Alert (${fact.data.level}): ${fact.data.alerts.join("; ")}`;
    case "conductor.emergency_action":
      return `EMERGENCY ${fact.data.action}: ${fact.data.reason}, through ${fact.data.through}`;
    case "subsystem.failed":
      return `FAILED    ${fact.data.subsystem}: ${fact.data.message}; ${fact.data.fallback}`;
    case "day.closed":
      return `DAY       equity ${money(fact.data.equityUsd)} USD, ${signed(fact.data.pnlUsd)} on the day`;
    case "cashflow.posted":
      return narrateCashflow(fact.data);
    case "research.task_changed":
      return fact.data.status === "OPEN" ? undefined : narrateTask(fact.data);
    case "symbol.frozen":
      return `FROZEN    ${fact.data.symbol}: no entries, exits go on; ${fact.data.reasons.join("; ")}`;
    case "symbol.released":
      return `RELEASED  ${fact.data.symbol} after ${(fact.data.frozenForMs / 60_000).toFixed(1)} minutes by ${fact.data.releasedBy}`;
    case "reconciliation.completed":
      return narrateBooks(fact.data);
    case "reconciliation.stalled":
      return `BOOKS     not compared: report ${fact.data.reportSeq} here, ${fact.data.venueReportSeq} in the venue's account, ${fact.data.passes} times in a row`;
    case "foreign_fill.booked":
      return `UNASKED   ${fact.data.side} ${fact.data.quantity} ${fact.data.symbol} at ${priced(fact.data.priceUsd)}: ${fact.data.cause.replaceAll("_", " ").toLowerCase()}`;
    case "cash.booked":
      return `CASH      ${signed(fact.data.amountUsd)} USD ${fact.data.cause.toLowerCase()}${fact.data.symbol === null ? "" : ` of ${fact.data.symbol}`}`;
    case "safety.failed":
      return `SAFETY    ${fact.data.part} failed: ${fact.data.message}`;
    default:
      return undefined;
  }
}

const narrateBooks = ({ differences }: FactOf<"reconciliation.completed">): string =>
  differences.length === 0
    ? "BOOKS     agree with the venue's again"
    : `BOOKS     differ from the venue's: ${differences.map(({ explanation }) => explanation).join("; ")}`;

const narrateStop = ({ to, reason, timeToZeroMs }: FactOf<"ess.state_changed">): string =>
  `STOP      ${to.replaceAll("_", " ").toLowerCase()}: ${reason}${to === "COOLING_DOWN" ? ` (${timeToZeroMs ?? 0} ms after the trip)` : ""}`;

const narrateCashflow = ({ lockedUsd, reservedUsd, reinvestedUsd, dueUsd }: FactOf<"cashflow.posted">): string =>
  `CASHFLOW  ${money(lockedUsd)} USD locked, ${money(reservedUsd)} in reserve, ${money(reinvestedUsd)} to trade with${dueUsd > 0 ? `; ${money(dueUsd)} still invested` : ""}`;

/** Opening is told by the decision that asks for it. */
const narrateTask = ({ taskId, status, by }: FactOf<"research.task_changed">): string =>
  `TASK      ${taskId} ${status.toLowerCase()}${by === null ? "" : ` by ${by}`}`;

const narrateDecision = ({ seat, decision, outcome }: FactOf<"ai.federation.decision_made">): string =>
  `DECISION  ${seat} ${decision.kind}${outcome === "STANDS" ? "" : ` (${outcome.toLowerCase()})`}: ${decision.reason}`;

const narrateFill = ({ side, symbol, quantity, priceUsd, feeUsd }: FactOf<"trade.executed">): string =>
  `${side === "BUY" ? "BOUGHT   " : "SOLD     "} ${quantity} ${symbol} at ${priced(priceUsd)} (fee ${money(feeUsd)})`;

/** A symbol outside the universe is wished for again and again: `qt why-not` tells, the log does not. */
function narrateIntent({ kind, symbol, outcome, reason, refusedBy }: FactOf<"intent.proposed">): string | undefined {
  if (refusedBy === "universe-filter") return undefined;
  const wish = `${kind === "ENTER" ? "enter" : "leave"} ${symbol}`;
  if (outcome === "ORDERED") return `INTENT    ${wish}: ${reason}`;
  return `${outcome === "SHADOWED" ? "SHADOW   " : "NOT DONE "} ${wish}: ${outcome === "SHADOWED" ? `entries are stopped by ${refusedBy}` : `${refusedBy}, ${reason}`}`;
}

/** Prints the lines of an entry, each with the fund's time. */
export function narrator(print: (line: string) => void) {
  return ({ at }: Entry, facts: readonly Fact[]): void => {
    for (const fact of facts) {
      const line = narrate(fact);
      if (line !== undefined) print(`${fundTime(at)}  ${line}`);
    }
  };
}
