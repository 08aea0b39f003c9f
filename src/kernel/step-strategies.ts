/** What people say about strategies that the fund has disabled. */
import { commandRefused } from "./events/executive-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { inputIgnored } from "./events/trading-events.ts";
import type { Fund } from "./fund-state.ts";
import { refuseName } from "./governance/operator/operator-book.ts";
import { type Enabling, enableStrategy } from "./trading/disable-strategy.ts";
import { after, type EpochMs } from "./units/units.ts";

const command = "operator.strategy_enabled";

export function hearEnabled(fund: Fund, enabling: Enabling & { readonly scripted: boolean }, outbox: Outbox): void {
  const refusal = enabling.scripted ? undefined : refuseName(enabling.operator);
  if (refusal !== undefined) return emit(outbox, commandRefused.create({ command, ...refusal }));
  if (enableStrategy(fund.trading, enabling, outbox)) return;
  emit(outbox, inputIgnored.create({ type: command, reason: `strategy ${enabling.strategy} is not disabled` }));
}

export type EnablingDue = { readonly strategy: string; readonly at: EpochMs };

/** When the scripted operator enables the next one, if one is configured (resolutions 15). */
export function scriptedEnablingDue({ trading, config }: Fund): EnablingDue | undefined {
  const wait = config.scriptedReviewAfterMs;
  let due: EnablingDue | undefined;
  if (wait === null) return due;
  for (const [strategy, disabling] of trading.flow.disabled) {
    const at = after(disabling.at, wait);
    if (due === undefined || at < due.at) due = { strategy, at };
  }
  return due;
}
