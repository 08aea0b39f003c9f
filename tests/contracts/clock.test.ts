/** Every clock against the contract. */
import { setTimeout } from "node:timers/promises";
import { systemClock } from "../../src/adapters/clock/system-clock.ts";
import { virtualClock } from "../../src/adapters/clock/virtual-clock.ts";
import { epochMs } from "../../src/kernel/units/units.ts";
import { clockContract } from "./clock.contract.ts";

clockContract("system clock", () => ({ clock: systemClock(), pass: (ms) => setTimeout(ms) }));
clockContract("virtual clock", () => {
  const clock = virtualClock(epochMs(1_000));
  return { clock, pass: (ms) => clock.advanceTo(epochMs(clock.now() + ms), async () => {}) };
});
