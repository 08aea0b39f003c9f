/** Gathers what the read models of the executive are projected from, out of the state of a running fund. */
import { type ExecutiveView, viewExecutive } from "../../kernel/analytics/view/executive-view.ts";
import { type Pulse, viewPulse } from "../../kernel/analytics/view/pulse.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { reportMetrics } from "../../kernel/governance/metrics/federation-metrics.ts";
import { evidenceOf } from "../../kernel/governance/operator-stage.ts";
import { criteriaOf } from "../../kernel/governance/stage/stage.ts";
import type { ExecutiveMetrics } from "./http/ai-json.ts";

export function executiveOf({ fund, at }: FundState): ExecutiveView {
  const { policy } = fund?.governance ?? {};
  if (fund === undefined || policy === undefined) throw new Error("expected an open fund to look at");
  const { config, governance } = fund;
  const { seatsOff, health, lastBriefing, stage, brake, flags, flagsEndAt } = governance;
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
    lastRuns: {},
  });
}

export function metricsOf({ fund, at }: FundState, pulse: Pulse): ExecutiveMetrics {
  if (fund === undefined) throw new Error("expected an open fund to look at");
  const { metrics, risk } = fund.governance;
  return {
    federation: reportMetrics(metrics, at),
    pulse: viewPulse(pulse, at, risk.score),
    riskScore: risk.score,
  };
}
