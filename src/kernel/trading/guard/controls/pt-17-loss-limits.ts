/**
 * PT-17: losses after which nothing new is bought, and what one more trade may lose. Unrealised losses count.
 *
 * Source: controls.md, PT-17; daily loss 5 %, drawdown 10 % and minimum capital from seed 000, see domain/hard-limits.ts.
 */
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured, rounding } from "../measured.ts";
import { shareOf, shareText, usdText, worstCost } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

/** Infinite money would pass every share of it. */
export const moneyIsFinite: Check = {
  name: "finite-view",
  refuses: (_, view) => {
    const { equity, tradable, cash, drawdown, allTimeDrawdown, dailyLoss, committedNotional } = view;
    const { committedInSymbol, committedInGroup, committedLong, committedShort } = view;
    const money = [equity, tradable, cash, drawdown, allTimeDrawdown, dailyLoss];
    const committed = [committedNotional, committedInSymbol, committedInGroup, committedLong, committedShort];
    const off = [...money, ...committed].find((value) => !Number.isFinite(value));
    return off === undefined ? undefined : `expected finite money and losses, was ${off}`;
  },
};
export const stopIsNear = measured({
  name: "stop-distance",
  isAimedAt: true,
  measure: (_, { stopDistance, limits }) => ({
    value: stopDistance > 0 ? stopDistance : Number.NaN,
    limit: limits.maxStopDistanceFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ limit }, _, { stopDistance }) =>
    `expected a stop within ${shareText(limit)} of the entry, was ${shareText(stopDistance)} away`,
});
export const tradeRiskFits = measured({
  name: "trade-risk",
  isAimedAt: true,
  measure: (order, { stopDistance, envelope, tradable }) => ({
    value: shareOf(worstCost(order) * stopDistance, tradable),
    limit: envelope.maxRiskPerTrade,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value, limit }) =>
    `expected a loss at the stop of at most ${shareText(limit)} of tradable capital, was ${shareText(value)}`,
});
export const dailyLossIsBearable = measured({
  name: "daily-loss",
  measure: (_, { dailyLoss, limits }) => ({
    value: dailyLoss,
    limit: limits.maxDailyLossFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected a daily loss of at most ${shareText(limit)}, was ${shareText(value)}`,
});
export const drawdownIsBearable = measured({
  name: "drawdown",
  measure: (_, { drawdown, envelope }) => ({
    value: drawdown,
    limit: envelope.maxDrawdown,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected a drawdown of at most ${shareText(limit)}, was ${shareText(value)}`,
});
export const killSwitchIsOpen = measured({
  name: "kill-switch",
  measure: (_, { allTimeDrawdown, limits }) => ({
    value: allTimeDrawdown,
    limit: limits.killSwitchDrawdownFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) =>
    `expected a drawdown from the peak of at most ${shareText(limit)}, was ${shareText(value)}`,
});
export const capitalSuffices = measured({
  name: "minimum-capital",
  measure: (_, { equity, limits }) => ({ value: equity, limit: limits.minEquityUsd, unit: "USD", bound: "AT_LEAST" }),
  says: ({ value, limit }) => `expected equity of at least ${limit} USD, was ${usdText(value)}`,
});

/** Unrealised losses count, so that a strategy stops before its stops are hit. */
export const strategyLossIsBearable = measured({
  name: "strategy-loss",
  measure: (_, { strategyLoss, tradable, controls }) => ({
    value: shareOf(strategyLoss, tradable),
    limit: controls.maxStrategyDailyLossFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, _, { authority }) =>
    `expected ${authority.strategy} to have lost at most ${shareText(limit)} of tradable capital today, was ${shareText(value)}`,
});
/** Beside the account's: a strategy that only loses stops although another wins meanwhile. */
export const strategyStreakIsBearable = measured({
  name: "strategy-losses-in-row",
  measure: (_, { strategyLossesInRow, limits }) => ({
    value: strategyLossesInRow,
    limit: limits.maxConsecutiveLosses,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }, _, { authority }) =>
    `expected ${authority.strategy} to have lost fewer than ${limit} trades in a row, was ${value}; it may enter again tomorrow`,
});
export const lossStreakIsBearable = measured({
  name: "consecutive-losses",
  measure: (_, { consecutiveLosses, limits }) => ({
    value: consecutiveLosses,
    limit: limits.maxConsecutiveLosses,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }) => `expected fewer than ${limit} losses in a row, was ${value}`,
});

export const lossLimits: GuardControl = {
  id: "PT-17",
  name: "Loss limits",
  purpose: "Keeps a fund that is losing from taking on more, and one trade from losing more than it may.",
  answers: ["FIA post-trade credit", "SEC 15c3-5(c)(1)(i)"],
  source: "controls.md, PT-17; seed 000",
  owner: "CRO",
  action:
    "The entry is refused; a strategy that lost too often in a row rests until the next UTC day. The daily loss and the kill switch also freeze the fund.",
  parameters: ({ hardLimits, controls }) => [
    limitParameter("hardLimits.maxStopDistanceFraction", "SHARE", hardLimits.maxStopDistanceFraction),
    limitParameter("hardLimits.maxRiskPerTradeFraction", "SHARE", hardLimits.maxRiskPerTradeFraction),
    limitParameter("hardLimits.maxDailyLossFraction", "SHARE", hardLimits.maxDailyLossFraction),
    limitParameter("hardLimits.maxDrawdownFraction", "SHARE", hardLimits.maxDrawdownFraction),
    limitParameter("hardLimits.killSwitchDrawdownFraction", "SHARE", hardLimits.killSwitchDrawdownFraction),
    limitParameter("hardLimits.minEquityUsd", "USD", hardLimits.minEquityUsd, "AT_LEAST"),
    limitParameter("controls.maxStrategyDailyLossFraction", "SHARE", controls.maxStrategyDailyLossFraction),
    limitParameter("hardLimits.maxConsecutiveLosses", "COUNT", hardLimits.maxConsecutiveLosses, "BELOW"),
  ],
  checks: [
    moneyIsFinite,
    stopIsNear,
    tradeRiskFits,
    dailyLossIsBearable,
    drawdownIsBearable,
    killSwitchIsOpen,
    capitalSuffices,
    strategyLossIsBearable,
    strategyStreakIsBearable,
    lossStreakIsBearable,
  ],
};
