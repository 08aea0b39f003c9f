/** Votes, stances, limits, hooks, caps and checks of an explanation, column by column. */
import type {
  CapWhy,
  CheckWhy,
  HookWhy,
  LimitWhy,
  ModelWhy,
  SiblingWhy,
  StanceWhy,
  StatusWhy,
} from "../../../src/kernel/analytics/why/why.ts";
import { count, orUnknown, quantity, share, shortTime, signedDecimals, usd, wholeUsd, words } from "../format.ts";
import { describeLimit, limitNames, setterCell } from "../governance-columns.ts";
import { whyLink } from "../route.ts";
import { type Cell, type Column, plain } from "../table.ts";

export const modelColumns: Column<ModelWhy>[] = [
  { title: "Model", cell: ({ model }) => plain(model) },
  { title: "Vote", cell: ({ vote }) => plain(words(vote)) },
  { title: "Odds of a rise", isNumber: true, cell: ({ upFraction }) => plain(orUnknown(upFraction, share)) },
  {
    title: "Weight",
    isNumber: true,
    cell: ({ weightFraction, abstains }) =>
      abstains === null ? plain(share(weightFraction)) : { text: "abstains", note: words(abstains), tone: "quiet" },
  },
  {
    title: "Evidence",
    isNumber: true,
    cell: ({ evidenceScore, cases }) => ({
      text: orUnknown(evidenceScore, (score) => `${signedDecimals(score)} z`),
      note: `${count(cases)} cases`,
    }),
  },
];

export const stanceColumns: Column<StanceWhy>[] = [
  { title: "Seat", cell: ({ seat, kind }) => ({ text: seat, note: words(kind) }) },
  { title: "Says", wraps: true, cell: ({ says, decisionId }) => ({ text: says, note: decisionId }) },
  { title: "Since", cell: ({ sinceMs }) => plain(shortTime(sinceMs)) },
  {
    title: "Why",
    isWide: true,
    cell: ({ reason, overruledBy }) =>
      overruledBy === null ? plain(reason) : { text: reason, note: `overruled by ${overruledBy}`, tone: "quiet" },
  },
];

export const limitWhyColumns: Column<LimitWhy>[] = [
  { title: "Limit", cell: ({ limit }) => plain(limitNames[limit]) },
  { title: "Value", isNumber: true, cell: limitValue },
  { title: "In use", isNumber: true, cell: limitUse },
  { title: "Headroom", isNumber: true, cell: limitRoom },
  { title: "Set by", isWide: true, cell: ({ setBy }) => setterCell(setBy) },
];

function limitValue({ value, unit, isBound }: LimitWhy): Cell {
  if (typeof value === "boolean") return { text: describeLimit(value, unit), tone: value ? "plain" : "bad" };
  return isBound ? plain(describeLimit(value, unit)) : { text: "no bound", tone: "quiet" };
}

/** With the order, and before it in small print. */
function limitUse({ limit, usedBefore, usedAfter, value, unit, isBound }: LimitWhy): Cell {
  if (usedAfter === null) return plain("");
  const text = describeLimit(usedAfter, unit);
  const note = usedBefore === null || usedBefore === usedAfter ? "" : `${describeLimit(usedBefore, unit)} before`;
  const isUsedUp = isBound && typeof value === "number" && value > 0 && limit !== "minConfidence";
  const isFullByDesign = limit === "maxRiskPerTrade" || limit === "maxPositions";
  return isUsedUp ? { text, note, filled: usedAfter / value, isFullByDesign } : { text, note };
}

/** Rounding may leave a hair less than nothing. */
const almostNothing = -1e-9;

function limitRoom({ headroom, unit, isBound }: LimitWhy): Cell {
  if (headroom === null || !isBound) return { text: "–", tone: "quiet" };
  return { text: describeLimit(headroom, unit), tone: headroom < almostNothing ? "bad" : "plain" };
}

export const hookColumns: Column<HookWhy>[] = [
  { title: "Hook", cell: ({ hook }) => plain(hook) },
  { title: "Mode", cell: ({ mode }) => plain(words(mode)) },
  {
    title: "Verdict",
    cell: ({ verdict }) => ({ text: words(verdict), tone: verdict === "PASS" ? "plain" : "bad" }),
  },
  { title: "Note", isWide: true, cell: ({ note }) => plain(note) },
];

export const capColumns: Column<CapWhy>[] = [
  { title: "Room", cell: ({ what }) => plain(what) },
  { title: "At most, USD", isNumber: true, cell: ({ capUsd }) => plain(orUnknown(capUsd, wholeUsd)) },
  {
    title: "By",
    isWide: true,
    cell: ({ by, isTightest }) => plain(isTightest ? `${by}: this one made the size` : by),
  },
];

function measure(value: number | null, unit: CheckWhy["unit"]): string {
  if (value === null || unit === null) return "–";
  switch (unit) {
    case "SHARE":
      return share(value);
    case "USD":
      return usd(value);
    case "RATIO":
      return `${value.toFixed(2)}×`;
    case "MS":
      return `${count(value)} ms`;
    case "COUNT":
      return count(value);
    case "BPS":
      return `${value.toFixed(1)} bps`;
    case "QUANTITY":
      return quantity(value);
  }
}

const boundWords = { AT_MOST: "at most", AT_LEAST: "at least", BELOW: "below" } as const;

export const checkColumns: Column<CheckWhy>[] = [
  {
    title: "Check",
    cell: ({ check, isKept }) => ({ text: check, note: isKept ? "" : "refuses", tone: isKept ? "plain" : "bad" }),
  },
  { title: "Was", isNumber: true, cell: ({ value, unit }) => plain(measure(value, unit)) },
  {
    title: "Limit",
    isNumber: true,
    cell: ({ limit, unit, bound }) => plain(`${bound === null ? "" : boundWords[bound]} ${measure(limit, unit)}`),
  },
  {
    title: "Headroom",
    isNumber: true,
    cell: ({ headroom, unit, isKept }) => ({ text: measure(headroom, unit), tone: isKept ? "plain" : "bad" }),
  },
];

export const statusColumns: Column<StatusWhy>[] = [
  { title: "Time", cell: ({ atMs }) => plain(shortTime(atMs)) },
  { title: "Became", cell: ({ to }) => plain(words(to)) },
  { title: "Note", isWide: true, cell: ({ note }) => plain(note) },
];

export const siblingColumns: Column<SiblingWhy>[] = [
  { title: "Order", link: ({ id }) => whyLink(id), cell: ({ id }) => plain(id) },
  { title: "Purpose", cell: ({ purpose }) => plain(words(purpose)) },
  { title: "Sent", cell: ({ atMs }) => plain(shortTime(atMs)) },
  { title: "Because", isWide: true, cell: ({ reason }) => plain(reason) },
];
