/**
 * The rollout of seed 004 on a live venue: stage by stage, each earned, with what software may do at each.
 *
 * Weeks and months are closed UTC days of the fund. Subsystems that are not registered ask for nothing and allow nothing.
 */
import { describe, expect, it } from "vitest";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { effectiveMode, type IntegrationStage, type SubsystemMode } from "../../src/kernel/domain/subsystem.ts";
import { recordAdvice } from "../../src/kernel/governance/stage/stage.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { type Council, later, openCouncil, round } from "../scenarios/council.ts";
import { day } from "../scenarios/given.ts";
import { hooksIn } from "../scenarios/trust.ts";

const ask = (council: Council, stage: IntegrationStage) =>
  round(council, {
    command: { type: "operator.stage_set", version: 1, data: { stage, operator: "Ada", reason: "rollout" } },
  });
const stageOf = ({ state }: Council) => state.stage.current;
function passDays(council: Council, count: number): void {
  for (let each = 0; each < count; each += 1) {
    later(council, day);
    council.money = { ...council.money, equity: council.money.equity * 1.001, exposure: 0.5 };
    round(council);
  }
}
/** What a subsystem that is configured to be enforced may do. */
const enforcedAt = (stage: IntegrationStage, canOnlyTighten: boolean): SubsystemMode =>
  effectiveMode("ENFORCED", canOnlyTighten, { stage, brake: false });

describe("the rollout on a live venue", () => {
  it("week 1, OBSERVATION: everything is only logged, and 7 days of it earn PARTIAL", () => {
    const council = openCouncil({ stage: "OBSERVATION", isLiveVenue: true });
    expect(enforcedAt("OBSERVATION", true)).toBe("OBSERVE");
    passDays(council, 6);
    ask(council, "PARTIAL");
    expect(stageOf(council)).toBe("OBSERVATION");
    passDays(council, 1);
    ask(council, "PARTIAL");
    expect(stageOf(council)).toBe("PARTIAL");
  });

  it("week 2, PARTIAL: AI-HFOS advises; advice that would have done no worse over 20 trades earns COORDINATION", () => {
    const council = openCouncil({ stage: "PARTIAL", isLiveVenue: true });
    expect(enforcedAt("PARTIAL", true)).toBe("ADVISORY");
    passDays(council, 7);
    for (let trade = 0; trade < 19; trade += 1) recordAdvice(council.state.stage, -10, 0.5);
    ask(council, "COORDINATION");
    expect(stageOf(council), "19 trades").toBe("PARTIAL");
    recordAdvice(council.state.stage, -10, 0.5);
    ask(council, "COORDINATION");
    expect(stageOf(council)).toBe("COORDINATION");
  });

  it("week 4, COORDINATION: what can only tighten is enforced, the rest advises", () => {
    const council = openCouncil({ stage: "COORDINATION", isLiveVenue: true });
    expect([enforcedAt("COORDINATION", true), enforcedAt("COORDINATION", false)]).toEqual(["ENFORCED", "ADVISORY"]);
    round(council, { safetyFailure: { part: "journal", message: "disk full" } });
    passDays(council, 7);
    ask(council, "AUTONOMY");
    expect(stageOf(council), "a failure in the week").toBe("COORDINATION");
  });

  it("month 2, AUTONOMY: four weeks, Sharpe no worse, drawdown within limits", () => {
    const council = openCouncil({ stage: "AUTONOMY", isLiveVenue: true });
    expect(enforcedAt("AUTONOMY", false)).toBe("ENFORCED");
    passDays(council, 27);
    ask(council, "MAINNET");
    expect(stageOf(council)).toBe("AUTONOMY");
    passDays(council, 1);
    ask(council, "MAINNET");
    expect(stageOf(council)).toBe("MAINNET");
  });

  it("month 3, MAINNET: conservative at first, since it starts at profile LOW and loosens step by step", () => {
    const council = openCouncil({ stage: "MAINNET", isLiveVenue: true });
    round(council);
    expect(council.state.policy?.modes).toMatchObject({ stage: "MAINNET", capitalProfile: "LOW" });
    expect(enforcedAt("MAINNET", false)).toBe("ENFORCED");
  });
});

describe("trades at OBSERVATION", () => {
  const history = simulatedMarket({ seed: 5, bars: 4_000 });
  const { identity: market, instruments, interval, firstClose: tradeFrom } = history;
  const base = defaultConfig({ market, instruments, interval, tradeFrom });
  /** Every order sent and every fill, as the journal has them, but for their place among facts that only observe. */
  function tradesOf(config: FundConfig): string[] {
    const trades: string[] = [];
    const run = new FundRun(config, history.firstClose, (records) => {
      for (const { kind, payload } of records)
        if (kind === "F" && /"type":"(order\.submitted|trade\.executed)"/.test(payload))
          trades.push(payload.replace(/"(?:index|policyVersion)":\d+,/g, ""));
    });
    for (const closed of history.closedBars()) run.playClose(closed);
    return trades;
  }

  it("are those of a fund whose hooks are all OFF: nothing that observes changes a trade", () => {
    const observed = tradesOf({ ...base, stage: "OBSERVATION", hooks: hooksIn("ENFORCED") });
    const without = tradesOf({ ...base, stage: "OBSERVATION", hooks: hooksIn("OFF") });
    expect(observed.length).toBeGreaterThan(20);
    expect(observed).toEqual(without);
  });
});
