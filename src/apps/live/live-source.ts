/**
 * The running fund as the HTTP server sees it: its state projected on demand, its facts remembered and passed on.
 *
 * Hand `onEntry` every entry in order: those of a recovery first, so that history and curve are whole again, then each
 * new one once it is durable.
 */
import {
  type EquityCurve,
  openEquityCurve,
  recordClose,
  recordFreezes,
} from "../../kernel/analytics/view/equity-curve.ts";
import { lastDecisions } from "../../kernel/analytics/view/decision-view.ts";
import { type Analytics, learnEntry } from "../../kernel/analytics/projection/analytics.ts";
import { openHistory, recordFacts } from "../../kernel/analytics/view/history.ts";
import { openPulse, recordPulse, recordRiskScore } from "../../kernel/analytics/view/pulse.ts";
import { viewFund } from "../../kernel/analytics/view/project-fund.ts";
import type { FreezeSource, ViewSource } from "../../kernel/analytics/view/view-source.ts";
import type { Workings } from "../../kernel/domain/workings.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Fund, FundState } from "../../kernel/fund-state.ts";
import { efficiencyOfWindow, efficiencySinceOpening } from "../../kernel/governance/council/cfo/capital-efficiency.ts";
import { freezeHoldsBecause } from "../../kernel/governance/council/supervisor/supervisor.ts";
import { portfolioOf, wakePlan } from "../../kernel/step-govern.ts";
import type { Entry } from "../../kernel/step.ts";
import { capitalOf } from "../../kernel/ledger/ledger.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import type { FundNews, LiveSource } from "./http/source.ts";
import type { CycleTimes } from "./stopwatch.ts";
import { keepWhys } from "./live-why.ts";
import { noteAlertDelay, openAlertDelays } from "./alert-delays.ts";
import { controlsOf } from "./live-controls.ts";
import { balancerOf } from "./live-balancer.ts";
import { ensembleOf } from "./live-ensemble.ts";
import { reconciliationOf } from "./live-reconciliation.ts";
import { keepRisk } from "./live-risk.ts";
import { executiveOf, metricsOf, orchestrationOf } from "./live-executive.ts";

export type FedSource = LiveSource & {
  /** Takes in one entry that has been stepped and is durable. */
  readonly onEntry: (
    entry: Entry,
    facts: readonly Fact[],
    workings?: Workings,
    /** Milliseconds since the event arrived; undefined for those of a recovery. */
    delayMs?: number,
  ) => void;
};

export type LiveViews = {
  readonly cycle?: () => CycleTimes | undefined;
  /** Taken further with every entry; undefined where nobody wants them. */
  readonly analytics?: Analytics | undefined;
};

/** @param runId from the manifest; prefixes what must be unique beyond one journal */
export function createLiveSource(state: () => FundState, runId: string, views: LiveViews = {}): FedSource {
  const { cycle = () => undefined, analytics } = views;
  const history = openHistory();
  const curve: EquityCurve = openEquityCurve();
  const pulse = openPulse();
  const whys = keepWhys(state, runId);
  const riskOf = keepRisk();
  const alertDelays = openAlertDelays();
  const listeners = new Set<(news: FundNews) => void>();

  const composed = (): ViewSource => ({
    ...sourceOf(state()),
    runId,
    history,
    executive: executiveOf(state()),
    federation: metricsOf(state(), pulse).federation,
  });

  const onEntry: FedSource["onEntry"] = (entry, facts, workings, delayMs) => {
    const { seq, at, event } = entry;
    if (workings !== undefined) whys.record(entry, facts, workings);
    if (delayMs !== undefined) noteAlertDelay(alertDelays, entry, facts, delayMs);
    recordFacts(history, at, facts);
    recordFreezes(curve, at, facts);
    recordPulse(pulse, at, facts);
    if (analytics !== undefined) learnEntry(analytics, entry, facts);
    if (event.type === "market.bars_closed" || event.type === "fund.opened") recordEquity(curve, state());
    if (event.type === "market.bars_closed") recordRiskScore(pulse, at, state().fund?.governance.risk.score ?? 0);
    for (const listener of listeners) listener({ seq, atMs: at, facts });
  };

  return {
    view: () => viewFund(composed()),
    executive: () => executiveOf(state()),
    orchestration: () => orchestrationOf(state(), pulse),
    metrics: () => ({ ...metricsOf(state(), pulse), cycle: cycle() }),
    tasks: () => [...(state().fund?.governance.tasks.values() ?? [])],
    decisions: (limit) => lastDecisions(history, limit),
    equity: () => curve,
    risk: () => riskOf(state()),
    balancer: () => balancerOf(state()),
    controls: () => controlsOf(state(), alertDelays),
    ensemble: () => ensembleOf(state()),
    analytics: () => analytics,
    why: whys.why,
    whyNot: whys.whyNot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEntry,
  };
}

/** Nothing moves while the fund only learns, so the curve begins with trading. */
function recordEquity(curve: EquityCurve, { fund, at }: FundState): void {
  if (fund === undefined || at < fund.config.tradeFromMs) return;
  const drawdownRatio = fund.governance.lastPerformance?.drawdown ?? 0;
  recordClose(curve, { atMs: at, equityUsd: portfolioOf(fund).equity, drawdownRatio });
}

function sourceOf(state: FundState): Omit<ViewSource, "runId" | "history" | "executive" | "federation"> {
  const { seq, at } = state;
  const { fund, performance, policy } = requireOpen(state);
  const { config, governance, trading, features, lastBarsAt } = fund;
  return {
    seq,
    at,
    lastBarsAt,
    config,
    portfolio: portfolioOf(fund),
    paidIn: capitalOf(fund.ledger),
    capital: {
      sinceOpening: efficiencySinceOpening(governance.capital),
      last30Days: efficiencyOfWindow(governance.capital),
    },
    tasks: [...governance.tasks.values()],
    isolated: governance.isolated,
    dayStartEquity: governance.performance.dayStartEquity,
    performance,
    risk: governance.risk,
    ess: governance.ess,
    health: {
      status: governance.health,
      issues: governance.lastBriefing?.health.issues ?? [],
      monitors: governance.lastBriefing?.health.monitors ?? [],
    },
    freeze: freezeOf(fund, at),
    policy,
    lastCouncilAt: governance.lastCouncilAt,
    decisionsMade: governance.decisions,
    positions: trading.positions,
    signals: trading.latest,
    regimes: governance.marketOfficer.slots.map(({ regime }) => regime),
    features,
    openOrders: [...trading.orders.values()],
    endedOrders: trading.ended,
    reconciliation: reconciliationOf(fund, state.at),
  };
}

function requireOpen({ fund }: FundState) {
  const { lastPerformance: performance, policy } = fund?.governance ?? {};
  if (fund === undefined || performance === undefined || policy === undefined)
    throw new Error("expected an open fund to look at; start the server after fund.opened was taken in");
  return { fund, performance, policy };
}

function freezeOf(fund: Fund, at: EpochMs): FreezeSource | undefined {
  const { freeze, lastBriefing } = fund.governance;
  if (freeze === undefined) return undefined;
  const waitsFor =
    lastBriefing === undefined
      ? undefined
      : freezeHoldsBecause({ ...lastBriefing, freeze, at }, fund.config.hardLimits);
  return { state: freeze, waitsFor, reviewDueAt: wakePlan(fund, at).reviewDueAt };
}
