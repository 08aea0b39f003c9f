/**
 * CFO: how new profit is split at the close of a UTC day.
 *
 * Source: seed 000, "Cashflow"; what "reserves" and "strong profits" mean, and the order of the rules, from resolutions
 * 22 and origin-facts 1.7. First match wins, so that drawdown is heard before anything else.
 *
 * The CFO speaks while the fund is frozen, paused or braked too: locking profit only takes money out of trading, and a
 * freeze binds entries. It is an act, not a stance: the step files post it to the ledger, and what was split cannot be
 * taken back by another decision.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { CashflowScenario, Decision } from "../../../domain/decision.ts";
import { type Fraction, fraction } from "../../../units/units.ts";

type Shares = { readonly lock: Fraction; readonly reinvest: Fraction; readonly reserve: Fraction };

/** Shares of new profit. Source: seed 000, "Cashflow". */
export const splits: { readonly [Scenario in CashflowScenario]: Shares } = {
  HIGH_DRAWDOWN: { lock: fraction(0.6), reinvest: fraction(0.25), reserve: fraction(0.15) },
  LOW_RESERVES: { lock: fraction(0.2), reinvest: fraction(0.5), reserve: fraction(0.3) },
  STRONG_PROFITS: { lock: fraction(0.3), reinvest: fraction(0.6), reserve: fraction(0.1) },
  EXCESS_RESERVES: { lock: fraction(0.25), reinvest: fraction(0.7), reserve: fraction(0.05) },
  START_VALUES: { lock: fraction(0.3), reinvest: fraction(0.6), reserve: fraction(0.1) },
};

/** Source: seed 000, "Cashflow" (drawdown, reserves); resolutions 22 (strong profits). Reserves are shares of equity. */
const high = { drawdown: 0.05 };
const reserves = { low: 0.05, excess: 0.15 };
const strong = { dayProfit: 0.02, drawdown: 0.02 };

export type CfoMemory = {
  /** Closed days of the fund when the CFO last looked; it splits once a day. */
  closedDays: number;
};

export const openCfo = (): CfoMemory => ({ closedDays: 0 });

/** At the first round after a UTC day closed, if there is profit that was never split. */
export function decideCashflow(briefing: Briefing, memory: CfoMemory): Decision<"CASHFLOW"> | undefined {
  const { closedDays } = briefing.performance;
  if (closedDays <= memory.closedDays) return undefined;
  memory.closedDays = closedDays;
  const { newProfit } = briefing.portfolio;
  if (!(newProfit > 0)) return undefined;
  const { scenario, reason } = scenarioOf(briefing);
  const { lock, reinvest, reserve } = splits[scenario];
  return {
    kind: "CASHFLOW",
    payload: {
      scenario,
      profitLockFraction: lock,
      reinvestFraction: reinvest,
      reserveBufferFraction: reserve,
    },
    priority: "NORMAL",
    reason: `${newProfit.toFixed(2)} USD of new profit; ${reason}`,
  };
}

const share = (value: number): string => `${(value * 100).toFixed(2)} %`;

/** What is not a number, or equity of nothing to be a share of, gets the most careful split. */
function scenarioOf({ performance, portfolio }: Briefing): { scenario: CashflowScenario; reason: string } {
  const { drawdown, lastDayRealizedPnl } = performance;
  const reserved = portfolio.reserve / portfolio.equity;
  const dayProfit = lastDayRealizedPnl / portfolio.equity;
  const areKnown = portfolio.equity > 0 && Number.isFinite(reserved) && Number.isFinite(dayProfit);
  if (!areKnown || !(drawdown <= high.drawdown))
    return { scenario: "HIGH_DRAWDOWN", reason: `drawdown ${share(drawdown)}` };
  if (reserved < reserves.low) return { scenario: "LOW_RESERVES", reason: `reserve ${share(reserved)} of equity` };
  if (dayProfit > strong.dayProfit && drawdown < strong.drawdown)
    return { scenario: "STRONG_PROFITS", reason: `the day realised ${share(dayProfit)} of equity` };
  if (reserved > reserves.excess)
    return { scenario: "EXCESS_RESERVES", reason: `reserve ${share(reserved)} of equity` };
  return { scenario: "START_VALUES", reason: `drawdown ${share(drawdown)}, reserve ${share(reserved)} of equity` };
}
