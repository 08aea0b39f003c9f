/**
 * The constraints on the book: what each measures, where it warns, and where it is broken.
 *
 * Source: origin-facts 10. CRITICAL there: too many positions, too much risk, concentration of a symbol or a sector,
 * leverage. WARNING: positions at 0.9 and risk above 0.85 of their limits, net exposure; ours besides: what passed an entry's
 * line by drifting, and what the earlier system left unchecked (risk of one trade, sides, correlation).
 */
import type { BalancerConfig, ConstraintName, Violation, ViolationSeverity } from "../../domain/balancer.ts";
import { type Book, shareOf, sideOf, sumOf } from "./book.ts";
import { correlationBetween, type Relations } from "./relations.ts";

/** Share of the limit on positions from which their number is worth a warning, and above which the total risk is. */
export const positionsWarnAt = 0.9;
export const riskWarnsAbove = 0.85;

export type BookView = {
  readonly book: Book;
  readonly limits: BalancerConfig;
  readonly relations: Relations | undefined;
  readonly sectors: ReadonlyMap<string, string>;
};

type Reading = { readonly subject: string; readonly value: number };
type Lines = {
  /** Above it the constraint is broken. */
  readonly critical?: number;
  readonly warnsAbove?: number;
  readonly warnsAt?: number;
};

type Constraint = {
  readonly name: ConstraintName;
  readonly read: (view: BookView) => readonly Reading[];
  readonly lines: (limits: BalancerConfig) => Lines;
};

const whole = (value: number): Reading[] => [{ subject: "portfolio", value }];

export const constraints: readonly Constraint[] = [
  {
    name: "POSITIONS",
    read: ({ book }) => whole(book.lines.length),
    lines: ({ maxPositions }) => ({ critical: maxPositions, warnsAt: positionsWarnAt * maxPositions }),
  },
  {
    name: "TOTAL_RISK",
    read: ({ book }) => whole(shareOf(sumOf(book.lines, "risk"), book)),
    lines: ({ maxTotalRiskFraction: most }) => ({ critical: most, warnsAbove: riskWarnsAbove * most }),
  },
  {
    name: "RISK_PER_TRADE",
    read: ({ book }) => book.lines.map(({ symbol, risk }) => ({ subject: symbol, value: shareOf(risk, book) })),
    lines: ({ maxRiskPerTradeFraction }) => ({ warnsAbove: maxRiskPerTradeFraction }),
  },
  {
    name: "SYMBOL",
    read: ({ book }) => book.lines.map(({ symbol, notional }) => ({ subject: symbol, value: shareOf(notional, book) })),
    lines: ({ maxSymbolFraction, maxSinglePositionFraction }) => ({
      critical: maxSymbolFraction,
      warnsAbove: maxSinglePositionFraction,
    }),
  },
  {
    name: "SECTOR",
    read: ({ book, sectors }) => {
      const names = new Set(book.lines.map(({ symbol }) => sectors.get(symbol) ?? symbol));
      return [...names].map((subject) => {
        const lines = book.lines.filter(({ symbol }) => (sectors.get(symbol) ?? symbol) === subject);
        return { subject, value: shareOf(sumOf(lines, "notional"), book) };
      });
    },
    lines: ({ maxSectorFraction, maxSectorEntryFraction }) => ({
      critical: maxSectorFraction,
      warnsAbove: maxSectorEntryFraction,
    }),
  },
  {
    name: "LEVERAGE",
    read: ({ book }) => whole(shareOf(sumOf(book.lines, "notional"), book)),
    lines: ({ maxLeverageRatio, maxLeverageEntryRatio }) => ({
      critical: maxLeverageRatio,
      warnsAbove: maxLeverageEntryRatio,
    }),
  },
  {
    name: "NET_EXPOSURE",
    read: ({ book }) => whole(shareOf(Math.abs(sideOf(book.lines, "LONG") - sideOf(book.lines, "SHORT")), book)),
    lines: ({ maxNetExposureFraction }) => ({ warnsAbove: maxNetExposureFraction }),
  },
  {
    name: "SIDE_SHARE",
    read: ({ book: { lines } }) =>
      lines.length === 0
        ? []
        : whole(Math.max(sideOf(lines, "LONG"), sideOf(lines, "SHORT")) / sumOf(lines, "notional")),
    lines: ({ maxSideShareFraction }) => ({ warnsAbove: maxSideShareFraction }),
  },
  {
    name: "CORRELATION",
    read: ({ book, relations }) =>
      book.lines.flatMap(({ symbol }, index) =>
        book.lines.slice(index + 1).flatMap((other) => {
          const value = correlationBetween(relations, symbol, other.symbol);
          return Number.isNaN(value) ? [] : [{ subject: `${symbol} and ${other.symbol}`, value }];
        }),
      ),
    lines: ({ maxCorrelationFraction }) => ({ warnsAbove: maxCorrelationFraction }),
  },
];

/** @param slack lines are this share of what they are: below 1 it finds what is near a line too */
export function violationsOf(view: BookView, slack = 1): Violation[] {
  return constraints.flatMap(({ name, read, lines }) => {
    const { critical, warnsAbove, warnsAt } = lines(view.limits);
    return read(view).flatMap(({ subject, value }) => {
      const found = (severity: ViolationSeverity, limit: number): Violation[] => [
        { constraint: name, subject, severity, value, limit },
      ];
      if (critical !== undefined && !(value <= slack * critical)) return found("CRITICAL", critical);
      if (warnsAbove !== undefined && !(value <= slack * warnsAbove)) return found("WARNING", warnsAbove);
      return warnsAt !== undefined && !(value < slack * warnsAt) ? found("WARNING", warnsAt) : [];
    });
  });
}

export const isCritical = ({ severity }: Violation): boolean => severity === "CRITICAL";
