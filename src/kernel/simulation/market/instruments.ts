/**
 * What the simulated market lists: five invented coins.
 *
 * They are named after real ones because they are built to move like them, and end in SIM because they are not them.
 * Steps are those of the Binance spot bars of 2023, fees its VIP 0 tier (10 bps maker and taker), the smallest order its
 * 5 USD; the largest orders are round figures near its own and bind no fund of this size. The order of this list is the
 * order of instrument ids and of the bars of one close.
 */
import type { Instrument } from "../../domain/instrument.ts";
import { bps, price, quantity, usd } from "../../units/units.ts";

type Listing = { tick: number; lot: number; largest: number; halfSpreadBps: number };

/**
 * Half-spreads: BTC is the touch of Bybit spot BTCUSDT on 2022-12-13 (median 0.55 bps). No quotes of the others were at
 * hand: they are chosen at or above half a tick of Binance spot at the prices of the end of 2023 (0.02 to 1.6 bps).
 */
const listings: readonly (readonly [string, Listing])[] = [
  ["BTC-SIM", { tick: 0.01, lot: 0.00001, largest: 9_000, halfSpreadBps: 0.5 }],
  ["ETH-SIM", { tick: 0.01, lot: 0.0001, largest: 9_000, halfSpreadBps: 0.5 }],
  ["SOL-SIM", { tick: 0.01, lot: 0.001, largest: 90_000, halfSpreadBps: 1 }],
  ["XRP-SIM", { tick: 0.0001, lot: 1, largest: 9_000_000, halfSpreadBps: 1.5 }],
  ["BNB-SIM", { tick: 0.1, lot: 0.001, largest: 900_000, halfSpreadBps: 1.6 }],
];

const list = (symbol: string, { tick, lot, largest, halfSpreadBps }: Listing): Instrument => ({
  symbol,
  tickSize: price(tick),
  lotSize: quantity(lot),
  minNotionalUsd: usd(5),
  maxOrderQuantity: quantity(largest),
  makerFeeBps: bps(10),
  takerFeeBps: bps(10),
  halfSpreadBps: bps(halfSpreadBps),
});

export const simulatedInstruments: readonly Instrument[] = listings.map(([symbol, listing]) => list(symbol, listing));
