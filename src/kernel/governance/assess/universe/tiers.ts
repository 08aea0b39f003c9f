/**
 * Which tier a symbol's record puts it in.
 *
 * Source: origin-facts 26; where 27.4 is stricter (refusals above 35 % and toxicity above 0.5) its number holds. Both
 * speak from three or five trades; here no rate speaks below 20 (resolutions 20). And a symbol is shut out only when
 * that cannot well be chance: on the blacklist, mean R, win rate and the rate of refusals are read at the end of their
 * interval that speaks for the symbol. It is wide (99.5 %, one-sided), since the question is put after every trade: of
 * symbols that earn 0.15 R a trade 8 in 100 are shut out within 100 trades, of those that lose 0.3 R 94. To be trusted it
 * is enough to have done well.
 */
import type { UniverseCondition, UniverseTier } from "../../../domain/universe.ts";
import { type SymbolFigures, stabilityOf } from "./figures.ts";

export const leastTrades = 20;
const leastSignals = 5;
/** Standard deviations. */
const beyondChance = 2.576;

export type Judgement = {
  readonly tier: UniverseTier;
  /** Kinds of market a CONDITIONAL symbol is traded in. */
  readonly conditions: readonly UniverseCondition[];
  readonly reason: string;
};

/** A symbol as it would be if luck had been against it so far. */
type Benefit = { readonly meanR: number; readonly winRate: number; readonly disallowRate: number };

type Rule = {
  readonly name: string;
  readonly holds: (figures: SymbolFigures, benefit: Benefit) => boolean;
  readonly words: (figures: SymbolFigures, benefit: Benefit) => string;
};

export const blacklistRules: readonly Rule[] = [
  {
    name: "LOSES",
    holds: ({ trades }, { meanR, winRate }) => meanR * trades < -0.5 && winRate < 0.35,
    words: (_, { winRate }) => `it loses and wins at best ${percent(winRate)} of its trades`,
  },
  {
    name: "EARNS_NOTHING",
    holds: (_, { meanR }) => meanR < 0.1,
    words: (_, { meanR }) => `a trade makes at best ${meanR.toFixed(2)} R`,
  },
  {
    name: "REFUSED",
    holds: ({ signals }, { disallowRate }) => signals >= leastTrades && disallowRate > 0.35,
    words: (_, { disallowRate }) => `at least ${percent(disallowRate)} of its wishes are refused`,
  },
  {
    name: "UNSTEADY",
    holds: (figures, { meanR, winRate }) => stabilityOf({ ...figures, meanR, winRate }) < 0.05,
    words: (figures, { meanR, winRate }) =>
      `its stability is at best ${stabilityOf({ ...figures, meanR, winRate }).toFixed(3)}`,
  },
  {
    name: "TOXIC",
    holds: ({ toxicity }) => toxicity > 0.5,
    words: ({ toxicity }) => `its toxicity is ${toxicity.toFixed(2)}`,
  },
];

const core = { stability: 0.2, quality: 0.25, winRate: 0.45, disallowRate: 0.25, meanR: 0.5 };
const expansion = { stability: 0.1, quality: 0.15, winRate: 0.35, disallowRate: 0.4, meanR: 0.3 };
const conditional: Readonly<Record<UniverseCondition, number>> = { TRENDING: 0.5, CALM: 0.5, UNSTABLE: 0.3 };

export function judge(figures: SymbolFigures): Judgement {
  const { trades, signals } = figures;
  const sample = `${trades} trades, ${signals} wishes`;
  if (!(trades >= leastTrades) || !(signals >= leastSignals))
    return judged("INSUFFICIENT_DATA", `a low sample says nothing: ${sample}`);
  const benefit = benefitOf(figures);
  const broken = blacklistRules.find(({ holds }) => holds(figures, benefit));
  if (broken !== undefined) return judged("BLACKLIST", `${broken.words(figures, benefit)} (${sample})`);
  const done = `${figures.meanR.toFixed(2)} R a trade, stability ${figures.stability.toFixed(2)} (${sample})`;
  if (reaches(figures, core)) return judged("CORE", done);
  if (reaches(figures, expansion)) return judged("EXPANSION", done);
  const conditions = conditionsOf(figures);
  return { tier: "CONDITIONAL", conditions, reason: done };
}

/**
 * Trades on paper that lift a symbol off the blacklist: none of its rules holds, read plainly. What shuts a symbol out must
 * be beyond chance; what lets it in again must have been earned.
 */
export const isEarnedBack = (figures: SymbolFigures): boolean =>
  !blacklistRules.some(({ holds }) => holds(figures, figures));

const judged = (tier: UniverseTier, reason: string): Judgement => ({ tier, conditions: [], reason });

const reaches = (figures: SymbolFigures, level: typeof core): boolean =>
  figures.stability >= level.stability &&
  figures.quality >= level.quality &&
  figures.winRate >= level.winRate &&
  figures.disallowRate <= level.disallowRate &&
  figures.meanR >= level.meanR;

const conditionsOf = ({ meanRIn }: SymbolFigures): readonly UniverseCondition[] => {
  const earnedIn = (condition: UniverseCondition): boolean => (meanRIn[condition] ?? 0) > conditional[condition];
  return (["TRENDING", "CALM", "UNSTABLE"] as const).filter(earnedIn);
};

function benefitOf({ trades, signals, meanR, varianceR, winRate, disallowRate }: SymbolFigures): Benefit {
  return {
    meanR: meanR + beyondChance * Math.sqrt(varianceR / trades),
    winRate: wilson(winRate, trades, 1),
    disallowRate: wilson(disallowRate, signals, -1),
  };
}

/** End of Wilson's interval of a rate, the upper or the lower one. */
function wilson(rate: number, cases: number, side: 1 | -1): number {
  const z2 = beyondChance ** 2;
  const middle = rate + z2 / (2 * cases);
  const width = beyondChance * Math.sqrt((rate * (1 - rate)) / cases + z2 / (4 * cases ** 2));
  return (middle + side * width) / (1 + z2 / cases);
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
