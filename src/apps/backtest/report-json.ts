/** A backtest as data: everything the report says, with units in the names. Written to `report.json`. */
import { reportAgainst } from "../../kernel/analytics/benchmark-report.ts";
import { venueJson } from "../venue/venue-line.ts";
import type { Backtest } from "./backtest.ts";
import { caveatsOf } from "./caveats.ts";

/** The whole report. */
export function reportJson(backtest: Backtest) {
  const { config, governance, digest, facts, entries, bars, market, main, ungoverned, buyAndHold } = backtest;
  return {
    format: 1,
    digest,
    code: backtest.code,
    nodeVersion: backtest.nodeVersion,
    governance,
    market: { ...market, symbols: config.instruments.map(({ symbol }) => symbol), intervalMs: config.intervalMs },
    venue: venueJson(backtest.venue),
    entries,
    facts,
    bars,
    config,
    run: main.report,
    ungoverned: ungoverned?.report ?? null,
    buyAndHold: { curve: buyAndHold.curve, feesUsd: buyAndHold.feesUsd },
    againstBuyAndHold: reportAgainst(main.record, buyAndHold.record),
    caveats: caveatsOf(backtest),
  };
}

/** What `--json` prints: one flat object of the figures asked for most, and where the rest is. */
export function summaryJson(backtest: Backtest) {
  const { digest, bars, main, ungoverned, buyAndHold, governance, folder, config } = backtest;
  const { curve, governance: governed } = main.report;
  return {
    digest,
    bars,
    ...figuresOf(main),
    freezes: governed.freezes.length,
    blockedShare: governed.entriesBlockedFraction,
    governance,
    symbols: config.instruments.map(({ symbol }) => symbol),
    from: new Date(curve.startAtMs).toISOString(),
    to: new Date(curve.endAtMs).toISOString(),
    startEquity: curve.startEquityUsd,
    endEquity: curve.endEquityUsd,
    timeInTradingMode: Object.fromEntries(
      governed.tradingModes.map(({ name, shareFraction }) => [name, shareFraction]),
    ),
    freezeList: governed.freezes,
    ungoverned: ungoverned === undefined ? null : figuresOf(ungoverned),
    buyAndHold: { ...curveFigures(buyAndHold.curve), fees: buyAndHold.feesUsd },
    venue: venueJson(backtest.venue),
    run: folder ?? null,
    units: "Ratios are fractions (0.05 is 5 %), money is USD, times are UTC; fields that end in Ms are milliseconds.",
  };
}

function curveFigures(curve: Backtest["buyAndHold"]["curve"]) {
  return {
    netReturn: curve.netReturnRatio,
    cagr: curve.cagrRatio,
    volatility: curve.volatilityRatio,
    sharpe: curve.sharpe.ratio,
    sharpeAbove0Probability: curve.sharpe.above0Fraction,
    trackRecordNeededDays: curve.sharpe.trackRecordNeededDays,
    sortino: curve.sortinoRatio,
    omega: curve.omegaRatio,
    tailRatio: curve.tailRatio,
    maxDrawdown: curve.maxDrawdown.ratio,
    calmar: curve.calmarRatio,
    exposure: curve.exposure.meanRatio,
  };
}

function figuresOf({ report }: Backtest["main"]) {
  const { curve, trading } = report;
  return {
    trades: trading.trades,
    ...curveFigures(curve),
    fees: trading.feesUsd,
    winRate: trading.winRateFraction,
    profitFactor: trading.profitFactorRatio,
    averageTrade: trading.averageTradeUsd,
    averageR: trading.averageRRatio,
    turnoverPerYear: trading.turnoverPerYearRatio,
    worstDay: curve.worstDay?.returnRatio ?? null,
  };
}
