/**
 * The simulated venue's own memory: one JSON line per order, cancel, report and bar played, appended before anything is
 * answered.
 *
 * It belongs to the venue, not to the fund: chaos tests judge duplicates and lost fills by it. What a killed process
 * leaves is at most a torn last line; it was never answered and is cut. Lines are written, not synced: this log
 * outlives the process, not the power; the fund's journal is the one that is synced.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { orderTypes } from "../../kernel/domain/order.ts";
import { price, quantity, usd } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";

const orderSchema = z.object({
  id: z.string(),
  symbol: z.string(),
  side: z.enum(["BUY", "SELL"]),
  purpose: z.enum(["ENTRY", "EXIT", "STOP"]),
  quantity: z.number().transform(quantity),
  limitPrice: z.number().transform(price).exactOptional(),
  stopPrice: z.number().transform(price).exactOptional(),
  orderType: z.enum(orderTypes).exactOptional(),
});

const reportSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ACCEPTED"), orderId: z.string() }),
  z.object({ kind: z.literal("REJECTED"), orderId: z.string(), reason: z.string() }),
  z.object({
    kind: z.literal("FILLED"),
    orderId: z.string(),
    fillId: z.string(),
    price: z.number().transform(price),
    quantity: z.number().transform(quantity),
    fee: z.number().transform(usd),
    liquidity: z.enum(["MAKER", "TAKER"]).default("TAKER"),
  }),
  z.object({ kind: z.literal("AMENDED"), orderId: z.string(), stopPrice: z.number().transform(price) }),
  z.object({ kind: z.literal("CANCELED"), orderId: z.string(), expired: z.boolean(), reason: z.string() }),
]);

export const lineSchema = z.discriminatedUnion("line", [
  z.object({ line: z.literal("ORDER"), order: orderSchema }),
  z.object({ line: z.literal("REPORT"), reportSeq: z.number(), at: z.number(), report: reportSchema }),
  z.object({ line: z.literal("PLAYED"), closedAt: z.number(), closes: z.record(z.string(), z.number()).default({}) }),
]);
export type VenueLine = z.output<typeof lineSchema>;

export type VenueLog = {
  readonly lines: readonly VenueLine[];
  /** Lines given together are written as one. */
  readonly append: (...lines: readonly VenueLine[]) => void;
};

/** Reads what is there, cutting a torn last line, and appends from then on. */
export function openVenueLog(path: string): VenueLog {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const lines = whole
    .split("\n")
    .slice(0, -1)
    .map((line, index) => parseLine(line, path, index));
  return {
    lines,
    append: (...added) => appendFileSync(path, added.map((line) => `${JSON.stringify(line)}\n`).join("")),
  };
}

function parseLine(text: string, path: string, index: number): VenueLine {
  const result = lineSchema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new FundError(
    "JOURNAL_CORRUPT",
    `${path}:${index + 1}: expected a line of the venue log, ${result.error.message}`,
  );
}
