/** Every feature there is, by name. `docs/features.md` is made of it. */
import { candles } from "./candles.ts";
import type { FeatureDefinition } from "./definition.ts";
import { oscillators, returns } from "./momentum.ts";
import { direction, movingMeans } from "./trend.ts";
import { channels, volatilities } from "./volatility.ts";
import { volumes } from "./volume.ts";

/** By family, in the order of the page. */
export const families = {
  Candles: candles,
  Returns: returns,
  Oscillators: oscillators,
  "Moving means": movingMeans,
  Direction: direction,
  Volatility: volatilities,
  "Bands and channels": channels,
  Volume: volumes,
};

const definitions = {
  ...candles,
  ...returns,
  ...oscillators,
  ...movingMeans,
  ...direction,
  ...volatilities,
  ...channels,
  ...volumes,
};

export type FeatureName = keyof typeof definitions;
export const featureDefinitions: Readonly<Record<FeatureName, FeatureDefinition>> = definitions;
export const isFeatureName = (name: string): name is FeatureName => Object.hasOwn(definitions, name);
export const featureNames: readonly FeatureName[] = Object.keys(definitions).filter(isFeatureName);
