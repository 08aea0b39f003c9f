/** Every feature there is, by name. `docs/features.md` is made of it. */
import { oscillators } from "./oscillators.ts";
import type { FeatureDefinition } from "./definition.ts";
import { trend } from "./trend.ts";
import { volatility } from "./volatility.ts";

const definitions = { ...trend, ...oscillators, ...volatility };

export type FeatureName = keyof typeof definitions;
export const featureDefinitions: Readonly<Record<FeatureName, FeatureDefinition>> = definitions;
export const isFeatureName = (name: string): name is FeatureName => Object.hasOwn(definitions, name);
export const featureNames: readonly FeatureName[] = Object.keys(definitions).filter(isFeatureName);
