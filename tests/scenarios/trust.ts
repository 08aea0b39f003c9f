/** Every subsystem, and every hook, in one mode: what a test changes where it is about another. */
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { FloorReport } from "../../src/kernel/domain/floor-report.ts";
import type { SubsystemMode } from "../../src/kernel/domain/subsystem.ts";

export const subsystemsIn = (mode: SubsystemMode): FundConfig["subsystems"] => ({
  self_healing: mode,
  universe_os: mode,
  pil: mode,
  pba: mode,
  pal: mode,
  dynamic_tpsl: mode,
  aelm: mode,
  ai_hfos: mode,
});

export const hooksIn = (mode: SubsystemMode): FundConfig["hooks"] => ({
  "universe-filter": mode,
  "confidence-adjustment": mode,
  "risk-check": mode,
  "portfolio-check": mode,
  "position-sizing": mode,
  "order-type-selection": mode,
  "slippage-check": mode,
  "position-classification": mode,
  "amplification-check": mode,
  "exposure-check": mode,
  "rebalance-recommendations": mode,
  "self-healing-check": mode,
  "hfos-coordination": mode,
});

/** A floor on which nothing is held and nobody wants anything. */
export const calmFloor: FloorReport = {
  heldPositions: 0,
  toxicSymbols: [],
  criticalViolations: 0,
  warnings: 0,
  claims: { marketOrders: [], amplifies: [] },
};
