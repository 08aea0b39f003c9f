/** An explanation as a trader reads it in a terminal: from bars to profit, in the order it happened. */
import type { CapWhy, CheckWhy, HookWhy, Why, WhyNot } from "../../kernel/analytics/why/why.ts";
import type { MeasureUnit } from "../../kernel/domain/workings.ts";
import { length, minuteOf, share, whole } from "../figures.ts";
import { columns, pageWidth, section, wrap } from "./layout.ts";
import { priceText, sceneText, signed, words } from "./scene-text.ts";

export function whyText(why: Why, notes: readonly string[]): string {
  const { order, outcome, scene } = why;
  const size = order.quantity === null ? "" : ` ${order.quantity}`;
  return page([
    `${order.id}  ${order.side}${size} ${order.symbol}  ${words(order.purpose)}, ${words(outcome)} ${minuteOf(scene.atMs)} UTC`,
    ...wrap(why.summary, pageWidth),
    ...noteLines(notes),
    ...sceneText(scene),
    ...section("HOOKS", hookLines(why.hooks)),
    ...section("SIZE, by the balancer", capLines(why.caps)),
    ...section("CHECKS of the guard", checkLines(why.checks)),
    ...section("ORDER", orderLines(why)),
    ...section("LIFE of the order, UTC", lifeLines(why)),
    ...section("FILLS, UTC", fillLines(why)),
    ...section("POSITION", positionLines(why)),
    ...section("RESULT", resultLines(why)),
  ]);
}

export function whyNotText(not: WhyNot, notes: readonly string[]): string {
  const close = not.closeAtMs === null ? "no close yet" : `close of ${minuteOf(not.closeAtMs)} UTC`;
  return page([
    `${not.symbol}  ${words(not.verdict)}  ${close}`,
    ...wrap(not.summary, pageWidth),
    ...(not.untilMs === null ? [] : [`Until ${minuteOf(not.untilMs)} UTC.`]),
    ...noteLines(notes),
    ...(not.scene === null ? [] : sceneText(not.scene)),
    ...section("HOOKS", hookLines(not.hooks)),
    ...section("SIZE, by the balancer", capLines(not.caps)),
    ...section("CHECKS of the guard", checkLines(not.checks)),
  ]);
}

const page = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
const noteLines = (notes: readonly string[]): string[] => notes.flatMap((note) => wrap(`note: ${note}`, pageWidth));

const hookLines = (hooks: readonly HookWhy[]): string[] =>
  columns(
    hooks.map(({ hook, mode, verdict, note }) => [hook, words(mode), words(verdict), note]),
    ["L", "L", "L", "L"],
  );

const capLines = (caps: readonly CapWhy[]): string[] =>
  columns(
    caps.map(({ what, capUsd, by, isTightest }) => [
      what,
      capUsd === null ? "–" : `${whole(capUsd)} USD`,
      isTightest ? `${by}: this one made the size` : by,
    ]),
    ["L", "R", "L"],
  );

function measureText(value: number | null, unit: MeasureUnit): string {
  if (value === null) return "–";
  switch (unit) {
    case "SHARE":
      return share(value);
    case "USD":
      return `${whole(value)} USD`;
    case "MS":
      return `${whole(value)} ms`;
    case "RATIO":
      return value.toFixed(2);
    case "COUNT":
      return whole(value);
    case "BPS":
      return `${value.toFixed(1)} bps`;
    case "QUANTITY":
      return priceText(value);
  }
}

const boundWords = { AT_MOST: "at most", AT_LEAST: "at least", BELOW: "below" } as const;

/** Rules of yes and no that were kept fit in one line. */
function checkLines(checks: readonly CheckWhy[]): string[] {
  if (checks.length === 0) return [];
  const measured = checks.flatMap(({ check, isKept, unit, bound, value, limit, headroom, refusal }) =>
    unit === null || bound === null
      ? []
      : [
          [
            isKept ? "kept" : "REFUSES",
            check,
            measureText(value, unit),
            `${boundWords[bound]} ${measureText(limit, unit)}`,
            measureText(headroom, unit),
            refusal,
          ],
        ],
  );
  const plain = checks.filter(({ unit }) => unit === null);
  const kept = plain.filter(({ isKept }) => isKept).map(({ check }) => check);
  const broken = plain.filter(({ isKept }) => !isKept).map(({ check, refusal }) => `REFUSES  ${check}: ${refusal}`);
  return [
    ...columns([["", "check", "was", "limit", "headroom", ""], ...measured], ["L", "L", "R", "L", "R", "L"]),
    ...broken,
    ...(kept.length === 0 ? [] : wrap(`kept too: ${kept.join(", ")}`, pageWidth - 2)),
  ];
}

function orderLines({ order }: Why): string[] {
  const { referencePriceUsd, limitPriceUsd, stopPriceUsd, reason, orderType, parentId, expectedSlippageBps } = order;
  const prices = [
    ...(referencePriceUsd === null ? [] : [["decided on", `${priceText(referencePriceUsd)} USD`]]),
    ...(limitPriceUsd === null ? [] : [["limit", `${priceText(limitPriceUsd)} USD`]]),
    ...(stopPriceUsd === null ? [] : [["trigger", `${priceText(stopPriceUsd)} USD`]]),
  ];
  const worked =
    parentId === null || parentId === order.id ? words(orderType) : `${words(orderType)}, a part of ${parentId}`;
  const expected = expectedSlippageBps === null ? [] : [["expected slippage", `${signed(expectedSlippageBps, 1)} bps`]];
  return columns([["because", reason], ["worked as", worked], ...prices, ...expected], ["L", "L"]);
}

const lifeLines = ({ statuses }: Why): string[] =>
  columns(
    statuses.map(({ atMs, from, to, note }) => [minuteOf(atMs), words(from), "to", words(to), note]),
    ["L", "L", "L", "L", "L"],
  );

const fillLines = ({ fills }: Why): string[] =>
  columns(
    fills.map(({ atMs, quantity, priceUsd, feeUsd, slippageBps }) => [
      minuteOf(atMs),
      `${quantity} at ${priceText(priceUsd)} USD`,
      `fee ${feeUsd.toFixed(2)} USD`,
      slippageBps === null ? "" : `slippage ${signed(slippageBps, 1)} bps`,
    ]),
    ["L", "R", "R", "R"],
  );

function positionLines({ position, order }: Why): string[] {
  if (position === null) return [];
  const { openedBy, openedAtMs, averagePriceUsd, stopPriceUsd, initialRiskUsd, orders } = position;
  const when = openedAtMs === null ? "never filled" : minuteOf(openedAtMs);
  const prices =
    averagePriceUsd === null
      ? []
      : [
          `paid ${priceText(averagePriceUsd)} USD, stop at ${priceText(stopPriceUsd)} USD, one R is ${(initialRiskUsd ?? 0).toFixed(2)} USD`,
        ];
  const others = orders.map(({ id, purpose, atMs, reason }) => [
    id === order.id ? `${id} (this)` : id,
    words(purpose),
    minuteOf(atMs),
    reason,
  ]);
  return [`opened by ${openedBy}, ${when}`, ...prices, ...columns(others, ["L", "L", "L", "L"])];
}

function resultLines({ position }: Why): string[] {
  const trade = position?.trade;
  if (trade === null || trade === undefined) return [];
  const { pnlUsd, feesUsd, rMultipleRatio, exitReason, heldForMs, entryPriceUsd, exitPriceUsd, closedAtMs } = trade;
  return [
    `${signed(pnlUsd, 2)} USD after fees of ${feesUsd.toFixed(2)} USD, ${signed(rMultipleRatio, 2)} R`,
    `closed ${minuteOf(closedAtMs)} after ${length(heldForMs)} by ${words(exitReason)}: in at ${priceText(entryPriceUsd)}, out at ${priceText(exitPriceUsd)}`,
  ];
}
