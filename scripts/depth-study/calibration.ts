/** The calibration in figures: fitted on the first half of the session, judged on the second. */
import type { DurationMs } from "../../src/kernel/units/units.ts";
import { type CostError, type CostFit, type CostModel, errorOf, fitCosts, meanOf } from "./cost-fit.ts";
import type { Session } from "./session.ts";
import { type CostSample, sampleCosts, studiedSizes } from "./walk-costs.ts";

export type Reach = { readonly name: string; readonly least: number; readonly most: number };

/** Shares of a bar's volume: what entries may take, what the model is meant for, what only exits can ask. */
export const reaches: readonly Reach[] = [
  { name: "up to 10 %", least: 0, most: 0.1 },
  { name: "10 to 100 %", least: 0.1, most: 1 },
  { name: "above 100 %", least: 1, most: Number.POSITIVE_INFINITY },
];

export type NamedModel = CostModel & { readonly name: string };
export type JudgedSize = { readonly size: number; readonly error: CostError; readonly dearest: number };
export type JudgedModel = {
  readonly model: NamedModel;
  readonly byReach: readonly { readonly reach: Reach; readonly error: CostError }[];
  readonly bySize: readonly JudgedSize[];
};

export type Calibration = {
  readonly interval: DurationMs;
  readonly moments: number;
  readonly train: readonly CostSample[];
  readonly test: readonly CostSample[];
  readonly fit: CostFit;
  readonly models: readonly JudgedModel[];
  /** Share of the judged samples that the model with factor 1 undercharges, by reach. */
  readonly undercharged: readonly number[];
};

/** Half spread of a recorded symbol where nobody says otherwise (`infer-instrument.ts`). */
const assumedHalfSpreadBps = 2;

export function calibrate(session: Session, interval: DurationMs): Calibration {
  const samples = sampleCosts(session, interval);
  const first = samples[0]?.at ?? 0;
  const last = samples.at(-1)?.at ?? 0;
  const train = samples.filter(({ at }) => at < (first + last) / 2);
  const test = samples.filter(({ at }) => at >= (first + last) / 2);
  const fit = fitCosts(train.filter(({ participation }) => participation <= 1));
  const observed = meanOf(train.map(({ halfSpreadBps }) => halfSpreadBps));
  const models: NamedModel[] = [
    { name: "factor 1, spread observed", halfSpreadBps: observed, factor: 1 },
    { name: "fitted", halfSpreadBps: fit.halfSpreadBps, factor: fit.factor },
    { name: "factor 1, spread assumed (2 bps)", halfSpreadBps: assumedHalfSpreadBps, factor: 1 },
  ];
  return {
    interval,
    moments: new Set(samples.map(({ at }) => at)).size,
    train,
    test,
    fit,
    models: models.map((model) => judge(model, test)),
    undercharged: reaches.map((reach) => {
      const inside = within(test, reach);
      return inside.filter((each) => observed + each.modelBps < each.walkBps - 1e-9).length / inside.length;
    }),
  };
}

const judge = (model: NamedModel, test: readonly CostSample[]): JudgedModel => ({
  model,
  byReach: reaches.map((reach) => ({ reach, error: errorOf(model, within(test, reach)) })),
  bySize: studiedSizes.map((size) => {
    const same = test.filter((each) => each.size === size);
    const sorted = same.map(({ walkBps }) => walkBps).toSorted((a, b) => a - b);
    return { size, error: errorOf(model, same), dearest: sorted[Math.floor(0.9 * sorted.length)] ?? Number.NaN };
  }),
});

const within = (samples: readonly CostSample[], { least, most }: Reach): CostSample[] =>
  samples.filter(({ participation }) => participation > least && participation <= most);
