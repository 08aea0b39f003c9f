/** The ensemble as people see it, made from state when somebody asks. */
import type { FundConfig } from "../../domain/config.ts";
import type { EnsembleReport, ReliabilityBin, SymbolPanel, VoiceStanding } from "../../domain/ensemble-report.ts";
import type { Signal, Voice } from "../../domain/signal.ts";
import type { EpochMs } from "../../units/units.ts";
import { type Calibration, calibrationBins } from "./calibration.ts";
import type { SignalState } from "./ensemble.ts";
import { leanUnit } from "./panel.ts";
import { brierOf, casesOf, skillOf } from "./spoken-words.ts";
import { noWord } from "./track-record.ts";
import { type CioWeights, weightsInForce } from "./weighing.ts";

export type Reported = {
  readonly config: FundConfig;
  readonly at: EpochMs;
  readonly cio: CioWeights;
  /** The latest signal of each symbol. */
  readonly latest: readonly (Signal | undefined)[];
};

export function reportEnsemble({ panel }: SignalState, { config, at, cio, latest }: Reported): EnsembleReport {
  const { seats, weighing, equal, fixed, pooled } = panel;
  const weights = weightsInForce(weighing, cio);
  return {
    atMs: at,
    mode: config.ensemble.panel,
    champion: weighing.champion,
    blocks: weighing.blocks.length,
    equalBrierScore: brierOf(equal) ?? null,
    fixedShareBrierScore: brierOf(fixed) ?? null,
    models: seats.map(({ model, words, health }, index) => ({
      model,
      health,
      weightFraction: weights[index] ?? 0,
      cioFraction: cio === undefined ? null : (cio[model] ?? 0),
      onlineFraction: weighing.weights[index] ?? 0,
      brierScore: brierOf(words) ?? null,
      skillRatio: skillOf(words) ?? null,
      cases: casesOf(words),
    })),
    reliability: reliabilityOf(pooled),
    symbols: latest.flatMap(symbolOf),
  };
}

const reliabilityOf = (pooled: Calibration): ReliabilityBin[] =>
  calibrationBins(pooled).map(({ from, to, cases, roseShare }) => ({
    fromFraction: from === undefined ? null : noWord + from * leanUnit,
    toFraction: to === undefined ? null : noWord + to * leanUnit,
    cases,
    roseFraction: roseShare ?? null,
  }));

function symbolOf(signal: Signal | undefined): SymbolPanel[] {
  if (signal?.panel === undefined) return [];
  const { agreement, pooled, proven, upProbability, voices } = signal.panel;
  return [
    {
      symbol: signal.symbol,
      agreement,
      pooledFraction: pooled,
      provenFraction: proven,
      upFraction: upProbability,
      voices: voices.map(voiceStanding),
    },
  ];
}

const voiceStanding = (voice: Voice): VoiceStanding => ({
  model: voice.model,
  upFraction: voice.upProbability,
  cases: voice.sampleSize,
  horizonBars: voice.horizonBars,
  validUntilMs: voice.validUntil,
  weightFraction: voice.weight,
  abstains: voice.abstains,
});
