/** A book to start a test of the balancer from: nothing held, nothing known to hang together, the guide's limits. */
import { defaultBalancer, type BalancerConfig } from "../../src/kernel/domain/balancer.ts";
import type { Book, BookLine } from "../../src/kernel/trading/balance/book.ts";
import type { Candidate } from "../../src/kernel/trading/balance/candidate.ts";
import type { BookView } from "../../src/kernel/trading/balance/constraints.ts";
import type { Relations } from "../../src/kernel/trading/balance/relations.ts";

export const line = (symbol: string, change: Partial<BookLine> = {}): BookLine => ({
  symbol,
  side: "LONG",
  notional: 1_000,
  risk: 20,
  ...change,
});

export const book = (lines: readonly BookLine[] = [], change: Partial<Book> = {}): Book => ({
  tradable: 10_000,
  cash: 10_000,
  lines,
  ...change,
});

/** Symbols that all correlate so with each other, each with a deviation of 4 % a day. */
export function relations(symbols: readonly string[], correlation = 0.3): Relations {
  const cells = symbols.flatMap((a) => symbols.map((b) => (a === b ? 1 : correlation)));
  return {
    symbols,
    correlation: Float64Array.from(cells),
    covariance: Float64Array.from(cells, (each) => each * 0.04 ** 2),
  };
}

type ViewChange = Partial<Omit<BookView, "limits">> & { readonly limits?: Partial<BalancerConfig> };

/** Every symbol is a sector of its own. */
export const bookView = ({ limits = {}, ...change }: ViewChange = {}): BookView => ({
  book: book(),
  relations: relations(["A", "B", "C", "D", "E"]),
  sectors: new Map(),
  ...change,
  limits: { ...defaultBalancer, ...limits },
});

export const candidate = (symbol: string, change: Partial<Candidate> = {}): Candidate => ({
  symbol,
  side: "LONG",
  notional: 1_000,
  stopDistance: 0.02,
  minNotional: 10,
  allocation: Number.POSITIVE_INFINITY,
  ...change,
});
