/** Waits that can all be taken back at once, so that a fund that stops leaves no timer behind. */

/** Calls `act` after `waitMs`. Returns a function that takes it back. */
export type Pause = (waitMs: number, act: () => void) => () => void;

export type Pauses = {
  readonly later: Pause /** Takes all back, and waits for nothing more. */;
  readonly stop: () => void;
};

export const wallPause: Pause = (waitMs, act) => {
  const timer = setTimeout(act, waitMs);
  return () => clearTimeout(timer);
};

/** @param pause on the wall, or on the clock of a simulated world */
export function createPauses(pause: Pause): Pauses {
  let stopped = false;
  const open = new Set<() => void>();

  const later: Pause = (waitMs, act) => {
    if (stopped) return () => {};
    const forget = pause(waitMs, () => {
      open.delete(takeBack);
      act();
    });
    const takeBack = () => {
      open.delete(takeBack);
      forget();
    };
    open.add(takeBack);
    return takeBack;
  };

  const stop = () => {
    stopped = true;
    for (const takeBack of open) takeBack();
  };
  return { later, stop };
}
