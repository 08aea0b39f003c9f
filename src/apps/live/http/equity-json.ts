/**
 * The equity curve for a chart, in columns, whole or from a given point on.
 *
 * A client that has the curve asks for its last point and what came after; where the curve has been thinned since, the
 * answer begins at 0 and replaces everything.
 */
import { z } from "zod";
import type { EquityCurve } from "../../../kernel/analytics/view/equity-curve.ts";

const columnSchema = z.array(z.number());

export const equitySchema = z.strictObject({
  runId: z.string(),
  /** Closes a point stands for. */
  closesPerPoint: z.int().min(1),
  /** Index of the first point below in the whole curve. */
  fromIndex: z.int().min(0),
  atMs: columnSchema,
  equityUsd: columnSchema,
  /** The deepest of the closes a point stands for. */
  drawdownRatio: columnSchema,
  freezes: z.array(z.strictObject({ fromMs: z.number(), toMs: z.number().nullable(), reason: z.string() })),
});
export type EquityJson = z.output<typeof equitySchema>;

const indexRule = "expected a whole number of 0 or more";
const index = z
  .string(indexRule)
  .regex(/^\d{1,9}$/, indexRule)
  .transform(Number)
  .optional();
export const equityQuery = z.object({ from: index, closesPerPoint: index });

export function equityJson(curve: EquityCurve, runId: string, asked: z.output<typeof equityQuery>): EquityJson {
  const isSameCurve = asked.closesPerPoint === curve.closesPerPoint && (asked.from ?? 0) <= curve.points.length;
  const fromIndex = isSameCurve ? (asked.from ?? 0) : 0;
  const points = curve.points.slice(fromIndex);
  return {
    runId,
    closesPerPoint: curve.closesPerPoint,
    fromIndex,
    atMs: points.map(({ atMs }) => atMs),
    equityUsd: points.map(({ equityUsd }) => equityUsd),
    drawdownRatio: points.map(({ drawdownRatio }) => drawdownRatio),
    freezes: curve.freezes,
  };
}
