/** PT-05's counts: what is sent drains at the allowed rate, and never more than the rate leaves in any span of time. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import type { MessageLimits } from "../../domain/control-limits.ts";
import { fraction } from "../../units/units.ts";
import { countMessage, type MessageCount, messagesUsed } from "./message-budget.ts";

const limits: MessageLimits = {
  system: { perSecond: 10, perMinute: 60 },
  venue: { perSecond: 8, perMinute: 60 },
  strategy: { perSecond: 4, perMinute: 30 },
  reservedFraction: fraction(0.5),
};
const ours = { venue: "simulated", strategy: "ensemble" };

it("counts for all, for the venue and for the strategy, each apart", () => {
  const counts = new Map<string, MessageCount>();
  countMessage(counts, limits, ours, at(0));
  countMessage(counts, limits, { ...ours, strategy: "trend" }, at(0));
  countMessage(counts, limits, { venue: "elsewhere", strategy: "trend" }, at(0));
  const used = messagesUsed(counts, limits, ours, at(0));
  expect([used.system.second, used.venue.second, used.strategy.second]).toEqual([3, 2, 1]);
});

it("drains at the rate: four a second, thirty a minute", () => {
  const counts = new Map<string, MessageCount>();
  for (let sent = 0; sent < 4; sent += 1) countMessage(counts, limits, ours, at(0));
  const left = (ms: number) => messagesUsed(counts, limits, ours, at(ms)).strategy;
  expect([left(0).second, left(250).second, left(1_000).second, left(5_000).second]).toEqual([4, 3, 0, 0]);
  expect([left(0).minute, left(2_000).minute, left(8_000).minute]).toEqual([4, 3, 0]);
});

it("time that goes back drains nothing and takes nothing away", () => {
  const counts = new Map<string, MessageCount>();
  countMessage(counts, limits, ours, at(1_000));
  expect(messagesUsed(counts, limits, ours, at(0)).system.second).toBe(1);
  countMessage(counts, limits, ours, at(0));
  expect(messagesUsed(counts, limits, ours, at(1_000)).system.second).toBe(2);
});

it("what exits overdraw is forgiven beyond twice the rate: entries wait two spans at most", () => {
  const counts = new Map<string, MessageCount>();
  for (let sent = 0; sent < 1_000; sent += 1) countMessage(counts, limits, ours, at(0));
  const { strategy } = messagesUsed(counts, limits, ours, at(0));
  expect(strategy).toEqual({ second: 8, minute: 60 });
  expect(messagesUsed(counts, limits, ours, at(120_000)).strategy).toEqual({ second: 0, minute: 0 });
});

it("whoever sends only while half of the rate is free never sends more than burst and rate allow in any span", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 120 });
  const free = limits.strategy.perSecond * 0.5;
  fc.assert(
    fc.property(gaps, (each) => {
      const counts = new Map<string, MessageCount>();
      const sent: number[] = [];
      let now = 0;
      for (const gap of each) {
        now += gap;
        if (messagesUsed(counts, limits, ours, at(now)).strategy.second + 1 > free) continue;
        countMessage(counts, limits, ours, at(now));
        sent.push(now);
      }
      expect(sent.length, "the first always leaves").toBeGreaterThan(0);
      sent.forEach((from, first) =>
        sent.slice(first).forEach((to, more) => {
          const allowed = free + ((to - from) / 1_000) * limits.strategy.perSecond;
          expect(more + 1).toBeLessThanOrEqual(allowed + 1e-9);
        }),
      );
    }),
  );
});
