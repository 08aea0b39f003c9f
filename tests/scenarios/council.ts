/** A council in a test: governance alone, with money, health and time a test sets as it likes. */
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { Fact } from "../../src/kernel/events/catalogue.ts";
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { govern, inaugurate, type Report } from "../../src/kernel/governance/govern.ts";
import { type GovernanceState, openGovernance } from "../../src/kernel/governance/governance-state.ts";
import type { Vitals } from "../../src/kernel/governance/observe/health.ts";
import { type EpochMs, epochMs, ratio, usd } from "../../src/kernel/units/units.ts";
import { config, start } from "./given.ts";
import { portfolio, vitals } from "./given-fund.ts";
import { calmFloor } from "./trust.ts";

type Money = {
  readonly equity: number;
  readonly unrealized: number;
  readonly exposure: number;
  readonly shadowPnl: number;
};
export type Council = {
  readonly state: GovernanceState;
  readonly config: FundConfig;
  now: EpochMs;
  seq: number;
  money: Money;
  vitals: Vitals;
};

export function openCouncil(change: Partial<FundConfig> = {}): Council {
  const changed = { ...config, ...change };
  const council: Council = {
    state: openGovernance(changed, start),
    config: changed,
    now: start,
    seq: 0,
    money: { equity: 10_000, unrealized: 0, exposure: 0, shadowPnl: 0 },
    vitals: vitals(),
  };
  inaugurate(council.state, changed, portfolio(), openOutbox(0, start));
  return council;
}

/** One round on what is true now. Returns what it said. */
export function round(council: Council, more: Partial<Report> = {}): readonly Fact[] {
  const { equity, unrealized, exposure, shadowPnl } = council.money;
  const outbox = openOutbox(++council.seq, council.now);
  govern(
    council.state,
    council.config,
    {
      portfolio: portfolio({
        equity: usd(equity),
        unrealizedPnl: usd(unrealized),
        exposure: ratio(exposure),
        openPositions: exposure > 0 ? 1 : 0,
        shadowPnl: usd(shadowPnl),
      }),
      weights: Float64Array.of(exposure, 0),
      barTurnover: Float64Array.of(1e9, 1e9),
      vitals: { ...council.vitals, lastBarsAt: council.vitals.lastBarsAt ?? council.now },
      closedTrades: [],
      hookFailures: [],
      floor: calmFloor,
      positionsChanged: true,
      models: [],
      candidates: ["BTC", "ETH"],
      ...more,
    },
    outbox,
  );
  return outbox.facts;
}

/** A fund at this drawdown from its start equity. */
export const fallen = (council: Council, drawdown: number): readonly Fact[] => {
  council.money = { ...council.money, equity: 10_000 * (1 - drawdown) };
  return round(council);
};
export const later = (council: Council, ms: number): void => {
  council.now = epochMs(council.now + ms);
  council.vitals = { ...council.vitals, lastBarsAt: council.now };
};
export const types = (facts: readonly Fact[]) => facts.map(({ type }) => type);
export const seniorReview: Partial<Report> = { review: { operator: "Ada", reason: "seen" } };
