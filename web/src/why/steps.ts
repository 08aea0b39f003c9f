/** The steps of an explanation, from bars to profit, each a panel of its own; what does not apply is left out. */
import type { FeatureWhy, FillWhy, SceneWhy, Why, WhyNot } from "../../../src/kernel/analytics/why/why.ts";
import { make, type Pair, setPairs } from "../dom.ts";
import {
  count,
  dateTime,
  duration,
  orUnknown,
  price,
  quantity,
  share,
  shortTime,
  signedDecimals,
  signedUsd,
  toneOf,
  usd,
  wholeUsd,
  words,
} from "../format.ts";
import { type Column, makeTable } from "../table.ts";
import { drawCandles } from "./candles.ts";
import {
  capColumns,
  checkColumns,
  hookColumns,
  limitWhyColumns,
  modelColumns,
  siblingColumns,
  stanceColumns,
  statusColumns,
} from "./columns.ts";

export const stepsOfWhy = (why: Why): HTMLElement[] =>
  present([
    ...sceneSteps(why.scene),
    ...decisionSteps(why),
    step("Order", [pairs(orderPairs(why)), table("Life of the order", statusColumns, why.statuses)]),
    why.fills.length === 0 ? undefined : step("Fills", [pairs(why.fills.map(fillPair))]),
    positionStep(why),
    resultStep(why),
  ]);

export const stepsOfWhyNot = (not: WhyNot): HTMLElement[] =>
  present([...(not.scene === null ? [] : sceneSteps(not.scene)), ...decisionSteps(not)]);

type Step = HTMLElement | undefined;
const present = (steps: readonly Step[]): HTMLElement[] => steps.filter((each) => each !== undefined);

function step(title: string, content: readonly Step[], about = ""): HTMLElement {
  const head = make("div", { class: "panel-head" }, [
    make("h3", {}, [title]),
    make("p", { class: "readout" }, [about]),
  ]);
  return make("section", { class: "panel", "aria-label": title }, [head, ...present(content)]);
}

/** Nothing to show is no table. */
function table<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): Step {
  if (rows.length === 0) return undefined;
  const place = make("div", { class: "whole" });
  makeTable<Row>(place, { label, empty: "", columns, keyOf: (row) => String(rows.indexOf(row)) }).show(rows);
  return place;
}

function pairs(all: readonly Pair[]): HTMLElement {
  const list = make("dl", { class: "pairs" });
  setPairs(list, all);
  return list;
}

function sceneSteps(scene: SceneWhy): Step[] {
  const { bars, features, models, stances, limits, stopped } = scene;
  const last = bars.at(-1);
  return [
    last === undefined
      ? undefined
      : step("Bars and features", [beside(drawCandles(bars), features)], `close ${price(last.closeUsd)}`),
    step("Votes and signal", [table("Votes", modelColumns, models), pairs(signalPairs(scene))]),
    step("Stances in force", [table("Stances", stanceColumns, stances)]),
    stopped === null ? undefined : stoppedStep(stopped),
    step("Limits", [table("Limits", limitWhyColumns, limits)], `policy version ${count(scene.policyVersion)}`),
  ];
}

const beside = (picture: Element, features: readonly FeatureWhy[]): HTMLElement =>
  make("div", { class: "beside" }, [picture, pairs(features.map(featurePair))]);

function featureText({ value, unit }: FeatureWhy): string {
  if (value === null) return "–";
  if (unit === "SHARE") return share(value);
  if (unit === "SCORE") return `${signedDecimals(value)} z`;
  return unit === "USD" ? wholeUsd(value) : count(value);
}

const featurePair = (feature: FeatureWhy): Pair => ({
  label: feature.unit === "USD" ? `${feature.feature}, USD` : feature.feature,
  value: featureText(feature),
});

function panelPairs({ panel }: SceneWhy): Pair[] {
  if (panel === null) return [];
  const { agreement, champion, pooledFraction, provenFraction, upFraction, isObeyed } = panel;
  return [
    {
      label: "Agreement",
      value: words(agreement),
      note: `${words(champion)} weights${isObeyed ? "" : ", not obeyed"}`,
    },
    {
      label: "Odds of a rise",
      value: share(upFraction),
      note: `pooled ${share(pooledFraction)}, proven ${orUnknown(provenFraction, share)}`,
    },
  ];
}

function signalPairs(scene: SceneWhy): Pair[] {
  const { signal } = scene;
  if (signal === null) return [{ label: "Signal", value: "none", note: "the models' windows were not full yet" }];
  const { direction, confidenceFraction, edgeBps, costBps, neededEdgeBps } = signal;
  return [
    ...panelPairs(scene),
    { label: "Signal", value: direction, note: `odds ${share(confidenceFraction)}` },
    {
      label: "Edge after costs, bps",
      value: signedDecimals(edgeBps),
      note: `above ${neededEdgeBps.toFixed(0)} to enter`,
    },
    { label: "Costs in and out, bps", value: costBps.toFixed(1) },
  ];
}

const stoppedStep = ({ by, reason, sinceMs, untilMs }: NonNullable<SceneWhy["stopped"]>): HTMLElement =>
  step("Entries were stopped", [
    pairs([
      { label: "By", value: by, note: reason, tone: "bad" },
      { label: "Since", value: orUnknown(sinceMs, dateTime) },
      { label: "Until", value: untilMs === null ? "a condition or a review" : dateTime(untilMs) },
    ]),
  ]);

function decisionSteps({ hooks, caps, checks }: Pick<Why, "hooks" | "caps" | "checks">): Step[] {
  const broken = checks.filter(({ isKept }) => !isKept);
  const about = broken.length === 0 ? `all ${count(checks.length)} kept` : `${count(broken.length)} refuse`;
  const measured = checks.filter(({ unit, isKept }) => unit !== null || !isKept);
  return [
    hooks.length === 0 ? undefined : step("Hooks", [table("Hooks", hookColumns, hooks)]),
    caps.length === 0 ? undefined : step("Size", [table("Size", capColumns, caps)], "the smallest room makes the size"),
    checks.length === 0 ? undefined : step("Checks of the guard", [table("Checks", checkColumns, measured)], about),
  ];
}

function orderPairs({ order, outcome, refusedBy }: Why): Pair[] {
  const { quantity: size, referencePriceUsd, limitPriceUsd, stopPriceUsd, reason } = order;
  const prices: Pair[] = [
    { label: "Decided on", value: orUnknown(referencePriceUsd, price) },
    { label: "Limit", value: limitPriceUsd === null ? "none" : price(limitPriceUsd) },
    ...(stopPriceUsd === null ? [] : [{ label: "Trigger", value: price(stopPriceUsd) }]),
  ];
  const sent: Pair = { label: "Outcome", value: words(outcome), note: refusedBy ?? "" };
  return [
    outcome === "SENT" ? sent : { ...sent, tone: "bad" },
    { label: "Quantity", value: orUnknown(size, quantity), note: reason },
    ...prices,
  ];
}

const fillPair = ({ atMs, quantity: size, priceUsd, feeUsd, slippageBps }: FillWhy): Pair => ({
  label: shortTime(atMs),
  value: `${quantity(size)} at ${price(priceUsd)}`,
  note: `fee ${usd(feeUsd)} USD${slippageBps === null ? "" : `, slippage ${signedDecimals(slippageBps)} bps`}`,
});

function positionStep({ position }: Why): Step {
  if (position === null) return undefined;
  const { openedBy, openedAtMs, averagePriceUsd, stopPriceUsd, initialRiskUsd, orders } = position;
  const risk = orUnknown(initialRiskUsd, usd);
  return step("Position", [
    pairs([
      { label: "Opened", value: orUnknown(openedAtMs, shortTime), note: `by ${openedBy}` },
      { label: "Paid", value: orUnknown(averagePriceUsd, price) },
      { label: "Stop", value: orUnknown(stopPriceUsd, price), note: `one R is ${risk} USD` },
    ]),
    table("Its orders", siblingColumns, orders),
  ]);
}

function resultStep({ position }: Why): Step {
  const trade = position?.trade ?? null;
  if (trade === null) return undefined;
  const { pnlUsd, rMultipleRatio, feesUsd, exitReason, closedAtMs, heldForMs, entryPriceUsd, exitPriceUsd } = trade;
  return step("Result", [
    pairs([
      {
        label: "P&L after fees, USD",
        value: signedUsd(pnlUsd),
        note: `${signedDecimals(rMultipleRatio)} R`,
        tone: toneOf(pnlUsd),
      },
      { label: "Fees, USD", value: usd(feesUsd) },
      { label: "Left by", value: words(exitReason), note: `${price(entryPriceUsd)} to ${price(exitPriceUsd)}` },
      { label: "Closed", value: shortTime(closedAtMs), note: `held for ${duration(heldForMs)}` },
    ]),
  ]);
}
