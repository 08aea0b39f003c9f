/**
 * AI-HFOS, before a trade: a wish comes sized by its stop, or smaller where the book has no room for that; this shrinks it
 * where a bad day would cost more of what is tradable than allowed.
 *
 * Expected shortfall is subadditive, so what the symbol alone would add bounds what it adds to the book.
 */
import { sizeByStop } from "../../size-by-stop.ts";
import { pass, type Review, veto } from "./pre-trade-hook.ts";

export const sizePosition: Review = (intent, { policy, portfolio, risk, shortfallAlone }) => {
  const byStop = sizeByStop(portfolio.tradable, policy.mandate.envelope.maxRiskPerTrade, intent.stopDistance);
  const shortfallNow = portfolio.equity * risk.expectedShortfall975;
  const byShortfall = (portfolio.tradable * policy.maxExpectedShortfall - shortfallNow) / shortfallAlone;
  const notional = Math.min(intent.notional, byStop, byShortfall);
  const isMeasured = shortfallAlone > 0 && shortfallNow >= 0;
  if (!isMeasured || !Number.isFinite(byStop) || !Number.isFinite(byShortfall) || !(notional > 0))
    return veto(`size is not a number above 0: stop ${intent.stopDistance} away, expected shortfall ${shortfallAlone}`);
  const bound =
    notional < Math.min(byStop, byShortfall)
      ? "what came before"
      : byStop <= byShortfall
        ? "the stop"
        : "expected shortfall";
  const away = `a stop ${(intent.stopDistance * 100).toFixed(2)} % away`;
  return pass({ ...intent, notional }, `${notional.toFixed(2)} USD, bound by ${bound}; ${away}`);
};
