/**
 * Settings under which a control could never do what it says are refused at the start, by name (controls.md, PT-21).
 *
 * Here and not where journals are read: a fund that was opened with such settings must still come back, to sell what it
 * holds, and is told to change them.
 */
import type { FundConfig } from "../../kernel/domain/config.ts";
import { longestLookback } from "../../kernel/features/market-features.ts";
import { closesIn } from "../../kernel/features/period-move.ts";
import { FundError } from "../../ports/errors.ts";

/** @throws BAD_USAGE naming the setting */
export function refuseUnbinding({ controls, surveillance, intervalMs, forecasting }: FundConfig): void {
  const { momentumLookbackBars: trend, reversionLookbackBars: reversion, horizonBars: outcome } = forecasting;
  const kept = longestLookback({ trend, reversion, outcome });
  const closes = closesIn(controls.periodMove.windowMs, intervalMs);
  if (!(closes <= kept))
    refuse("QT_CONTROL_MOVE_WINDOW", `a window of at most ${kept} bars, as many as are kept`, `${closes} bars`);
  const { washWindowMs, flowWindowMs, maxRejectFraction, stopAtMultiple } = surveillance;
  if (!(washWindowMs <= flowWindowMs))
    refuse(
      "QT_SURVEILLANCE_WASH_WINDOW",
      `at most QT_SURVEILLANCE_FLOW_WINDOW (${flowWindowMs / 1_000} s), since older trades are forgotten`,
      `${washWindowMs / 1_000} s`,
    );
  if (!(maxRejectFraction * stopAtMultiple < 1))
    refuse(
      "QT_SURVEILLANCE_MAX_REJECT_SHARE",
      "a share that times QT_SURVEILLANCE_STOP_AT_MULTIPLE is below 1, since no more than all orders can be rejected",
      `${maxRejectFraction} times ${stopAtMultiple}`,
    );
}

function refuse(setting: string, rule: string, value: string): never {
  throw new FundError("BAD_USAGE", `${setting}: expected ${rule}, was ${value}`);
}
