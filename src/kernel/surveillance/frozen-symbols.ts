/**
 * A symbol that is frozen is a critical alert once: of the control that found why, where one did in the same step.
 *
 * Reconciliation tells of it as CRITICAL to whoever hears the federation; the desk says the same, so that it has an owner
 * and somebody has to answer (controls.md, RT-02).
 */
import type { AlertNotice } from "../domain/open-alert.ts";
import type { Fact } from "../events/catalogue.ts";
import { isNewsOf } from "./real-time-control.ts";

/**
 * @param found what the real-time controls found in the facts of this step
 * @param standing what has been told; a freeze stands until its symbol is released, also where its reasons change
 */
export function withFreezes(
  found: readonly AlertNotice[],
  facts: readonly Fact[],
  standing: Set<string>,
): AlertNotice[] {
  const notices = [...found];
  for (const fact of facts) {
    if (fact.type === "symbol.released") isNewsOf(standing, keyOf(fact.data.symbol), false);
    if (fact.type !== "symbol.frozen" || !isNewsOf(standing, keyOf(fact.data.symbol), true)) continue;
    const { symbol, reasons } = fact.data;
    if (notices.some((each) => each.symbol === symbol && each.level === "critical")) continue;
    const place = notices.findIndex((each) => each.symbol === symbol && each.control === "RT-05");
    const known = notices[place];
    if (known === undefined) notices.push(freezeOf(symbol, reasons));
    else notices[place] = { ...known, level: "critical" };
  }
  return notices;
}

const keyOf = (symbol: string): string => `frozen ${symbol}`;

const freezeOf = (symbol: string, reasons: readonly string[]): AlertNotice => ({
  level: "critical",
  control: null,
  symbol,
  message: `${symbol} is frozen: ${reasons.join("; ")}`,
  owner: "OPERATOR",
  action: "No entries in it until the difference is explained and gone, or a named operator accepts it; exits go on.",
});
