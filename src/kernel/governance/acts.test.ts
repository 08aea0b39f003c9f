/** Acts of the council in whole rounds: the CFO's split and the Researcher's tasks, seated, resting, frozen and braked. */
import { describe, expect, it } from "vitest";
import { type Council, fallen, later, openCouncil, round } from "../../../tests/scenarios/council.ts";
import { day, hour } from "../../../tests/scenarios/given.ts";
import { portfolio } from "../../../tests/scenarios/given-fund.ts";
import { calmFloor, subsystemsIn } from "../../../tests/scenarios/trust.ts";
import type { ModelPerformance } from "../domain/briefing.ts";
import type { Seat } from "../domain/decision.ts";
import type { Fact } from "../events/catalogue.ts";
import { openOutbox } from "../events/outbox.ts";
import { fraction, ratio, usd } from "../units/units.ts";
import { govern, type Report } from "./govern.ts";
import type { OperatorCommand } from "./hear-operator.ts";

const decisionsOf = (facts: readonly Fact[], kind: string) =>
  facts.flatMap((fact) =>
    fact.type === "ai.federation.decision_made" && fact.data.decision.kind === kind ? [fact.data] : [],
  );
const switchSeat = (seat: Seat, enabled: boolean): OperatorCommand => ({
  type: "operator.seat_switched",
  version: 1,
  data: { seat, enabled, operator: "Ada", reason: "a test" },
});

describe("the CFO", () => {
  const profitable = { portfolio: portfolio({ equity: usd(10_100), newProfit: usd(100), reserve: usd(1_000) }) };
  const splitIn = (council: Council, more: Partial<Report> = {}) =>
    decisionsOf(round(council, { ...profitable, ...more }), "CASHFLOW").map(({ decision }) => decision);

  const dayReport = ({ vitals }: Council): Report => ({
    portfolio: portfolio(),
    weights: new Float64Array(2),
    barTurnover: new Float64Array(2),
    vitals,
    closedTrades: [],
    hookFailures: [],
    floor: calmFloor,
    positionsChanged: false,
    models: [],
    candidates: [],
  });

  it("splits new profit in the first round after the day closed, and not before or again", () => {
    const council = openCouncil();
    expect(splitIn(council)).toEqual([]);
    later(council, day - 1);
    expect(splitIn(council)).toEqual([]);
    later(council, 1);
    expect(splitIn(council)).toMatchObject([{ kind: "CASHFLOW", payload: { scenario: "START_VALUES" } }]);
    expect(splitIn(council)).toEqual([]);
  });

  it.each([
    ["COORDINATION", "ENFORCED", 1],
    ["PARTIAL", "ENFORCED", 0],
    ["OBSERVATION", "ENFORCED", 0],
    ["AUTONOMY", "ADVISORY", 0],
  ] as const)("at %s with AI-HFOS %s its split is recorded, and carried out %i times", (stage, ai_hfos, times) => {
    const council = openCouncil({ stage, subsystems: { ...subsystemsIn("OFF"), ai_hfos } });
    round(council);
    later(council, day);
    const outbox = openOutbox(++council.seq, council.now);
    const acts = govern(council.state, council.config, { ...dayReport(council), ...profitable }, outbox);
    expect(decisionsOf(outbox.facts, "CASHFLOW")).toHaveLength(1);
    expect(acts).toHaveLength(times);
  });

  it("hands its act on to be carried out; nobody holds it as a stance", () => {
    const council = openCouncil();
    round(council);
    later(council, day);
    const outbox = openOutbox(++council.seq, council.now);
    const acts = govern(council.state, council.config, { ...dayReport(council), ...profitable }, outbox);
    expect(acts).toMatchObject([{ kind: "CASHFLOW", payload: { profitLockFraction: 0.3 } }]);
    expect([...council.state.stances.keys()]).not.toContain("CFO CASHFLOW");
    expect(council.state.policy?.mandate.ruling.map(({ seat }) => seat)).not.toContain("CFO");
  });

  it("splits while the fund is frozen and braked: that only takes money out of trading", () => {
    const council = openCouncil();
    fallen(council, 0.11);
    round(council, {
      command: { type: "operator.brake_set", version: 1, data: { engaged: true, operator: null, reason: "x" } },
    });
    expect(council.state.freeze).toBeDefined();
    later(council, day);
    expect(splitIn(council, { portfolio: portfolio({ equity: usd(8_900), newProfit: usd(100) }) })).toMatchObject([
      { payload: { scenario: "HIGH_DRAWDOWN" } },
    ]);
    expect(council.state.freeze).toBeDefined();
  });

  it("is silent where it is not seated, or rests; back in its seat it splits what was left", () => {
    const without = openCouncil({ seats: ["SUPERVISOR", "CRO", "CEO"] });
    round(without);
    later(without, day);
    expect(splitIn(without)).toEqual([]);

    const council = openCouncil();
    round(council, { command: switchSeat("CFO", false) });
    later(council, day);
    expect(splitIn(council)).toEqual([]);
    later(council, hour);
    expect(splitIn(council, { command: switchSeat("CFO", true) })).toHaveLength(1);
  });

  it("hears the profit of the day that closed, not of the fill that opened the next", () => {
    const council = openCouncil();
    const realised = (amount: number) =>
      portfolio({ realizedPnl: usd(amount), newProfit: usd(Math.max(0, amount)), reserve: usd(1_000) });
    round(council, { portfolio: realised(50) });
    later(council, day);
    const [split] = splitIn(council, { portfolio: realised(500) });
    expect(split?.payload, "50 USD are half a percent").toMatchObject({ scenario: "START_VALUES" });
    later(council, day);
    const [next] = splitIn(council, { portfolio: realised(500) });
    expect(next?.payload, "450 USD are more than two").toMatchObject({ scenario: "STRONG_PROFITS" });
  });

  it("keeps capital efficiency of every closed day, seated or not", () => {
    const council = openCouncil({ seats: ["SUPERVISOR"] });
    round(council);
    for (let each = 0; each < 3; each += 1) {
      later(council, day);
      round(council);
    }
    expect(council.state.capital).toMatchObject({ closedDays: 3, tradableSum: 30_000, idleSum: 3 });
  });
});

describe("the Researcher", () => {
  const weak: ModelPerformance = {
    model: "trend",
    winRate: fraction(0.6),
    sharpe: ratio(0.5),
    cases: 40,
    daysSinceTraining: undefined,
  };
  const ask = (council: Council, model: Partial<ModelPerformance> = {}, more: Partial<Report> = {}) =>
    round(council, { models: [{ ...weak, ...model }], ...more });
  const move = (taskId: string, to: "TAKEN" | "DONE"): OperatorCommand => ({
    type: "operator.task_moved",
    version: 1,
    data: { taskId, to, operator: "Grace" },
  });
  const changes = (facts: readonly Fact[]) =>
    facts.flatMap((fact) => (fact.type === "research.task_changed" ? [fact.data] : []));

  it("asks for a task, which opens under the id of the decision and tells a person", () => {
    const council = openCouncil();
    const facts = ask(council);
    const [asked] = decisionsOf(facts, "RESEARCH_TASK");
    expect(asked).toMatchObject({ seat: "RESEARCHER", outcome: "STANDS", decision: { priority: "LOW" } });
    expect(changes(facts)).toEqual([{ taskId: asked?.decisionId, status: "OPEN", by: null }]);
    expect(facts.some((fact) => fact.type === "federation.alert_raised" && fact.data.level === "LOW")).toBe(true);
    expect(council.state.tasks.get(asked?.decisionId ?? "")).toMatchObject({ status: "OPEN", modelName: "trend" });
    expect([...council.state.stances.keys()]).not.toContain("RESEARCHER RESEARCH_TASK");
  });

  it("is taken and finished by people, who are told what cannot be", () => {
    const council = openCouncil();
    const [opened] = changes(ask(council));
    const taskId = opened?.taskId ?? "";
    const refused = ask(council, {}, { command: move(taskId, "DONE") });
    expect(refused.find((fact) => fact.type === "operator.command_refused")?.data).toEqual({
      command: "operator.task_moved",
      field: "task_id",
      value: taskId,
      rule: "only a task that is TAKEN becomes DONE, this one is OPEN",
    });
    expect(changes(refused)).toEqual([]);
    expect(changes(ask(council, {}, { command: move(taskId, "TAKEN") }))).toEqual([
      { taskId, status: "TAKEN", by: "Grace" },
    ]);
    expect(changes(ask(council, {}, { command: move(taskId, "DONE") }))).toEqual([
      { taskId, status: "DONE", by: "Grace" },
    ]);
  });

  it("does not ask for what is open or taken, though the figure crossed again; done, the next crossing asks", () => {
    const council = openCouncil();
    const [opened] = changes(ask(council));
    const taskId = opened?.taskId ?? "";
    const cross = () => {
      ask(council, { sharpe: ratio(2) });
      return changes(ask(council)).length;
    };
    expect(cross(), "open").toBe(0);
    ask(council, {}, { command: move(taskId, "TAKEN") });
    expect(cross(), "taken").toBe(0);
    ask(council, {}, { command: move(taskId, "DONE") });
    expect(cross(), "done").toBe(1);
  });

  it("lets a task expire after 14 days, in the round before anybody can take it", () => {
    const council = openCouncil();
    const [opened] = changes(ask(council));
    const taskId = opened?.taskId ?? "";
    later(council, 14 * day - 1);
    expect(changes(ask(council))).toEqual([]);
    later(council, 1);
    const facts = ask(council, {}, { command: move(taskId, "TAKEN") });
    expect(changes(facts)).toEqual([{ taskId, status: "EXPIRED", by: null }]);
    expect(facts.some(({ type }) => type === "operator.command_refused")).toBe(true);
  });

  it("asks for nothing where it is not seated or rests, and what was asked can still be taken", () => {
    expect(changes(ask(openCouncil({ seats: ["SUPERVISOR", "CRO", "CEO", "CFO"] })))).toEqual([]);
    const council = openCouncil();
    const [opened] = changes(ask(council));
    ask(council, {}, { command: switchSeat("RESEARCHER", false) });
    expect(changes(ask(council, { model: "other" }))).toEqual([]);
    const taken = ask(council, {}, { command: move(opened?.taskId ?? "", "TAKEN") });
    expect(changes(taken)).toMatchObject([{ status: "TAKEN" }]);
  });
});
