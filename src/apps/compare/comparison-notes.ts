/** What a comparison does not prove, said beside its figures. */
import { filled } from "../../kernel/analytics/column.ts";
import type { GovernanceComparison, PlayedVariant } from "./governance-comparison.ts";

export function comparisonNotes({ variants, notes }: GovernanceComparison): string[] {
  const low = variants.flatMap(({ refusedEntries }) => refusedEntries).filter(({ isLowSample }) => isLowSample).length;
  const all = variants.flatMap(({ refusedEntries }) => refusedEntries).length;
  return [
    "Alone means: the fund without governance, plus that authority, plus what it cannot be without. A Supervisor's chair " +
      "is taken wherever another seat sits, without a loss limit to act on, and AI-HFOS conducts wherever somebody sits. " +
      "Effects of single authorities do not add up to that of all: they act on each other.",
    "Off keeps the guard's order sanity, size limits and stops, and the start values: profile LOW, operating mode " +
      "EXPANSION, the CRO's base limits. Nobody ever moves them there.",
    "What a refused entry would have made is one position a symbol and authority, at the size wished then, filled at the " +
      "next open with the shadow book's costs, out at its stop or when the models say OUT. It knows nothing of what the " +
      "same money did elsewhere. Several authorities may refuse at once; the first in the order of the mandate is named.",
    "What a size cut would have made is the trade's own return on the part cut; a larger order would have moved the price.",
    ...idleNotes(variants),
    ...(low > 0
      ? [
          `${low} of ${all} authorities refused fewer than 20 trades that could be played: their figures are anecdotes, ` +
            "and nothing is concluded from them.",
        ]
      : []),
    "Standard errors take trades for independent. Trades of one week are not, so the true errors are larger.",
    "Drawdown, worst day and Sharpe are of one path each. Freezes that need a review are released by the scripted " +
      "operator after 24 h, who never refuses.",
    ...notes,
  ];
}

/** Funds whose equity is that of governance off at every close. */
function idleNotes([off, ...rest]: readonly PlayedVariant[]): string[] {
  if (off === undefined) return [];
  const equity = filled(off.record.samples.equity);
  const idle = rest.filter(({ record }) => filled(record.samples.equity).every((value, at) => value === equity[at]));
  if (idle.length === 0) return [];
  return [`${idle.map(({ name }) => name).join(", ")} alone moved no fill: their curves are that of off.`];
}
