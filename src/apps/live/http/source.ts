/** What the HTTP server shows: a fund that can be looked at and listened to, whoever runs it. */
import type { EquityCurve } from "../../../kernel/analytics/view/equity-curve.ts";
import type { FundView } from "../../../kernel/analytics/view/fund-view.ts";
import type { DecisionRecord } from "../../../kernel/analytics/view/history.ts";
import type { Fact } from "../../../kernel/events/catalogue.ts";

/** One journal entry that is durable, with what the kernel derived from it. */
export type FundNews = { readonly seq: number; readonly atMs: number; readonly facts: readonly Fact[] };

export interface LiveSource {
  view(): FundView;
  /** The latest `limit` decisions, latest first. */
  decisions(limit: number): readonly DecisionRecord[];
  equity(): EquityCurve;
  /** Calls `listener` after every durable entry. Returns a function that ends it. The listener must not throw. */
  subscribe(listener: (news: FundNews) => void): () => void;
}
