/** How far a long run is: a bar on a terminal, a plain line now and then elsewhere. */
import { dayOf, whole } from "../figures.ts";
import type { OnProgress } from "../backtest/run-backtest.ts";

type Screen = { readonly isTTY?: boolean; write: (text: string) => unknown };
export type ProgressBar = {
  readonly update: OnProgress;
  /** Removes the bar. Safe to call twice. */
  readonly clear: () => void;
};

const barWidth = 30;
const redrawMs = 80;
const lineMs = 5_000;

export function showProgress(screen: Screen, now: () => number = () => performance.now()): ProgressBar {
  const isTerminal = screen.isTTY === true;
  const started = now();
  let drawn = isTerminal ? Number.NEGATIVE_INFINITY : started;
  let isShown = false;
  const update: OnProgress = ({ barsDone, barsTotal, at }) => {
    const time = now();
    if (time - drawn < (isTerminal ? redrawMs : lineMs)) return;
    drawn = time;
    const share = barsTotal > 0 ? Math.min(1, barsDone / barsTotal) : 1;
    const speed = Math.round(barsDone / Math.max(0.001, (time - started) / 1_000));
    const state = `${Math.floor(share * 100)} %  ${dayOf(at)}  ${whole(barsDone)} of ${whole(barsTotal)} bars, ${whole(speed)} a second`;
    const filled = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
    screen.write(isTerminal ? `\r\u001b[2K${filled} ${state}` : `${state}\n`);
    isShown = isTerminal;
  };
  const clear = () => {
    if (isShown) screen.write("\r\u001b[2K");
    isShown = false;
  };
  return { update, clear };
}
