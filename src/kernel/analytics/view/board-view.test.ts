/** The board of a fund that really governs itself: every seat, and everything that is abnormal, is on it. */
import { describe, expect, it } from "vitest";
import { simulatedFund } from "../../../../tests/browser/simulated-fund.ts";
import { monitorNames } from "../../domain/briefing.ts";
import { hookOwner } from "../../domain/hooks.ts";
import { decisionId } from "../../domain/decision.ts";
import type { Fact } from "../../events/catalogue.ts";
import { operatorBrakeSet, operatorEssTripped, operatorSeatSwitched } from "../../events/operator-events.ts";
import { openHistory, recordFacts } from "./history.ts";

const fund = simulatedFund();
const facts: Fact[] = [];
fund.source.subscribe(({ facts: news }) => facts.push(...news));
fund.play(1_500);
const board = () => fund.source.view().board;

it("has all seven seats, each stance with its reason, as the mandate has them", () => {
  const { stands } = board();
  expect(new Set(stands.map(({ seat }) => seat))).toEqual(
    new Set(["SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO", "CFO", "RESEARCHER"]),
  );
  const ruling = fund.state.fund?.governance.policy?.mandate.ruling ?? [];
  for (const stance of ruling.filter(({ seat }) => seat !== "OPERATOR"))
    expect(stands.find((each) => each.decisionId === decisionId(stance))).toMatchObject({
      seat: stance.seat,
      kind: stance.decision.kind,
      reason: stance.decision.reason,
      isOverruled: false,
    });
  for (const { kind, says, reason } of stands) if (kind !== null) expect([says, reason]).not.toContain("");
});

it("has every monitor, the stage with what the next one asks for, and the federation's figures", () => {
  const { monitors, stage, federation } = board();
  expect(monitors.map(({ monitor }) => monitor)).toEqual(monitorNames);
  expect(stage.stage).toBe(fund.state.fund?.governance.stage.current);
  expect(federation.decisionsPerHour).toBeGreaterThanOrEqual(0);
  expect(fund.source.view().modes).toMatchObject({
    operatingMode: fund.state.fund?.governance.policy?.modes.operatingMode,
    systemRiskMode: fund.state.fund?.governance.policy?.modes.systemRiskMode,
  });
});

it("has all thirteen hooks, each with its owner, and counts what they said", () => {
  const { hooks } = board();
  expect(hooks.map(({ hook, subsystem }) => [hook, subsystem])).toEqual(Object.entries(hookOwner));
  const heard = facts.flatMap((fact) => (fact.type === "intent.proposed" ? fact.data.hooks : []));
  const filter = hooks.find(({ hook }) => hook === "universe-filter");
  expect(filter?.passed).toBe(
    heard.filter(({ hook, verdict }) => hook === "universe-filter" && verdict === "PASS").length,
  );
  expect(filter).toMatchObject({ configuredMode: "ENFORCED", isIsolated: false, failed: 0 });
});

it("shows a seat that rests, the brake with who pulled it, and a trip with its exit mode", () => {
  const played = simulatedFund();
  played.play(50);
  const now = () => played.source.view().board;
  expect([now().brake, now().essTrip]).toEqual([null, null]);
  const operator = "ada";
  played.feed("operator", operatorSeatSwitched.create({ operator, seat: "CIO", enabled: false, reason: "a look" }));
  expect(
    now()
      .stands.filter(({ isActive }) => !isActive)
      .map(({ seat }) => seat),
  ).toContain("CIO");
  played.feed("operator", operatorBrakeSet.create({ operator, engaged: true, reason: "a test" }));
  expect(now().brake).toMatchObject({ by: operator, reason: "a test" });
  played.feed("operator", operatorEssTripped.create({ operator, reason: "a drill", exitMode: "CANCEL" }));
  expect(now().essTrip).toMatchObject({ evaluator: "MANUAL", exitMode: "CANCEL" });
});

describe("alerts", () => {
  it("are kept from the facts as they pass, graded, latest first", () => {
    const { alerts } = board();
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.map(({ atMs }) => atMs)).toEqual(alerts.map(({ atMs }) => atMs).toSorted((a, b) => b - a));
  });
  it("are bounded", () => {
    const history = openHistory();
    const alert = {
      type: "federation.alert_raised" as const,
      version: 1 as const,
      data: { level: "LOW" as const, what: "x", message: "y" },
    };
    for (let times = 0; times < 300; times += 1) recordFacts(history, fund.state.at, [alert]);
    expect(history.alerts).toHaveLength(100);
  });
});
