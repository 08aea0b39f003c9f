/** The features of the board that configured strategies look at: the board computes no others for them. */
import type { StrategyChoice } from "../../domain/strategy-choice.ts";
import { type FeatureName, featureNames } from "../../features/board/feature-board.ts";

/** @throws RangeError for a name the board does not know */
export function featuresWanted(choices: readonly StrategyChoice[]): FeatureName[] {
  const wanted = new Set(choices.flatMap(({ features }) => features));
  for (const name of wanted)
    if (!featureNames.some((each) => each === name))
      throw new RangeError(`expected a feature of the board, was ${name}`);
  return featureNames.filter((name) => wanted.has(name));
}
