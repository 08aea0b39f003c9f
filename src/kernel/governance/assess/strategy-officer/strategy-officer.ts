/**
 * The strategy officer: how the models do, which to lean on, which to disable, and what kind of trading suits the market.
 *
 * Assesses and decides nothing. Source: seed 001, "AI Strategy Officer Analysis Cycle"; numbers from origin-facts 2.9.
 */
import type { AlertLevel } from "../../../domain/alert.ts";
import type { ModelPerformance } from "../../../domain/briefing.ts";
import { metaStrategyFor } from "../../../domain/meta-strategy.ts";
import type { Regime } from "../../../domain/regime.ts";
import type { StrategyAdvice } from "../../../domain/strategy-advice.ts";
import type { EpochMs } from "../../../units/units.ts";
import { analyseModels } from "./analyse-models.ts";
import { confidenceIn } from "./confidence.ts";
import { chooseStrategies, rankStrategies, strategiesToDisable } from "./rank-strategies.ts";
import { strategyAlerts } from "./strategy-alert.ts";

export type StrategyOfficerMemory = {
  /** Undefined before the first analysis. */
  advice: StrategyAdvice | undefined;
  /** Its last analysis threw. */
  hasFailed: boolean;
};
export const openStrategyOfficer = (): StrategyOfficerMemory => ({ advice: undefined, hasFailed: false });

export type StrategyPicture = {
  readonly at: EpochMs;
  readonly models: readonly ModelPerformance[];
  /** The market as a whole; undefined while it is not known. */
  readonly market: (Regime & { readonly confidence: number }) | undefined;
};

/** @param before its last advice; undefined in its first analysis */
export function analyseStrategies(picture: StrategyPicture, before: StrategyAdvice | undefined): StrategyAdvice {
  const { at, models, market } = picture;
  const byRegime = metaStrategyFor(market);
  const ranked = rankStrategies(models, { metaStrategy: byRegime, score: market?.confidence ?? 0 });
  const disable = strategiesToDisable(models, before?.disable ?? []);
  const { primary, fallbacks } = chooseStrategies(ranked, models, { primary: before?.primary, disable });
  const alerts = strategyAlerts(models, before?.alerts ?? []);
  return {
    analysedAt: at,
    ranked,
    primary,
    fallbacks,
    disable,
    models: analyseModels(models),
    metaStrategy: ranked.length === 0 ? "ensemble_conservative" : byRegime,
    confidence: confidenceIn(byRegime, primary),
    alertLevel: levelOf(alerts),
    alerts,
  };
}

/** One model that errs is no crisis, and the officer has no other kind of news: it never calls anybody. */
const levelOf = (alerts: readonly string[]): AlertLevel => (alerts.length === 0 ? "info" : "warning");
