/**
 * The fund's read model as schemas, so that nothing leaves that the kernel's types do not promise.
 *
 * Each is declared as the schema of its type: a field added to one and not to the other does not compile.
 */
import { z } from "zod";
import type { CapitalView } from "../../../kernel/analytics/view/capital-view.ts";
import type { ReconciliationView } from "../../../kernel/analytics/view/reconciliation-view.ts";
import type { TaskView } from "../../../kernel/analytics/view/task-view.ts";
import {
  type CouncilView,
  type DecisionView,
  decisionOutcomes,
  type FillView,
  type FreezeView,
  type FundView,
  type IdentityView,
  type LimitView,
  limitUnits,
  type MandateView,
  type ModesView,
  type MoneyView,
  type OrderView,
  type PerformanceView,
  type PositionView,
  type RiskView,
  type SetterView,
  type SymbolView,
} from "../../../kernel/analytics/view/fund-view.ts";
import { decisionKinds, priorities, researchTaskTypes, seniority } from "../../../kernel/domain/decision.ts";
import {
  capitalProfiles,
  essLevels,
  essStates,
  exitModes,
  operatingModes,
  riskModes,
  systemHealths,
  systemRiskModes,
  tradingModes,
  trends,
  volatilities,
} from "../../../kernel/domain/modes.ts";
import { orderStatuses } from "../../../kernel/domain/order.ts";
import { exitReasons } from "../../../kernel/domain/position.ts";
import { exitRows, openStates, positionClasses } from "../../../kernel/domain/position-plan.ts";
import { taskStatuses } from "../../../kernel/domain/research-task.ts";
import { limits } from "../../../kernel/domain/risk-envelope.ts";
import { integrationStages } from "../../../kernel/domain/subsystem.ts";

import { boardSchema } from "./board-schema.ts";

const number = z.number();
const count = z.int().min(0);
const time = z.number().min(0);
const text = z.string();
const list = <Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> => z.array(item);
/** An object with exactly the fields of `Value`. */
const shape = <Value extends object>(fields: { readonly [Key in keyof Value]-?: z.ZodType<Value[Key]> }) =>
  z.strictObject(fields);

const side = z.enum(["BUY", "SELL"]);

const identity = shape<IdentityView>({
  runId: text,
  account: text,
  venue: text,
  market: text,
  currency: text,
  barIntervalMs: number,
  tradesFromMs: time,
});
const money = shape<MoneyView>({
  startEquityUsd: number,
  equityUsd: number,
  cashUsd: number,
  grossNotionalUsd: number,
  lockedUsd: number,
  reserveUsd: number,
  dueUsd: number,
  tradableUsd: number,
  exposureRatio: number,
  totalReturnRatio: number,
  dayPnlUsd: number,
  dayReturnRatio: number,
  unrealizedPnlUsd: number,
  realizedPnlUsd: number,
  openRiskUsd: number,
  shadowPnlUsd: number,
  drawdownRatio: number,
});

const capital = shape<CapitalView>({
  closedDays: count,
  profitUsd: number,
  averageTradableUsd: number.nullable(),
  profitPerCapitalRatio: number.nullable(),
  idleCashFraction: number.nullable(),
});

const task = shape<TaskView>({
  id: text,
  status: z.enum(taskStatuses),
  taskType: z.enum(researchTaskTypes),
  description: text,
  estimatedDurationHours: number,
  expectedImpact: text,
  modelName: text.nullable(),
  askedAtMs: time,
  changedAtMs: time,
  takenBy: text.nullable(),
});

const performance = shape<PerformanceView>({
  dailyLossRatio: number,
  openDrawdownRatio: number,
  maxDrawdownRatio: number,
  allTimeDrawdownRatio: number,
  winRateFraction: number.nullable(),
  sharpeRatio: number.nullable(),
  profitableDayStreak: count,
  losingDayStreak: count,
  consecutiveLosses: count,
  closedTrades: count,
  closedDays: count,
});

const risk = shape<RiskView>({
  valueAtRisk95Ratio: number,
  expectedShortfall975Ratio: number,
  sampleDays: count,
  isFromPrior: z.boolean(),
  score: number,
  worstComponent: text,
});

const freeze = shape<FreezeView>({
  sinceMs: time,
  timerEndsAtMs: time.nullable(),
  requiresReview: z.boolean(),
  reviewGivenBy: text.nullable(),
  reviewDueAtMs: time.nullable(),
  reasons: list(text),
  waitsFor: text.nullable(),
});

const modes = shape<ModesView>({
  tradingMode: z.enum(tradingModes),
  capitalProfile: z.enum(capitalProfiles),
  operatingMode: z.enum(operatingModes),
  systemRiskMode: z.enum(systemRiskModes),
  riskMode: z.enum(riskModes),
  isEmergency: z.boolean(),
  essState: z.enum(essStates),
  essLevel: z.enum(essLevels),
  systemHealth: z.enum(systemHealths),
  healthIssues: list(text),
  exitMode: z.enum(exitModes),
  integrationStage: z.enum(integrationStages),
  entriesAllowed: z.boolean(),
  freeze: freeze.nullable(),
});

const setter = shape<SetterView>({
  name: text,
  decisionId: text.nullable(),
  seat: z.enum(seniority).nullable(),
  kind: z.enum(decisionKinds).nullable(),
  decidedAtMs: time.nullable(),
  reason: text,
});

const limit = shape<LimitView>({
  limit: z.enum(limits),
  unit: z.enum(limitUnits),
  value: z.union([number, z.boolean()]),
  isBound: z.boolean(),
  used: number.nullable(),
  setBy: setter,
});

const mandate = shape<MandateView>({ policyVersion: count, publishedAtMs: time, limits: list(limit) });

const council = shape<CouncilView>({
  seats: list(z.enum(seniority)),
  decisionsMade: count,
  lastRoundAtMs: time.nullable(),
});

const position = shape<PositionView>({
  symbol: text,
  openedBy: text,
  openedAtMs: time,
  quantity: number,
  averagePriceUsd: number,
  lastPriceUsd: number,
  valueUsd: number,
  equityShareRatio: number,
  unrealizedPnlUsd: number,
  unrealizedReturnRatio: number,
  rMultipleRatio: number.nullable(),
  stopPriceUsd: number,
  stopDistanceRatio: number,
  leavingFor: z.enum(exitReasons).nullable(),
  state: z.enum(openStates),
  class: z.enum(positionClasses).nullable(),
  riskUsd: number,
  exits: z.enum(exitRows),
  targetPriceUsd: number.nullable(),
  holdUntilMs: time,
});

const order = shape<OrderView>({
  id: text,
  symbol: text,
  side,
  purpose: z.enum(["ENTRY", "EXIT", "STOP"]),
  status: z.enum(orderStatuses),
  quantity: number,
  filledQuantity: number,
  limitPriceUsd: number.nullable(),
  stopPriceUsd: number.nullable(),
  submittedAtMs: time,
  updatedAtMs: time,
  note: text,
});

const fill = shape<FillView>({
  fillId: text,
  orderId: text,
  atMs: time,
  symbol: text,
  side,
  quantity: number,
  priceUsd: number,
  feeUsd: number,
  realizedPnlUsd: number,
});

const decision = shape<DecisionView>({
  id: text,
  atMs: time,
  seat: z.enum(seniority),
  kind: z.enum(decisionKinds),
  priority: z.enum(priorities),
  priorityNumber: count,
  reason: text,
  outcome: z.enum(decisionOutcomes),
  outcomeBy: text.nullable(),
  outcomeBySeat: z.enum(seniority).nullable(),
  isInForce: z.boolean(),
});

const symbol = shape<SymbolView>({
  symbol: text,
  closePriceUsd: number.nullable(),
  closedAtMs: time.nullable(),
  dayChangeRatio: number.nullable(),
  trend: z.enum(trends).nullable(),
  volatility: z.enum(volatilities).nullable(),
  direction: z.enum(["LONG", "OUT", "NONE"]).nullable(),
  confidenceFraction: number.nullable(),
  expectedEdgeBps: number.nullable(),
});

const reconciliation = shape<ReconciliationView>({
  isReconciled: z.boolean(),
  agreedAtMs: time.nullable(),
  differences: list(text),
  frozenSymbols: list(
    shape<ReconciliationView["frozenSymbols"][number]>({ symbol: text, sinceMs: time, reasons: list(text) }),
  ),
});

export const fundViewSchema: z.ZodType<FundView> = shape<FundView>({
  seq: z.int(),
  asOfMs: time,
  lastBarsAtMs: time.nullable(),
  identity,
  money,
  capital: shape<FundView["capital"]>({ sinceOpening: capital, last30Days: capital }),
  performance,
  risk,
  modes,
  mandate,
  council,
  board: boardSchema,
  reconciliation,
  positions: list(position),
  openOrders: list(order),
  endedOrders: list(order),
  fills: list(fill),
  decisions: list(decision),
  market: list(symbol),
  tasks: list(task),
});
