/** A position opened and closed again, with everything known about it. */
import { fromMicros } from "../../ledger/ledger.ts";
import type { ClosedTrade } from "./dimensions.ts";
import { excursionsOf, type OpenTrade, pnlNow, type Voice } from "./open-trade.ts";

export type RoundTrip = {
  readonly tradeId: string;
  readonly symbol: string;
  readonly side: "LONG" | "SHORT";
  readonly strategy: string;
  /** Who spoke for it, and for how much of it. */
  readonly voices: readonly Voice[];
  readonly regime: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number;
  readonly quantity: number;
  readonly entryPriceUsd: number;
  readonly exitPriceUsd: number;
  /** After fees. */
  readonly pnlUsd: number;
  readonly feesUsd: number;
  readonly slippageUsd: number;
  /** Of the notional at the reference prices; null where none was known. */
  readonly slippageBps: number | null;
  readonly initialRiskUsd: number;
  readonly rMultipleRatio: number;
  /** Farthest the price went for it, and against it, from the price paid. */
  readonly mfeRatio: number;
  readonly maeRatio: number;
  readonly exitReason: string;
};

export const roundTripOf = (trade: OpenTrade, closed: ClosedTrade): RoundTrip => ({
  tradeId: closed.tradeId,
  symbol: trade.symbol,
  side: trade.side,
  strategy: closed.strategy,
  voices: trade.voices,
  regime: trade.regime,
  openedAtMs: closed.openedAtMs,
  closedAtMs: closed.closedAtMs,
  quantity: closed.quantity,
  entryPriceUsd: closed.entryPriceUsd,
  exitPriceUsd: closed.exitPriceUsd,
  pnlUsd: fromMicros(pnlNow(trade)),
  feesUsd: fromMicros(trade.fees),
  slippageUsd: fromMicros(trade.slippage),
  slippageBps: trade.referenced > 0 ? (trade.slippage / trade.referenced) * 10_000 : null,
  initialRiskUsd: riskOf(trade, closed),
  rMultipleRatio: closed.rMultipleRatio,
  ...excursionsOf(trade, closed.entryPriceUsd),
  exitReason: closed.exitReason,
});

/** One R, as the closed trade counts it: what was added after the opening is in it. */
const riskOf = ({ initialRiskUsd }: OpenTrade, { pnlUsd, rMultipleRatio }: ClosedTrade): number =>
  rMultipleRatio === 0 ? initialRiskUsd : pnlUsd / rMultipleRatio;
