/** The ranker: scores, gates, order, who enters and who leaves; and that keeping it up is counting anew. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, btc, config, hour, justBelow } from "../../../../../tests/scenarios/given.ts";
import { defaultRanker, exclusions, type RankerConfig } from "../../../domain/ranker.ts";
import { openFeatures, updateFeatures } from "../../../features/market-features.ts";
import { decodeState, encodeState } from "../../../state-codec.ts";
import { bps, fraction, hours, quantity, usd } from "../../../units/units.ts";
import {
  exclusionCounts,
  exclusionOf,
  forgetScores,
  learnBar,
  openRanker,
  rankAllSymbols,
  rankedIds,
  rankOf,
  type RankerState,
  scoreOf,
  scoreSymbol,
  topOpportunities,
} from "./opportunity-ranker.ts";

type Given = {
  readonly ranker?: Partial<RankerConfig>;
  readonly strengths?: readonly (number | undefined)[];
  readonly predictions?: readonly number[];
  readonly halfSpreadBps?: number;
  readonly symbols?: number;
};

/** A market of some symbols whose bars the test plays. */
function market({ ranker = {}, strengths = [], predictions = [], halfSpreadBps = 1, symbols = 4 }: Given = {}) {
  const instruments = Array.from({ length: symbols }, (_, id) => ({
    ...btc,
    symbol: `S${id}`,
    halfSpreadBps: bps(halfSpreadBps),
  }));
  const features = openFeatures(symbols, { trend: 8, reversion: 4, outcome: 4 });
  const state = openRanker(symbols, hours(1));
  const known = new Map<number, number | undefined>(strengths.entries());
  const seen = {
    config: { ...config, instruments, ranker: { ...defaultRanker, ...ranker } },
    features,
    trendStrength: (id: number) => (known.has(id) ? known.get(id) : 0.9),
    prediction: (id: number) => predictions[id] ?? 0,
  };
  /** One bar with this close, traded value and range, share of the price. */
  const play = (id: number, hoursOn: number, close: number, { usd: value = 1e8, range = 0.02 } = {}) => {
    const high = close * (1 + range / 2);
    const low = close * (1 - range / 2);
    const closed = { ...bar("any", close, { open: close, high, low }), volume: quantity(value / close) };
    updateFeatures(features, id, closed, at(hoursOn * hour));
    learnBar(state, id, closed, at(hoursOn * hour));
  };
  const rank = (hoursOn: number) => rankAllSymbols(state, seen, at(hoursOn * hour));
  return { state, seen, play, rank, known };
}

/** Twenty-six quiet hours: each symbol trades its own share of 2.4e9 USD a day. */
function settled(given: Given = {}, values: readonly number[] = []) {
  const made = market(given);
  for (let index = 0; index <= 25; index += 1)
    for (let id = 0; id < (given.symbols ?? 4); id += 1) made.play(id, index, 100, { usd: values[id] ?? 1e8 });
  return made;
}

const reasonsOf = (state: RankerState) => [...state.reasons.keys()].map((id) => exclusionOf(state, id));

describe("score_symbol", () => {
  it("is the weighted sum of seed 003: trend .35, volatility .25, liquidity .20, performance .20", () => {
    const { state, rank } = settled({ strengths: [0.6] });
    rank(25);
    const { score, parts } = scoreOf(state, 0);
    expect(parts).toEqual({ trend: 0.7, volatility: 1, liquidity: 0.8, performance: 0.4, prediction: 0 });
    expect(score).toBeCloseTo(0.35 * 0.7 + 0.25 * 1 + 0.2 * 0.8 + 0.2 * 0.4, 12);
  });

  it.each(["trend", "volatility", "liquidity", "performance", "prediction"] as const)(
    "the weight of %s is configured; alone it is the whole score, since weights are shares of their sum",
    (part) => {
      const none = { trend: 0, volatility: 0, liquidity: 0, performance: 0, prediction: 0 };
      const weights = { ...none, [part]: 0.4 } as RankerConfig["weights"];
      const { state, rank } = settled({ ranker: { weights }, strengths: [0.6], predictions: [0.3] });
      rank(25);
      expect(scoreOf(state, 0).score).toBeCloseTo(scoreOf(state, 0).parts[part], 12);
      expect(scoreOf(state, 0).score).toBeGreaterThan(0);
    },
  );

  it("what models predict is not in it until it is given a weight (resolutions 57)", () => {
    const scores = [0, 0.5].map((weight) => {
      const weights = { ...defaultRanker.weights, prediction: fraction(weight) };
      const { state, rank } = settled({ ranker: { weights }, predictions: [1, 0] });
      rank(25);
      return (state.scores[0] ?? 0) - (state.scores[1] ?? 0);
    });
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBeCloseTo(0.5 / 1.5, 12);
  });

  it("a fall counts as much as a rise of the same size (resolutions 30)", () => {
    const { state, play, rank } = settled();
    play(0, 26, 106);
    play(1, 26, 94);
    play(2, 26, 100);
    rank(26);
    expect(state.scores[0]).toBe(state.scores[1]);
    expect(state.scores[0]).toBeGreaterThan(state.scores[2] ?? 1);
  });

  it("the range is that of an hour, whatever the bars are", () => {
    const { state, seen } = settled();
    const ofBars = (intervalMs: number) => {
      scoreSymbol(state, { ...seen, config: { ...seen.config, intervalMs: hours(intervalMs) } }, 0);
      return scoreOf(state, 0).parts.volatility;
    };
    expect(ofBars(1), "2 %").toBe(1);
    expect(ofBars(4), "2 % in four hours is 1 % in one").toBe(1);
    expect(ofBars(5), "and 0.9 % in five").toBe(0.7);
  });
});

describe("gates", () => {
  it("a day's volume of 1e9 USD passes, one below does not", () => {
    const atGate = 1e9 / 24;
    const { state, rank } = settled({}, [atGate + 1, justBelow(atGate) - 1]);
    rank(25);
    expect(reasonsOf(state)).toEqual([undefined, "LOW_VOLUME", undefined, undefined]);
  });

  it("a liquidity of exactly the least asked for passes, one below does not", () => {
    const liquidityOf = (minLiquidityFraction: number, halfSpreadBps: number) => {
      const ranker = { minLiquidityFraction: fraction(minLiquidityFraction) };
      const { state, rank } = settled({ ranker, halfSpreadBps });
      rank(25);
      return reasonsOf(state)[0];
    };
    expect([liquidityOf(0.8, 1), liquidityOf(0.8, 6), liquidityOf(0.8, 26)]).toEqual([
      undefined,
      "LOW_LIQUIDITY",
      "LOW_LIQUIDITY",
    ]);
    expect([liquidityOf(0.7, 6), liquidityOf(0.6, 26)]).toEqual([undefined, undefined]);
  });

  it("are configuration: a small market has its own, and its bands go with it", () => {
    const { state, rank } = settled({ ranker: { minVolume24hUsd: usd(24_000) } }, [1_000, 5_000, 10_000, 999]);
    rank(25);
    expect(reasonsOf(state)).toEqual([undefined, undefined, undefined, "LOW_VOLUME"]);
    expect([0, 1, 2].map((id) => scoreOf(state, id).parts.liquidity)).toEqual([0.8, 0.9, 1]);
  });

  it("a symbol whose trend or day is not known yet is learning, not mediocre", () => {
    const made = market({ strengths: [undefined] });
    for (let index = 0; index <= 25; index += 1) made.play(0, index, 100);
    for (let index = 2; index <= 25; index += 1) made.play(1, index, 100);
    for (let index = 1; index <= 25; index += 1) made.play(2, index, 100);
    made.rank(25);
    expect(reasonsOf(made.state).slice(0, 3)).toEqual(["LEARNING", "LEARNING", undefined]);
  });

  it("a symbol that missed three bars is out at the fourth, and back with its next bar", () => {
    const { state, play, rank } = settled();
    for (let index = 26; index <= 28; index += 1) play(1, index, 100);
    rank(28);
    expect(reasonsOf(state)[0]).toBeUndefined();
    play(1, 29, 100);
    rank(29);
    expect(reasonsOf(state)).toEqual(["SILENT", undefined, "SILENT", "SILENT"]);
    play(0, 30, 100);
    rank(30);
    expect(reasonsOf(state).slice(0, 2)).toEqual([undefined, undefined]);
  });

  it("nothing passes: the ranking is empty, and the counts say why", () => {
    const { state, rank } = settled({}, [1, 1, 1, 1]);
    rank(25);
    expect([rankedIds(state), state.chosen, topOpportunities(state, 20)]).toEqual([[], [], []]);
    expect(Object.fromEntries(exclusions.map((name, index) => [name, exclusionCounts(state)[index]]))).toEqual({
      LEARNING: 0,
      SILENT: 0,
      LOW_VOLUME: 4,
      LOW_LIQUIDITY: 0,
    });
  });
});

describe("rank_all_symbols and get_top_n_opportunities", () => {
  it("sort by score, then by the day's volume, then by configuration", () => {
    const { state, rank } = settled({ strengths: [0.1, 0.9, 0.9, 0.9] }, [1e9, 1e8, 2e8, 1e8]);
    rank(25);
    expect(rankedIds(state)).toEqual([2, 1, 3, 0]);
    expect(topOpportunities(state, 2)).toEqual([2, 1]);
    expect([rankOf(state, 2), rankOf(state, 0)]).toEqual([1, 4]);
  });

  it("only the best N become opportunities", () => {
    const { state, rank } = settled({ ranker: { topN: 2 }, strengths: [0.1, 0.4, 0.6, 0.9] });
    expect(rank(25)).toBe(true);
    expect(state.chosen).toEqual(["S3", "S2"]);
  });

  it("an opportunity stays until it is behind by more than the buffer, and comes back only among the best N", () => {
    const { state, rank, known } = settled({ ranker: { topN: 1, leaveBuffer: 1 }, strengths: [0.9, 0.6, 0.4, 0.1] });
    const chosenWith = (...strengths: number[]) => {
      strengths.forEach((strength, id) => known.set(id, strength));
      forgetScores(state);
      rank(25);
      return state.chosen;
    };
    expect(chosenWith(0.9, 0.6, 0.4, 0.1)).toEqual(["S0"]);
    expect(chosenWith(0.6, 0.9, 0.4, 0.1), "second: within the buffer").toEqual(["S1", "S0"]);
    expect(chosenWith(0.4, 0.9, 0.6, 0.1), "third: beyond it").toEqual(["S1"]);
    expect(chosenWith(0.6, 0.9, 0.4, 0.1), "second again is not enough").toEqual(["S1"]);
  });

  it("an opportunity that fails a gate is none at once, whatever the buffer", () => {
    const { state, play, rank } = settled({ ranker: { topN: 4, leaveBuffer: 4 } });
    rank(25);
    const { version } = state;
    for (let index = 26; index <= 50; index += 1) {
      play(0, index, 100, { usd: 1 });
      for (const id of [1, 2, 3]) play(id, index, 100);
    }
    expect(rank(50)).toBe(true);
    expect(state.chosen).toEqual(["S1", "S2", "S3"]);
    expect(state.version).toBe(version + 1);
  });
});

const step = fc.record({
  id: fc.nat(5),
  close: fc.double({ min: 80, max: 120, noNaN: true }),
  value: fc.double({ min: 1e7, max: 1e9, noNaN: true }),
  strength: fc.double({ min: 0, max: 1, noNaN: true }),
});
const life = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 40, maxLength: 60 });
type Life = readonly (readonly {
  readonly id: number;
  readonly close: number;
  readonly value: number;
  readonly strength: number;
}[])[];

/** What the ranking says after each hour of a life in which any symbols have bars. */
function rankings(hoursLived: Life, isFromScratch: boolean) {
  const made = market({ symbols: 6, ranker: { topN: 2, leaveBuffer: 1 } });
  return hoursLived.map((bars, index) => {
    for (const { id, close, value, strength } of bars) {
      made.known.set(id, strength);
      made.play(id, index, close, { usd: value });
    }
    if (isFromScratch) {
      forgetScores(made.state);
      made.state.order.sort();
    }
    made.rank(index);
    const { scores, reasons, order, chosen } = made.state;
    return { scores: [...scores], reasons: [...reasons], order: [...order], chosen };
  });
}

it("scoring only what has news gives the ranking that scoring everything gives", () => {
  fc.assert(
    fc.property(life, (hoursLived) => {
      expect(rankings(hoursLived, false)).toEqual(rankings(hoursLived, true));
    }),
    { numRuns: 60 },
  );
});

it("scores and ranking know nothing of later bars", () => {
  fc.assert(
    fc.property(
      life,
      fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 20 }),
      fc.integer({ min: 27, max: 40 }),
      (lived, other, cut) => {
        const known = rankings(lived, false);
        expect(rankings([...lived.slice(0, cut), ...other], false).slice(0, cut)).toEqual(known.slice(0, cut));
      },
    ),
    { numRuns: 60 },
  );
});

it("goes on from a snapshot as if there had been none", () => {
  const { state, seen, rank } = settled({ strengths: [0.1, 0.9, 0.6, 0.4], ranker: { topN: 2 } });
  rank(25);
  const copy = decodeState(encodeState(state)) as RankerState;
  expect(copy).toEqual(state);
  rankAllSymbols(copy, seen, at(26 * hour));
  rank(26);
  expect(copy).toEqual(state);
});
