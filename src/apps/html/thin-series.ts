/**
 * A long run as as many points as a screen can show: for each slice of time the last equity, the deepest drawdown and
 * the mean exposure. The first point is the initial capital.
 */
import { filled } from "../../kernel/analytics/column.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import { drawdownPath } from "../../kernel/maths/drawdown.ts";

export type Series = {
  readonly at: readonly number[];
  readonly equity: readonly number[];
  /** Positive shares. */
  readonly drawdown: readonly number[];
  readonly exposure: readonly number[];
};

const mostPoints = 900;

export function thinSeries({ samples, startedAt, startEquity }: RunRecord): Series {
  const at = filled(samples.at);
  const equity = filled(samples.equity);
  const exposure = filled(samples.exposure);
  const path = new Float64Array(equity.length + 1);
  path[0] = startEquity;
  path.set(equity, 1);
  const drawdown = drawdownPath(path);
  const series = { at: [startedAt as number], equity: [startEquity as number], drawdown: [0], exposure: [0] };
  const stride = Math.max(1, Math.ceil(at.length / mostPoints));
  for (let start = 0; start < at.length; start += stride) {
    const end = Math.min(start + stride, at.length);
    series.at.push(at[end - 1] ?? startedAt);
    series.equity.push(rounded(equity[end - 1] ?? startEquity, 2));
    series.drawdown.push(
      rounded(
        drawdown.subarray(start + 1, end + 1).reduce((deepest, each) => Math.max(deepest, each), 0),
        5,
      ),
    );
    series.exposure.push(
      rounded(exposure.subarray(start, end).reduce((sum, each) => sum + each, 0) / (end - start), 5),
    );
  }
  return series;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export type Stretch = { readonly from: number; readonly to: number; readonly label: string };

/** The stretches of closes for which `labelOf` gives the same label; those without one are left out. */
export function stretchesOf({ samples }: RunRecord, labelOf: (index: number) => string | undefined): Stretch[] {
  const at = filled(samples.at);
  const stretches: { from: number; to: number; label: string }[] = [];
  let before: string | undefined;
  for (let index = 0; index < at.length; index++) {
    const label = labelOf(index);
    const last = stretches.at(-1);
    if (label !== undefined && label === before && last !== undefined) last.to = at[index] ?? last.to;
    else if (label !== undefined) stretches.push({ from: at[index] ?? 0, to: at[index] ?? 0, label });
    else if (before !== undefined && last !== undefined) last.to = at[index] ?? last.to;
    before = label;
  }
  return stretches;
}
