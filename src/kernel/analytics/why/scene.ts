/** The part an order and a missed one share: bars, features, votes, the signal, who rules, and what they allow. */
import type { FreezeState } from "../../domain/briefing.ts";
import type { FundConfig } from "../../domain/config.ts";
import { decisionId, type Stance } from "../../domain/decision.ts";
import type { Mandate, Policy } from "../../domain/mandate.ts";
import type { Forecast, Panel, Signal } from "../../domain/signal.ts";
import { roundTripCost } from "../../domain/trading-cost.ts";
import type { FeatureReading } from "../../domain/workings.ts";
import { stanceWords } from "../view/stance-words.ts";
import { setterOf, type Standing } from "../view/setter.ts";
import type { CloseCase, OrderCase, SeenBar } from "./why-case.ts";
import type {
  BarWhy,
  FeatureWhy,
  ModelWhy,
  PanelWhy,
  SceneWhy,
  SignalWhy,
  StanceWhy,
  StoppedWhy,
  Vote,
} from "./why.ts";

type Scene = Pick<OrderCase | CloseCase, "at" | "bars" | "config" | "governance"> & {
  readonly symbol: string;
  readonly signal: Signal | undefined;
  readonly features: FeatureReading | undefined;
  readonly policy: Policy;
};

export function sceneOf(scene: Scene, limits: SceneWhy["limits"]): SceneWhy {
  const { at, bars, signal, features, policy } = scene;
  return {
    atMs: at,
    bars: bars.map(barWhy),
    features: features === undefined ? [] : featuresOf(features),
    models: modelsOf(signal, policy),
    panel: signal?.panel === undefined ? null : panelWhy(signal.panel),
    signal: signal === undefined ? null : signalWhy(signal, scene.symbol, scene.config),
    policyVersion: policy.version,
    stances: stancesOf(policy.mandate),
    limits,
    stopped: stoppedOf(scene),
  };
}

/** What the parts of the constitution say for themselves at that moment. */
export const standingOf = ({ policy, governance }: Pick<Scene, "policy" | "governance">): Standing => ({
  policy,
  ess: governance?.ess ?? { state: policy.modes.essState, level: policy.modes.essLevel, trip: undefined },
  health: governance?.briefing?.health ?? { status: policy.modes.systemHealth, issues: [] },
  freeze: governance?.freeze,
  brake: governance?.brake,
});

const barWhy = ({ closedAt, bar }: SeenBar): BarWhy => ({
  closedAtMs: closedAt,
  openUsd: bar.open,
  highUsd: bar.high,
  lowUsd: bar.low,
  closeUsd: bar.close,
  volume: bar.volume,
});

export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function featuresOf(reading: FeatureReading): FeatureWhy[] {
  const { trendScore, reversionScore, efficiency, barVolatility, atr, turnover, barsSeen } = reading;
  const all: readonly FeatureWhy[] = [
    { feature: "trend", value: trendScore, unit: "SCORE" },
    { feature: "distance from mean", value: reversionScore, unit: "SCORE" },
    { feature: "efficiency of the trend", value: efficiency, unit: "SHARE" },
    { feature: "volatility per bar", value: barVolatility, unit: "SHARE" },
    { feature: "true range", value: atr, unit: "SHARE" },
    { feature: "turnover per bar", value: turnover, unit: "USD" },
    { feature: "bars seen", value: barsSeen, unit: "COUNT" },
  ];
  return all.map((each) => ({ ...each, value: each.value === null ? null : finiteOrNull(each.value) }));
}

const voteOf = (upProbability: number): Vote => (upProbability > 0.5 ? "UP" : upProbability < 0.5 ? "DOWN" : "NEITHER");

/** Weights of those who spoke, adding up to one as they do in the signal; where all abstain, those an exit was heard by. */
function modelsOf(signal: Signal | undefined, { modelWeights }: Policy): ModelWhy[] {
  if (signal === undefined) return [];
  const { forecasts, panel } = signal;
  const weightOf = ({ model }: Forecast): number => (modelWeights === undefined ? 1 : (modelWeights[model] ?? 0));
  const all = forecasts.reduce((sum, forecast) => sum + weightOf(forecast), 0);
  const shareOf = (forecast: Forecast | undefined): number =>
    forecast === undefined || all === 0 ? 0 : weightOf(forecast) / all;
  if (panel?.isObeyed !== true)
    return forecasts.map((each) => ({
      ...wordWhy(each),
      model: each.model,
      weightFraction: shareOf(each),
      abstains: null,
    }));
  const somebodyCounts = panel.voices.some(({ weight }) => weight > 0);
  return panel.voices.map(({ model, weight, abstains }) => {
    const word = forecasts.find((each) => each.model === model);
    return { ...wordWhy(word), model, weightFraction: somebodyCounts ? weight : shareOf(word), abstains };
  });
}

const wordWhy = (word: Forecast | undefined) => ({
  vote: voteOf(word?.upProbability ?? 0.5),
  upFraction: word?.upProbability ?? null,
  evidenceScore: word?.evidence ?? null,
  cases: word?.sampleSize ?? 0,
});

const panelWhy = ({ agreement, champion, pooled, proven, upProbability, isObeyed }: Panel): PanelWhy => ({
  agreement,
  champion,
  pooledFraction: pooled,
  provenFraction: proven,
  upFraction: upProbability,
  isObeyed,
});

function signalWhy({ direction, confidence, expectedEdge }: Signal, symbol: string, config: FundConfig): SignalWhy {
  const instrument = config.instruments.find((each) => each.symbol === symbol);
  return {
    direction,
    confidenceFraction: confidence,
    edgeBps: expectedEdge,
    costBps: instrument === undefined ? 0 : roundTripCost(instrument, config),
    neededEdgeBps: config.trading.minEdgeBps,
  };
}

const stancesOf = ({ ruling, overruled }: Mandate): StanceWhy[] => [
  ...ruling.map((stance) => stanceWhy(stance, null)),
  ...overruled.map(({ stance, by }) => stanceWhy(stance, decisionId(by))),
];

const stanceWhy = (stance: Stance, overruledBy: string | null): StanceWhy => ({
  seat: stance.seat,
  kind: stance.decision.kind,
  decisionId: decisionId(stance),
  sinceMs: stance.decidedAt,
  says: stanceWords(stance.decision),
  reason: stance.decision.reason,
  overruledBy,
});

/** Who stopped entries; the terms of a freeze and of a trip are known, those of a mode are in its decision. */
function stoppedOf(scene: Scene): StoppedWhy | null {
  const { envelope, setBy } = scene.policy.mandate;
  if (envelope.entriesAllowed) return null;
  const standing = standingOf(scene);
  const { name: by, reason, decisionId: id } = setterOf(standing, setBy.entriesAllowed);
  return { by, reason, ...termsOf(by, id, standing) };
}

type Terms = Pick<StoppedWhy, "sinceMs" | "untilMs">;

function termsOf(by: string, id: string | null, { freeze, ess, policy, brake }: Standing): Terms {
  if (by === "freeze" && freeze !== undefined) return termsOfFreeze(freeze);
  if (by === "emergency stop system")
    return { sinceMs: ess.trip?.at ?? null, untilMs: ess.trip?.coolDownEndsAt ?? null };
  if (by === "emergency brake") return { sinceMs: brake?.since ?? null, untilMs: null };
  const stance = policy.mandate.ruling.find((each) => decisionId(each) === id);
  return stance === undefined
    ? { sinceMs: null, untilMs: null }
    : { sinceMs: stance.decidedAt, untilMs: endOf(stance) };
}

function termsOfFreeze({ since, timerEndsAt, requiresReview, reviewGivenBy }: FreezeState): Terms {
  const waitsForReview = requiresReview && reviewGivenBy === undefined;
  return { sinceMs: since, untilMs: waitsForReview ? null : (timerEndsAt ?? null) };
}

function endOf({ decision, decidedAt }: Stance): number | null {
  const lasts = decision.kind === "MODE_CHANGE" ? decision.payload.durationMs : null;
  return lasts === null ? null : decidedAt + lasts;
}
