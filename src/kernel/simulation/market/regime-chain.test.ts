/** The states of the market: how long they last, and what a crisis does. */
import { describe, expect, it } from "vitest";
import { skipBar } from "./market.ts";
import { type Regime, regimes } from "./market-model.ts";
import { openMarket } from "./market-state.ts";
import { marketModel, marketParameters } from "./parameters.ts";

type Visit = { regime: Regime; hours: number; moves: number[][] };

/** Hourly log returns of every coin, by visit to a regime, over `years`. */
function visitsOf(seed: number, years: number): Visit[] {
  const market = openMarket(marketParameters(seed));
  const visits: Visit[] = [];
  for (let hour = 0; hour < years * 8_760; hour += 1) {
    skipBar(market);
    if (visits.at(-1)?.regime !== market.regime) visits.push({ regime: market.regime, hours: 0, moves: [] });
    const visit = visits.at(-1)!;
    visit.hours += 1;
    visit.moves.push(market.coins.map((coin) => coin.logPrice - coin.previousLogPrice));
  }
  return visits;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};
const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB))) / (deviation(a) * deviation(b));
};

describe("regimes", () => {
  const visits = visitsOf(21, 60);
  const of = (regime: Regime): Visit[] => visits.filter((visit) => visit.regime === regime);
  const movesOf = (regime: Regime, coin: number): number[] =>
    of(regime).flatMap((visit) => visit.moves.map((move) => move[coin]!));

  it("last as long as expected", () => {
    for (const regime of regimes) {
      const days = mean(of(regime).map((visit) => visit.hours / 24));
      expect(days / marketModel.regimes[regime].expectedDays, regime).toBeGreaterThan(0.8);
      expect(days / marketModel.regimes[regime].expectedDays, regime).toBeLessThan(1.2);
    }
  });

  it("rise in a bull market and fall in a bear market", () => {
    expect(24 * mean(movesOf("bull", 0))).toBeGreaterThan(0.001);
    expect(24 * mean(movesOf("bear", 0))).toBeLessThan(-0.001);
    expect(Math.abs(24 * mean(movesOf("range", 0)))).toBeLessThan(0.002);
  });

  it("bring a crisis a few times a year, wilder and with everything falling together", () => {
    const crises = of("crisis").length / 60;
    expect(crises).toBeGreaterThan(2);
    expect(crises).toBeLessThan(6);
    const usual = deviation([...movesOf("bull", 0), ...movesOf("bear", 0), ...movesOf("range", 0)]);
    expect(deviation(movesOf("crisis", 0)) / usual).toBeGreaterThan(2);
    expect(deviation(movesOf("crisis", 0)) / usual).toBeLessThan(4);
    const [crisis, range] = (["crisis", "range"] as const).map((regime) =>
      correlation(movesOf(regime, 0), movesOf(regime, 1)),
    );
    expect(crisis).toBeGreaterThan(0.85);
    expect(crisis).toBeGreaterThan(range!);
  });

  it("let a crisis fall first and rebound in part", () => {
    const paths = of("crisis").map((visit) => {
      let level = 0;
      return visit.moves.map((move) => (level += mean(move)));
    });
    const lowest = mean(paths.map((path) => Math.min(...path)));
    const last = mean(paths.map((path) => path.at(-1)!));
    expect(lowest).toBeLessThan(-0.12);
    expect(last).toBeGreaterThan(lowest * 0.8);
    expect(last).toBeLessThan(0);
  });
});
