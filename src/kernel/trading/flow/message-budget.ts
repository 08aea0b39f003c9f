/**
 * Messages to the venue, counted as a token bucket counts them: what was sent drains at the rate that is allowed.
 *
 * One count over a second bounds bursts, one over a minute bounds what lasts. Fund time only, so that a replay counts the
 * same. Exits and cancels are counted and never refused; what they overdraw is forgiven beyond twice the allowance, so
 * that a storm of them does not stop entries for hours. Source: controls.md, PT-05.
 */
import type { MessageLimits, MessageRate, MessageScope } from "../../domain/control-limits.ts";
import { messageScopes } from "../../domain/control-limits.ts";

/** Messages that have not drained yet. */
export type MessagesUsed = { readonly second: number; readonly minute: number };

/** As of `at`. Plain data. */
export type MessageCount = { second: number; minute: number; at: number };

/** Who sends: each venue and each strategy has a count of its own, the system one for all. */
export type Sender = { readonly venue: string; readonly strategy: string };

const mostOverdrawn = 2;

const keyOf = (scope: MessageScope, { venue, strategy }: Sender): string =>
  scope === "system" ? scope : `${scope} ${scope === "venue" ? venue : strategy}`;

function usedAt(count: MessageCount | undefined, rate: MessageRate, at: number): MessagesUsed {
  if (count === undefined) return { second: 0, minute: 0 };
  const elapsed = Math.max(0, at - count.at) / 1_000;
  const left = (used: number, drained: number): number => Math.max(0, used - drained);
  return {
    second: left(count.second, elapsed * rate.perSecond),
    minute: left(count.minute, (elapsed / 60) * rate.perMinute),
  };
}

export const messagesUsed = (
  counts: ReadonlyMap<string, MessageCount>,
  limits: MessageLimits,
  sender: Sender,
  at: number,
): Readonly<Record<MessageScope, MessagesUsed>> => ({
  system: usedAt(counts.get(keyOf("system", sender)), limits.system, at),
  venue: usedAt(counts.get(keyOf("venue", sender)), limits.venue, at),
  strategy: usedAt(counts.get(keyOf("strategy", sender)), limits.strategy, at),
});

/** One more message: an order, a cancel, an amendment, or an order that the venue threw back. */
export function countMessage(
  counts: Map<string, MessageCount>,
  limits: MessageLimits,
  sender: Sender,
  at: number,
): void {
  for (const scope of messageScopes) {
    const key = keyOf(scope, sender);
    const before = counts.get(key);
    const { perSecond, perMinute } = limits[scope];
    const { second, minute } = usedAt(before, limits[scope], at);
    counts.set(key, {
      second: Math.min(second + 1, mostOverdrawn * perSecond),
      minute: Math.min(minute + 1, mostOverdrawn * perMinute),
      at: Math.max(at, before?.at ?? at),
    });
  }
}
