/** What the HTTP server needs of a fund, whoever runs it: one that can be looked at, listened to, and told what to do. */
import type { ExecutiveView } from "../../../kernel/analytics/view/executive-view.ts";
import type { EquityCurve } from "../../../kernel/analytics/view/equity-curve.ts";
import type { FundView } from "../../../kernel/analytics/view/fund-view.ts";
import type { DecisionRecord } from "../../../kernel/analytics/view/history.ts";
import type { Analytics } from "../../../kernel/analytics/projection/analytics.ts";
import type { Why, WhyNot } from "../../../kernel/analytics/why/why.ts";
import type { BalancerReport } from "../../../kernel/domain/balancer-report.ts";
import type { ControlReport } from "../../../kernel/domain/control-report.ts";
import type { EnsembleReport } from "../../../kernel/domain/ensemble-report.ts";
import type { RiskReport } from "../../../kernel/domain/risk-report.ts";
import type { ResearchTask } from "../../../kernel/domain/research-task.ts";
import type { Fact, InputEvent } from "../../../kernel/events/catalogue.ts";
import type { Taken } from "../../../runtime/inbox.ts";
import type { ExecutiveMetrics } from "./ai-json.ts";
import type { OrchestrationView } from "./orchestration-json.ts";

/** One journal entry that is durable, with what the kernel derived from it. */
export type FundNews = { readonly seq: number; readonly atMs: number; readonly facts: readonly Fact[] };

export interface LiveSource {
  view(): FundView;
  executive(): ExecutiveView;
  orchestration(): OrchestrationView;
  metrics(): ExecutiveMetrics;
  /** Research tasks, oldest first. */
  tasks(): readonly ResearchTask[];
  /** The latest `limit` decisions, latest first. */
  decisions(limit: number): readonly DecisionRecord[];
  equity(): EquityCurve;
  /** Made anew at most once for each entry of the journal. */
  risk(): RiskReport;
  /** What the book breaks, and where it would stand. */
  balancer(): BalancerReport;
  /** The control register and the open alerts. */
  controls(): ControlReport;
  /** Votes, weights and health of the models. */
  ensemble(): EnsembleReport;
  /** Undefined where they are switched off (QT_ANALYTICS_ENABLED). */
  analytics(): Analytics | undefined;
  /** Undefined when the order is unknown, or older than what is kept. */
  why(orderId: string): Why | undefined;
  /** About the close at or before `at`; undefined when it is older than what is kept. */
  whyNot(symbol: string, at: number): WhyNot | undefined;
  /** Calls `listener` after every durable entry. Returns a function that ends it. The listener must not throw. */
  subscribe(listener: (news: FundNews) => void): () => void;
}

export type OperatorEvent = Extract<InputEvent, { type: `operator.${string}` }>;

export interface CommandPort {
  /** Resolves once the command and what came of it are durable. Rejects when the fund takes nothing in any more. */
  command(event: OperatorEvent): Promise<Taken>;
}
