/** Fault plans as JSON files: printed by a run that failed, kept as fixtures, and played again. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { crashTails, type FaultPlan, movedCauses, refusalCodes } from "../../kernel/simulation/faults/fault-plan.ts";
import { durationMs, fraction, ratio } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { marketCount } from "./simulated-world.ts";

const time = z.number().min(0).max(4e9).transform(durationMs);
const hits = z.int().min(1).max(1_000);
const part = z.number().min(0).max(1).transform(fraction);
const window = { fromMs: time, toMs: time };
/** Plans kept before anything was left untold say nothing of it. */
const byHand = { ...window, isTold: z.boolean().default(true) };

const faultSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["LOST_REQUEST", "LOST_REPLY"]), fromMs: time, requests: hits }),
    z.strictObject({ kind: z.literal("SLOW_ANSWER"), fromMs: time, requests: hits, delayMs: time }),
    z.strictObject({ kind: z.enum(["DUPLICATE_REPORT", "REORDERED_REPORTS"]), fromMs: time, reports: hits }),
    z.strictObject({ kind: z.enum(["OUTAGE", "STALE_STREAM", "CLOCK_SKEW"]), ...window }),
    z.strictObject({ kind: z.literal("RATE_LIMIT"), ...window, banMs: time }),
    z.strictObject({
      kind: z.literal("REJECT_STORM"),
      ...window,
      code: z.int().refine((code) => code in refusalCodes, `expected one of ${Object.keys(refusalCodes).join(", ")}`),
    }),
    z.strictObject({
      kind: z.literal("PARTIAL_FILLS"),
      ...window,
      volumeFraction: part,
    }),
    z.strictObject({ kind: z.literal("VENUE_RESTART"), ...window, retold: z.int().min(0).max(1_000) }),
    z.strictObject({ kind: z.literal("CRASH"), ...window, writes: hits, tail: z.enum(crashTails) }),
    z.strictObject({
      kind: z.literal("MANUAL_TRADE"),
      ...byHand,
      side: z.enum(["BUY", "SELL"]),
      place: part,
      share: part,
      cancelsFirst: z.boolean(),
    }),
    z.strictObject({ kind: z.literal("MANUAL_CANCEL"), ...byHand, place: part }),
    z.strictObject({
      kind: z.literal("CASH_MOVED"),
      ...byHand,
      cause: z.enum(movedCauses),
      share: z.number().min(-1).max(1).transform(ratio),
    }),
    z.strictObject({ kind: z.literal("FOREIGN_ORDER"), ...window, place: part }),
  ])
  .refine((fault) => !("toMs" in fault) || fault.toMs >= fault.fromMs, "expected toMs at or after fromMs");

const planSchema = z.strictObject({
  seed: z.int().min(0),
  market: z
    .int()
    .min(0)
    .max(marketCount - 1),
  closes: z.int().min(1).max(2_000),
  faults: z.array(faultSchema).max(1_000),
});

/** @throws BAD_USAGE naming file and field */
export function readFaultPlan(path: string): FaultPlan {
  const result = planSchema.safeParse(parsed(path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new FundError(
    "BAD_USAGE",
    `${path}: ${issue?.path.join(".") || "the plan"}: ${issue?.message ?? "not a plan"}`,
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new FundError("BAD_USAGE", `${path}: expected a fault plan as JSON, ${String(error)}`);
  }
}
