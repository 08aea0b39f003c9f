/**
 * How far the voices agree, and what that is worth.
 *
 * Source: origin-facts 21: unanimous x1.2, strong x1.1, split x1.0, weak x0.6, said of four models; here as shares of the
 * voices that count. The factor works on the distance from one half, since 0.6 of a probability is no probability. What
 * it lifts is capped by what such words have been worth (origin-facts 39.24), and no confidence has a floor.
 */
import type { Agreement } from "../../domain/signal.ts";

const strongFrom = 0.75;
const splitFrom = 0.5;
const factors: Readonly<Record<Agreement, number>> = { UNANIMOUS: 1.2, STRONG: 1.1, SPLIT: 1, WEAK: 0.6 };
/** Shares that ought to be equal differ by less than this. */
const rounding = 1e-9;
const even = 0.5;

/** @param agreeing voices on the panel's side @param counting voices that count; one alone agrees with nobody */
export function agreementOf(agreeing: number, counting: number): Agreement {
  if (!(counting >= 2)) return "WEAK";
  const share = agreeing / counting;
  if (share >= 1) return "UNANIMOUS";
  if (share >= strongFrom - rounding) return "STRONG";
  return share >= splitFrom - rounding ? "SPLIT" : "WEAK";
}

/**
 * The panel's word. It never crosses one half, and is never farther from it than `proven` says; without a proof never
 * farther than the voices themselves put it.
 * @param pooled weighted mean of the calibrated words @param proven how often such a word was right, if known
 */
export function wordOf(pooled: number, agreement: Agreement, proven: number | null): number {
  const lean = factors[agreement] * (pooled - even);
  const cap = proven ?? pooled;
  if (lean > 0) return even + Math.max(0, Math.min(lean, cap - even));
  return even + Math.min(0, Math.max(lean, cap - even));
}
