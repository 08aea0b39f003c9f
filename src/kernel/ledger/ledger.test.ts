/** The ledger conserves exactly: whatever is bought, sold, paid and deposited, its accounts sum to zero. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../units/units.ts";
import {
  accounts,
  bookBuy,
  bookSell,
  cashOf,
  costOfHeld,
  deposit,
  fromMicros,
  imbalanceOf,
  type Ledger,
  openLedger,
  payFee,
  realizedOf,
  toMicros,
} from "./ledger.ts";

const anyAmount = fc.double({ min: 0, max: 1e6, noNaN: true });
type Posting =
  | { readonly kind: "DEPOSIT" | "FEE"; readonly amount: number }
  | { readonly kind: "BUY" | "SELL"; readonly id: number; readonly lots: number; readonly amount: number }
  | { readonly kind: "SELL_ALL"; readonly id: number; readonly amount: number };
const anyPosting: fc.Arbitrary<Posting> = fc.oneof(
  fc.record({ kind: fc.constantFrom("DEPOSIT" as const, "FEE" as const), amount: anyAmount }),
  fc.record({
    kind: fc.constantFrom("BUY" as const, "SELL" as const),
    id: fc.nat(2),
    lots: fc.integer({ min: 1, max: 1e6 }),
    amount: anyAmount,
  }),
  fc.record({ kind: fc.constant("SELL_ALL" as const), id: fc.nat(2), amount: anyAmount }),
);

function post(ledger: Ledger, posting: Posting): void {
  const amount = usd(posting.amount);
  if (!("id" in posting)) return posting.kind === "FEE" ? payFee(ledger, amount) : deposit(ledger, amount);
  if (posting.kind === "BUY") return bookBuy(ledger, posting.id, posting.lots, amount);
  const held = ledger.lots[posting.id] ?? 0;
  const lots = posting.kind === "SELL_ALL" ? held : Math.min(held, posting.lots);
  if (lots > 0) bookSell(ledger, posting.id, lots, amount);
}

describe("conservation", () => {
  const walk = (check: (ledger: Ledger, posting: Posting) => void) =>
    fc.assert(
      fc.property(fc.array(anyPosting, { maxLength: 60 }), (postings) => {
        const ledger = openLedger(3);
        for (const posting of postings) {
          post(ledger, posting);
          check(ledger, posting);
        }
      }),
    );

  it("the accounts sum to exactly zero after every posting", () =>
    walk((ledger) => expect(imbalanceOf(ledger)).toBe(0)));

  it("every balance is a whole number of micro-dollars", () =>
    walk((ledger) => expect(accounts.every((account) => Number.isSafeInteger(ledger.balances[account]))).toBe(true)));

  it("inventory is exactly the cost of what is held", () =>
    walk((ledger) => expect(ledger.cost.reduce((sum, cost) => sum + cost, 0)).toBe(ledger.balances.INVENTORY)));

  it("lots and their cost are never negative", () =>
    walk((ledger) => expect([...ledger.lots, ...ledger.cost].every((value) => value >= 0)).toBe(true)));

  it("selling everything leaves no cost behind", () =>
    walk((ledger, posting) => {
      if (posting.kind === "SELL_ALL") expect(costOfHeld(ledger, posting.id)).toBe(0);
    }));

  it("cash is what was put in and earned, less what is invested", () =>
    walk((ledger) => {
      const { CASH, CAPITAL, INVENTORY } = ledger.balances;
      expect(CASH + INVENTORY + CAPITAL - toMicros(realizedOf(ledger))).toBe(0);
      expect(toMicros(cashOf(ledger))).toBe(CASH);
    }));
});

describe("a trade", () => {
  it("costs leave at the average, and the rest is profit before fees", () => {
    const ledger = openLedger(1);
    deposit(ledger, usd(1_000));
    bookBuy(ledger, 0, 10, usd(100));
    bookBuy(ledger, 0, 10, usd(200));
    payFee(ledger, usd(1));
    expect(bookSell(ledger, 0, 5, usd(100))).toBe(25);
    expect(costOfHeld(ledger, 0)).toBe(225);
    expect([cashOf(ledger), realizedOf(ledger)]).toEqual([799, 24]);
  });

  it("of more than is held is a broken rule", () => {
    const ledger = openLedger(1);
    bookBuy(ledger, 0, 10, usd(100));
    expect(() => bookSell(ledger, 0, 11, usd(100))).toThrow("expected to sell at most the 10 lots held, was 11");
  });
});

describe("micro-dollars", () => {
  it("hold 9 billion USD exactly and refuse more", () => {
    expect(fromMicros(toMicros(9e9))).toBe(9e9);
    expect(() => toMicros(1e10)).toThrow(RangeError);
  });
  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuse %s", (value) =>
    expect(() => toMicros(value)).toThrow(RangeError),
  );
});
