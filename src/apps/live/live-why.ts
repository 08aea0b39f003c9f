/** The explanations a running fund can give from memory: the last orders and closes, built when somebody asks. */
import { explainClose, explainIdle } from "../../kernel/analytics/why/explain-close.ts";
import { explainOrder } from "../../kernel/analytics/why/explain-order.ts";
import { closeCaseAt, findLife, liveSize, openWhyLog, recordEntry } from "../../kernel/analytics/why/why-log.ts";
import type { Workings } from "../../kernel/domain/workings.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import type { Entry } from "../../kernel/step.ts";
import { epochMs } from "../../kernel/units/units.ts";
import type { LiveSource } from "./http/source.ts";

export type KeptWhys = Pick<LiveSource, "why" | "whyNot"> & {
  readonly record: (entry: Entry, facts: readonly Fact[], workings: Workings) => void;
};

export function keepWhys(state: () => FundState, runId: string): KeptWhys {
  const log = openWhyLog(liveSize);

  const record: KeptWhys["record"] = (entry, facts, workings) => {
    const { fund } = state();
    if (fund !== undefined) recordEntry(log, { entry, facts, workings, config: fund.config });
  };

  const why: KeptWhys["why"] = (orderId) => {
    const kept = log.orders.get(orderId);
    if (kept === undefined) return undefined;
    return explainOrder(kept, findLife(log, kept.workings.order.symbol, kept.openedBy), runId);
  };

  const closeAt = (at: number): number | undefined => {
    const lastBarsAt = state().fund?.lastBarsAt;
    if (lastBarsAt !== undefined && lastBarsAt <= at) return lastBarsAt;
    return log.closes.findLast(({ closedAt }) => closedAt <= at)?.closedAt;
  };

  const whyNot: KeptWhys["whyNot"] = (symbol, at) => {
    const question = { runId, symbol, askedAtMs: at };
    const config = state().fund?.config;
    const closedAtMs = closeAt(at);
    const found = closeCaseAt(log, symbol, epochMs(at));
    if (found !== undefined && found.closedAt === closedAtMs) return explainClose(found, question);
    const isForgotten = closedAtMs === undefined && config !== undefined && at >= config.tradeFromMs;
    return isForgotten ? undefined : explainIdle(question, { config, closedAtMs: closedAtMs ?? null });
  };

  return { record, why, whyNot };
}
