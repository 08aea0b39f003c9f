/** The alert desk: who has to answer, until when, and what happens where nobody does. */
import { describe, expect, it } from "vitest";
import type { AlertNotice } from "../domain/open-alert.ts";
import { openOutbox } from "../events/outbox.ts";
import { epochMs, minutes } from "../units/units.ts";
import {
  acknowledge,
  expireAlerts,
  mostUrgent,
  openAlert,
  openAlertDesk,
  scriptedAcknowledgementAt,
} from "./alert-desk.ts";

const notice = (level: AlertNotice["level"], message = "the venue sold what we held"): AlertNotice => ({
  level,
  control: "RT-06",
  symbol: "BTC",
  message,
  owner: "OPERATOR",
  action: "entries in BTC stop",
});
const within = { acknowledgeWithinMs: minutes(5) };
const at = (ms: number, seq = 1) => openOutbox(seq, epochMs(ms));
const deadline = minutes(5);

function deskWith(...levels: AlertNotice["level"][]) {
  const desk = openAlertDesk();
  const outbox = at(0);
  for (const level of levels) openAlert(desk, outbox, notice(level), within);
  return desk;
}

describe("an alert", () => {
  it("has an owner, an action, and an id of its entry; a critical one says when it freezes", () => {
    const desk = openAlertDesk();
    const outbox = at(1_000, 7);
    openAlert(desk, outbox, notice("critical"), within);
    expect(outbox.facts).toEqual([
      {
        type: "alert.opened",
        version: 1,
        data: { alertId: "A7-0", ...notice("critical"), freezesAtMs: 1_000 + deadline },
      },
    ]);
  });

  it.each(["info", "warning"] as const)("of level %s waits for nobody", (level) => {
    const desk = deskWith(level);
    expect(mostUrgent(desk)).toBeUndefined();
    expect(expireAlerts(desk, at(1e12))).toBeUndefined();
  });
});

describe("a critical alert", () => {
  it("freezes nothing just before its time is over, and freezes at it", () => {
    const desk = deskWith("critical");
    expect(expireAlerts(desk, at(deadline - 1))).toBeUndefined();
    const late = at(deadline);
    expect(expireAlerts(desk, late)).toBe("nobody acknowledged A1-0: the venue sold what we held");
    expect(late.facts.map(({ type }) => type)).toEqual(["alert.expired"]);
    expect(desk.open.size).toBe(0);
  });

  it("that was acknowledged by a named person freezes nothing", () => {
    const desk = deskWith("critical");
    const outbox = at(deadline - 1);
    expect(acknowledge(desk, outbox, { alertId: "A1-0", operator: "alice", reason: "on it" })).toBeUndefined();
    expect(outbox.facts.map(({ type }) => type)).toEqual(["alert.acknowledged"]);
    expect(expireAlerts(desk, at(deadline))).toBeUndefined();
  });

  it("cannot be acknowledged twice, nor one that is none", () => {
    const desk = deskWith("critical");
    const given = { operator: "alice", reason: "on it" };
    acknowledge(desk, at(1), { alertId: "A1-0", ...given });
    expect(acknowledge(desk, at(2), { alertId: "A1-0", ...given })).toBe("expected an open alert, A1-0 is none");
  });

  it("that is oldest is the most urgent, and the scripted operator answers it at half time", () => {
    const desk = deskWith("warning", "critical");
    openAlert(desk, at(60_000, 2), notice("critical"), within);
    const urgent = mostUrgent(desk);
    expect(urgent?.id).toBe("A1-1");
    expect(urgent === undefined ? undefined : scriptedAcknowledgementAt(urgent)).toBe(deadline / 2);
  });

  it("never makes room for others, however many there are", () => {
    const desk = deskWith("critical");
    for (let seq = 2; seq < 400; seq += 1) openAlert(desk, at(seq, seq), notice("warning"), within);
    expect(desk.open.size).toBe(200);
    expect(mostUrgent(desk)?.id).toBe("A1-0");
  });
});
