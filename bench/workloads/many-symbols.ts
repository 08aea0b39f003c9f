/**
 * Goal P7: bars a second of a governed fund with many symbols, and how the cost of one bar grows with their number.
 *
 * Every subsystem of the floor is on. Bars are seeded walks of equal volatility, made before the clock starts; turnover
 * falls with the symbol's number, so that the ranker has something to choose.
 */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import { normal, seedRandom, uniform } from "../../src/kernel/maths/seeded-random.ts";
import { bps, epochMs, hours, price, quantity, usd } from "../../src/kernel/units/units.ts";
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import type { Workload } from "../workload.ts";

const events = 200_000;
const interval = hours(1);
const start = epochMs(Date.UTC(2020, 0, 1));

export const manySymbols = (): Workload[] => [10, 100, 1_000].map(workloadOf);

function workloadOf(symbols: number): Workload {
  const instruments = Array.from({ length: symbols }, (_, index) => instrumentOf(index));
  const closes = events / symbols;
  const firstClose = epochMs(start + interval);
  const market = walk(symbols, closes);
  return {
    name: `${symbols} symbols governed (P7)`,
    amount: events,
    unit: "bars",
    floor: 0,
    candidates: [
      {
        name: `${symbols} symbols`,
        run: () => {
          const config = defaultConfig({ market: "walks", instruments, interval, tradeFrom: firstClose });
          const run = new FundRun(config, firstClose);
          for (let close = 0; close < closes; close += 1)
            run.playClose({
              closedAt: epochMs(start + (close + 1) * interval),
              bars: market[close] ?? [],
              missing: [],
            });
          return run.digest.finish();
        },
      },
    ],
  };
}

const instrumentOf = (index: number): Instrument => ({
  symbol: `S${String(index).padStart(4, "0")}`,
  tickSize: price(0.0001),
  lotSize: quantity(0.001),
  minNotionalUsd: usd(5),
  maxOrderQuantity: quantity(1e9),
  makerFeeBps: bps(10),
  takerFeeBps: bps(10),
  halfSpreadBps: bps(1),
});

/** Standard deviation of the log return of an hour, in a calm and in a restless market; which it is changes now and then. */
const volatilities = [0.005, 0.015] as const;
const changeChance = 1 / 240;
const largestTurnover = 5e7;

function walk(symbols: number, closes: number): Bar[][] {
  const random = seedRandom(7);
  const prices = new Float64Array(symbols).fill(100);
  let volatility: number = volatilities[0];
  return Array.from({ length: closes }, () => {
    if (uniform(random) < changeChance) volatility = volatility === volatilities[0] ? volatilities[1] : volatilities[0];
    return Array.from(prices, (open, index) => nextBar(index, open));
  });

  function nextBar(index: number, open: number): Bar {
    const close = open * Math.exp(volatility * normal(random));
    const wick = 1 + Math.abs(volatility * normal(random)) / 2;
    prices[index] = close;
    return {
      symbol: `S${String(index).padStart(4, "0")}`,
      open: price(open),
      high: price(Math.max(open, close) * wick),
      low: price(Math.min(open, close) / wick),
      close: price(close),
      volume: quantity(largestTurnover / (1 + index) / close),
    };
  }
}
