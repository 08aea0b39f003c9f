/** Conflicts between subsystems of the floor are logged with both sides, and only where two really wanted different things. */
import { describe, expect, it } from "vitest";
import { openCouncil, round } from "../../../tests/scenarios/council.ts";
import { calmFloor, subsystemsIn } from "../../../tests/scenarios/trust.ts";
import type { FloorReport } from "../domain/floor-report.ts";

const conflictsOn = (floor: Partial<FloorReport>, mode: "ENFORCED" | "OFF" = "ENFORCED") =>
  round(openCouncil({ subsystems: subsystemsIn(mode) }), { floor: { ...calmFloor, ...floor } }).flatMap((fact) =>
    fact.type === "federation.conflict_resolved"
      ? [`${fact.data.heard.who} ${fact.data.rule}: ${fact.data.about}`]
      : [],
  );
const claims = { marketOrders: [], amplifies: [] };

describe("AI-HFOS hears", () => {
  it("PIL before PAL, of a position that is toxic", () => {
    const wanted = { ...claims, amplifies: ["BTC", "ETH"] };
    expect(conflictsOn({ toxicSymbols: ["ETH"], claims: wanted })).toEqual([
      "position intelligence a toxic position is never amplified: the position in ETH",
    ]);
    expect(conflictsOn({ claims: wanted })).toEqual([]);
    expect(conflictsOn({ toxicSymbols: ["ETH"] })).toEqual([]);
  });
  it("risk before execution, where it would take at the market", () =>
    expect(conflictsOn({ claims: { ...claims, marketOrders: ["BTC"] } })).toEqual([
      "risk limit orders when risk asks for them: the order type",
    ]));
  it("nobody where it does not conduct", () =>
    expect(conflictsOn({ claims: { ...claims, marketOrders: ["BTC"] } }, "OFF")).toEqual([]));
});
