/** What must hold while faults still come: after every entry, at every close, at every recovery. */
import type { MemoryTape } from "../../adapters/journal/memory-journal.ts";
import { openOutbox } from "../../kernel/events/outbox.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Fund, FundState } from "../../kernel/fund-state.ts";
import type { Entry } from "../../kernel/step.ts";
import { contextOf, portfolioOf } from "../../kernel/step-govern.ts";
import { exitOrder } from "../../kernel/trading/execute/make-order.ts";
import { guardOrder } from "../../kernel/trading/guard/approved-order.ts";
import { guardViewOf } from "../../kernel/trading/guard-view-of.ts";
import { ToldFreezes } from "./told-freezes.ts";
import { ToldLedger } from "./told-ledger.ts";
import type { Complain } from "./violations.ts";
import { sellingOf, type VenueTruth } from "./venue-truth.ts";

/** Closes a position may lack a stop at a venue that listens. */
const patience = 3;

export function judgeEntry(facts: readonly Fact[], complain: Complain): void {
  for (const fact of facts)
    if (fact.type === "order.refused" && fact.data.purpose === "EXIT")
      complain("EXIT_POSSIBLE", `the guard refused exit ${fact.data.id}: ${fact.data.reason}`);
}

/** An exit of all that is held, as it would be once the stops have given way. */
export function judgeExits(state: FundState, complain: Complain): void {
  const { fund } = state;
  if (fund === undefined) return;
  for (const position of fund.trading.positions) {
    if (position === undefined) continue;
    const probe = exitOrder(`O${state.seq + 1}-0`, position.symbol, position.quantity);
    const context = contextOf(fund, openOutbox(state.seq + 1, state.at), []);
    const view = {
      ...guardViewOf(fund.trading, context, probe, { strategy: position.strategy, stopDistance: 0 }),
      closeableQuantity: position.quantity,
    };
    const result = guardOrder(probe, view);
    if (result.kind === "REFUSED")
      complain("EXIT_POSSIBLE", `${position.symbol} could not be sold: ${result.check}, ${result.reason}`);
  }
}

/** Counts for each symbol how many closes in a row it was held and not covered at a venue that listened. */
export class StopWatch {
  private readonly naked = new Map<string, number>();

  /** @param mayBlame whether fund and venue were up and heard each other since the last close, of a symbol's holding too */
  judge(fund: Fund, truth: VenueTruth, mayBlame: (symbol: string) => boolean, complain: Complain): void {
    for (const { symbol, lotSize } of fund.config.instruments) {
      const held = truth.holdings.get(symbol) ?? 0;
      const isNaked = held - sellingOf(truth, symbol) > lotSize / 2;
      const closes = isNaked && mayBlame(symbol) ? (this.naked.get(symbol) ?? 0) + 1 : 0;
      this.naked.set(symbol, closes);
      if (closes > patience)
        complain(
          "STOP_AT_VENUE",
          `${held} ${symbol} are held, orders for ${sellingOf(truth, symbol)} rest to sell them`,
        );
    }
  }
}

/** Rounding of ratios that a transfer should leave where they were. */
const sameRatio = 1e-9;

type Measured = {
  readonly day: number;
  readonly drawdown: number;
  readonly allTimeDrawdown: number;
  /** Below 0 a profit. */
  readonly dailyLoss: number;
};

const measuredRatios = ["drawdown", "allTimeDrawdown", "dailyLoss"] as const;

/** Holds cash that comes or goes to be capital: the ratios that limits are held against stay where they were. */
export class CapitalWatch {
  private before: Measured | undefined;

  /** @param state right after the entry that said `facts`, which are those of no other */
  judge({ fund }: FundState, facts: readonly Fact[], complain: Complain): void {
    if (fund === undefined) return;
    const now = measure(fund);
    const { before } = this;
    this.before = now;
    if (before?.day !== now.day || facts.some(({ type }) => type === "fund.released")) return;
    for (const { type, data } of facts) {
      if (type !== "cash.booked" || data.cause !== "TRANSFER") continue;
      for (const name of measuredRatios)
        if (!(Math.abs(now[name] - before[name]) < sameRatio))
          complain("TRANSFER_IS_CAPITAL", `${data.amountUsd} USD moved ${name} from ${before[name]} to ${now[name]}`);
    }
  }
}

function measure(fund: Fund): Measured {
  const { today, earlierPeak, allTimePeak, dayStartEquity } = fund.governance.performance;
  const { equity } = portfolioOf(fund);
  return {
    day: today.day,
    drawdown: Math.max(0, 1 - equity / Math.max(earlierPeak, today.peak)),
    allTimeDrawdown: Math.max(0, 1 - equity / allTimePeak),
    dailyLoss: 1 - equity / dayStartEquity,
  };
}

/** Holds what the fund told against what it remembers: freezes by name, money by amount. */
export class ToldWatch {
  private readonly freezes = new ToldFreezes();
  private ledger: ToldLedger | undefined;

  /** @param state may be further on than `seq` where entries share a block; it is looked at when it is not */
  hear(state: FundState, { seq }: Pick<Entry, "seq">, facts: readonly Fact[], complain: Complain): void {
    this.freezes.hear(seq, facts);
    this.ledger?.hear(facts);
    if (state.seq === seq) this.judge(state, complain);
  }

  /** @param state as recovered from the journal */
  recover(state: FundState, { records }: MemoryTape, complain: Complain): void {
    this.freezes.read(records);
    this.ledger = ToldLedger.of(state.fund?.config.startEquityUsd ?? 0, records);
    this.judge(state, complain);
  }

  private judge({ fund }: FundState, complain: Complain): void {
    if (fund === undefined) return;
    this.freezes.judge(fund, complain);
    this.ledger?.judge(fund, complain);
  }
}

export function judgeRecovery({ seq }: FundState, acknowledged: number, complain: Complain): void {
  if (seq < acknowledged)
    complain("NOTHING_ACKNOWLEDGED_LOST", `entry ${acknowledged} was acknowledged, the journal ends at ${seq}`);
}
