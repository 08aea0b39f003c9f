/**
 * The thirteen hooks by which subsystems are heard in trading, and whose each is.
 *
 * Source: seed 004, "integration_hooks.py": five before a trade, two in execution, two after a trade, two on the
 * portfolio, two at their own rhythm. Order of the first five from resolutions 25.
 */
import type { RegisteredSubsystem } from "./subsystem.ts";

export const hookNames = [
  "universe-filter",
  "confidence-adjustment",
  "risk-check",
  "portfolio-check",
  "position-sizing",
  "order-type-selection",
  "slippage-check",
  "position-classification",
  "amplification-check",
  "exposure-check",
  "rebalance-recommendations",
  "self-healing-check",
  "hfos-coordination",
] as const;
export type HookName = (typeof hookNames)[number];

/** The subsystem that speaks in a hook: without it the hook does not run. */
export const hookOwner: Readonly<Record<HookName, RegisteredSubsystem>> = {
  "universe-filter": "universe_os",
  "confidence-adjustment": "ai_hfos",
  "risk-check": "ai_hfos",
  "portfolio-check": "pba",
  "position-sizing": "ai_hfos",
  "order-type-selection": "aelm",
  "slippage-check": "aelm",
  "position-classification": "pil",
  "amplification-check": "pal",
  "exposure-check": "pba",
  "rebalance-recommendations": "pba",
  "self-healing-check": "self_healing",
  "hfos-coordination": "ai_hfos",
};
