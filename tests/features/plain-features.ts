/** Every feature of the catalogue by its definition, from all bars at once. See `plain-series.ts`. */
import type { FeatureName } from "../../src/kernel/features/board/feature-board.ts";
import { plainCandles } from "./plain-candles.ts";
import { plainMomentum } from "./plain-momentum.ts";
import type { Columns, Series } from "./plain-series.ts";
import { plainTrend } from "./plain-trend.ts";
import { plainVolatility } from "./plain-volatility.ts";
import { plainVolume } from "./plain-volume.ts";

export const plainFeatures: Readonly<Record<FeatureName, (columns: Columns) => Series>> = {
  ...plainCandles,
  ...plainMomentum,
  ...plainTrend,
  ...plainVolatility,
  ...plainVolume,
};
