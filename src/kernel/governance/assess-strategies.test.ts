/** The strategy officer in its round: cadence, facts on change, the switch, and who hears it. */
import { describe, expect, it } from "vitest";
import { day, hour } from "../../../tests/scenarios/given.ts";
import { type Council, later, openCouncil, round } from "../../../tests/scenarios/council.ts";
import { aliasesOf } from "../../runtime/bus-aliases.ts";
import type { ModelPerformance } from "../domain/briefing.ts";
import type { Fact } from "../events/catalogue.ts";
import { fraction, minutes, ratio } from "../units/units.ts";
import { globalStateOf } from "./clerk.ts";

const model = (name: string, winRate: number, sharpe = 1): ModelPerformance => ({
  model: name,
  winRate: fraction(winRate),
  sharpe: ratio(sharpe),
  cases: 100,
  daysSinceTraining: undefined,
  profitFactor: ratio(1.2),
});
const good = [model("momentum", 0.56), model("reversion", 0.54)];
const bad = [model("momentum", 0.56), model("reversion", 0.44, -1)];
const recommended = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => (fact.type === "strategy.recommended" ? [fact.data] : []));
const alerted = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => (fact.type === "strategy.alerted" ? [fact.data] : []));
const hourly = (council: Council, models: readonly ModelPerformance[]): readonly Fact[] => {
  later(council, hour);
  return round(council, { models });
};

describe("the strategy officer", () => {
  it("recommends at once, then only when something changes", () => {
    const council = openCouncil();
    expect(recommended(round(council, { models: good }))).toEqual([
      {
        primary: "momentum",
        fallbacks: ["reversion"],
        disable: [],
        metaStrategy: "ensemble",
        confidenceFraction: 0.7,
      },
    ]);
    expect(recommended(hourly(council, good))).toEqual([]);
    expect(recommended(hourly(council, bad))).toMatchObject([{ disable: ["reversion"], fallbacks: [] }]);
    expect(recommended(hourly(council, bad))).toEqual([]);
  });

  it("warns once of what stands, and again when it has been away", () => {
    const council = openCouncil();
    expect(alerted(round(council, { models: good }))).toEqual([]);
    const [alert, ...others] = alerted(hourly(council, bad));
    expect(alert).toEqual({ level: "warning", alerts: ["reversion is right in less than 52 %"] });
    expect(others).toEqual([]);
    expect(alerted(hourly(council, bad))).toEqual([]);
    hourly(council, good);
    expect(alerted(hourly(council, bad))).toHaveLength(1);
  });

  it("looks once in each of its cadences, which a bar is at least", () => {
    const council = openCouncil();
    round(council, { models: good });
    const looked = () => council.state.strategyOfficer.advice?.analysedAt;
    const first = looked();
    later(council, minutes(30));
    expect(recommended(round(council, { models: bad }))).toEqual([]);
    expect(looked()).toBe(first);
    later(council, minutes(30));
    round(council, { models: bad });
    expect(looked()).toBe(council.now);
  });

  it("rests when it is switched off: its last word holds", () => {
    const council = openCouncil();
    round(council, { models: good });
    council.state.flags = { ...council.state.flags, enableStrategyOfficer: false };
    expect(recommended(hourly(council, bad))).toEqual([]);
    expect(council.state.strategyOfficer.advice?.primary).toBe("momentum");
    const state = globalStateOf(council.state, council.config, council.now);
    expect(state?.agents).toContainEqual(expect.objectContaining({ agent: "STRATEGY_OFFICER", isEnabled: false }));
    expect(state?.allAgentsHealthy).toBe(false);
  });

  it("is heard by the CIO, who gives what it disables the least share the bounds leave", () => {
    const three = [...good, model("oracle", 0.55)];
    const council = openCouncil();
    round(council, { models: three });
    hourly(council, [model("momentum", 0.56), model("reversion", 0.44, 1), model("oracle", 0.55)]);
    expect(council.state.policy?.modelWeights?.["reversion"]).toBe(0.05);
    hourly(
      council,
      three.map((each) => ({ ...each, winRate: fraction(0.4) })),
    );
    expect(council.state.strategyOfficer.advice?.disable).toHaveLength(3);
    const weights = Object.values(council.state.policy?.modelWeights ?? {});
    expect(
      weights.every((weight) => Math.abs(weight - 1 / 3) < 1e-9),
      "unless it names them all",
    ).toBe(true);
  });

  it("stands in the global state, and says nothing there once it is stale", () => {
    const council = openCouncil();
    round(council, { models: good });
    const state = () => globalStateOf(council.state, council.config, council.now);
    expect(state()).toMatchObject({
      metaStrategyMode: "ensemble",
      strategyConfidence: 0.7,
      recommendedModels: ["momentum", "reversion"],
      dataCompleteness: 1,
    });
    later(council, day);
    expect(state()).toMatchObject({ metaStrategyMode: null, strategyConfidence: null, recommendedModels: [] });
  });
});

it("its alert has the seed's name", () => {
  const [alert] = [...round(openCouncil(), { models: bad })].filter(({ type }) => type === "strategy.alerted");
  expect(alert === undefined ? [] : aliasesOf(alert)).toEqual(["strategy_alert"]);
});
