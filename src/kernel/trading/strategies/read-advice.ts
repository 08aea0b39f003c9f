/** What a strategy returned, read as advice. A plug-in's types are a promise that nobody has checked. */
import type { Advice } from "../../domain/strategy-choice.ts";

export type ReadAdvice =
  | { readonly kind: "READ"; readonly advice: Advice }
  | { readonly kind: "NONSENSE"; readonly reason: string };

type Said = Readonly<Record<string, unknown>>;

/** @param maxStopDistance the fund's hard limit, share of the price */
export function readAdvice(said: unknown, maxStopDistance: number): ReadAdvice {
  if (!isRecord(said)) return nonsense("expected advice", said);
  const { kind, reason } = said;
  if (kind === "NONE") return { kind: "READ", advice: { kind } };
  if (kind !== "LONG" && kind !== "OUT") return nonsense("expected LONG, OUT or NONE", kind);
  if (typeof reason !== "string" || reason.trim() === "") return nonsense(`expected a reason for ${kind}`, reason);
  return kind === "OUT" ? { kind: "READ", advice: { kind, reason } } : readEntry(said, reason, maxStopDistance);
}

function readEntry(said: Said, reason: string, maxStopDistance: number): ReadAdvice {
  const { confidence, stopDistance, targetDistance, maxBars } = said;
  if (!isShare(confidence)) return nonsense("expected a confidence from 0 to 1", confidence);
  if (!(isShare(stopDistance) && stopDistance > 0 && stopDistance <= maxStopDistance))
    return nonsense(`expected a stop above 0 and up to ${maxStopDistance} away`, stopDistance);
  if (!isTarget(targetDistance)) return nonsense("expected a target above 0 and up to 1 away", targetDistance);
  if (!isTime(maxBars)) return nonsense("expected a whole number of bars to stay", maxBars);
  return { kind: "READ", advice: { kind: "LONG", confidence, stopDistance, targetDistance, maxBars, reason } };
}

const isRecord = (value: unknown): value is Said => typeof value === "object" && value !== null;
const isShare = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;
const isTarget = (value: unknown): value is number | undefined => value === undefined || (isShare(value) && value > 0);
const isTime = (value: unknown): value is number | undefined =>
  value === undefined || (typeof value === "number" && Number.isSafeInteger(value) && value >= 1);

const nonsense = (rule: string, was: unknown): ReadAdvice => ({
  kind: "NONSENSE",
  reason: `${rule}, was ${told(was)}`,
});

function told(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean" || value === undefined) return String(value);
  return typeof value === "string" ? value : "an object";
}
