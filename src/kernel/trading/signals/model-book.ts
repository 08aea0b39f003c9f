/**
 * Which models there are, and how each has done: what the CIO weighs them by.
 *
 * Those of the kernel are always there. An outside model is there from its first word or report until it has been silent
 * for 30 days. What the fund has seen of a model itself goes before what the model reports of itself.
 */
import type { ModelPerformance } from "../../domain/briefing.ts";
import type { FundConfig } from "../../domain/config.ts";
import { after, dayMs, days, type EpochMs, type Fraction, type Ratio } from "../../units/units.ts";
import { isKernelModel } from "./forecasters.ts";
import { minimumCases, openTrackRecord, ratesOf, type TrackRecord } from "./track-record.ts";

const forgetAfter = days(30);
/** As many as can each have the least weight the CIO gives (`strategy-allocation.ts`); anybody may name a model. */
const mostModels = 20;

export type ModelReport = {
  readonly model: string;
  readonly winRate: Fraction | undefined;
  /** Annualised. */
  readonly sharpe: Ratio | undefined;
  readonly cases: number;
  readonly daysSinceTraining: number | undefined;
};

type OutsideModel = {
  readonly lastHeardAt: EpochMs;
  readonly report: Omit<ModelReport, "model"> | undefined;
  readonly reportedAt: EpochMs;
};

export type ModelBook = {
  /** By name, those of the kernel first. */
  readonly records: Map<string, TrackRecord>;
  readonly outside: Map<string, OutsideModel>;
};

const recordFor = ({ instruments, forecasting }: FundConfig): TrackRecord =>
  openTrackRecord(instruments.length, forecasting.horizonBars);

export const openModelBook = (config: FundConfig): ModelBook => ({
  records: new Map(config.ensemble.models.map((model) => [model, recordFor(config)])),
  outside: new Map(),
});

/** Weights are written down by name, and no record can hold this one. */
const soundName = /^(?!__proto__$).{1,100}$/u;

/** Why a model is not listened to, or `undefined`. */
export function refuseModel({ records }: ModelBook, model: string): string | undefined {
  if (!soundName.test(model)) return "expected another name for a model";
  if (isKernelModel(model)) return `${model} is a model of the kernel`;
  return records.size < mostModels || records.has(model) ? undefined : `${records.size} models are known already`;
}

/** A model outside the kernel was heard of. */
export function meetModel(book: ModelBook, model: string, config: FundConfig, at: EpochMs): void {
  if (!book.records.has(model)) book.records.set(model, recordFor(config));
  const { report, reportedAt = at } = book.outside.get(model) ?? {};
  book.outside.set(model, { lastHeardAt: at, report, reportedAt });
}

/** A model outside the kernel says how it has done. */
export function noteReport(book: ModelBook, { model, ...report }: ModelReport, config: FundConfig, at: EpochMs): void {
  meetModel(book, model, config, at);
  book.outside.set(model, { lastHeardAt: at, report, reportedAt: at });
}

/** The kernel's models that are asked change with an epoch: who is new is there from now on, who is not asked is gone. */
export function askKernel({ records }: ModelBook, config: FundConfig): void {
  for (const model of config.ensemble.models) if (!records.has(model)) records.set(model, recordFor(config));
  for (const model of records.keys())
    if (isKernelModel(model) && !config.ensemble.models.some((each) => each === model)) records.delete(model);
}

export function forgetSilent(book: ModelBook, at: EpochMs): void {
  for (const [model, { lastHeardAt }] of book.outside) {
    if (at <= after(lastHeardAt, forgetAfter)) continue;
    book.outside.delete(model);
    book.records.delete(model);
  }
}

export const modelsOf = (book: ModelBook, { intervalMs }: FundConfig, at: EpochMs): ModelPerformance[] =>
  [...book.records].map(([model, record]) => {
    const { report, reportedAt = at } = book.outside.get(model) ?? {};
    const seen = ratesOf(record, intervalMs);
    const isReported = seen.cases < minimumCases && report !== undefined && report.cases >= minimumCases;
    const trained = report?.daysSinceTraining;
    const daysSinceTraining = trained === undefined ? undefined : trained + (at - reportedAt) / dayMs;
    if (!isReported) return { model, ...seen, daysSinceTraining };
    const { winRate, sharpe, cases } = report;
    return { model, winRate, sharpe, cases, daysSinceTraining };
  });
