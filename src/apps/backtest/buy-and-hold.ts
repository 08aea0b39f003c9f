/**
 * The benchmark: equal parts of every symbol, bought once and held.
 *
 * Each part is bought at the symbol's first close once trading may begin and pays the taker fee; a symbol that begins
 * later waits in cash. Nothing is ever sold, so no fee is paid at the end.
 */
import { openRunRecord, recordClose, type RunRecord } from "../../kernel/analytics/run-record.ts";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import { ratioOf, usd } from "../../kernel/units/units.ts";

export class BuyAndHold {
  readonly record: RunRecord;
  feesUsd = 0;
  private readonly config: FundConfig;
  private cash: number;
  private readonly held = new Map<string, { readonly quantity: number; price: number }>();

  constructor(config: FundConfig) {
    this.config = config;
    this.cash = config.startEquityUsd;
    this.record = openRunRecord(config.tradeFromMs, config.startEquityUsd);
  }

  playClose({ closedAt, bars }: ClosedBars): void {
    if (closedAt < this.config.tradeFromMs) return;
    for (const { symbol, close } of bars) {
      const held = this.held.get(symbol);
      if (held === undefined) this.buy(symbol, close);
      else held.price = close;
    }
    let gross = 0;
    for (const { quantity, price } of this.held.values()) gross += quantity * price;
    const equity = usd(this.cash + gross);
    recordClose(this.record, closedAt, { equity, exposure: ratioOf(usd(gross), equity) }, undefined);
  }

  private buy(symbol: string, price: number): void {
    const { instruments, startEquityUsd } = this.config;
    const instrument = instruments.find((each) => each.symbol === symbol);
    if (instrument === undefined) return;
    const part = startEquityUsd / instruments.length;
    const fee = part - part / (1 + instrument.takerFeeBps / 10_000);
    this.feesUsd += fee;
    this.cash -= part;
    this.held.set(symbol, { quantity: (part - fee) / price, price });
  }
}
