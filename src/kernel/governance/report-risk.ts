/**
 * The risk officer's whole picture, made from its state when somebody asks. A projection: nothing is decided or remembered
 * here, so it may simulate as much as a reader has patience for.
 */
import type { FundConfig } from "../domain/config.ts";
import type { DrawdownForecast, HoldingRisk, RiskReport } from "../domain/risk-report.ts";
import { alignReturns } from "../maths/risk/covariance.ts";
import { chanceOfDrawdown, riskOf, simulateDrawdowns } from "../maths/risk/drawdown-at-risk.ts";
import { dailyDecay, filterByEwma } from "../maths/risk/ewma-volatility.ts";
import { historicalPortfolio } from "../maths/risk/portfolio-tail.ts";
import { seedRandom } from "../maths/seeded-random.ts";
import { days, type EpochMs } from "../units/units.ts";
import { type RiskInputs, useOf } from "./assess-risk.ts";
import { reportDesk } from "./assess/risk-officer/desk-report.ts";
import { minimumDays } from "./assess/risk-officer/estimators.ts";
import { stressesOf } from "./assess/risk-officer/picture.ts";
import { lossesOf, unitLosses } from "./assess/risk-officer/return-rings.ts";
import { scoreOfParts, scoreParts } from "./assess/risk-officer/score.ts";
import type { GovernanceState } from "./governance-state.ts";

export type ReportInputs = Pick<RiskInputs, "portfolio" | "weights" | "performance"> & { readonly at: EpochMs };

export function reportRisk(state: GovernanceState, config: FundConfig, inputs: ReportInputs): RiskReport {
  const { risk, riskOfficer, riskCeiling } = state;
  const { tail, picture } = risk;
  const { weights } = inputs;
  const parts = scoreOfParts(
    useOf(inputs, risk, picture),
    config.hardLimits,
    config.trading.maxExpectedShortfallFraction,
  );
  const stressed = { instruments: config.instruments, weights, deviation: tail.volatility };
  return {
    asOfMs: inputs.at,
    score: risk.score,
    parts: scoreParts.map((part) => ({ part, score: parts[part] })),
    valueAtRisk95Ratio: risk.valueAtRisk95,
    expectedShortfall975Ratio: risk.expectedShortfall975,
    medianShortfall975Ratio: tail.medianShortfall975,
    worstShortfall975Ratio: tail.worstShortfall975,
    dailyVolatilityRatio: tail.volatility,
    sampleDays: risk.sampleDays,
    isFromPrior: risk.fromPrior,
    concentrationRatio: picture.concentration,
    meanCorrelationRatio: picture.meanCorrelation ?? null,
    daysToSellRatio: picture.daysToSell,
    ceiling:
      riskCeiling === undefined
        ? null
        : {
            maxLeverageRatio: riskCeiling.maxLeverage,
            maxRiskPerTradeFraction: riskCeiling.maxRiskPerTrade,
            maxPositions: riskCeiling.maxPositions,
          },
    holdings: holdingsOf(state, config, weights),
    stress: stressesOf(riskOfficer.desks, stressed).map(({ name, loss }) => ({
      scenario: name,
      lossRatio: loss ?? null,
    })),
    drawdown: drawdownOf(state, config, weights),
    desks: [riskOfficer.book, ...riskOfficer.desks].map(reportDesk),
  };
}

function holdingsOf(
  { riskOfficer }: GovernanceState,
  { instruments }: FundConfig,
  weights: Float64Array,
): HoldingRisk[] {
  const held = instruments.flatMap(({ symbol }, id) => ((weights[id] ?? 0) === 0 ? [] : [{ symbol, id }]));
  const scenarios = alignReturns(held.map(({ id }) => lossesOf(riskOfficer, id).map((loss) => -loss)));
  const shares = held.map(({ id }) => weights[id] ?? 0);
  const whole = held.length === 0 ? undefined : historicalPortfolio(scenarios, shares, 0.025);
  return held.map(({ symbol }, index) => ({
    symbol,
    weightRatio: shares[index] ?? 0,
    shortfallPartRatio: whole?.kind === "estimated" ? (whole.expectedShortfallParts[index] ?? 0) : 0,
  }));
}

const horizonDays = 10;
const paths = 10_000;

/** Ten days ahead with RiskMetrics' volatility, the same paths for the same book. */
function drawdownOf(
  { riskOfficer, risk }: GovernanceState,
  { hardLimits }: FundConfig,
  weights: Float64Array,
): DrawdownForecast | null {
  const exposure = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(exposure > 0 && risk.sampleDays >= minimumDays)) return null;
  const returns = unitLosses(riskOfficer, weights).map((loss) => -loss * exposure);
  const { variances, next } = filterByEwma(returns, dailyDecay);
  const deepest = simulateDrawdowns(
    {
      residuals: returns.map((each, day) => each / Math.sqrt(variances[day] ?? Number.NaN)),
      model: { mean: 0, omega: 0, alpha: 1 - dailyDecay, beta: dailyDecay },
      variance: next,
      horizon: horizonDays,
      paths,
    },
    seedRandom(0),
  );
  if (deepest === undefined) return null;
  const { drawdownAtRisk, conditionalDrawdownAtRisk } = riskOf(deepest, 0.05);
  return {
    horizonMs: days(horizonDays),
    paths,
    drawdownAtRisk95Ratio: drawdownAtRisk,
    conditionalDrawdown95Ratio: conditionalDrawdownAtRisk,
    chanceBeyondLimitFraction: chanceOfDrawdown(deepest, hardLimits.maxDrawdownFraction),
    chanceBeyondKillSwitchFraction: chanceOfDrawdown(deepest, hardLimits.killSwitchDrawdownFraction),
  };
}
