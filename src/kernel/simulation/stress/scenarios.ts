/** The library: ten scenarios. Source: origin-facts 29.2; what fits no market's symbols falls on what the fund holds. */
import { fraction } from "../../units/units.ts";
import { stressDefaults as of } from "./defaults.ts";
import type { Scenario } from "./stress.ts";

export const scenarioLibrary: readonly Scenario[] = [
  {
    name: "btc-crash",
    title: "BTC falls 30 % in 5 bars and is back after 15 more",
    stresses: [
      { ...of.flash_crash, assets: ["BTC", "XBT"], depthFraction: fraction(0.3), fallBars: 5, recoveryBars: 15 },
    ],
  },
  {
    name: "eth-liquidity",
    title: "95 % of the volume of ETH is gone for 20 bars",
    stresses: [{ ...of.liquidity_drop, assets: ["ETH"], dropFraction: fraction(0.95), bars: 20 }],
  },
  {
    name: "sol-volatility",
    title: "SOL moves eight times as far for 30 bars",
    stresses: [{ ...of.volatility_spike, assets: ["SOL"], factor: 8, bars: 30 }],
  },
  {
    name: "mixed-chaos",
    title: "All fall 20 %, volatility x 5, spread x 10, 80 % of the volume gone",
    stresses: [
      { ...of.flash_crash, depthFraction: fraction(0.2) },
      { ...of.volatility_spike, factor: 5 },
      { ...of.spread_explosion, factor: 10 },
      { ...of.liquidity_drop, dropFraction: fraction(0.8) },
    ],
  },
  {
    name: "model-failure",
    title: "An outside model fails in 30 % of its words: silent, stale, upside down, no number",
    stresses: [of.model_failure],
  },
  {
    name: "data-corruption",
    title: "15 % of the bars arrive broken: not a number, a spike, twice",
    stresses: [{ ...of.data_corruption, shareFraction: fraction(0.15) }],
  },
  {
    name: "execution-failure",
    title: "40 % of all requests fail at the venue, and its answers take ten times as long",
    stresses: [of.execution_failure, of.latency_spike],
  },
  {
    name: "correlation-breakdown",
    title: "For 40 bars every second symbol does the opposite, then for 40 bars all do the same",
    stresses: [of.correlation_breakdown, { ...of.correlation_breakdown, fromBar: 40, toward: "TOGETHER" }],
  },
  {
    name: "pump-dump",
    title: "What is held most rises 120 % in 8 bars and falls back in 4",
    stresses: [{ ...of.pump_dump, riseFraction: 1.2, pumpBars: 8, dumpBars: 4 }],
  },
  {
    name: "black-swan",
    title: "All fall 40 %, volatility x 10, spread x 15, 95 % of the volume gone, 20 % of the bars broken",
    stresses: [
      { ...of.flash_crash, depthFraction: fraction(0.4) },
      { ...of.volatility_spike, factor: 10 },
      { ...of.spread_explosion, factor: 15 },
      { ...of.liquidity_drop, dropFraction: fraction(0.95) },
      { ...of.data_corruption, shareFraction: fraction(0.2) },
    ],
  },
];

/** Ours, beside the library: a fall inside a bar lets stops fill on the way, a gap does not. */
export const furtherScenarios: readonly Scenario[] = [
  {
    name: "gap-down",
    title: "All open 40 % lower and are back after 15 bars",
    stresses: [
      {
        ...of.flash_crash,
        depthFraction: fraction(0.4),
        gapFraction: fraction(1),
        fallBars: 1,
        recoveryBars: 15,
      },
    ],
  },
];
