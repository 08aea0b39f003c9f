/** Builds the explanation of one order from its case and the life of its position. Pure; every fact adds to it. */
import type { Cap, CheckReading, HeldReading } from "../../domain/workings.ts";
import { slippageOf } from "../slippage.ts";
import { limitsOfOrder } from "./limits.ts";
import { finiteOrNull, sceneOf, standingOf } from "./scene.ts";
import { summaryOf } from "./summary.ts";
import type { Life, OrderCase } from "./why-case.ts";
import type { CapWhy, CheckWhy, FillWhy, OrderWhy, PositionWhy, TradeWhy, Why } from "./why.ts";

export function explainOrder(of: OrderCase, life: Life | undefined, runId: string): Why {
  const { workings, intent } = of;
  const { policy, signal, features, refusedBy } = workings;
  const { symbol, purpose } = workings.order;
  const standing = standingOf({ policy, governance: of.governance });
  const order = orderWhy(workings);
  const withoutSummary = {
    runId,
    seq: of.seq,
    outcome: refusedBy === undefined ? ("SENT" as const) : ("REFUSED" as const),
    refusedBy: refusedBy ?? null,
    order,
    scene: sceneOf({ ...of, symbol, signal, features, policy }, limitsOfOrder(workings, standing)),
    hooks: purpose === "ENTRY" ? (intent?.hooks ?? []) : [],
    caps: capsWhy(workings.caps),
    checks: workings.checks.map(checkWhy),
    statuses: of.statuses,
    fills: of.fills.map((fill) => fillWhy(fill, order)),
    position: positionWhy(of, life),
  };
  return { ...withoutSummary, summary: summaryOf(withoutSummary) };
}

function orderWhy({ order, reason, usage, parent }: OrderCase["workings"]): OrderWhy {
  const { id, symbol, side, purpose, quantity, limitPrice, stopPrice } = order;
  return {
    id,
    symbol,
    side,
    purpose,
    quantity: finiteOrNull(quantity),
    limitPriceUsd: finiteOrNull(limitPrice ?? Number.NaN),
    stopPriceUsd: finiteOrNull(stopPrice ?? Number.NaN),
    referencePriceUsd: finiteOrNull((purpose === "STOP" ? stopPrice : usage.reference?.price) ?? Number.NaN),
    orderType: order.orderType ?? "MARKET",
    parentId: parent?.id ?? null,
    expectedSlippageBps: finiteOrNull(parent?.expectedSlippageBps ?? Number.NaN),
    reason,
  };
}

export function capsWhy(caps: readonly Cap[]): CapWhy[] {
  const tightest = caps.reduce<Cap | undefined>(
    (least, each) => (least === undefined || each.cap < least.cap ? each : least),
    undefined,
  );
  return caps.map((each) => ({
    by: each.by,
    what: each.what,
    capUsd: finiteOrNull(each.cap),
    isTightest: each === tightest,
  }));
}

export function checkWhy({ check, refusal, measure }: CheckReading): CheckWhy {
  const base = { check, isKept: refusal === undefined, refusal: refusal ?? "" };
  if (measure === undefined) return { ...base, unit: null, bound: null, value: null, limit: null, headroom: null };
  const { unit, bound, value, limit } = measure;
  return {
    ...base,
    unit,
    bound,
    value: finiteOrNull(value),
    limit: finiteOrNull(limit),
    headroom: finiteOrNull(bound === "AT_LEAST" ? value - limit : limit - value),
  };
}

function fillWhy(fill: OrderCase["fills"][number], { side, referencePriceUsd }: OrderWhy): FillWhy {
  if (referencePriceUsd === null) return { ...fill, slippageBps: null };
  return { ...fill, slippageBps: slippageOf({ side, priceUsd: fill.priceUsd }, referencePriceUsd) * 10_000 };
}

/** As it was when the order was made; before that, as the facts tell it since. */
function positionWhy({ workings: { held }, openedBy }: OrderCase, life: Life | undefined): PositionWhy | null {
  if (life === undefined && held === undefined) return null;
  return {
    openedBy,
    ...neverFilled,
    ...(life?.opened === undefined ? {} : asOpened(life.opened)),
    ...(held === undefined ? {} : asHeld(held)),
    orders: life?.orders ?? [],
    trade: life?.closed === undefined ? null : tradeWhy(life.closed),
  };
}

type Held = Omit<PositionWhy, "openedBy" | "orders" | "trade">;

const neverFilled: Held = {
  openedAtMs: null,
  quantity: null,
  averagePriceUsd: null,
  stopPriceUsd: null,
  initialRiskUsd: null,
};

const asOpened = ({
  atMs,
  quantity,
  averagePriceUsd,
  stopPriceUsd,
  initialRiskUsd,
}: NonNullable<Life["opened"]>): Held => ({
  openedAtMs: atMs,
  quantity,
  averagePriceUsd,
  stopPriceUsd,
  initialRiskUsd,
});

const asHeld = ({ openedAt, quantity, averagePrice, stopPrice, initialRisk }: HeldReading): Held => ({
  openedAtMs: openedAt,
  quantity,
  averagePriceUsd: averagePrice,
  stopPriceUsd: stopPrice,
  initialRiskUsd: initialRisk,
});

const tradeWhy = (closed: NonNullable<Life["closed"]>): TradeWhy => ({
  closedAtMs: closed.closedAtMs,
  heldForMs: closed.closedAtMs - closed.openedAtMs,
  exitReason: closed.exitReason,
  entryPriceUsd: closed.entryPriceUsd,
  exitPriceUsd: closed.exitPriceUsd,
  feesUsd: closed.feesUsd,
  pnlUsd: closed.pnlUsd,
  rMultipleRatio: closed.rMultipleRatio,
});
