/** The bus: dotted names and the seeds' names, payload and data, and a handler that throws. */
import { describe, expect, it } from "vitest";
import { at } from "../../tests/scenarios/given.ts";
import { ceoModeSwitched, riskAlerted } from "../kernel/events/executive-events.ts";
import { riskCeilingUpdated } from "../kernel/events/risk-events.ts";
import { fraction, ratio } from "../kernel/units/units.ts";
import { createBus, type Envelope } from "./bus.ts";
import { aliasesOf, aliasPayload } from "./bus-aliases.ts";

const switched = ceoModeSwitched.create({
  newMode: "DEFENSIVE",
  oldMode: "EXPANSION",
  reason: "drawdown",
  confidenceFraction: fraction(0.9),
});

function heardOf(name: Parameters<ReturnType<typeof createBus>["subscribe"]>[0]) {
  const bus = createBus(() => undefined);
  const heard: Envelope[] = [];
  const stop = bus.subscribe(name, (envelope) => heard.push(envelope));
  return { bus, heard, stop };
}

describe("a subscriber", () => {
  it("of the dotted name hears the event as it is", () => {
    const { bus, heard } = heardOf("ceo.mode_switched");
    bus.publish(switched, 7, at(0));
    expect(heard).toEqual([
      { type: "ceo.mode_switched", payload: switched.data, data: switched.data, seq: 7, at: at(0) },
    ]);
  });

  it("of the seeds' name finds what the seeds print: new_mode and reason, under payload and under data", () => {
    const { bus, heard } = heardOf("ceo_mode_switch");
    bus.publish(switched, 7, at(0));
    expect(heard).toMatchObject([{ payload: { new_mode: "DEFENSIVE", reason: "drawdown", timestamp: at(0) } }]);
    expect(heard[0]?.data).toBe(heard[0]?.payload);
  });

  it("of risk_alert finds level and alerts", () => {
    const { bus, heard } = heardOf("risk_alert");
    const advice = { shouldReduceExposure: true, shouldPauseTrading: false };
    bus.publish(riskAlerted.create({ level: "critical", alerts: ["drawdown"], riskScore: 78, ...advice }), 1, at(0));
    expect(heard[0]?.payload).toMatchObject({
      level: "critical",
      alerts: ["drawdown"],
      risk_score: 78,
      should_reduce_exposure: true,
      should_pause_trading: false,
    });
  });

  it("hears nothing of other names, nor after it has stopped", () => {
    const { bus, heard, stop } = heardOf("risk_alert");
    bus.publish(switched, 1, at(0));
    const mode = heardOf("ceo_mode_switch");
    mode.stop();
    mode.bus.publish(switched, 1, at(0));
    stop();
    expect([heard, mode.heard]).toEqual([[], []]);
  });

  it("that throws stops neither the bus nor the others", () => {
    const errors: string[] = [];
    const bus = createBus((error, name) => errors.push(`${name}: ${String(error)}`));
    const heard: string[] = [];
    bus.subscribe("ceo_mode_switch", () => {
      throw new Error("broken pager");
    });
    bus.subscribe("ceo_mode_switch", ({ type }) => heard.push(type));
    bus.publish(switched, 1, at(0));
    bus.publish(switched, 2, at(0));
    expect(heard).toHaveLength(2);
    expect(errors).toEqual(Array<string>(2).fill("ceo_mode_switch: Error: broken pager"));
  });
});

it("new advice of the risk officer is a risk_ceiling_update, spelled as the seeds spell it", () => {
  const updated = riskCeilingUpdated.create({
    maxLeverageRatio: ratio(5),
    maxRiskPerTradeFraction: fraction(0.01),
    maxPositions: 5,
    riskScore: 72,
  });
  expect(aliasesOf(updated)).toEqual(["risk_ceiling_update"]);
  expect(aliasPayload(updated.data, at(0))).toEqual({
    max_leverage: 5,
    max_risk_per_trade: 0.01,
    max_positions: 5,
    risk_score: 72,
    timestamp: at(0),
  });
});
