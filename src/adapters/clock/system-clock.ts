/** Wall clock, for venues in the real world. */
import { epochMs } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";

/** Timers of the runtime hold about 24.8 days at most; longer waits are taken in parts. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock = (): Clock => {
  const now = () => epochMs(Date.now());
  return {
    now,
    wakeAt: (at, wake) => {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const wait = at - now();
        timer = setTimeout(() => (wait > longestTimerMs ? arm() : wake()), Math.min(Math.max(0, wait), longestTimerMs));
      };
      arm();
      return () => clearTimeout(timer);
    },
  };
};
