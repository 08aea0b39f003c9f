/** Returns and oscillators by their definitions. */
import {
  average,
  before,
  type Columns,
  each,
  ema,
  gap,
  largest,
  last,
  minus,
  moves,
  over,
  scale,
  type Series,
  sma,
  smallest,
  spread,
  stood,
  sum,
  times,
  wilder,
} from "./plain-series.ts";

const roc = (a: Series, bars: number): Series => gap(a, before(a, bars));
const middle = ({ high, low }: Columns): Series => each((h, l) => (h + l) / 2, high, low);
export const typical = ({ high, low, close }: Columns): Series => each((h, l, c) => (h + l + c) / 3, high, low, close);

export function rsi(close: Series, bars: number): Series {
  const up = wilder(
    each((move) => Math.max(move, 0), moves(close)),
    bars,
  );
  const down = wilder(
    each((move) => Math.max(-move, 0), moves(close)),
    bars,
  );
  return each(
    (gains, losses) => (gains + losses === 0 ? 50 : losses === 0 ? 100 : 100 - 100 / (1 + gains / losses)),
    up,
    down,
  );
}

/** Where the close stands in the range of so many bars, 0 to 1. */
const place = ({ high, low, close }: Columns, bars: number): Series =>
  each(
    (c, top, bottom) => (top === bottom ? 0.5 : (c - bottom) / (top - bottom)),
    close,
    last(high, bars, largest),
    last(low, bars, smallest),
  );
const ownPlace = (a: Series, bars: number): Series => place({ open: a, high: a, low: a, close: a, volume: a }, bars);

const cci = (columns: Columns, bars: number): Series =>
  last(typical(columns), bars, (window) => {
    const mean = average(window);
    const distance = average(window.map((value) => Math.abs(value - mean)));
    return stood(window) ? 0 : (window.at(-1)! - mean) / (0.015 * distance);
  });

const macd = (close: Series): Series => minus(ema(close, 12), ema(close, 26));

function tsi(close: Series): Series {
  const twice = (a: Series): Series => ema(ema(a, 25), 13);
  return scale(over(twice(moves(close)), twice(each(Math.abs, moves(close)))), 100);
}

export const trueRange = ({ high, low, close }: Columns): Series =>
  high.map((top, index) => {
    const earlier = close[index - 1];
    const bottom = low[index]!;
    return earlier === undefined
      ? top - bottom
      : Math.max(top - bottom, Math.abs(top - earlier), Math.abs(bottom - earlier));
  });

function ultimate(columns: Columns): Series {
  const { low, close } = columns;
  const pressure = each((c, l, then) => c - Math.min(l, then), close, low, before(close));
  const share = (bars: number): Series => over(sum(pressure, bars), sum(trueRange(columns), bars), 0.5);
  return each((a, b, c) => (100 * (4 * a + 2 * b + c)) / 7, share(7), share(14), share(28));
}

const trix = (close: Series): Series => roc(ema(ema(ema(close, 15), 15), 15), 1);
const kst = (close: Series): Series =>
  each(
    (a, b, c, d) => 100 * (a + 2 * b + 3 * c + 4 * d),
    sma(roc(close, 10), 10),
    sma(roc(close, 15), 10),
    sma(roc(close, 20), 10),
    sma(roc(close, 30), 15),
  );
const dpo = (close: Series): Series => minus(before(close, 11), sma(close, 20));

export function mfi(columns: Columns, bars: number): Series {
  const price = typical(columns);
  const flow = times(price, columns.volume);
  const up = sum(
    each((move, value) => (move > 0 ? value : 0), moves(price), flow),
    bars,
  );
  const down = sum(
    each((move, value) => (move < 0 ? value : 0), moves(price), flow),
    bars,
  );
  return each((a, b) => (a + b === 0 ? 50 : (100 * a) / (a + b)), up, down);
}

export const plainMomentum = {
  return_1: ({ close }: Columns) => roc(close, 1),
  return_5: ({ close }: Columns) => roc(close, 5),
  return_10: ({ close }: Columns) => roc(close, 10),
  return_20: ({ close }: Columns) => roc(close, 20),
  return_60: ({ close }: Columns) => roc(close, 60),
  acceleration_10: ({ close }: Columns) => moves(roc(close, 10), 10),
  momentum_10: ({ close }: Columns) => moves(close, 10),
  below_high_50: ({ close, high }: Columns) => gap(close, last(high, 50, largest)),
  above_low_50: ({ close, low }: Columns) => gap(close, last(low, 50, smallest)),
  rsi_14: ({ close }: Columns) => rsi(close, 14),
  stochastic_k_14: (columns: Columns) => scale(place(columns, 14), 100),
  stochastic_d_14: (columns: Columns) => sma(scale(place(columns, 14), 100), 3),
  stochastic_rsi_14: ({ close }: Columns) => ownPlace(rsi(close, 14), 14),
  williams_r_14: (columns: Columns) => each((x) => -100 * (1 - x), place(columns, 14)),
  cci_20: (columns: Columns) => cci(columns, 20),
  cmo_14: ({ close }: Columns) => scale(over(sum(moves(close), 14), sum(each(Math.abs, moves(close)), 14)), 100),
  macd_12_26: ({ close }: Columns) => macd(close),
  macd_signal_9: ({ close }: Columns) => ema(macd(close), 9),
  macd_histogram: ({ close }: Columns) => minus(macd(close), ema(macd(close), 9)),
  ppo_12_26: ({ close }: Columns) => gap(ema(close, 12), ema(close, 26)),
  tsi_25_13: ({ close }: Columns) => tsi(close),
  ultimate_7_14_28: ultimate,
  awesome_5_34: (columns: Columns) => minus(sma(middle(columns), 5), sma(middle(columns), 34)),
  trix_15: ({ close }: Columns) => trix(close),
  kst: ({ close }: Columns) => kst(close),
  kst_signal_9: ({ close }: Columns) => sma(kst(close), 9),
  dpo_20: ({ close }: Columns) => dpo(close),
  dpo_20_share: ({ close }: Columns) => over(dpo(close), sma(close, 20)),
  zscore_20: ({ close }: Columns) =>
    last(close, 20, (window) => (stood(window) ? 0 : (window.at(-1)! - average(window)) / spread(window))),
};
