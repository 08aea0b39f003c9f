/** The ledger by what was told: equal where each amount is booked once, found out where one is booked otherwise. */
import { expect, it } from "vitest";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { cashBooked } from "../../kernel/events/reconciliation-events.ts";
import { tradeExecuted } from "../../kernel/events/trading-events.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { bookBuy, bookCashMoved, bookSell, type Ledger, payFee } from "../../kernel/ledger/ledger.ts";
import { price, quantity, usd } from "../../kernel/units/units.ts";
import { recover } from "../../runtime/recover.ts";
import { runCode, seasonedTape } from "./seasoned-tape.ts";
import { ToldLedger } from "./told-ledger.ts";

const { records } = await seasonedTape(0);

function freshFund(): Fund {
  const { fund } = recover(records, runCode).state;
  if (fund === undefined) throw new Error("expected a fund");
  return fund;
}

const trade = (side: "BUY" | "SELL", lots: number, priceUsd: number): Fact =>
  tradeExecuted.create({
    orderId: "O1-0",
    fillId: "F1",
    symbol: "BTC-SIM",
    side,
    priceUsd: price(priceUsd),
    quantity: quantity(lots / 100_000),
    feeUsd: usd(0.25),
    realizedPnlUsd: usd(0),
    slippageBps: null,
    liquidity: "TAKER",
  });
const moved = (amount: number, cause: "FEE" | "TRANSFER" | "FUNDING"): Fact =>
  cashBooked.create({ cashId: "C1", symbol: null, amountUsd: usd(amount), cause, cashUsd: usd(0) });

const facts = [trade("BUY", 3_000, 20_000), trade("SELL", 1_000, 21_000), moved(500, "TRANSFER"), moved(-3, "FEE")];

function bookAll(ledger: Ledger): void {
  bookBuy(ledger, 0, 3_000, usd(600));
  bookSell(ledger, 0, 1_000, usd(210));
  payFee(ledger, usd(0.25));
  payFee(ledger, usd(0.25));
  bookCashMoved(ledger, usd(500), "TRANSFER");
  bookCashMoved(ledger, usd(-3), "FEE");
}

function complaintsAfter(spoil: (ledger: Ledger) => void): string[] {
  const fund = freshFund();
  const told = ToldLedger.of(fund.config.startEquityUsd, records);
  told.hear(facts);
  bookAll(fund.ledger);
  spoil(fund.ledger);
  const said: string[] = [];
  told.judge(fund, (invariant, detail) => said.push(`${invariant}: ${detail}`));
  return said;
}

it("agrees with a ledger that booked each once", () => expect(complaintsAfter(() => {})).toEqual([]));

const mistakes: Record<string, (ledger: Ledger) => void> = {
  "a fee paid twice": (ledger) => payFee(ledger, usd(0.25)),
  "a fee given back": (ledger) => payFee(ledger, usd(-0.25)),
  "a transfer booked as a fee": (ledger) => {
    bookCashMoved(ledger, usd(-500), "TRANSFER");
    bookCashMoved(ledger, usd(500), "FEE");
  },
  "a sale of a lot nobody told": (ledger) => void bookSell(ledger, 0, 1, usd(0.2)),
  "a purchase booked at another price": (ledger) => bookBuy(ledger, 0, 0, usd(0.01)),
  "an account that took without one that gave": (ledger) => {
    ledger.balances.REALIZED_PNL += 1;
  },
};

it.each(Object.entries(mistakes))("finds %s", (_, spoil) =>
  expect(complaintsAfter(spoil)).toEqual(expect.arrayContaining([expect.stringMatching(/^LEDGER_CONSERVED: /u)])),
);
