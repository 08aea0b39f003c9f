/** What an entry is expected to be worth before costs, and what its way in and out costs: the guard's PT-18 reads both. */
import type { FundConfig } from "../domain/config.ts";
import type { CostEstimate, ExpectedEdge } from "../domain/execution.ts";
import type { Instrument } from "../domain/instrument.ts";
import type { Signal } from "../domain/signal.ts";
import { oneWayCost, roundTripCost } from "../domain/trading-cost.ts";

/**
 * A signal speaks after the usual costs of a round trip; those are put back, and the estimate of this entry stands in
 * their place for the way in.
 */
export const edgeOf = (
  { expectedEdge }: Pick<Signal, "expectedEdge">,
  entering: Pick<CostEstimate, "feeBps" | "slippageBps">,
  instrument: Instrument,
  config: FundConfig,
): ExpectedEdge => ({
  grossBps: expectedEdge + roundTripCost(instrument, config),
  costBps: entering.feeBps + entering.slippageBps + oneWayCost(instrument, config),
});
