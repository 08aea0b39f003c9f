/**
 * What perpetuals tie up of the account's money: the initial margin of what is held, and losses that are not realised yet.
 *
 * Profit that is not realised frees nothing: it may be gone at the next close. Spot ties up nothing beyond what was paid.
 */
import { type Instrument, tiedShare } from "../domain/instrument.ts";
import { profitAt } from "../domain/liquidation.ts";
import { maintenanceMargin } from "../domain/perpetual.ts";
import type { Position } from "../domain/position.ts";

export const tiedShareIn =
  (instruments: readonly Instrument[]) =>
  (symbol: string): number => {
    const instrument = instruments.find((each) => each.symbol === symbol);
    return instrument === undefined ? 1 : tiedShare(instrument);
  };

type Positions = readonly (Position | undefined)[];

/** USD; positions stand at the place of their instrument. */
export function heldMargin(positions: Positions, instruments: readonly Instrument[]): number {
  let held = 0;
  for (const [id, position] of positions.entries()) {
    const instrument = instruments[id];
    if (position === undefined || instrument?.perpetual === undefined) continue;
    const { quantity, averagePrice, lastPrice } = position;
    const loss = Math.max(0, 0 - profitAt({ quantity, entryPrice: averagePrice }, lastPrice));
    held += quantity * lastPrice * tiedShare(instrument) + loss;
  }
  return held;
}

/** What all positions tie up: spot its worth, perpetuals their initial margin. */
export const tiedByHeld = (positions: Positions, instruments: readonly Instrument[]): number =>
  positions.reduce((tied, position, id) => {
    const instrument = instruments[id];
    if (position === undefined || instrument === undefined) return tied;
    return tied + position.quantity * position.lastPrice * tiedShare(instrument);
  }, 0);

/** A perpetual as it stands before an entry into it, and what stands behind it. */
export type MarginScene = {
  readonly quantity: number;
  readonly entryPrice: number;
  /** Behind it on cross margin: the wallet, with what other perpetuals make and need. */
  readonly crossCollateral: number;
};

export function marginSceneOf(
  positions: Positions,
  instruments: readonly Instrument[],
  id: number,
  wallet: number,
): MarginScene {
  let collateral = wallet;
  for (const [other, position] of positions.entries()) {
    const terms = instruments[other]?.perpetual;
    if (other === id || position === undefined || terms === undefined) continue;
    const { quantity, averagePrice, lastPrice } = position;
    const profit = profitAt({ quantity, entryPrice: averagePrice }, lastPrice);
    collateral += Math.min(0, profit) - maintenanceMargin(terms.brackets, quantity * lastPrice);
  }
  const held = positions[id];
  return { quantity: held?.quantity ?? 0, entryPrice: held?.averagePrice ?? 0, crossCollateral: collateral };
}
