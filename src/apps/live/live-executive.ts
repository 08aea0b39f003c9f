/** Gathers what the read models of the executive are projected from, out of the state of a running fund. */
import { type ExecutiveView, viewExecutive } from "../../kernel/analytics/view/executive-view.ts";
import { type Pulse, viewPulse } from "../../kernel/analytics/view/pulse.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { agentReport, globalStateOf } from "../../kernel/governance/clerk.ts";
import { reportMetrics } from "../../kernel/governance/metrics/federation-metrics.ts";
import { evidenceOf } from "../../kernel/governance/operator-stage.ts";
import { criteriaOf } from "../../kernel/governance/stage/stage.ts";
import type { ExecutiveMetrics } from "./http/ai-json.ts";
import type { OrchestrationView } from "./http/orchestration-json.ts";

export function executiveOf({ fund, at }: FundState): ExecutiveView {
  const { policy } = fund?.governance ?? {};
  if (fund === undefined || policy === undefined) throw new Error("expected an open fund to look at");
  const { config, governance } = fund;
  const { seatsOff, health, lastBriefing, stage, brake, flags, flagsEndAt, isolated } = governance;
  return viewExecutive({
    at,
    config,
    seatsOff,
    policy,
    health: lastBriefing?.health ?? { status: health, issues: [], monitors: [] },
    stage: {
      current: stage.current,
      since: stage.since,
      criteria: criteriaOf(stage, evidenceOf(governance, config, at)),
    },
    brake,
    flags,
    flagsEndAt,
    isolated,
    reports: (["CEO", "RISK_OFFICER", "STRATEGY_OFFICER", "CONDUCTOR"] as const).map((agent) =>
      agentReport(governance, config, agent, at),
    ),
  });
}

export function metricsOf({ fund, at }: FundState, pulse: Pulse): Omit<ExecutiveMetrics, "cycle"> {
  if (fund === undefined) throw new Error("expected an open fund to look at");
  const { metrics, risk, lastBriefing } = fund.governance;
  return {
    federation: reportMetrics(metrics, at),
    pulse: viewPulse(pulse, at, risk.score),
    riskScore: risk.score,
    globalState: globalStateOf(fund.governance, fund.config, at),
    models: lastBriefing?.models ?? [],
  };
}

export function orchestrationOf(state: FundState, pulse: Pulse): OrchestrationView {
  const { fund, at } = state;
  if (fund === undefined) throw new Error("expected an open fund to look at");
  const { governance, config } = fund;
  return {
    executive: executiveOf(state),
    pulse: viewPulse(pulse, at, governance.risk.score),
    globalState: globalStateOf(governance, config, at),
    lastDecision: governance.operatingMode.lastEvaluation,
    risk: governance.risk,
    riskAlert: governance.riskAlert,
    strategy: governance.strategyOfficer.advice,
  };
}
