/** Where the CFO's decisions meet the ledger: governance says how profit is split, the books move the money. */
import type { DecisionPayloads } from "./domain/decision.ts";
import { cashflowPosted, cashflowSettled } from "./events/executive-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import type { Fund } from "./fund-state.ts";
import { cashOf, dueOf, lockedOf, reserveOf } from "./ledger/ledger.ts";
import { settleDue, splitProfit } from "./ledger/split-profit.ts";
import { freeCashOf } from "./trading/commitments.ts";

/** Splits all new profit at once, and moves as much of it as cash is free. */
export function postCashflow(fund: Fund, payload: Readonly<DecisionPayloads["CASHFLOW"]>, outbox: Outbox): void {
  const { ledger } = fund;
  const { scenario, profitLockFraction: lock, reserveBufferFraction: reserve, reinvestFraction: reinvest } = payload;
  const split = splitProfit(ledger, { lock, reserve, reinvest });
  if (split === undefined) return;
  settleFreeCash(fund);
  emit(
    outbox,
    cashflowPosted.create({
      scenario,
      newProfitUsd: split.newProfit,
      lockedUsd: split.locked,
      reservedUsd: split.reserved,
      reinvestedUsd: split.reinvested,
      lockedTotalUsd: lockedOf(ledger),
      reserveTotalUsd: reserveOf(ledger),
      dueUsd: dueOf(ledger),
    }),
  );
}

/** Moves what is still due, before anything else may spend the cash that became free. */
export function settleCashflow(fund: Fund, outbox: Outbox): void {
  if (dueOf(fund.ledger) === 0) return;
  const settled = settleFreeCash(fund);
  if (settled === undefined) return;
  const { locked: lockedUsd, reserved: reservedUsd } = settled;
  emit(outbox, cashflowSettled.create({ lockedUsd, reservedUsd, dueUsd: dueOf(fund.ledger) }));
}

const settleFreeCash = ({ ledger, trading, config }: Fund) =>
  settleDue(ledger, freeCashOf(trading, cashOf(ledger), config.instruments));
