/** Candles as one would tell them from a chart, bar by bar. */
import { before, type Columns, each, gap, type Series } from "./plain-series.ts";

type Candle = {
  open: number;
  high: number;
  low: number;
  close: number;
  top: number;
  bottom: number;
  size: number;
  range: number;
};
const candle = (open: number, high: number, low: number, close: number): Candle => {
  const [top, bottom] = [Math.max(open, close), Math.min(open, close)];
  return { open, high, low, close, top, bottom, size: top - bottom, range: high - low };
};

/** Of each bar. */
const one =
  (of: (now: Candle) => number) =>
  ({ open, high, low, close }: Columns): Series =>
    each((o, h, l, c) => of(candle(o, h, l, c)), open, high, low, close);
/** Of each bar and the one before. */
const two =
  (of: (now: Candle, then: Candle) => boolean) =>
  ({ open, high, low, close }: Columns): Series =>
    open.map((_, i) =>
      i === 0
        ? Number.NaN
        : Number(
            of(
              candle(open[i]!, high[i]!, low[i]!, close[i]!),
              candle(open[i - 1]!, high[i - 1]!, low[i - 1]!, close[i - 1]!),
            ),
          ),
    );

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Whether the last three bars go one way and the last two of them march. */
const march =
  (side: 1 | -1) =>
  ({ open, high, low, close }: Columns): Series =>
    open.map((_, i) => {
      if (i < 2) return Number.NaN;
      const goes = (at: number) => side * (close[at]! - open[at]!) > 0;
      const marches = (at: number) => {
        const bounds = [open[at - 1]!, close[at - 1]!];
        return (
          goes(at) &&
          side * (close[at]! - close[at - 1]!) > 0 &&
          open[at]! >= Math.min(...bounds) &&
          open[at]! <= Math.max(...bounds) &&
          Math.abs(close[at]! - open[at]!) >= (high[at]! - low[at]!) * 0.5
        );
      };
      return Number(goes(i - 2) && marches(i - 1) && marches(i));
    });

export const plainCandles = {
  body: one(({ open, close }) => (close - open) / open),
  range: one(({ range, close }) => range / close),
  gap: ({ open, close }: Columns) => gap(open, before(close)),
  body_share: one(({ size, range }) => share(size, range)),
  upper_shadow: one(({ high, top, range }) => share(high - top, range)),
  lower_shadow: one(({ low, bottom, range }) => share(bottom - low, range)),
  balance_of_power: one(({ open, close, range }) => share(close - open, range)),
  doji: one(({ size, range }) => Number(size <= range * 0.1)),
  hammer: one(({ high, low, top, bottom, size, range }) =>
    Number(range > 0 && bottom - low >= size * 2 && bottom - low >= range * 0.5 && high - top <= range * 0.1),
  ),
  shooting_star: one(({ high, low, top, bottom, size, range }) =>
    Number(range > 0 && high - top >= size * 2 && high - top >= range * 0.5 && bottom - low <= range * 0.1),
  ),
  bullish_engulfing: two(
    (now, then) =>
      now.close > now.open &&
      then.close < then.open &&
      now.top >= then.top &&
      now.bottom <= then.bottom &&
      now.size > then.size,
  ),
  bearish_engulfing: two(
    (now, then) =>
      now.close < now.open &&
      then.close > then.open &&
      now.top >= then.top &&
      now.bottom <= then.bottom &&
      now.size > then.size,
  ),
  inside_bar: two((now, then) => now.high <= then.high && now.low >= then.low),
  outside_bar: two((now, then) => now.high > then.high && now.low < then.low),
  three_white_soldiers: march(1),
  three_black_crows: march(-1),
};
