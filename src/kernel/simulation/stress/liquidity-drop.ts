/** liquidity_drop: so much of the volume is gone; prices stay, and who trades moves them by what is left. */
import { quantity } from "../../units/units.ts";
import type { BarShock, Struck } from "./bar-shock.ts";
import { isActive, type LiquidityDrop } from "./stress.ts";

export const liquidityDrop =
  (stress: LiquidityDrop, struck: Struck): BarShock =>
  (bars, step) =>
    isActive(stress, stress.bars, step)
      ? bars.map((bar) =>
          struck.has(bar.symbol) ? { ...bar, volume: quantity(bar.volume * (1 - stress.dropFraction)) } : bar,
        )
      : bars;
