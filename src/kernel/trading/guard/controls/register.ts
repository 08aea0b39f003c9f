/** The guard's part of the control register, in its order (controls.md, D.1). One file a control. */
import type { ControlId } from "../../../domain/control.ts";
import { booksAgree, symbolIsSettled } from "../books-agree.ts";
import { flowIsOpen, flowIsPaced } from "../entry-flow.ts";
import type { GuardControl } from "../guard-control.ts";
import { priceCollar } from "./pt-01-price-collar.ts";
import { periodCollar } from "./pt-02-period-collar.ts";
import { orderValue } from "./pt-03-order-value.ts";
import { orderQuantity } from "./pt-04-order-quantity.ts";
import { messageRates } from "./pt-05-messages.ts";
import { repeatedExecution } from "./pt-06-repeated-execution.ts";
import { duplicateOrder } from "./pt-07-duplicate-order.ts";
import { exposure } from "./pt-08-exposure.ts";
import { positionLimit } from "./pt-09-position-limit.ts";
import { marginHeadroom } from "./pt-10-margin-headroom.ts";
import { openOrders } from "./pt-11-open-orders.ts";
import { restrictedUniverse } from "./pt-12-universe.ts";
import { selfMatch } from "./pt-13-self-match.ts";
import { marketData } from "./pt-14-market-data.ts";
import { clockSkew } from "./pt-15-clock.ts";
import { authority } from "./pt-16-authority.ts";
import { lossLimits } from "./pt-17-loss-limits.ts";
import { expectedEdge } from "./pt-18-expected-edge.ts";
import { reduceOnly } from "./pt-19-reduce-only.ts";
import { override } from "./pt-20-override.ts";
import { softAndHard } from "./pt-21-soft-and-hard.ts";

export const guardControls: readonly GuardControl[] = [
  priceCollar,
  periodCollar,
  orderValue,
  orderQuantity,
  messageRates,
  repeatedExecution,
  duplicateOrder,
  exposure,
  positionLimit,
  marginHeadroom,
  openOrders,
  restrictedUniverse,
  selfMatch,
  marketData,
  clockSkew,
  authority,
  lossLimits,
  expectedEdge,
  reduceOnly,
  override,
  softAndHard,
];

type Asking = Pick<GuardControl, "id" | "checks">;

/** Every control that has a check at the guard: its own, and the three of surveillance that stop entries here. */
export const controlsAtGuard: readonly Asking[] = [
  ...guardControls,
  { id: "RT-05", checks: [booksAgree] },
  { id: "RT-06", checks: [symbolIsSettled] },
  { id: "RT-10", checks: [flowIsOpen, flowIsPaced] },
];

const controlByCheck: ReadonlyMap<string, ControlId> = new Map(
  controlsAtGuard.flatMap(({ id, checks }) => checks.map(({ name }) => [name, id] as const)),
);

/** The control a check belongs to. */
export const controlOfCheck = (check: string): ControlId | undefined => controlByCheck.get(check);
