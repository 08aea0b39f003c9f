/** Health: the worst monitor speaks; the feed is late after three bar intervals and lost after twelve. */
import { describe, expect, it } from "vitest";
import { at, hour } from "../../../../tests/scenarios/given.ts";
import { vitals } from "../../../../tests/scenarios/given-fund.ts";
import { feedDeadline, healthOf } from "./health.ts";

const statusAt = (change: Parameters<typeof vitals>[0], now = at(0)) => healthOf(vitals(change), now).status;

describe("the feed", () => {
  it.each([
    [3 * hour, "HEALTHY"],
    [3 * hour + 1, "DEGRADED"],
    [12 * hour, "DEGRADED"],
    [12 * hour + 1, "CRITICAL"],
  ] as const)("silent for %d ms is %s", (silence, status) =>
    expect(statusAt({ lastBarsAt: at(0) }, at(silence))).toBe(status),
  );

  it("without any bar yet is DEGRADED", () => expect(statusAt({ lastBarsAt: undefined })).toBe("DEGRADED"));
  it("with a held symbol silent is DEGRADED, and the symbol is named", () => {
    const health = healthOf(vitals({ silentSymbols: ["ETH"] }), at(0));
    expect(health).toEqual({ status: "DEGRADED", issues: ["feed: no bars of ETH"], monitors: [] });
  });

  it("asks to be woken the moment its health changes next, and never for the past", () => {
    expect(feedDeadline(vitals(), at(0))).toBe(at(3 * hour + 1));
    expect(feedDeadline(vitals(), at(3 * hour + 1))).toBe(at(12 * hour + 1));
    expect(feedDeadline(vitals(), at(12 * hour + 1))).toBeUndefined();
    expect(feedDeadline(vitals({ lastBarsAt: undefined }), at(0))).toBeUndefined();
  });

  it("has changed at the moment it asked to be woken for", () => {
    expect(statusAt({}, feedDeadline(vitals(), at(0)))).toBe("DEGRADED");
    expect(statusAt({}, feedDeadline(vitals(), at(4 * hour)))).toBe("CRITICAL");
  });
});

describe("the venue", () => {
  it("not connected is CRITICAL", () => expect(statusAt({ venueConnected: false })).toBe("CRITICAL"));
  it("with one order of unknown outcome is DEGRADED", () => expect(statusAt({ unknownOrders: 1 })).toBe("DEGRADED"));
  it.each([
    [5, 10, "HEALTHY"],
    [6, 10, "DEGRADED"],
    [9, 9, "HEALTHY"],
  ] as const)(
    "with %d of %d answers rejected is %s: more than half of at least ten",
    (recentRejects, recentAnswers, status) => expect(statusAt({ recentRejects, recentAnswers })).toBe(status),
  );
});

it("the worst of all findings is the status, and every finding is an issue", () => {
  const health = healthOf(vitals({ venueConnected: false, unknownOrders: 2, silentSymbols: ["BTC"] }), at(0));
  expect(health.status).toBe("CRITICAL");
  expect(health.issues).toHaveLength(3);
});
