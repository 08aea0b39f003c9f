/**
 * Freezes as the fund told them, held against what it remembers: of the whole fund, and of single symbols.
 *
 * Noted from facts as they are published, so that a freeze that was told and then lost with the journal is still known
 * here. What was written and not published before a crash is read from the journal.
 */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { recordedFacts } from "./recorded-facts.ts";
import type { Complain } from "./violations.ts";

const freezing = ["fund.frozen", "fund.released", "symbol.frozen", "symbol.released"] as const;

export class ToldFreezes {
  private isFundFrozen = false;
  private readonly symbols = new Set<string>();
  private heardUpTo = -1;

  hear(seq: number, facts: readonly Fact[]): void {
    this.heardUpTo = Math.max(this.heardUpTo, seq);
    for (const { type, data } of facts) {
      if (type === "fund.frozen") this.isFundFrozen = true;
      if (type === "fund.released") this.isFundFrozen = false;
      if (type === "symbol.frozen") this.symbols.add(data.symbol);
      if (type === "symbol.released") this.symbols.delete(data.symbol);
    }
  }

  /** What a journal says beyond what was published: a block may be written and its writer dead. */
  read(records: readonly JournalRecord[]): void {
    const { heardUpTo } = this;
    for (const { seq, fact } of recordedFacts(records, freezing)) if (seq > heardUpTo) this.hear(seq, [fact]);
  }

  /** @param fund as it stands after the last entry that was heard here */
  judge({ governance, trading }: Fund, complain: Complain): void {
    const isFrozen = governance.freeze !== undefined;
    if (this.isFundFrozen !== isFrozen)
      complain("FREEZE_KEPT", `the fund last told of itself ${word(this.isFundFrozen)}, and is ${word(isFrozen)}`);
    for (const symbol of new Set([...this.symbols, ...trading.reconcile.frozen.keys()])) {
      const [told, is] = [this.symbols.has(symbol), trading.reconcile.frozen.has(symbol)];
      if (told !== is) complain("FREEZE_KEPT", `the fund last told of ${symbol} ${word(told)}, and it is ${word(is)}`);
    }
  }
}

const word = (isFrozen: boolean): string => (isFrozen ? "frozen" : "free");
