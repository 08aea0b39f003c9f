/** What trading is thought to cost: fee, half the spread, and what the price gives way by. */
import { type Bps, bps } from "../units/units.ts";
import type { FundConfig } from "./config.ts";
import type { Instrument } from "./instrument.ts";

/** One trip, into the market or out. */
export const oneWayCost = ({ takerFeeBps, halfSpreadBps }: Instrument, { trading }: FundConfig): Bps =>
  bps(takerFeeBps + halfSpreadBps + trading.assumedSlippageBps);

export const roundTripCost = (instrument: Instrument, config: FundConfig): Bps =>
  bps(2 * oneWayCost(instrument, config));
