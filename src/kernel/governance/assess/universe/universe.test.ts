/** How a symbol falls out of the universe and earns its way back, and how the universe as a whole is doing. */
import { describe, expect, it } from "vitest";
import { decodeState, encodeState } from "../../../state-codec.ts";
import { healthOf } from "./health.ts";
import type { RecordedTrade } from "./symbol-record.ts";
import { recordWish } from "./symbol-record.ts";
import { openUniverse, probationTrades, takeProbationTrade, takeTrade, type UniverseState } from "./universe.ts";

const trade = (r: number): RecordedTrade => ({ r, costR: 0.05, openedIn: [] });
function lives(state: UniverseState, id: number, rs: readonly number[]): void {
  for (const r of rs) {
    recordWish(state.standings[id]!.record, false);
    takeTrade(state, id, `S${id}`, trade(r));
  }
}
const losing = Array.from({ length: 20 }, (_, index) => (index % 4 === 0 ? 0.5 : -1));
const winning = (count: number) => Array.from({ length: count }, (_, index) => (index % 3 === 0 ? -1 : 1.6));
const tierOf = (state: UniverseState, id = 0) => state.standings[id]?.judgement.tier;

describe("the blacklist", () => {
  it("takes a symbol at its twentieth bad trade, not before, and says so once", () => {
    const state = openUniverse(2);
    lives(state, 0, losing.slice(0, 19));
    expect([tierOf(state), state.tierChanges]).toEqual(["INSUFFICIENT_DATA", []]);
    lives(state, 0, losing.slice(19));
    lives(state, 0, [-1, -1]);
    expect(tierOf(state)).toBe("BLACKLIST");
    expect(state.tierChanges).toMatchObject([{ symbol: "S0", from: "INSUFFICIENT_DATA", to: "BLACKLIST" }]);
    expect(tierOf(state, 1)).toBe("INSUFFICIENT_DATA");
  });

  it("gives it back for sixty good trades on paper, which become its record", () => {
    const state = openUniverse(1);
    lives(state, 0, losing);
    const paper = winning(probationTrades);
    for (const r of paper.slice(1)) takeProbationTrade(state, 0, "S0", trade(r));
    expect(tierOf(state), "59").toBe("BLACKLIST");
    takeProbationTrade(state, 0, "S0", trade(1.6));
    expect(state.standings[0]).toMatchObject({ judgement: { tier: "CORE" }, probation: undefined });
    expect(state.standings[0]?.record.trades).toHaveLength(60);
    expect(state.tierChanges.at(-1)?.reason).toContain("earned back on paper");
  });

  it("not for bad ones, however many; nor for trades with money, which it may not make", () => {
    const state = openUniverse(1);
    lives(state, 0, losing);
    for (let round = 0; round < 5; round += 1) for (const r of losing) takeProbationTrade(state, 0, "S0", trade(r));
    lives(state, 0, winning(80));
    expect(tierOf(state)).toBe("BLACKLIST");
    expect(state.standings[0]?.probation).toHaveLength(probationTrades);
  });

  it("not for trades that chance could excuse: what lets a symbol in again is read plainly", () => {
    const state = openUniverse(1);
    lives(state, 0, losing);
    const lucky = Array.from({ length: probationTrades }, (_, index) => (index % 2 === 0 ? 1.02 : -1));
    for (const r of lucky) takeProbationTrade(state, 0, "S0", trade(r));
    expect(tierOf(state), "0.01 R a trade").toBe("BLACKLIST");
    for (const r of lucky) takeProbationTrade(state, 0, "S0", trade(r + 0.2));
    expect(tierOf(state), "0.21 R a trade").toBe("CONDITIONAL");
  });

  it("a symbol that is not on it has no paper trades", () => {
    const state = openUniverse(1);
    takeProbationTrade(state, 0, "S0", trade(1));
    expect(state.standings[0]?.probation).toBeUndefined();
  });
});

describe("the health report", () => {
  it("knows little until half of the symbols have a record", () => {
    const state = openUniverse(3);
    expect(healthOf(state)).toEqual({ confidence: "LOW", issues: [], blacklisted: 0 });
    lives(state, 0, winning(20));
    expect(healthOf(state).confidence).toBe("LOW");
    lives(state, 1, winning(20));
    expect(healthOf(state).confidence).toBe("KNOWN");
  });

  it("names a fall of more than 15 R and fewer than 35 % winners, from 20 trades on", () => {
    const state = openUniverse(2);
    lives(
      state,
      0,
      Array.from({ length: 15 }, () => -1),
    );
    expect(healthOf(state).issues).toEqual([]);
    lives(state, 1, [-0.01]);
    expect(healthOf(state).issues).toEqual(["trades fell more than 15 R from their best"]);
    lives(state, 1, [-1, -1, -1, -1]);
    expect(healthOf(state).issues).toEqual([
      "trades fell more than 15 R from their best",
      "fewer than 35 % of the last trades won",
    ]);
  });

  it("counts toxic symbols and cost spikes", () => {
    const state = openUniverse(10);
    state.standings.forEach(({ record }, index) => record.spikes.push(true, true, index < 10, false));
    expect(healthOf(state).issues).toEqual(["10 symbols and more cost far more than decided"]);
    state.standings.slice(0, 5).forEach((standing) => {
      standing.figures = { ...standing.figures, toxicity: 0.71 };
    });
    expect(healthOf(state).issues).toContain("5 symbols and more are toxic");
  });
});

it("goes on from a snapshot", () => {
  const state = openUniverse(2);
  lives(state, 0, losing);
  state.references.set("O1-0", { symbol: "S0", side: "BUY", isEntry: true, price: null });
  expect(decodeState(encodeState(state))).toEqual(state);
});
