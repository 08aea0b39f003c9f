/**
 * AI-HFOS between subsystems of the floor: who was heard where two of them, or one and risk, wanted different things.
 *
 * The other two conflicts of origin-facts 8.6: PIL says TOXIC and PAL would amplify; execution would take at the market
 * where risk asks for limit orders. On the floor the tighter side has won already; here it is logged with both sides.
 */
import type { FundConfig } from "../domain/config.ts";
import type { FloorReport } from "../domain/floor-report.ts";
import type { Outbox } from "../events/outbox.ts";
import { logConflict } from "./announce.ts";
import { conflictsBetween } from "./conduct/conflicts.ts";
import { systemRiskInForce } from "./coordinate.ts";
import type { GovernanceState } from "./governance-state.ts";
import { conductorIsActive } from "./rhythm.ts";

export function hearFloor(
  state: GovernanceState,
  config: FundConfig,
  { toxicSymbols, claims }: FloorReport,
  outbox: Outbox,
): void {
  const { marketOrders, amplifies } = claims;
  if ((marketOrders.length === 0 && amplifies.length === 0) || !conductorIsActive(config)) return;
  const conflicts = conflictsBetween({
    systemRiskMode: systemRiskInForce(state, config, outbox.at),
    pil: { toxicSymbols },
    pal: { amplifies },
    execution: { wantsMarketOrders: marketOrders.length > 0 },
    riskWantsLimitOrders: marketOrders.length > 0,
  });
  for (const { about, heard, overruled, rule } of conflicts)
    logConflict(state, { about, heard, overruled, rule }, outbox);
}
