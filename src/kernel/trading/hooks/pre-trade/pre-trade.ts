/**
 * The pre-trade hooks of this slice, in order: universe filter, risk check, position sizing.
 *
 * Source: seed 004, "Pre-Trade Hooks"; order from resolutions 25. The confidence and portfolio hooks take their places
 * between them when their subsystems come.
 */
import type { RiskAssessment } from "../../../domain/briefing.ts";
import type { FundConfig, HookName } from "../../../domain/config.ts";
import type { Policy } from "../../../domain/mandate.ts";
import type { Portfolio } from "../../../domain/position.ts";
import type { Intent } from "../../../domain/signal.ts";
import { sizeByStop } from "../../size-by-stop.ts";
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
};

type PreTradeHook = Hook<Intent, PreTradeView>;
type Review = PreTradeHook["review"];

const pass = (subject: Intent, note: string): Verdict<Intent> => ({ kind: "PASS", subject, note });
const veto = (reason: string): Verdict<Intent> => ({ kind: "VETO", reason });

const filterUniverse: Review = (intent, { config, policy, barTurnover }) => {
  if (!policy.activeSymbols.includes(intent.symbol)) return veto(`${intent.symbol} is outside the CIO's universe`);
  const needed = config.trading.minBarTurnoverUsd;
  if (!(barTurnover >= needed))
    return veto(`turnover of ${barTurnover.toFixed(0)} USD per bar is below the ${needed} USD of the universe`);
  return pass(intent, `turnover ${barTurnover.toFixed(0)} USD per bar`);
};

const checkRisk: Review = (intent, { policy, risk }) => {
  const shortfall = risk.expectedShortfall975;
  if (!(shortfall < policy.maxExpectedShortfall))
    return veto(`expected shortfall ${shortfall.toFixed(4)} is at the limit of ${policy.maxExpectedShortfall}`);
  if (!(risk.score < 100)) return veto(`risk score is 100: ${risk.worstComponent} is at its limit`);
  return pass(intent, `expected shortfall ${shortfall.toFixed(4)}, score ${risk.score.toFixed(0)}`);
};

/**
 * A wish comes sized by its stop: this shrinks it where a bad day would cost more of what is tradable than allowed.
 * Expected shortfall is subadditive, so what the symbol alone would add bounds what it adds to the book.
 */
const sizePosition: Review = (intent, { policy, portfolio, risk, shortfallAlone }) => {
  const byStop = sizeByStop(portfolio.tradable, policy.mandate.envelope.maxRiskPerTrade, intent.stopDistance);
  const shortfallNow = portfolio.equity * risk.expectedShortfall975;
  const byShortfall = (portfolio.tradable * policy.maxExpectedShortfall - shortfallNow) / shortfallAlone;
  const notional = Math.min(byStop, byShortfall);
  const isMeasured = shortfallAlone > 0 && shortfallNow >= 0;
  if (!isMeasured || !Number.isFinite(byStop) || !Number.isFinite(byShortfall) || notional <= 0)
    return veto(`size is not a number above 0: stop ${intent.stopDistance} away, expected shortfall ${shortfallAlone}`);
  const bound = byStop <= byShortfall ? "the stop" : "expected shortfall";
  const away = `a stop ${(intent.stopDistance * 100).toFixed(2)} % away`;
  return pass({ ...intent, notional }, `${notional.toFixed(2)} USD, bound by ${bound}; ${away}`);
};

const reviews: readonly { readonly name: HookName; readonly review: Review }[] = [
  { name: "universe-filter", review: filterUniverse },
  { name: "risk-check", review: checkRisk },
  { name: "position-sizing", review: sizePosition },
];

export const preTradeHooks = (config: FundConfig): readonly PreTradeHook[] =>
  reviews.map(({ name, review }) => ({
    name,
    mode: config.hooks[name],
    canOnlyTighten: true,
    onFailure: "PASS",
    review,
  }));
