/** What the read model is projected from: typed slices of the fund, composed by the app that knows where they live. */
import type { Ess, FreezeState, Health, Performance, RiskAssessment } from "../../domain/briefing.ts";
import type { FundConfig } from "../../domain/config.ts";
import type { Policy } from "../../domain/mandate.ts";
import type { Trend, Volatility } from "../../domain/modes.ts";
import type { OrderRecord } from "../../domain/order.ts";
import type { Portfolio, Position } from "../../domain/position.ts";
import type { ResearchTask } from "../../domain/research-task.ts";
import type { Signal } from "../../domain/signal.ts";
import type { MarketFeatures } from "../../features/market-features.ts";
import type { EpochMs, UsdAmount } from "../../units/units.ts";
import type { CapitalSource } from "./capital-view.ts";
import type { FederationFigures } from "./board-view.ts";
import type { ExecutiveView } from "./executive-view.ts";
import type { ReconciliationView } from "./reconciliation-view.ts";
import type { History } from "./history.ts";

export type Regime = { readonly trend: Trend; readonly volatility: Volatility };

export type FreezeSource = {
  readonly state: FreezeState;
  readonly waitsFor: string | undefined;
  readonly reviewDueAt: EpochMs | undefined;
};

export type ViewSource = {
  readonly runId: string;
  readonly seq: number;
  readonly at: EpochMs;
  readonly lastBarsAt: EpochMs | undefined;
  readonly config: FundConfig;
  readonly portfolio: Portfolio;
  /** What was paid in, less what was taken out, in USD. */
  readonly paidIn: UsdAmount;
  /** Subsystems that could not be started or are in quarantine. */
  readonly isolated: ReadonlySet<string>;
  /** Equity the UTC day began with. */
  readonly dayStartEquity: number;
  readonly capital: { readonly sinceOpening: CapitalSource; readonly last30Days: CapitalSource };
  /** Oldest first. */
  readonly tasks: readonly ResearchTask[];
  readonly performance: Performance;
  readonly risk: RiskAssessment;
  readonly ess: Ess;
  readonly health: Health;
  readonly freeze: FreezeSource | undefined;
  readonly policy: Policy;
  readonly lastCouncilAt: EpochMs | undefined;
  readonly decisionsMade: number;
  /** By instrument id, as the next three. */
  readonly positions: readonly (Position | undefined)[];
  readonly signals: readonly (Signal | undefined)[];
  readonly regimes: readonly (Regime | undefined)[];
  readonly features: MarketFeatures;
  readonly openOrders: readonly OrderRecord[];
  /** Oldest first. */
  readonly endedOrders: readonly OrderRecord[];
  readonly history: History;
  readonly reconciliation: ReconciliationView;
  readonly executive: ExecutiveView;
  readonly federation: FederationFigures;
};
