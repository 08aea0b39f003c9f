/**
 * A subsystem that self-healing starts anew forgets what it has derived and learnt, and comes to know it again.
 *
 * What it knows of money, orders, positions, trades and pauses stays, and so does whatever holds somebody back: a
 * blacklist, a plan for a position, the conductor's system risk mode. To forget those would loosen.
 */
import type { RegisteredSubsystem } from "./domain/subsystem.ts";
import type { Fund } from "./fund-state.ts";
import { openRanker } from "./governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { openBalancer } from "./trading/balance/balancer-state.ts";
import { openExecution } from "./trading/execute/execution-state.ts";

/** Positions carry their plans themselves: their desks have nothing to forget. */
const nothing = (): void => {};

const begin: Readonly<Record<RegisteredSubsystem, (fund: Fund) => void>> = {
  self_healing: nothing,
  universe_os: ({ governance, config }) => {
    Object.assign(governance.opportunityRanker, openRanker(config.instruments.length, config.intervalMs));
  },
  pil: nothing,
  pba: ({ trading: { balancer }, config }) => {
    const { trades, rMultiples } = balancer;
    Object.assign(balancer, { ...openBalancer(config.instruments.length), trades, rMultiples });
  },
  pal: nothing,
  dynamic_tpsl: nothing,
  aelm: ({ trading: { execution }, config }) => {
    const { parents, pausedUntil } = execution;
    Object.assign(execution, { ...openExecution(config), parents, pausedUntil });
  },
  ai_hfos: ({ governance }) => {
    governance.conductor.hasFailed = false;
  },
};

export function startAnew(fund: Fund): void {
  const { toRestart } = fund.governance.healing;
  for (const subsystem of toRestart) begin[subsystem](fund);
  toRestart.length = 0;
}
