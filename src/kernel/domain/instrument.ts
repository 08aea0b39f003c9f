/**
 * What can be traded, and in which steps.
 *
 * Prices snap to the tick and quantities to the lot before anything is counted, so that ledger amounts are exact.
 */
import type { PerpetualTerms } from "./perpetual.ts";
import { type Bps, type Price, price, type Quantity, quantity, type UsdAmount } from "../units/units.ts";

/** What the venue says may be done with it. Only what trades is entered; what is held is sold wherever the venue still lets it. */
export const instrumentStatuses = ["TRADING", "HALTED", "DELISTED"] as const;
export type InstrumentStatus = (typeof instrumentStatuses)[number];

export type Instrument = {
  readonly symbol: string;
  /** Smallest step of a price. */
  readonly tickSize: Price;
  /** Smallest step of a quantity. */
  readonly lotSize: Quantity;
  /** Orders worth less are refused by the venue. */
  readonly minNotionalUsd: UsdAmount;
  /** Largest quantity of one order. */
  readonly maxOrderQuantity: Quantity;
  readonly makerFeeBps: Bps;
  readonly takerFeeBps: Bps;
  /** Half of the usual distance between bid and ask. */
  readonly halfSpreadBps: Bps;
  /** TRADING where nothing is said. */
  readonly status?: InstrumentStatus | undefined;
  /** Of a perpetual. What has none is spot: it is paid for in full and cannot be liquidated. */
  readonly perpetual?: PerpetualTerms | undefined;
};

/** Part of a holding's worth that the account has to tie up for it: all of spot, the initial margin of a perpetual. */
export const tiedShare = ({ perpetual }: Instrument): number =>
  perpetual === undefined ? 1 : 1 / perpetual.leverageRatio;

/** Floats that should be whole numbers of steps are off by rounding error; this much of a step is forgiven. */
const stepTolerance = 1e-7;

/** Whole steps in `value`, rounded down unless it is a whole number within rounding error. */
export function wholeSteps(value: number, step: number): number {
  const steps = value / step;
  const nearest = Math.round(steps);
  return Math.abs(steps - nearest) <= stepTolerance * Math.max(1, Math.abs(nearest) * 1e-6)
    ? nearest
    : Math.floor(steps);
}

/** A whole number of steps as the shortest decimal that names it, so that 3 ticks of 0.1 are 0.3. */
export const fromSteps = (steps: number, step: number): number => {
  const perUnit = Math.round(1 / step);
  return Math.abs(perUnit * step - 1) < 1e-9 ? steps / perUnit : steps * step;
};

export const snapQuantity = (instrument: Instrument, wanted: number): Quantity =>
  quantity(Math.max(0, fromSteps(wholeSteps(wanted, instrument.lotSize), instrument.lotSize)));

export const snapPriceDown = (instrument: Instrument, wanted: number): Price =>
  price(fromSteps(Math.max(1, wholeSteps(wanted, instrument.tickSize)), instrument.tickSize));

export const snapPriceUp = (instrument: Instrument, wanted: number): Price => {
  const down = snapPriceDown(instrument, wanted);
  return down >= wanted - instrument.tickSize * stepTolerance
    ? down
    : price(fromSteps(wholeSteps(wanted, instrument.tickSize) + 1, instrument.tickSize));
};

export const isWholeSteps = (value: number, step: number): boolean =>
  Math.abs(value / step - Math.round(value / step)) <= 1e-6 * Math.max(1, Math.abs(value / step) * 1e-6);
