/** The page of features, made of the catalogue. */
import { families } from "../src/kernel/features/board/catalogue/catalogue.ts";
import type { FeatureDefinition, Range } from "../src/kernel/features/board/catalogue/definition.ts";
import { planOf } from "../src/kernel/features/board/plan.ts";

const numberOfFeatures = Object.values(families).reduce((sum, family) => sum + Object.keys(family).length, 0);

const introduction = `# Features

<!-- Made by \`npm run features\` from src/kernel/features/board/catalogue. -->

What a strategy or a model may ask of the bars: ${numberOfFeatures} features in ${Object.keys(families).length} families. A board computes the ones
somebody asked for, bar by bar, and never anew:

\`\`\`ts
const board = openFeatureBoard(instruments.length, ["rsi_14", "ema_50_distance"]);
updateFeatureBoard(board, id, bar);          // at each close
featureOf(board, "rsi_14", id);              // NaN until 15 bars are in
\`\`\`

- **Nothing looks ahead.** A feature at a close is made of bars up to that close. A test cuts every feature's future off and asks
  again.
- **NaN is "I do not know yet".** A feature is NaN while its window fills, and after a bar that is no bar (a price that is not
  above 0, a close outside its range, a number that is none) until it is full again. Conditions are written so that NaN refuses.
- **Shares, not percent.** 0.05 is five hundredths. Oscillators keep the scales traders know (*points*). *Price* and *value* are in
  the quote currency, *amount* in the base asset, a *flag* is 1 or 0.
- **A recursion begins somewhere.** Exponential means begin with the first close, Wilder's with the mean of the first n, as charting
  programs do. They are shown when n bars are in; the first close weighs more than its due until long after: 14 % of a mean
  of span 200 after 200 bars.
- **Sums since the first bar** (obv, accumulation and their like) have no level of their own: look at their slope or change.
- **A market that stands still** has no place in its range. What such a feature says then stands in its line.

Every line is held, bar by bar, to a second implementation written as plainly as possible (\`tests/features/\`), and the kernels to 92
published cases (\`npm run reference\`). The earlier system had 49, of which the counts by kind are known and not the names: candles 11,
oscillators 7, exponential means with distances 8, plain means 2, ADX 3, Bollinger 5, volatility 3, volume 5, momentum 5. Each
kind here has at least as many.
`;

export function featuresPage(): string {
  return [introduction, ...Object.entries(families).map(([name, family]) => section(name, family))].join("\n");
}

function section(title: string, family: Readonly<Record<string, FeatureDefinition>>): string {
  const lines = Object.entries(family).map(([name, { formula, unit, range, says }]) => {
    const bars = planOf([formula], 1).outputs[0]?.barsToFill;
    return `| \`${name}\` | ${says.replaceAll("|", "\\|")} | ${unit} | ${shown(range)} | ${bars} |`;
  });
  return `## ${title}\n\n| Name | Is | Unit | Range | Bars |\n|---|---|---|---|---|\n${lines.join("\n")}\n`;
}

function shown([low, high]: Range): string {
  if (Number.isFinite(low) && Number.isFinite(high)) return `${low} to ${high}`;
  return Number.isFinite(low) ? `${low} or more` : "any";
}
