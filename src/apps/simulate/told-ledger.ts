/**
 * What the ledger must hold by what the fund told of its trades and of cash that moved: counted here anew, in floating
 * point and at average cost, by no code of the ledger's.
 */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { imbalanceOf } from "../../kernel/ledger/ledger.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { recordedFacts } from "./recorded-facts.ts";
import type { Complain } from "./violations.ts";

/** Rounding of what one fact moves: its amount, its fee and the cost it releases, half a micro-dollar each. */
const roundingMicros = 2;
/** Share of a lot that sums of quantities may be off. */
const sameLot = 1e-3;

type Holding = { quantity: number; cost: number };
type Trade = Extract<Fact, { type: "trade.executed" }>["data"];

export class ToldLedger {
  private wallet: number;
  private capital: number;
  private fees = 0;
  private funding = 0;
  private amounts = 1;
  private readonly held = new Map<string, Holding>();

  /** @param startUsd what was paid in when the fund was opened */
  constructor(startUsd: number) {
    this.wallet = startUsd;
    this.capital = startUsd;
  }

  /** The ledger of a fund that was opened with this and whose journal goes so far. */
  static of(startUsd: number, records: readonly JournalRecord[]): ToldLedger {
    const told = new ToldLedger(startUsd);
    told.hear([...recordedFacts(records, ["trade.executed", "cash.booked"])].map(({ fact }) => fact));
    return told;
  }

  hear(facts: readonly Fact[]): void {
    for (const { type, data } of facts) {
      if (type === "trade.executed") this.trade(data);
      if (type !== "cash.booked") continue;
      this.amounts += 1;
      this.wallet += data.amountUsd;
      if (data.cause === "TRANSFER") this.capital += data.amountUsd;
      else if (data.cause === "FEE") this.fees -= data.amountUsd;
      else this.funding -= data.amountUsd;
    }
  }

  /** @param fund as it stands after the last entry that was heard here */
  judge({ config, ledger }: Fund, complain: Complain): void {
    const imbalance = imbalanceOf(ledger);
    if (imbalance !== 0) complain("LEDGER_CONSERVED", `the accounts sum to ${imbalance} micro-dollars`);
    const { CASH, LOCKED_PROFIT, RESERVE, FEES, FUNDING, CAPITAL, INVENTORY } = ledger.balances;
    const cost = [...this.held.values()].reduce((sum, each) => sum + each.cost, 0);
    const told: readonly (readonly [string, number, number])[] = [
      ["cash", CASH + LOCKED_PROFIT + RESERVE, this.wallet],
      ["capital", 0 - CAPITAL, this.capital],
      ["fees", FEES, this.fees],
      ["funding", FUNDING, this.funding],
      ["what is held, at cost,", INVENTORY, cost],
    ];
    for (const [name, inLedger, usd] of told)
      if (!(Math.abs(inLedger - usd * 1e6) <= roundingMicros * this.amounts))
        complain("LEDGER_CONSERVED", `${name} is ${inLedger / 1e6} USD in the ledger, by what was told ${usd}`);
    for (const [id, { symbol, lotSize }] of config.instruments.entries()) {
      const [lots, quantity] = [ledger.lots[id] ?? 0, this.held.get(symbol)?.quantity ?? 0];
      if (!(Math.abs(lots - quantity / lotSize) <= sameLot))
        complain("LEDGER_CONSERVED", `the ledger has ${lots} lots of ${symbol}, by what was told ${quantity} are held`);
    }
  }

  private trade({ symbol, side, quantity, priceUsd, feeUsd }: Trade): void {
    const holding = this.held.get(symbol) ?? { quantity: 0, cost: 0 };
    this.held.set(symbol, holding);
    const amount = quantity * priceUsd;
    this.amounts += 1;
    this.fees += feeUsd;
    this.wallet -= feeUsd + (side === "BUY" ? amount : 0 - amount);
    holding.cost += side === "BUY" ? amount : 0 - (holding.cost * quantity) / holding.quantity;
    holding.quantity += side === "BUY" ? quantity : 0 - quantity;
  }
}
