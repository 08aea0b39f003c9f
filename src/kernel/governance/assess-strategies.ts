/**
 * The strategy officer's round: every 60 s (seed 001), never more often than bars.
 *
 * A changed recommendation and a new alert are facts; that it looked is not (decision 0017). Switched off, what it last
 * said holds. If it throws nothing else stops: an officer advises and permits nothing.
 */
import { newsOf } from "../domain/alert.ts";
import type { ModelPerformance } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import { sameValue } from "../domain/same-value.ts";
import type { StrategyAdvice } from "../domain/strategy-advice.ts";
import { strategyAlerted, strategyRecommended, subsystemFailed } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { analyseStrategies } from "./assess/strategy-officer/strategy-officer.ts";
import { isAgentDue } from "./cadence.ts";
import type { GovernanceState } from "./governance-state.ts";
import { hasRun, rhythmOf, strategyOfficerIsActive } from "./rhythm.ts";

export function assessStrategies(
  state: GovernanceState,
  config: FundConfig,
  models: readonly ModelPerformance[],
  outbox: Outbox,
): void {
  if (!strategyOfficerIsActive(state, config)) return;
  if (!isAgentDue(rhythmOf(state, config), "STRATEGY_OFFICER", outbox.at)) return;
  const officer = state.strategyOfficer;
  try {
    const before = officer.advice;
    officer.advice = analyseStrategies(
      { at: outbox.at, models, market: state.marketOfficer.market.assessment },
      before,
    );
    officer.hasFailed = false;
    tell(officer.advice, before, outbox);
    hasRun(state, "STRATEGY_OFFICER", outbox.at);
  } catch (error) {
    if (!officer.hasFailed)
      emit(
        outbox,
        subsystemFailed.create({
          subsystem: "strategy officer",
          message: String(error),
          fallback: "its last advice holds for three cadences, then none",
        }),
      );
    officer.hasFailed = true;
  }
}

function tell(advice: StrategyAdvice, before: StrategyAdvice | undefined, outbox: Outbox): void {
  if (before === undefined || !isSameAdvice(before, advice)) emit(outbox, recommendation(advice));
  const { alertLevel: level, alerts } = advice;
  if (newsOf(alerts, before?.alerts ?? []).length > 0) emit(outbox, strategyAlerted.create({ level, alerts }));
}

const isSameAdvice = (a: StrategyAdvice, b: StrategyAdvice): boolean =>
  a.primary === b.primary &&
  a.metaStrategy === b.metaStrategy &&
  sameValue(a.disable, b.disable) &&
  sameValue(a.fallbacks, b.fallbacks);

const recommendation = ({ primary, fallbacks, disable, metaStrategy, confidence }: StrategyAdvice) =>
  strategyRecommended.create({
    primary: primary ?? null,
    fallbacks,
    disable,
    metaStrategy,
    confidenceFraction: confidence,
  });
