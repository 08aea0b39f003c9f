/** The top of the page: who the fund is, its modes on every axis, and the key figures. */
import type { FundView } from "../../src/kernel/analytics/view/fund-view.ts";
import { byId, type Pair, setPairs, setText } from "./dom.ts";
import {
  count,
  duration,
  orUnknown,
  share,
  signedDecimals,
  signedShare,
  signedUsd,
  type Tone,
  toneOf,
  usd,
  words,
} from "./format.ts";

export function showOverview(view: FundView): void {
  const { account, venue, market, barIntervalMs, runId } = view.identity;
  const bars = `bars of ${duration(barIntervalMs)}`;
  setText(byId("fund-name"), `${account} fund, ${venue} venue, ${view.market.length} symbols, ${bars}`);
  setText(byId("foot"), `Fund times are UTC. Nothing on this page can change the fund. Run ${runId} on ${market}.`);
  setPairs(byId("modes"), modePairs(view));
  setPairs(byId("tiles"), tilePairs(view));
  setPairs(byId("performance"), performancePairs(view));
}

const toneByValue: Readonly<Record<string, Tone>> = {
  SHADOW: "warn",
  PAUSED: "warn",
  EMERGENCY: "bad",
  CAUTION: "warn",
  WARNING: "warn",
  CRITICAL: "bad",
  DEGRADED: "warn",
  TRIPPED: "bad",
  LIQUIDATING: "bad",
  COOLING_DOWN: "warn",
  RECOVERY_REVIEW: "warn",
  CANCEL: "warn",
  REDUCE: "warn",
  FLATTEN: "bad",
  DEFENSIVE: "warn",
  CAPITAL_PRESERVATION: "warn",
  BLACK_SWAN: "bad",
  SAFE: "warn",
};
/** `COOLING_DOWN` reads "COOLING DOWN". */
const wordsOf = (value: string): string => value.replaceAll("_", " ");
const toneFor = (value: string): Tone => toneByValue[value] ?? "plain";

const riskModePair = ({ riskMode, isEmergency }: FundView["modes"]): Pair => ({
  label: "Risk mode",
  value: riskMode,
  tone: isEmergency ? "bad" : toneFor(riskMode),
  note: isEmergency ? "emergency" : "",
});

/** Colour only for what is abnormal. */
function modePairs({ modes, board }: FundView): Pair[] {
  const { essState, essLevel } = modes;
  const isArmed = essState === "ARMED";
  return [
    { label: "Trading mode", value: modes.tradingMode, tone: toneFor(modes.tradingMode) },
    { label: "Operating mode", value: wordsOf(modes.operatingMode), tone: toneFor(modes.operatingMode) },
    { label: "System risk", value: modes.systemRiskMode, tone: toneFor(modes.systemRiskMode) },
    riskModePair(modes),
    { label: "Capital profile", value: modes.capitalProfile },
    {
      label: "Emergency stop",
      value: wordsOf(isArmed ? essLevel : essState),
      tone: toneFor(isArmed ? essLevel : essState),
      note: isArmed ? "armed" : `level ${words(essLevel)}`,
    },
    {
      label: "Health",
      value: modes.systemHealth,
      tone: toneFor(modes.systemHealth),
      note: modes.healthIssues.join("; "),
    },
    {
      label: "Freeze",
      value: modes.freeze === null ? "NONE" : "FROZEN",
      tone: modes.freeze === null ? "plain" : "bad",
    },
    {
      label: "Brake",
      value: board.brake === null ? "OFF" : "PULLED",
      tone: board.brake === null ? "plain" : "bad",
      note: board.brake === null ? "" : `by ${board.brake.by}: ${board.brake.reason}`,
    },
    {
      label: "New entries",
      value: modes.entriesAllowed ? "ALLOWED" : "STOPPED",
      tone: modes.entriesAllowed ? "plain" : "bad",
    },
    { label: "Exit mode", value: modes.exitMode, tone: toneFor(modes.exitMode) },
    { label: "Stage", value: modes.integrationStage },
  ];
}

function tilePairs({ money, performance, risk, positions }: FundView): Pair[] {
  const lossNote =
    performance.winRateFraction === null ? "needs 20 closed trades" : `${count(performance.closedTrades)} trades`;
  return [
    {
      label: "Equity, USD",
      value: usd(money.equityUsd),
      note: `${signedShare(money.totalReturnRatio)} since start`,
      tone: "plain",
    },
    {
      label: "Day P&L, USD",
      value: signedUsd(money.dayPnlUsd),
      note: signedShare(money.dayReturnRatio),
      tone: toneOf(money.dayPnlUsd),
    },
    {
      label: "Drawdown",
      value: share(money.drawdownRatio),
      note: `deepest in 30 days ${share(performance.maxDrawdownRatio)}`,
    },
    { label: "Exposure", value: share(money.exposureRatio), note: `${usd(money.grossNotionalUsd)} USD at work` },
    { label: "Open positions", value: count(positions.length), note: `${usd(money.openRiskUsd)} USD at risk to stops` },
    { label: "Win rate", value: orUnknown(performance.winRateFraction, share), note: lossNote },
    {
      label: "Risk score",
      value: count(risk.score),
      note: risk.score > 0 ? `of 100, from ${risk.worstComponent}` : "of 100, all below half",
      tone: scoreTone(risk.score),
    },
  ];
}

const scoreTone = (score: number): Tone => (score >= 85 ? "bad" : score >= 50 ? "warn" : "plain");

function performancePairs({ performance, risk, money }: FundView): Pair[] {
  const source = risk.isFromPrior ? "conservative prior, too few days" : `from ${count(risk.sampleDays)} days`;
  return [
    { label: "VaR 95 %, one day", value: share(risk.valueAtRisk95Ratio), note: source },
    {
      label: "Expected shortfall 97.5 %",
      value: share(risk.expectedShortfall975Ratio),
      note: "mean of the worst 2.5 days in 100",
    },
    {
      label: "Sharpe, 30 days",
      value: orUnknown(performance.sharpeRatio, signedDecimals),
      note: performance.sharpeRatio === null ? "needs 20 days" : "annualised",
    },
    { label: "Daily loss", value: share(performance.dailyLossRatio), note: "of the day's first equity" },
    {
      label: "Realised, after fees",
      value: signedUsd(money.realizedPnlUsd),
      note: "USD",
      tone: toneOf(money.realizedPnlUsd),
    },
    {
      label: "Unrealised",
      value: signedUsd(money.unrealizedPnlUsd),
      note: "USD",
      tone: toneOf(money.unrealizedPnlUsd),
    },
    {
      label: "From all-time peak",
      value: share(performance.allTimeDrawdownRatio),
      note: "what the kill switch watches",
    },
    {
      label: "Days",
      value: `${count(performance.profitableDayStreak)} up, ${count(performance.losingDayStreak)} down`,
      note: `running streaks, ${count(performance.closedDays)} days closed`,
    },
    {
      label: "Losses in a row",
      value: count(performance.consecutiveLosses),
      note: `${count(performance.closedTrades)} trades closed`,
    },
  ];
}
