/** AI-HFOS in whole rounds: when it coordinates, what binds, and that one that throws takes nothing else down. */
import { describe, expect, it } from "vitest";
import { at, config, hour } from "../../../tests/scenarios/given.ts";
import { broken } from "../../../tests/scenarios/given-any.ts";
import { policy } from "../../../tests/scenarios/given-fund.ts";
import {
  type Council,
  fallen,
  later,
  openCouncil,
  round,
  seniorReview,
  types,
} from "../../../tests/scenarios/council.ts";
import type { Policy } from "../domain/mandate.ts";
import { openOutbox } from "../events/outbox.ts";
import { epochMs } from "../units/units.ts";
import { coordinate } from "./coordinate.ts";
import { globalStateOf } from "./clerk.ts";
import { directPolicy } from "./direct-policy.ts";
import { symbolsUnderRisk } from "./universe-under-risk.ts";

const riskModeOf = ({ state }: Council) => state.policy?.modes.systemRiskMode;
const setterOf = ({ state }: Council) => state.policy?.mandate.setBy;
/** The venue is lost or found at this moment, without time passing. */
const venue = (council: Council, venueConnected: boolean) => {
  council.vitals = { ...council.vitals, venueConnected };
  return round(council);
};

describe("coordination", () => {
  it("follows the day's loss: SAFE above 3 %, which cuts the size", () => {
    const council = openCouncil();
    round(council);
    expect(riskModeOf(council)).toBe("AGGRESSIVE");
    later(council, hour);
    fallen(council, 0.031);
    expect(riskModeOf(council)).toBe("SAFE");
    expect(council.state.policy?.mandate.envelope.sizeFactor).toBe(0.6);
    expect(setterOf(council)?.sizeFactor).toBe("AI-HFOS system risk mode");
  });

  it("waits for its cadence when things get better, and not when health gets worse or the brake moves", () => {
    const council = openCouncil();
    round(council);
    later(council, 1_000);
    venue(council, false);
    expect(riskModeOf(council)).toBe("SAFE");
    const ran = council.state.lastRuns.CONDUCTOR;
    later(council, 1_000);
    venue(council, true);
    expect(council.state.lastRuns.CONDUCTOR, "not due").toBe(ran);
    expect(riskModeOf(council)).toBe("SAFE");
  });

  it.each([
    ["OBSERVATION", "ENFORCED", false],
    ["PARTIAL", "ENFORCED", false],
    ["COORDINATION", "ENFORCED", true],
    ["AUTONOMY", "ADVISORY", false],
    ["AUTONOMY", "ENFORCED", true],
  ] as const)("at stage %s with AI-HFOS %s it binds: %s", (stage, mode, binds) => {
    const council = openCouncil({ stage, subsystems: { ...config.subsystems, ai_hfos: mode } });
    round(council);
    later(council, hour);
    fallen(council, 0.031);
    expect(riskModeOf(council), "it says so all the same").toBe("SAFE");
    expect(setterOf(council)?.sizeFactor === "AI-HFOS system risk mode").toBe(binds);
  });

  it("does nothing at all when it is OFF", () => {
    const council = openCouncil({ subsystems: { ...config.subsystems, ai_hfos: "OFF" } });
    fallen(council, 0.04);
    expect(council.state.lastRuns.CONDUCTOR).toBeUndefined();
    expect(riskModeOf(council)).toBe("NORMAL");
  });

  it("asks for emergency actions once, through who carries them out", () => {
    const council = openCouncil();
    round(council);
    later(council, hour);
    const actions = fallen(council, 0.051).filter(({ type }) => type === "conductor.emergency_action");
    expect(actions).toMatchObject([
      {
        data: { reason: "daily loss above its limit", through: "Supervisor freeze DAILY_LOSS and the emergency brake" },
      },
    ]);
    later(council, hour);
    expect(types(round(council))).not.toContain("conductor.emergency_action");
    expect(council.state.brake, "the brake it speaks of is on").toBeDefined();
  });
});

describe("a conductor that throws", () => {
  const throws = () => {
    throw new Error("broken conductor");
  };
  function coordinateBroken(council: Council) {
    const outbox = openOutbox(++council.seq, council.now);
    const { state } = council;
    const { lastBriefing: briefing } = state;
    if (briefing === undefined) throw new Error("expected a round before");
    coordinate({ state, config: council.config, briefing, outbox }, throws);
    directPolicy(state, council.config, outbox);
    return outbox.facts;
  }

  it("is reported once; its last mode holds for three cadences and then the most careful one", () => {
    const council = openCouncil();
    round(council);
    const said: string[] = [];
    for (let hours = 1; hours <= 3; hours += 1) {
      later(council, hour);
      said.push(...types(coordinateBroken(council)));
      expect(riskModeOf(council), `${hours} cadences`).toBe("AGGRESSIVE");
    }
    later(council, 1);
    said.push(...types(coordinateBroken(council)));
    expect(riskModeOf(council)).toBe("CRITICAL");
    expect(council.state.policy?.mandate.envelope.entriesAllowed).toBe(false);
    expect(said.filter((type) => type === "subsystem.failed")).toHaveLength(1);
    expect(council.state.freeze, "nothing else stops").toBeUndefined();
  });

  it("speaks again after its first success", () => {
    const council = openCouncil();
    round(council);
    later(council, 5 * hour);
    coordinateBroken(council);
    expect(riskModeOf(council)).toBe("CRITICAL");
    round(council);
    expect(riskModeOf(council)).toBe("NORMAL");
    expect(council.state.conductor.hasFailed).toBe(false);
  });
});

describe("a monitor that throws", () => {
  it("fails by name, once, and the fund goes on", () => {
    const council = openCouncil({ seats: ["SUPERVISOR", "CRO", "CEO"] });
    const models = broken<[]>([undefined]);
    const first = round(council, { models });
    expect(first.filter(({ type }) => type === "subsystem.failed")).toMatchObject([
      { data: { subsystem: "monitor of model" } },
      { data: { subsystem: "strategy officer" } },
    ]);
    expect(council.state.health).toBe("HEALTHY");
    expect(types(round(council, { models }))).not.toContain("subsystem.failed");
    round(council);
    expect(types(round(council, { models })), "after a recovery it is news again").toContain("subsystem.failed");
    expect(council.state.policy?.mandate.envelope.entriesAllowed).toBe(true);
  });
});

describe("a CEO that falls silent", () => {
  const silentFor = (hours: number, change: Partial<Council["config"]> = {}) => {
    const council = openCouncil(change);
    round(council);
    directPolicy(council.state, council.config, openOutbox(++council.seq, epochMs(council.now + hours * hour)));
    return council;
  };
  it("leaves BLACK_SWAN after three cadences", () => {
    expect(silentFor(3).state.policy?.mandate.envelope.entriesAllowed).toBe(true);
    const council = silentFor(3.001);
    expect(council.state.policy?.mandate.envelope).toMatchObject({
      entriesAllowed: false,
      maxPositions: 0,
      sizeFactor: 0,
    });
    expect(setterOf(council)?.sizeFactor).toBe("stale CEO");
  });
  it("that rests by flag or by seat is not stale: its stance holds", () => {
    const off = { agents: { ...config.agents, enableCeo: false } };
    const hfosOff = { subsystems: { ...config.subsystems, ai_hfos: "OFF" as const } };
    expect(silentFor(30, { ...off, ...hfosOff }).state.policy?.mandate.envelope.entriesAllowed).toBe(true);
    expect(
      silentFor(30, { seats: ["SUPERVISOR", "CRO"], ...hfosOff }).state.policy?.mandate.envelope.entriesAllowed,
    ).toBe(true);
  });
});

describe("the clerk", () => {
  it("has no global state before the first round", () => {
    const council = openCouncil();
    expect(globalStateOf(council.state, council.config, council.now)).toBeUndefined();
  });
  it("counts the agents that reported within three cadences", () => {
    const council = openCouncil();
    round(council);
    const seen = (hours: number) => globalStateOf(council.state, council.config, epochMs(council.now + hours * hour));
    expect(seen(3)).toMatchObject({ dataCompleteness: 1, globalMode: "EXPANSION", staleness: 3 * hour });
    expect(seen(3.001)).toMatchObject({ dataCompleteness: 0, globalMode: "BLACK_SWAN", riskLevel: "critical" });
  });
  it("shows what is warned of", () => {
    const council = openCouncil();
    fallen(council, 0.045);
    const state = globalStateOf(council.state, council.config, council.now);
    expect(state?.alerts).toEqual(expect.arrayContaining(["drawdown above 4 %", "drawdown above 3 %"]));
    expect(state?.agents.map(({ agent }) => agent)).toEqual(["CEO", "RISK_OFFICER", "STRATEGY_OFFICER"]);
  });
});

describe("a universe that grows", () => {
  const wanting = (
    active: readonly string[],
    mode: "CRITICAL" | "SAFE" | "NORMAL" | undefined,
    wanted: readonly string[],
  ) => {
    const { state } = openCouncil();
    const held: Policy = { ...policy(), activeSymbols: active };
    state.policy = held;
    state.heardSymbols = active;
    const outbox = openOutbox(1, at(0));
    const voices = {
      systemRiskMode: mode ?? "SAFE",
      systemRiskBinds: mode !== undefined,
      isCeoStale: false,
      isControllerStale: false,
    };
    const symbols = symbolsUnderRisk(state, wanted, voices, outbox);
    symbolsUnderRisk(state, wanted, voices, outbox);
    return { symbols, conflicts: types(outbox.facts) };
  };
  it("is held back in SAFE and CRITICAL, which is logged once", () => {
    const logged = ["federation.conflict_resolved"];
    expect(wanting(["BTC"], "SAFE", ["BTC", "ETH"])).toEqual({ symbols: ["BTC"], conflicts: logged });
    expect(wanting(["BTC"], "CRITICAL", ["ETH"])).toEqual({ symbols: [], conflicts: logged });
    expect(wanting(["BTC"], "NORMAL", ["BTC", "ETH"])).toEqual({ symbols: ["BTC", "ETH"], conflicts: [] });
    expect(wanting(["BTC"], undefined, ["BTC", "ETH"]).symbols, "AI-HFOS enforces nothing").toEqual(["BTC", "ETH"]);
  });
  it("may shrink at any time", () =>
    expect(wanting(["BTC", "ETH"], "SAFE", ["BTC"])).toEqual({ symbols: ["BTC"], conflicts: [] }));
});

it("reviews and releases leave the agents' memory alone", () => {
  const council = openCouncil();
  fallen(council, 0.11);
  later(council, 30 * hour);
  round(council, seniorReview);
  expect(council.state.operatingMode.lastEvaluation?.operatingMode).toBe(council.state.policy?.modes.operatingMode);
});
