/** The drawdowns of the fund over all closes: the one that is open, and the deepest that ended, as many as are kept. */
import { deepestFirst, type Drawdown, type Fall, followFall, openFall, unrecovered } from "../../maths/drawdown.ts";

export type KeptFalls = {
  /** In USD and milliseconds. */
  readonly current: Fall;
  /** Deepest first; of equals the earlier. */
  readonly ended: Drawdown[];
};

export const openFalls = (startEquityUsd: number, atMs: number): KeptFalls => ({
  current: openFall(startEquityUsd, atMs),
  ended: [],
});

export function keepFall({ current, ended }: KeptFalls, equityUsd: number, atMs: number, most: number): void {
  const fall = followFall(current, equityUsd, atMs);
  if (fall === undefined || (ended.length >= most && fall.depth <= (ended[most - 1]?.depth ?? 0))) return;
  ended.push(fall);
  ended.sort(deepestFirst);
  if (ended.length > most) ended.pop();
}

/** The one that goes on among them, by its depth so far. */
export const fallsNow = ({ current, ended }: KeptFalls): Drawdown[] =>
  current.depth > 0 ? [...ended, unrecovered(current)].sort(deepestFirst) : [...ended];
