/**
 * Publishes the heartbeats, each on its agent's cadence in fund time, and every fact with them.
 *
 * Hand `onEntry` every entry once it is durable. Nothing here is journalled and nothing depends on it (decision 0017).
 */
import type { Agent } from "../kernel/domain/agents.ts";
import { ceoNotice, globalStateNotice, healthNotice, riskNotice, strategyNotice } from "../kernel/analytics/notices.ts";
import type { Fact } from "../kernel/events/catalogue.ts";
import type { Notice } from "../kernel/events/notice-events.ts";
import type { Fund, FundState } from "../kernel/fund-state.ts";
import { effectiveCadence, isDue } from "../kernel/governance/cadence.ts";
import { globalStateOf } from "../kernel/governance/clerk.ts";
import { systemRiskInForce } from "../kernel/governance/coordinate.ts";
import type { Entry } from "../kernel/step.ts";
import type { EpochMs } from "../kernel/units/units.ts";
import type { Bus } from "./bus.ts";

const heartbeats = [
  "CEO",
  "RISK_OFFICER",
  "STRATEGY_OFFICER",
  "CONDUCTOR",
  "CLERK",
] as const satisfies readonly Agent[];
type Heartbeat = (typeof heartbeats)[number];

export function createHerald(bus: Bus, state: FundState) {
  const lastSaid = new Map<Heartbeat, EpochMs>();
  return {
    onEntry: ({ seq, at }: Pick<Entry, "seq" | "at">, facts: readonly Fact[]): void => {
      for (const fact of facts) bus.publish(fact, seq, at);
      const { fund } = state;
      if (fund === undefined) return;
      for (const agent of heartbeats) {
        const cadence = effectiveCadence(fund.governance.flags, agent, fund.config.intervalMs);
        if (!isDue(lastSaid.get(agent), at, cadence)) continue;
        const notice = noticeOf(fund, agent, at);
        if (notice === undefined) continue;
        lastSaid.set(agent, at);
        bus.publish(notice, seq, at);
      }
    },
  };
}

/** What `agent` says now, or `undefined` before it has anything to say. */
export function noticeOf({ governance, config }: Fund, agent: Heartbeat, at: EpochMs): Notice | undefined {
  const { lastBriefing, operatingMode, risk, riskAlert, strategyOfficer } = governance;
  if (lastBriefing === undefined) return undefined;
  switch (agent) {
    case "CEO":
      return operatingMode.lastEvaluation === undefined ? undefined : ceoNotice(operatingMode.lastEvaluation);
    case "RISK_OFFICER":
      return riskNotice(risk, riskAlert);
    case "STRATEGY_OFFICER":
      return strategyOfficer.advice === undefined ? undefined : strategyNotice(strategyOfficer.advice);
    case "CONDUCTOR":
      return healthNotice(lastBriefing.health, governance.ess, systemRiskInForce(governance, config, at));
    case "CLERK": {
      const globalState = globalStateOf(governance, config, at);
      return globalState === undefined ? undefined : globalStateNotice(globalState);
    }
  }
}
