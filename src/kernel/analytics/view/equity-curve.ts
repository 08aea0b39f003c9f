/**
 * The equity curve in bounded room: when it is full, neighbours merge two by two and each point stands for twice as
 * many closes.
 *
 * A merged point keeps the later equity and the deeper drawdown, so that thinning never hides a crash. Every close is
 * in exactly one point; the last point may still be growing.
 */
import type { Fact } from "../../events/catalogue.ts";
import type { EpochMs } from "../../units/units.ts";

export type CurvePoint = {
  /** Of the last close it stands for. */
  readonly atMs: number;
  readonly equityUsd: number;
  /** The deepest of the closes it stands for. */
  readonly drawdownRatio: number;
};

export type FreezeSpan = { readonly fromMs: number; readonly toMs: number | null; readonly reason: string };

export type EquityCurve = {
  /** The last one may still be growing. */
  points: CurvePoint[];
  /** Closes a full point stands for: 1, 2, 4... */
  closesPerPoint: number;
  /** Closes the last point stands for so far. */
  closesInLast: number;
  /** Oldest first. */
  readonly freezes: FreezeSpan[];
};

const maxPoints = 2_000;
const maxFreezes = 200;

export const openEquityCurve = (): EquityCurve => ({ points: [], closesPerPoint: 1, closesInLast: 0, freezes: [] });

export function recordClose(curve: EquityCurve, close: CurvePoint): void {
  const last = curve.points.at(-1);
  if (last !== undefined && close.atMs <= last.atMs) return;
  if (last !== undefined && curve.closesInLast < curve.closesPerPoint) {
    curve.points[curve.points.length - 1] = merge(last, close);
    curve.closesInLast += 1;
    return;
  }
  if (curve.points.length >= maxPoints) halve(curve);
  curve.points.push(close);
  curve.closesInLast = 1;
}

/** Freezes as spans, for shading. A further cause of a running freeze opens no second one. */
export function recordFreezes(curve: EquityCurve, at: EpochMs, facts: readonly Fact[]): void {
  for (const fact of facts) {
    const last = curve.freezes.at(-1);
    const isFrozen = last?.toMs === null;
    if (fact.type === "fund.frozen" && !isFrozen) {
      curve.freezes.push({ fromMs: at, toMs: null, reason: fact.data.reason });
      if (curve.freezes.length > maxFreezes) curve.freezes.shift();
    }
    if (fact.type === "fund.released" && isFrozen) curve.freezes[curve.freezes.length - 1] = { ...last, toMs: at };
  }
}

const merge = (earlier: CurvePoint, later: CurvePoint): CurvePoint => ({
  atMs: later.atMs,
  equityUsd: later.equityUsd,
  drawdownRatio: Math.max(earlier.drawdownRatio, later.drawdownRatio),
});

/** Only called with an even number of full points. */
function halve(curve: EquityCurve): void {
  const thinned: CurvePoint[] = [];
  for (let index = 0; index < curve.points.length; index += 2) {
    const [earlier, later] = curve.points.slice(index, index + 2);
    if (earlier !== undefined) thinned.push(later === undefined ? earlier : merge(earlier, later));
  }
  curve.points = thinned;
  curve.closesPerPoint *= 2;
}
