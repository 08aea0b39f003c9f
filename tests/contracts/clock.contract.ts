/** What every clock promises. `pass` lets the given milliseconds go by. */
import { expect, it } from "vitest";
import { epochMs } from "../../src/kernel/units/units.ts";
import type { Clock } from "../../src/ports/clock.ts";

export function clockContract(name: string, open: () => { clock: Clock; pass: (ms: number) => Promise<void> }): void {
  it(`${name}: never goes back`, async () => {
    const { clock, pass } = open();
    const before = clock.now();
    await pass(20);
    expect(clock.now()).toBeGreaterThanOrEqual(before + 19);
  });
  it(`${name}: wakes once, not before its moment`, async () => {
    const { clock, pass } = open();
    const woken: number[] = [];
    const at = epochMs(clock.now() + 30);
    clock.wakeAt(at, () => woken.push(clock.now()));
    await pass(10);
    expect(woken).toEqual([]);
    await pass(100);
    expect(woken).toHaveLength(1);
    expect(woken[0]).toBeGreaterThanOrEqual(at - 1);
    await pass(50);
    expect(woken).toHaveLength(1);
  });
  it(`${name}: wakes for a moment that has passed`, async () => {
    const { clock, pass } = open();
    let woken = false;
    clock.wakeAt(epochMs(clock.now() - 1), () => {
      woken = true;
    });
    await pass(20);
    expect(woken).toBe(true);
  });
  it(`${name}: a cancelled wake stays silent`, async () => {
    const { clock, pass } = open();
    let woken = false;
    const cancel = clock.wakeAt(epochMs(clock.now() + 10), () => {
      woken = true;
    });
    cancel();
    await pass(60);
    expect(woken).toBe(false);
  });
}
