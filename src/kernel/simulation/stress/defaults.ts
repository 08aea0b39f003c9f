/**
 * What a stress is when nothing more is said. Source: origin-facts 29.2; lengths it does not give are chosen (48 bars:
 * two days of hours, so that the council meets while it lasts).
 */
import { fraction } from "../../units/units.ts";
import type { Stress } from "./stress.ts";

const chosenBars = 48;

type DefaultOf = { readonly [Type in Stress["type"]]: Extract<Stress, { type: Type }> };

export const stressDefaults: DefaultOf = {
  historic_replay: { type: "historic_replay", fromBar: 0, assets: "ALL", window: "covid-2020", path: [] },
  flash_crash: {
    type: "flash_crash",
    fromBar: 0,
    assets: "ALL",
    depthFraction: fraction(0.15),
    gapFraction: fraction(0),
    fallBars: 3,
    recoveryBars: 10,
  },
  volatility_spike: { type: "volatility_spike", fromBar: 0, assets: "ALL", factor: 3, bars: 20 },
  trend_shift: {
    type: "trend_shift",
    fromBar: 0,
    assets: "ALL",
    direction: "AGAINST",
    sizeFraction: fraction(0.2),
    bars: 30,
  },
  liquidity_drop: { type: "liquidity_drop", fromBar: 0, assets: "ALL", dropFraction: fraction(0.9), bars: 15 },
  spread_explosion: { type: "spread_explosion", fromBar: 0, assets: "ALL", factor: 5, bars: 10 },
  data_corruption: {
    type: "data_corruption",
    fromBar: 0,
    assets: "ALL",
    shareFraction: fraction(0.05),
    kinds: ["NAN", "SPIKE", "DUPLICATE"],
    bars: chosenBars,
  },
  model_failure: { type: "model_failure", fromBar: 0, shareFraction: fraction(0.3), bars: chosenBars },
  execution_failure: { type: "execution_failure", fromBar: 0, shareFraction: fraction(0.4), bars: chosenBars },
  latency_spike: { type: "latency_spike", fromBar: 0, factor: 10, bars: chosenBars },
  correlation_breakdown: { type: "correlation_breakdown", fromBar: 0, toward: "APART", bars: 40 },
  pump_dump: { type: "pump_dump", fromBar: 0, assets: "HELD", riseFraction: 0.5, pumpBars: 10, dumpBars: 5 },
};
