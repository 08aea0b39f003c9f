/** The mandate and the decisions, column by column. */
import type { DecisionView, LimitView } from "../../src/kernel/analytics/view/fund-view.ts";
import { count, decimals, share, shortTime, type Tone, usd, words } from "./format.ts";
import { type Cell, type Column, plain } from "./table.ts";

export const limitNames: Readonly<Record<LimitView["limit"], string>> = {
  maxLeverage: "Leverage",
  maxPosition: "Position, USD",
  maxExposure: "Exposure",
  maxPositions: "Positions",
  maxRiskPerTrade: "Risk per trade",
  maxDailyRisk: "Risk per day",
  maxDrawdown: "Drawdown",
  minConfidence: "Confidence",
  sizeFactor: "Size factor",
  entriesAllowed: "New entries",
};
const boundOf = (limit: LimitView["limit"]): string =>
  limit === "minConfidence" ? "at least" : limit === "entriesAllowed" || limit === "sizeFactor" ? "" : "at most";

export const limitColumns: Column<LimitView>[] = [
  { title: "Limit", cell: ({ limit }) => ({ text: limitNames[limit], note: boundOf(limit) }) },
  { title: "Value", isNumber: true, cell: limitValue },
  { title: "In use", isNumber: true, cell: limitUse },
  { title: "Set by", cell: ({ setBy }) => setterCell(setBy) },
  { title: "Why", isWide: true, cell: ({ setBy }) => plain(setBy.name === "nobody" ? "" : setBy.reason) },
];

function limitValue({ value, unit, isBound }: LimitView): Cell {
  if (typeof value === "boolean") return { text: describeLimit(value, unit), tone: value ? "plain" : "bad" };
  return isBound ? plain(describeLimit(value, unit)) : { text: "no bound", tone: "quiet" };
}

function limitUse({ used, unit, value, isBound }: LimitView): Cell {
  if (used === null) return { text: "", tone: "quiet" };
  const text = describeLimit(used, unit);
  return isBound && typeof value === "number" && value > 0 ? { text, filled: used / value } : plain(text);
}

export function setterCell({ name, seat, kind, decisionId }: LimitView["setBy"]): Cell {
  if (seat === null || kind === null) return { text: name, tone: name === "nobody" ? "quiet" : "plain" };
  return { text: seat, note: `${words(kind)} ${decisionId ?? ""}` };
}

export function describeLimit(value: number | boolean, unit: LimitView["unit"]): string {
  if (typeof value === "boolean") return value ? "allowed" : "stopped";
  if (unit === "FRACTION") return share(value);
  if (unit === "USD") return usd(value);
  return unit === "COUNT" ? count(value) : `${decimals(value)}×`;
}

const outcomeTones: Readonly<Record<DecisionView["outcome"], Tone>> = {
  STANDS: "plain",
  OVERRIDDEN: "bad",
  OVERRULED: "warn",
};
const priorityTones: Readonly<Record<DecisionView["priority"], Tone>> = {
  CRITICAL: "bad",
  HIGH: "warn",
  NORMAL: "plain",
  LOW: "quiet",
};

export const decisionColumns: Column<DecisionView>[] = [
  { title: "Time", cell: ({ atMs, id }) => ({ text: shortTime(atMs), note: id }) },
  { title: "Seat", cell: ({ seat, kind }) => ({ text: seat, note: words(kind) }) },
  {
    title: "Priority",
    cell: ({ priority, priorityNumber }) => ({ text: `${priorityNumber} ${priority}`, tone: priorityTones[priority] }),
  },
  { title: "Reason", isWide: true, cell: ({ reason }) => plain(reason) },
  { title: "Outcome", cell: outcomeCell },
];

function outcomeCell({ outcome, outcomeBy, outcomeBySeat, isInForce }: DecisionView): Cell {
  if (outcome === "STANDS") return isInForce ? { text: "in force", tone: "good" } : { text: "stood", tone: "quiet" };
  return { text: words(outcome), note: `by ${outcomeBySeat ?? ""} ${outcomeBy ?? ""}`, tone: outcomeTones[outcome] };
}
