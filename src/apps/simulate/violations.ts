/** What a fault run holds the fund to, by name, and how breaches are noted. */
import type { EpochMs } from "../../kernel/units/units.ts";

/** Each with the sentence it stands for. Sources: issue 6; controls.md PT-07, PT-19, RT-05 to RT-08, KL-02, KL-03. */
export const invariants = {
  NO_ORDER_TWICE: "no order id leaves the fund twice",
  NO_ORDER_LOST: "every order the venue got is in the journal, and both say the same of what is open",
  NEVER_GUESSED:
    "what the fund holds for refused the venue refused, and what it holds for absent never reached the venue",
  FILL_BOOKED_ONCE:
    "every fill of the venue and every movement of cash, asked for or not, is booked once, and nothing else is",
  POSITION_EQUAL: "what is held is what the venue holds",
  CASH_EQUAL: "cash is what fills and movements at the venue left, but for a micro-dollar each",
  TRANSFER_IS_CAPITAL: "cash that somebody moves in or out is capital, and moves neither drawdown nor the day's loss",
  LEDGER_CONSERVED:
    "after every entry the ledger holds what the trades and movements told add up to, and its accounts sum to zero",
  EXIT_POSSIBLE: "the guard lets every position go at every close, and at the end the venue lets it go",
  STOP_AT_VENUE: "no position is without a stop at a venue that listens for more than three closes",
  FREEZE_KEPT: "a freeze that was told, of the fund or a symbol, holds until its release is told, whatever crashes",
  NOTHING_ACKNOWLEDGED_LOST: "what was acknowledged is in the journal after every crash",
  REPLAYS: "the journal gives the same facts and the same state again",
  STAYS_UP: "no entry is poison, and the fund stops only where the plan says so",
  BOOKS_AGREE:
    "once faults have ended the fund's own reconciliation, three passes old at most, finds no difference and no symbol stays frozen",
  WAITS_FOR_AGREEMENT:
    "no entry reaches the venue where something stands that only the account shows, once reconciliation must have seen it",
  COMES_TO_REST: "when faults have ended nothing is of unknown outcome and the connection is held for good",
} as const;
export type Invariant = keyof typeof invariants;

export type Violation = { readonly invariant: Invariant; readonly atMs: number; readonly detail: string };

export type Complain = (invariant: Invariant, detail: string) => void;

/** As many of each as say something; a broken run breaks the same promise at every close. */
const mostOfEach = 3;

export function openComplaints(now: () => EpochMs): { readonly violations: Violation[]; readonly complain: Complain } {
  const violations: Violation[] = [];
  return {
    violations,
    complain: (invariant, detail) => {
      const before = violations.filter((each) => each.invariant === invariant).length;
      if (before < mostOfEach) violations.push({ invariant, atMs: now(), detail });
    },
  };
}
