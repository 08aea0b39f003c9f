/**
 * What a book would lose in the named days and in made-up ones. Losses are shares of equity; a gain is negative.
 *
 * The made-up ones (methods B1): all positions go wrong together, three times the volatility, funding of 0.3 % every eight
 * hours for a day, a gap of -30 %, a stablecoin that loses 5 %, and a venue out for 30 minutes.
 */
import { normalQuantile } from "../distributions.ts";
import { type StressDays, stressDays } from "./stress-days.ts";

export type StressedPosition = {
  /** Base asset, such as BTC. */
  readonly asset: string;
  /** Notional as a share of equity, negative when short. */
  readonly weight: number;
  /** Standard deviation of a day's return. */
  readonly deviation: number;
  /** Move in half an hour that 99 % of half hours stay within; from the deviation where it is not known. */
  readonly halfHourMove?: number;
};

export type StressedBook = {
  readonly positions: readonly StressedPosition[];
  /** Standard deviation of a day's return of the whole book. */
  readonly deviation: number;
  /** Share of equity held in stablecoins, margin included. */
  readonly stableShare: number;
};

/** `loss` is undefined where the book does not say enough. */
export type StressResult = { readonly name: string; readonly loss: number | undefined };

export const fundingStress = 0.003;
const fundingTimesADay = 3;
export const gapStress = -0.3;
export const depegStress = 0.05;
export const volatilityStress = 3;
const halfHoursADay = 48;
/** Normal reach of the worst 1 % of days. */
const reach = normalQuantile(0.99);

/** Of every scenario, in the order of the list: the named days first. */
export function stressBook(book: StressedBook): StressResult[] {
  const named = stressDays.map((days) => result(days.name, lossInDays(days, book)));
  return [...named, ...madeUp.map(([name, lossOf]) => result(name, lossOf(book)))];
}

/** The scenario that costs most; one that cannot be told is worse than any. Undefined for none. */
export function worstStress(results: readonly StressResult[]): StressResult | undefined {
  return results.reduce<StressResult | undefined>(
    (worst, each) => (worst === undefined || lossFor(each) > lossFor(worst) ? each : worst),
    undefined,
  );
}

const lossFor = ({ loss }: StressResult): number => loss ?? Number.POSITIVE_INFINITY;
const result = (name: string, loss: number): StressResult => ({ name, loss: Number.isFinite(loss) ? loss : undefined });

export function lossInDays({ changes, others }: StressDays, { positions }: StressedBook): number {
  return sumOver(positions, ({ asset, weight }) => -weight * (changes[asset] ?? others));
}

const sumOver = (positions: readonly StressedPosition[], of: (position: StressedPosition) => number): number =>
  positions.reduce((sum, position) => sum + of(position), 0);

type LossOf = (book: StressedBook) => number;

const madeUp: readonly (readonly [string, LossOf])[] = [
  [
    "every position goes wrong together",
    ({ positions }) => reach * sumOver(positions, ({ weight, deviation }) => Math.abs(weight) * deviation),
  ],
  ["volatility times 3", ({ deviation }) => reach * volatilityStress * deviation],
  [
    "funding of 0.3 % every 8 hours, a day",
    ({ positions }) => fundingStress * fundingTimesADay * sumOver(positions, ({ weight }) => Math.abs(weight)),
  ],
  ["gap of -30 %", ({ positions }) => sumOver(positions, ({ weight }) => -weight * gapStress)],
  ["stablecoin loses 5 %", ({ stableShare }) => depegStress * stableShare],
  [
    "venue out for 30 minutes",
    ({ positions }) =>
      sumOver(
        positions,
        ({ weight, deviation, halfHourMove }) =>
          Math.abs(weight) * (halfHourMove ?? (reach * deviation) / Math.sqrt(halfHoursADay)),
      ),
  ],
];
