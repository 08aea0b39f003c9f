/** What every pre-trade hook looks at, and the two things it can say of a wish. */
import type { CandidateReview } from "../../../domain/balancer.ts";
import type { RiskAssessment } from "../../../domain/briefing.ts";
import type { FundConfig } from "../../../domain/config.ts";
import type { HookName } from "../../../domain/hooks.ts";
import type { Policy } from "../../../domain/mandate.ts";
import type { Portfolio } from "../../../domain/position.ts";
import type { MarketAssessment } from "../../../domain/regime.ts";
import type { Intent } from "../../../domain/signal.ts";
import type { SymbolPlace } from "../../../domain/universe.ts";
import type { Hook, Verdict } from "../run-hooks.ts";

export type PreTradeView = {
  readonly config: FundConfig;
  readonly policy: Policy;
  readonly portfolio: Portfolio;
  readonly risk: RiskAssessment;
  /** Expected shortfall (97.5 %, one day) of the symbol held alone with all equity. */
  readonly shortfallAlone: number;
  /** Usual traded value per bar of the intent's symbol in USD. */
  readonly barTurnover: number;
  readonly place: SymbolPlace;
  /** Of the intent's symbol; undefined while nobody knows it. */
  readonly regime: MarketAssessment | undefined;
  /** What the book has room for; undefined where nobody balances it. */
  readonly reviewInBook: ((intent: Intent) => CandidateReview) | undefined;
};

export type PreTradeHook = Hook<Intent, PreTradeView, HookName>;
export type Review = PreTradeHook["review"];

export const pass = (subject: Intent, note: string): Verdict<Intent> => ({ kind: "PASS", subject, note });
export const veto = (reason: string): Verdict<Intent> => ({ kind: "VETO", reason });
