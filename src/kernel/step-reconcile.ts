/** Where reconciliation meets the loops: an account that agrees costs no round of governance, one that differs gets one. */
import { noteReading } from "./controls/control-book.ts";
import { commandRefused } from "./events/executive-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { symbolFrozen, symbolReleased } from "./events/reconciliation-events.ts";
import { inputIgnored } from "./events/trading-events.ts";
import type { AccountScope } from "./domain/reconciliation.ts";
import type { VenueAccount } from "./domain/venue-account.ts";
import type { InputEvent } from "./events/catalogue.ts";
import type { Fund, FundState } from "./fund-state.ts";
import { refuseName } from "./governance/operator/operator-book.ts";
import { moveCapital } from "./governance/move-capital.ts";
import { capitalOf } from "./ledger/ledger.ts";
import { contextOf, portfolioOf } from "./step-govern.ts";
import type { Effect } from "./trading/effect.ts";
import { booksOf } from "./trading/fund-books.ts";
import { type AccountReported, hearAccount } from "./trading/hear-account.ts";
import { type ForeignEvent, hearForeign } from "./trading/hear-foreign.ts";
import { dueScope } from "./trading/reconcile/reconcile-state.ts";
import { acceptSymbol } from "./trading/reconcile/accept-symbol.ts";
import { tellAccount } from "./trading/tell-account.ts";
import type { EpochMs } from "./units/units.ts";

/** What the venue is to be asked for at `at`, if anything. Before trading begins nobody asks. */
export function accountDue({ fund }: FundState, at: EpochMs): AccountScope | undefined {
  if (fund === undefined || at < fund.config.tradeFromMs) return undefined;
  return dueScope(fund.trading.reconcile, fund.config.reconciliation, at);
}

/**
 * The event that tells the fund an account.
 * @throws when the account makes no sense
 */
export function accountEvent(fund: Fund, account: VenueAccount, scope: AccountScope): InputEvent {
  const idOf = (symbol: string) => fund.ids.get(symbol);
  return tellAccount(booksOf(fund.trading, { ...fund, idOf }, account.at), account, scope);
}

/** Returns whether anything came of it that has to be governed on. */
export function reconcileWith(fund: Fund, told: AccountReported, outbox: Outbox, effects: Effect[]): boolean {
  const before = outbox.facts.length + effects.length;
  const isCompared = hearAccount(fund.trading, contextOf(fund, outbox, effects), told);
  if (isCompared) noteReading(fund.controls, outbox.at, { control: "RT-05", refusal: undefined });
  if (isCompared && told.scope === "ALL")
    noteReading(fund.controls, outbox.at, { control: "RT-06", refusal: undefined });
  return outbox.facts.length + effects.length > before;
}

/** Takes in what the venue did unasked. Capital that came or went with it is no result of the fund's. */
export function hearUnasked(fund: Fund, event: ForeignEvent, outbox: Outbox, effects: Effect[]): void {
  const { equity } = portfolioOf(fund);
  const before = capitalOf(fund.ledger);
  hearForeign(fund.trading, contextOf(fund, outbox, effects), event);
  const amount = capitalOf(fund.ledger) - before;
  if (amount !== 0) moveCapital(fund.governance, equity, amount);
}

type Release = Extract<InputEvent, { type: "operator.symbol_released" }>["data"];

/** A command that is answered as ignored has changed nothing. */
export function releaseSymbol({ trading }: Fund, { operator, symbol }: Release, outbox: Outbox): void {
  const misnamed = refuseName(operator);
  if (misnamed !== undefined)
    return emit(outbox, commandRefused.create({ command: "operator.symbol_released", ...misnamed }));
  const acceptance = acceptSymbol(trading.reconcile, symbol, outbox.at);
  const ignored = (reason: string) => emit(outbox, inputIgnored.create({ type: "operator.symbol_released", reason }));
  if (acceptance === undefined) return ignored(`${symbol} is not frozen, and nothing differs in it`);
  const { frozenFor: frozenForMs, accepted, remaining } = acceptance;
  if (remaining.length === 0) return emit(outbox, symbolReleased.create({ symbol, frozenForMs, releasedBy: operator }));
  const reasons = remaining.map(({ explanation }) => explanation);
  if (accepted.length > 0) return emit(outbox, symbolFrozen.create({ symbol, reasons }));
  ignored(`${symbol} waits for what the venue has to say of the fund's own orders: ${reasons.join("; ")}`);
}
