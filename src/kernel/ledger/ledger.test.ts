/** The ledger conserves exactly: whatever is bought, sold, paid and deposited, its accounts sum to zero. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CashCause, cashCauses } from "../domain/venue-report.ts";
import { usd } from "../units/units.ts";
import {
  accounts,
  bookBuy,
  bookCashMoved,
  bookPerpetualBuy,
  bookPerpetualSell,
  bookSell,
  capitalOf,
  cashOf,
  costOfHeld,
  deposit,
  enteredOnMargin,
  fromMicros,
  imbalanceOf,
  type Ledger,
  openLedger,
  payFee,
  realizedOf,
  setAside,
  toMicros,
} from "./ledger.ts";

const anyAmount = fc.double({ min: 0, max: 1e6, noNaN: true });
type Posting =
  | { readonly kind: "DEPOSIT" | "FEE"; readonly amount: number }
  | { readonly kind: "BUY" | "SELL"; readonly id: number; readonly lots: number; readonly amount: number }
  | { readonly kind: "SELL_ALL"; readonly id: number; readonly amount: number }
  | { readonly kind: "CASH_MOVED"; readonly cause: CashCause; readonly amount: number };
const anyPosting: fc.Arbitrary<Posting> = fc.oneof(
  fc.record({ kind: fc.constantFrom("DEPOSIT" as const, "FEE" as const), amount: anyAmount }),
  fc.record({
    kind: fc.constantFrom("BUY" as const, "SELL" as const),
    id: fc.nat(2),
    lots: fc.integer({ min: 1, max: 1e6 }),
    amount: anyAmount,
  }),
  fc.record({ kind: fc.constant("SELL_ALL" as const), id: fc.nat(2), amount: anyAmount }),
  fc.record({
    kind: fc.constant("CASH_MOVED" as const),
    cause: fc.constantFrom(...cashCauses),
    amount: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  }),
);

/** The last of the three instruments is a perpetual. */
const perpetualId = 2;

function post(ledger: Ledger, posting: Posting): void {
  const amount = usd(posting.amount);
  if (posting.kind === "CASH_MOVED") return bookCashMoved(ledger, amount, posting.cause);
  if (!("id" in posting)) return posting.kind === "FEE" ? payFee(ledger, amount) : deposit(ledger, amount);
  const isPerpetual = posting.id === perpetualId;
  if (posting.kind === "BUY")
    return (isPerpetual ? bookPerpetualBuy : bookBuy)(ledger, posting.id, posting.lots, amount);
  const held = ledger.lots[posting.id] ?? 0;
  const lots = posting.kind === "SELL_ALL" ? held : Math.min(held, posting.lots);
  if (lots > 0) (isPerpetual ? bookPerpetualSell : bookSell)(ledger, posting.id, lots, amount);
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

  it("inventory is exactly the cost of what is held in spot; what is entered on margin is the rest", () =>
    walk((ledger) => {
      const [first = 0, second = 0, perpetual = 0] = ledger.cost;
      expect(ledger.balances.INVENTORY).toBe(first + second);
      expect(toMicros(enteredOnMargin(ledger))).toBe(perpetual);
    }));

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
    expect(ledger.lots[0]).toBe(15);
    expect([cashOf(ledger), realizedOf(ledger)]).toEqual([799, 24]);
  });

  it("of more than is held is a broken rule", () => {
    const ledger = openLedger(1);
    bookBuy(ledger, 0, 10, usd(100));
    expect(() => bookSell(ledger, 0, 11, usd(100))).toThrow("expected to sell at most the 10 lots held, was 11");
  });
});

it("the imbalance is what the accounts are off by, with its sign", () => {
  const ledger = openLedger(1);
  ledger.balances.CASH += 5;
  expect(imbalanceOf(ledger)).toBe(5);
});

describe("money set aside", () => {
  it.each([-1, 1_000_001, Number.NaN])("of %s micro-dollars out of 1,000,000 is refused", (micros) => {
    const ledger = openLedger(1);
    deposit(ledger, usd(1));
    expect(() => setAside(ledger, "RESERVE", micros)).toThrow(RangeError);
    expect(ledger.balances.RESERVE).toBe(0);
  });
  it.each([0, 1, 1_000_000])("of %s moves from cash", (micros) => {
    const ledger = openLedger(1);
    deposit(ledger, usd(1));
    setAside(ledger, "RESERVE", micros);
    expect([ledger.balances.RESERVE, ledger.balances.CASH]).toEqual([micros, 1_000_000 - micros]);
  });
});

describe("a perpetual", () => {
  it("moves no cash but its profit, its fees and its funding", () => {
    const ledger = openLedger(1);
    deposit(ledger, usd(1_000));
    bookPerpetualBuy(ledger, 0, 10, usd(5_000));
    expect([cashOf(ledger), enteredOnMargin(ledger), ledger.balances.INVENTORY]).toEqual([1_000, 5_000, 0]);
    payFee(ledger, usd(2));
    bookCashMoved(ledger, usd(-0.5), "FUNDING");
    expect([cashOf(ledger), realizedOf(ledger)]).toEqual([997.5, -2.5]);
    expect(bookPerpetualSell(ledger, 0, 4, usd(1_900))).toBe(-100);
    expect(bookPerpetualSell(ledger, 0, 6, usd(3_300))).toBe(300);
    expect([cashOf(ledger), realizedOf(ledger), enteredOnMargin(ledger)]).toEqual([1_197.5, 197.5, 0]);
  });

  it("of more than is held is a broken rule, and leaves the books as they were", () => {
    const ledger = openLedger(1);
    bookPerpetualBuy(ledger, 0, 10, usd(100));
    expect(() => bookPerpetualSell(ledger, 0, 11, usd(100))).toThrow("expected to sell at most the 10 lots held");
    expect([ledger.lots[0], enteredOnMargin(ledger)]).toEqual([10, 100]);
  });
});

it("a perpetual bought twice is left at the average of both", () => {
  const ledger = openLedger(1);
  bookPerpetualBuy(ledger, 0, 10, usd(1_000));
  bookPerpetualBuy(ledger, 0, 10, usd(1_300));
  expect([ledger.lots[0], costOfHeld(ledger, 0), enteredOnMargin(ledger)]).toEqual([20, 2_300, 2_300]);
  expect(bookPerpetualSell(ledger, 0, 10, usd(1_250))).toBe(100);
  expect([ledger.lots[0], costOfHeld(ledger, 0), cashOf(ledger)]).toEqual([10, 1_150, 100]);
});

it("capital is what was paid in less what was taken out, whatever was earned since", () => {
  const ledger = openLedger(1);
  deposit(ledger, usd(1_000));
  payFee(ledger, usd(3));
  bookCashMoved(ledger, usd(-400), "TRANSFER");
  expect(capitalOf(ledger)).toBe(600);
});

it("cash that moved without a trade is booked by its cause", () => {
  const ledger = openLedger(1);
  bookCashMoved(ledger, usd(3), "FUNDING");
  bookCashMoved(ledger, usd(-2), "FEE");
  bookCashMoved(ledger, usd(100), "TRANSFER");
  expect(ledger.balances).toMatchObject({ CASH: 101e6, FUNDING: -3e6, FEES: 2e6, CAPITAL: -100e6 });
  expect(realizedOf(ledger), "what is put in is no profit").toBe(1);
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
