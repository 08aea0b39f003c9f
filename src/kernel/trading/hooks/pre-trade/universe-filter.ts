/**
 * Universe OS, before a trade: only symbols that the CIO wants, that are opportunities, that Universe OS takes, and in
 * which enough is traded. What it says names the one who left the symbol out.
 */
import type { SymbolPlace } from "../../../domain/universe.ts";
import { pass, type Review, veto } from "./pre-trade-hook.ts";

export const filterUniverse: Review = (intent, { config, policy, barTurnover, place }) => {
  const { symbol } = intent;
  if (!policy.activeSymbols.includes(symbol))
    return veto(
      place.leftOut === undefined
        ? `${symbol} is outside the CIO's universe`
        : `${symbol} is left out, ${place.leftOut}`,
    );
  const needed = config.trading.minBarTurnoverUsd;
  if (!(barTurnover >= needed))
    return veto(`turnover of ${barTurnover.toFixed(0)} USD per bar is below the ${needed} USD of the universe`);
  return pass(intent, `${wordsOf(place)}turnover ${barTurnover.toFixed(0)} USD per bar`);
};

/** A symbol that ranker or Universe OS would leave out, where they only advise, says so. */
const wordsOf = ({ tier, rank, leftOut }: SymbolPlace): string => {
  if (leftOut !== undefined) return `left out, ${leftOut}; `;
  return rank === undefined ? "" : `${tier}, rank ${rank}; `;
};
