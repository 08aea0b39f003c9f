/** A split conserves: parts sum to the profit, accounts to zero, equity stays, and CASH is never overdrawn by it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../units/units.ts";
import {
  bookBuy,
  bookSell,
  deposit,
  dueOf,
  imbalanceOf,
  type Ledger,
  lockedOf,
  newProfitOf,
  openLedger,
  payFee,
  realizedOf,
  reserveOf,
  setAside,
  toMicros,
} from "./ledger.ts";
import { settleDue, type SplitShares, splitProfit } from "./split-profit.ts";

const start: SplitShares = { lock: 0.3, reserve: 0.1, reinvest: 0.6 };
const everything = Number.MAX_VALUE;

/** A ledger that has earned `profit` USD with 1,000 USD of capital. */
function earned(profit: number): Ledger {
  const ledger = openLedger(2);
  deposit(ledger, usd(1_000));
  bookBuy(ledger, 0, 10, usd(100));
  bookSell(ledger, 0, 10, usd(100 + profit));
  return ledger;
}
/** Everything there is at cost: what a split may never change. */
const worth = ({ balances }: Ledger): number =>
  balances.CASH + balances.LOCKED_PROFIT + balances.RESERVE + balances.INVENTORY;

describe("a split", () => {
  it("of 100 USD at the start values: 30 locked, 10 in reserve, 60 stay", () => {
    const ledger = earned(100);
    expect(splitProfit(ledger, start)).toEqual({ newProfit: 100, locked: 30, reserved: 10, reinvested: 60 });
    expect(settleDue(ledger, everything)).toEqual({ locked: 30, reserved: 10 });
    expect(ledger.balances).toMatchObject({ CASH: 1_060e6, LOCKED_PROFIT: 30e6, RESERVE: 10e6 });
    expect([lockedOf(ledger), reserveOf(ledger), dueOf(ledger)]).toEqual([30, 10, 0]);
  });

  it("gives the micro-dollars left over to the largest remainders, so that the parts sum exactly", () => {
    const split = splitProfit(earned(0.000_009), start);
    expect(split).toEqual({ newProfit: 0.000_009, locked: 0.000_003, reserved: 0.000_001, reinvested: 0.000_005 });
    const thirds = splitProfit(earned(0.000_001), { lock: 0.333333, reserve: 0.333333, reinvest: 0.333334 });
    expect(thirds).toMatchObject({ locked: 0, reserved: 0, reinvested: 0.000_001 });
  });

  it("takes nothing from a loss, and nothing from its recovery up to the mark", () => {
    const ledger = earned(100);
    splitProfit(ledger, start);
    expect(splitProfit(ledger, start), "split already").toBeUndefined();
    payFee(ledger, usd(40));
    expect(splitProfit(ledger, start), "a loss").toBeUndefined();
    bookSell(ledger, 0, 0, usd(40));
    expect([realizedOf(ledger), splitProfit(ledger, start)]).toEqual([100, undefined]);
    bookSell(ledger, 0, 0, usd(10));
    expect(newProfitOf(ledger)).toBe(10);
    expect(splitProfit(ledger, start)).toMatchObject({ newProfit: 10, locked: 3 });
  });

  it.each<[SplitShares, number, number]>([
    [{ lock: 0, reserve: 0.4, reinvest: 0.6 }, 0, 40],
    [{ lock: 0.4, reserve: 0, reinvest: 0.6 }, 40, 0],
    [{ lock: 0.2, reserve: 0.2, reinvest: 0.6 }, 20, 20],
    [{ lock: 0.6, reserve: 0.4, reinvest: 0 }, 60, 40],
  ])("any share may be nothing, and two may be alike: %o", (shares, locked, reserved) => {
    const ledger = earned(100);
    expect(splitProfit(ledger, shares)).toMatchObject({ locked, reserved });
    expect(settleDue(ledger, everything)).toEqual({ locked, reserved });
    expect([lockedOf(ledger), reserveOf(ledger), dueOf(ledger)]).toEqual([locked, reserved, 0]);
  });

  it.each([
    { lock: 0.3, reserve: 0.1, reinvest: 0.599999 },
    { lock: 0.3, reserve: 0.1, reinvest: Number.NaN },
    { lock: 1.1, reserve: -0.1, reinvest: 0 },
  ])("refuses shares that are not parts of one: %o", (shares) =>
    expect(() => splitProfit(earned(100), shares)).toThrow("expected shares of 0 or more that add up to 1"),
  );
});

describe("what is due", () => {
  const invested = (): Ledger => {
    const ledger = earned(100);
    bookBuy(ledger, 1, 1, usd(1_075));
    splitProfit(ledger, start);
    return ledger;
  };

  it("moves as far as cash is free, locked profit first, and the rest when cash comes back", () => {
    const ledger = invested();
    expect(settleDue(ledger, 25)).toEqual({ locked: 25, reserved: 0 });
    expect([ledger.balances.CASH, dueOf(ledger), lockedOf(ledger), reserveOf(ledger)]).toEqual([0, 15, 30, 10]);
    expect(settleDue(ledger, everything), "no cash at all").toBeUndefined();
    bookSell(ledger, 1, 1, usd(500));
    expect(settleDue(ledger, everything)).toEqual({ locked: 5, reserved: 10 });
    expect([dueOf(ledger), ledger.balances.LOCKED_PROFIT, ledger.balances.RESERVE]).toEqual([0, 30e6, 10e6]);
  });

  it.each([0, -1, Number.NaN, Number.NEGATIVE_INFINITY])("free cash of %s moves nothing", (freeCash) => {
    expect(settleDue(invested(), freeCash)).toBeUndefined();
  });

  it("cash cannot be set aside that is not there", () => {
    const ledger = earned(0);
    expect(() => setAside(ledger, "RESERVE", 1_000e6 + 1)).toThrow("expected to set aside at most the 1000000000");
    expect(() => setAside(ledger, "RESERVE", Number.NaN)).toThrow(RangeError);
  });
});

describe("over any trades and splits", () => {
  const anyAmount = fc.nat(1e7).map((cents) => cents / 100);
  const anyShares = fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)).map(([a, b]): SplitShares => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    return { lock: low / 1e6, reserve: (high - low) / 1e6, reinvest: (1e6 - high) / 1e6 };
  });
  type Move =
    | { readonly kind: "BUY" | "SELL" | "FEE"; readonly amount: number }
    | { readonly kind: "SPLIT"; readonly shares: SplitShares }
    | { readonly kind: "SETTLE"; readonly freeCash: number };
  const anyMove: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ kind: fc.constantFrom("BUY" as const, "SELL" as const, "SELL" as const), amount: anyAmount }),
    fc.record({ kind: fc.constantFrom("SELL" as const, "FEE" as const), amount: anyAmount }),
    fc.record({ kind: fc.constant("SPLIT" as const), shares: anyShares }),
    fc.record({ kind: fc.constant("SETTLE" as const), freeCash: anyAmount }),
  );

  function play(ledger: Ledger, move: Move): void {
    if (move.kind === "BUY") bookBuy(ledger, 0, 1, usd(move.amount));
    else if (move.kind === "FEE") payFee(ledger, usd(move.amount / 1_000));
    else if (move.kind === "SELL" && (ledger.lots[0] ?? 0) > 0) bookSell(ledger, 0, 1, usd(move.amount));
  }

  it("the books sum to zero, a split keeps equity and cash, and settling never overdraws cash", () => {
    let splits = 0;
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 20, maxLength: 80 }), (moves) => {
        const ledger = openLedger(1);
        deposit(ledger, usd(50_000));
        let promised = 0;
        for (const move of moves) {
          const before = { worth: worth(ledger), cash: ledger.balances.CASH };
          play(ledger, move);
          if (move.kind === "SPLIT") {
            const split = splitProfit(ledger, move.shares);
            expect([worth(ledger), ledger.balances.CASH]).toEqual([before.worth, before.cash]);
            if (split !== undefined) {
              splits += 1;
              const parts = [split.locked, split.reserved, split.reinvested].map(toMicros);
              expect(parts.reduce((sum, part) => sum + part, 0)).toBe(toMicros(split.newProfit));
              promised += toMicros(split.locked) + toMicros(split.reserved);
            }
          }
          if (move.kind === "SETTLE") {
            settleDue(ledger, move.freeCash);
            expect(worth(ledger)).toBe(before.worth);
            expect(ledger.balances.CASH).toBeGreaterThanOrEqual(Math.min(before.cash, 0));
            expect(before.cash - ledger.balances.CASH).toBeLessThanOrEqual(move.freeCash * 1e6);
          }
          expect(imbalanceOf(ledger)).toBe(0);
          expect(ledger.due.LOCKED_PROFIT).toBeGreaterThanOrEqual(0);
          expect(ledger.due.RESERVE).toBeGreaterThanOrEqual(0);
          expect(toMicros(lockedOf(ledger)) + toMicros(reserveOf(ledger)), "promises are kept").toBe(promised);
        }
      }),
    );
    expect(splits, "the property met splits").toBeGreaterThan(50);
  });
});
