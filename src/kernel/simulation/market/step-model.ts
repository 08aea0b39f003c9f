/**
 * The model's figures, stated for an hour, a day or a year, scaled to the length of one step.
 *
 * Variances scale with time and persistences with its power. The reaction to a shock scales with the square root of
 * time, which keeps the same volatility process in the limit (D. B. Nelson, "ARCH models as diffusion approximations",
 * Journal of Econometrics 45, 1990).
 */
import { type DurationMs, hours } from "../../units/units.ts";
import { type MarketModel, type Regime, regimes } from "./market-model.ts";

export type StepGarch = {
  readonly alpha: number;
  readonly asymmetry: number;
  readonly beta: number;
  readonly constant: number;
};

export type StepModel = {
  readonly stepMs: number;
  readonly stepsPerBar: number;
  /** Length of a step in hours: 1 or less. */
  readonly hours: number;
  readonly rootHours: number;
  readonly garch: StepGarch;
  readonly ownGarch: StepGarch;
  /** Turns a t variate into one of variance 1. */
  readonly shockScale: number;
  /** Probability that the regime ends within a step. */
  readonly regimeEnds: Readonly<Record<Regime, number>>;
  /** Probability of a common jump within a step, and of one of each coin. */
  readonly commonJump: number;
  readonly ownJumps: readonly number[];
  /** Share of the way back to the start price in a step. */
  readonly pull: number;
  readonly tideKept: number;
  readonly tideNoise: number;
};

const hoursPerYear = 365 * 24;

export function scaleModel(model: MarketModel, interval: DurationMs): StepModel {
  const stepMs = Math.min(interval, hours(1));
  const stepHours = stepMs / hours(1);
  const tideKept = Math.exp(-stepHours / (24 * model.volume.tideDays));
  return {
    stepMs,
    stepsPerBar: interval / stepMs,
    hours: stepHours,
    rootHours: Math.sqrt(stepHours),
    garch: scaleGarch(model.garch, stepHours),
    ownGarch: scaleGarch(model.ownGarch, stepHours),
    shockScale: Math.sqrt((model.shockDegrees - 2) / model.shockDegrees),
    regimeEnds: scaleRegimeEnds(model, stepHours),
    commonJump: chanceWithin(stepHours, model.commonJumps.perYear),
    ownJumps: model.coins.map((coin) => chanceWithin(stepHours, coin.jumpsPerYear)),
    pull: -Math.expm1((-Math.LN2 * stepHours) / (model.pullHalfLifeYears * hoursPerYear)),
    tideKept,
    tideNoise: model.volume.tide * Math.sqrt(1 - tideKept * tideKept),
  };
}

function scaleGarch(garch: MarketModel["garch"], stepHours: number): StepGarch {
  const persistence = garch.persistence ** stepHours;
  const alpha = garch.alpha * Math.sqrt(stepHours);
  const asymmetry = garch.asymmetry * Math.sqrt(stepHours);
  return { alpha, asymmetry, beta: persistence - alpha - asymmetry / 2, constant: 1 - persistence };
}

const chanceWithin = (stepHours: number, perYear: number): number => -Math.expm1((-stepHours * perYear) / hoursPerYear);

function scaleRegimeEnds(model: MarketModel, stepHours: number): Record<Regime, number> {
  const ends: Record<Regime, number> = { bull: 0, bear: 0, range: 0, crisis: 0 };
  for (const regime of regimes) ends[regime] = -Math.expm1(-stepHours / (24 * model.regimes[regime].expectedDays));
  return ends;
}
