/**
 * The read model: what the page shows and the API says about a fund, in one serialisable value.
 *
 * Every name carries its unit. Ratios and fractions are parts of one (0.05 is five percent); times are UTC epoch
 * milliseconds of fund time, which may run faster than the wall clock. `null` stands for "not known yet".
 */
import type { DecisionKind, Priority, Seat } from "../../domain/decision.ts";
import type {
  CapitalProfile,
  EssLevel,
  EssState,
  ExitMode,
  OperatingMode,
  RiskMode,
  SystemHealth,
  SystemRiskMode,
  TradingMode,
  Trend,
  Volatility,
} from "../../domain/modes.ts";
import type { OrderStatus, Purpose, Side } from "../../domain/order.ts";
import type { ExitReason } from "../../domain/position.ts";
import type { ExitRow, OpenState, PositionClass } from "../../domain/position-plan.ts";
import type { Limit } from "../../domain/risk-envelope.ts";
import type { Direction } from "../../domain/signal.ts";
import type { IntegrationStage } from "../../domain/subsystem.ts";
import type { BoardView } from "./board-view.ts";
import type { CapitalView } from "./capital-view.ts";
import type { TaskView } from "./task-view.ts";
import type { ReconciliationView } from "./reconciliation-view.ts";

export type IdentityView = {
  readonly runId: string;
  readonly account: string;
  readonly venue: string;
  readonly market: string;
  readonly currency: string;
  readonly barIntervalMs: number;
  /** The fund only learns until this moment, and trades from here on. */
  readonly tradesFromMs: number;
};

export type MoneyView = {
  readonly startEquityUsd: number;
  readonly equityUsd: number;
  /** To trade with, and what is still due: with positions, locked profit and reserve less what is due it is equity. */
  readonly cashUsd: number;
  readonly grossNotionalUsd: number;
  /** Profit the CFO has locked away, and the reserve; neither is traded with. */
  readonly lockedUsd: number;
  readonly reserveUsd: number;
  /** The part of the two that is still invested, moved as soon as cash is free. */
  readonly dueUsd: number;
  /** Equity less locked profit and reserve: what sizes and limits are shares of. */
  readonly tradableUsd: number;
  /** Gross notional over tradable capital, as the limits on it. */
  readonly exposureRatio: number;
  /** Equity over what was paid in, less what was taken out, less 1. */
  readonly totalReturnRatio: number;
  /** Since the UTC day began, realised or not. */
  readonly dayPnlUsd: number;
  readonly dayReturnRatio: number;
  readonly unrealizedPnlUsd: number;
  /** After fees. */
  readonly realizedPnlUsd: number;
  /** What open positions lose if every stop fills at its price. */
  readonly openRiskUsd: number;
  /** Profit of the shadow book since the last freeze began. */
  readonly shadowPnlUsd: number;
  /** From the highest equity of 30 days, never from before the last release. */
  readonly drawdownRatio: number;
};

export type PositionView = {
  readonly symbol: string;
  /** The order that opened it. */
  readonly openedBy: string;
  readonly openedAtMs: number;
  readonly quantity: number;
  readonly averagePriceUsd: number;
  readonly lastPriceUsd: number;
  readonly valueUsd: number;
  readonly equityShareRatio: number;
  readonly unrealizedPnlUsd: number;
  readonly unrealizedReturnRatio: number;
  /** Profit so far after fees, in units of the initial risk; null while no risk was taken. */
  readonly rMultipleRatio: number | null;
  readonly stopPriceUsd: number;
  /** How far the last price may fall before the stop triggers, share of the last price. */
  readonly stopDistanceRatio: number;
  /** Set while the position is on its way out. */
  readonly leavingFor: ExitReason | null;
  readonly state: OpenState;
  /** What position intelligence calls it; null while it calls it nothing. */
  readonly class: PositionClass | null;
  /** One R as a price: from what was paid to the first stop. */
  readonly riskUsd: number;
  /** Row of the exit table it was opened under. */
  readonly exits: ExitRow;
  /** Null where the rest is left to the trailing stop. */
  readonly targetPriceUsd: number | null;
  /** From here on it is given up if it has made too little. */
  readonly holdUntilMs: number;
};

export type OrderView = {
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly purpose: Purpose;
  readonly status: OrderStatus;
  readonly quantity: number;
  readonly filledQuantity: number;
  readonly limitPriceUsd: number | null;
  readonly stopPriceUsd: number | null;
  readonly submittedAtMs: number;
  readonly updatedAtMs: number;
  readonly note: string;
};

export type FillView = {
  readonly fillId: string;
  readonly orderId: string;
  readonly atMs: number;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly priceUsd: number;
  readonly feeUsd: number;
  /** Of the part sold, before fees. */
  readonly realizedPnlUsd: number;
};

export const limitUnits = ["RATIO", "USD", "FRACTION", "COUNT", "FLAG"] as const;
export type LimitUnit = (typeof limitUnits)[number];

/** Who set a limit: a decision with its seat, a part of the constitution, or nobody. */
export type SetterView = {
  readonly name: string;
  readonly decisionId: string | null;
  readonly seat: Seat | null;
  readonly kind: DecisionKind | null;
  readonly decidedAtMs: number | null;
  readonly reason: string;
};

export type LimitView = {
  readonly limit: Limit;
  readonly unit: LimitUnit;
  readonly value: number | boolean;
  /** False when no authority has set a bound; `value` is then the widest possible. */
  readonly isBound: boolean;
  /** How much of it is used now, in the same unit; null for limits that are not used up. */
  readonly used: number | null;
  readonly setBy: SetterView;
};

export type MandateView = {
  readonly policyVersion: number;
  readonly publishedAtMs: number;
  readonly limits: readonly LimitView[];
};

export type FreezeView = {
  readonly sinceMs: number;
  /** Null means until a review. */
  readonly timerEndsAtMs: number | null;
  readonly requiresReview: boolean;
  readonly reviewGivenBy: string | null;
  /** When the scripted operator gives the review, where one is configured. */
  readonly reviewDueAtMs: number | null;
  readonly reasons: readonly string[];
  /** The first condition that still holds the freeze, in words; null when it may end. */
  readonly waitsFor: string | null;
};

export type ModesView = {
  readonly tradingMode: TradingMode;
  readonly capitalProfile: CapitalProfile;
  readonly operatingMode: OperatingMode;
  readonly systemRiskMode: SystemRiskMode;
  /** Of the controller, as operators hold it. */
  readonly riskMode: RiskMode;
  /** Critical health: the controller stops entries. */
  readonly isEmergency: boolean;
  readonly essState: EssState;
  readonly essLevel: EssLevel;
  readonly systemHealth: SystemHealth;
  readonly healthIssues: readonly string[];
  readonly exitMode: ExitMode;
  readonly integrationStage: IntegrationStage;
  readonly entriesAllowed: boolean;
  readonly freeze: FreezeView | null;
};

export const decisionOutcomes = ["STANDS", "OVERRIDDEN", "OVERRULED"] as const;
export type DecisionOutcome = (typeof decisionOutcomes)[number];

export type DecisionView = {
  readonly id: string;
  readonly atMs: number;
  readonly seat: Seat;
  readonly kind: DecisionKind;
  readonly priority: Priority;
  /** 1 is most urgent. */
  readonly priorityNumber: number;
  readonly reason: string;
  readonly outcome: DecisionOutcome;
  /** The decision that struck or overruled this one. */
  readonly outcomeBy: string | null;
  readonly outcomeBySeat: Seat | null;
  /** Rules its kind right now. */
  readonly isInForce: boolean;
};

export type CouncilView = {
  readonly seats: readonly Seat[];
  readonly decisionsMade: number;
  readonly lastRoundAtMs: number | null;
};

export type RiskView = {
  /** One-day loss not passed in 95 of 100 days, share of equity, with current weights. */
  readonly valueAtRisk95Ratio: number;
  /** Mean one-day loss in the worst 2.5 of 100 days. */
  readonly expectedShortfall975Ratio: number;
  readonly sampleDays: number;
  /** Too few days: a conservative prior speaks. */
  readonly isFromPrior: boolean;
  /** 0 to 100, higher is worse. */
  readonly score: number;
  readonly worstComponent: string;
};

export type PerformanceView = {
  readonly dailyLossRatio: number;
  readonly openDrawdownRatio: number;
  readonly maxDrawdownRatio: number;
  readonly allTimeDrawdownRatio: number;
  readonly winRateFraction: number | null;
  /** Annualised, from daily returns of 30 days. */
  readonly sharpeRatio: number | null;
  readonly profitableDayStreak: number;
  readonly losingDayStreak: number;
  readonly consecutiveLosses: number;
  readonly closedTrades: number;
  readonly closedDays: number;
};

export type SymbolView = {
  readonly symbol: string;
  readonly closePriceUsd: number | null;
  readonly closedAtMs: number | null;
  /** Over 24 hours of bars. */
  readonly dayChangeRatio: number | null;
  readonly trend: Trend | null;
  readonly volatility: Volatility | null;
  readonly direction: Direction | null;
  readonly confidenceFraction: number | null;
  readonly expectedEdgeBps: number | null;
};

export type FundView = {
  /** Number of the last journal entry taken in. */
  readonly seq: number;
  /** Fund time of that entry. */
  readonly asOfMs: number;
  readonly lastBarsAtMs: number | null;
  readonly identity: IdentityView;
  readonly money: MoneyView;
  readonly capital: { readonly sinceOpening: CapitalView; readonly last30Days: CapitalView };
  readonly performance: PerformanceView;
  readonly risk: RiskView;
  readonly modes: ModesView;
  readonly mandate: MandateView;
  readonly council: CouncilView;
  readonly board: BoardView;
  readonly reconciliation: ReconciliationView;
  readonly positions: readonly PositionView[];
  /** Oldest first. */
  readonly openOrders: readonly OrderView[];
  /** Latest first, as the three lists below. */
  readonly endedOrders: readonly OrderView[];
  readonly fills: readonly FillView[];
  readonly decisions: readonly DecisionView[];
  readonly market: readonly SymbolView[];
  /** Research tasks, the latest asked first. */
  readonly tasks: readonly TaskView[];
};
