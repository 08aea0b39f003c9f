/**
 * Refused entries of one authority in figures: what they would have made, and how well that is known.
 *
 * Standard errors take the trades for independent: of the mean s/√n, of the sum s·√n. Trades of several symbols at one
 * time are not independent, so the errors are too small rather than too large.
 */
import { minimumSample } from "../../kernel/analytics/sharpe-report.ts";
import { mean, standardDeviation } from "../../kernel/maths/statistics.ts";

export type AuthorityTally = {
  refused: number;
  /** The next open was past the price protection of the order. */
  notFilled: number;
  readonly pnlsUsd: number[];
  readonly rMultiples: number[];
};

export const openTally = (): AuthorityTally => ({ refused: 0, notFilled: 0, pnlsUsd: [], rMultiples: [] });

/** COST: what was refused would have made money. SAVED: it would have lost. UNCLEAR: within two standard errors of nothing. */
export type Verdict = "COST" | "SAVED" | "UNCLEAR";

export type RefusedEntries = {
  /** The authority, hook or check. */
  readonly by: string;
  readonly refused: number;
  /** Played to their end. */
  readonly played: number;
  readonly notFilled: number;
  /** Below 20 trades nothing is shown by them (resolutions 20). */
  readonly isLowSample: boolean;
  readonly winRateFraction: number | null;
  /** Sum after costs, at the size that was wished. */
  readonly pnlUsd: number;
  /** Null below two trades. */
  readonly pnlErrorUsd: number | null;
  readonly meanRRatio: number | null;
  readonly meanRErrorRatio: number | null;
  /** Not at their end when the run was: worth this much then. */
  readonly stillOpen: number;
  readonly stillOpenPnlUsd: number;
  readonly verdict: Verdict;
};

const errorsThatTell = 2;

export function summarise(
  by: string,
  { refused, notFilled, pnlsUsd, rMultiples }: AuthorityTally,
  open: { readonly count: number; readonly pnlUsd: number },
): RefusedEntries {
  const played = pnlsUsd.length;
  const pnlUsd = pnlsUsd.reduce((sum, each) => sum + each, 0);
  const pnlErrorUsd = played < 2 ? null : standardDeviation(pnlsUsd) * Math.sqrt(played);
  const meanR = played === 0 ? null : mean(rMultiples);
  const meanRError = played < 2 ? null : standardDeviation(rMultiples) / Math.sqrt(played);
  return {
    by,
    refused,
    played,
    notFilled,
    isLowSample: played < minimumSample,
    winRateFraction: played === 0 ? null : pnlsUsd.filter((each) => each > 0).length / played,
    pnlUsd,
    pnlErrorUsd,
    meanRRatio: meanR,
    meanRErrorRatio: meanRError,
    stillOpen: open.count,
    stillOpenPnlUsd: open.pnlUsd,
    verdict: verdictOf(played, meanR, meanRError),
  };
}

function verdictOf(played: number, meanR: number | null, error: number | null): Verdict {
  if (played < minimumSample || meanR === null || error === null) return "UNCLEAR";
  if (!(Math.abs(meanR) > errorsThatTell * error)) return "UNCLEAR";
  return meanR > 0 ? "COST" : "SAVED";
}
