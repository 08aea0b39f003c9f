/** Every feature of the catalogue by its definition, from all bars at once. See `plain-series.ts`. */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { FeatureName } from "../../src/kernel/features/board/feature-board.ts";
import { average, before, both, each, ema, last, type Series, spread, wilder } from "./plain-series.ts";

type Columns = Readonly<Record<"open" | "high" | "low" | "close" | "volume", Series>>;

export const columnsOf = (bars: readonly Bar[]): Columns => ({
  open: bars.map(({ open }) => open),
  high: bars.map(({ high }) => high),
  low: bars.map(({ low }) => low),
  close: bars.map(({ close }) => close),
  volume: bars.map(({ volume }) => volume),
});

const distance = (close: Series, from: Series): Series => both(close, from, (a, b) => (a - b) / b);
const difference = (a: Series, b: Series): Series => both(a, b, (x, y) => x - y);

function rsi(close: Series, bars: number): Series {
  const moves = difference(close, before(close, 1));
  const gains = wilder(
    each(moves, (move) => (move > 0 ? move : move <= 0 ? 0 : Number.NaN)),
    bars,
  );
  const losses = wilder(
    each(moves, (move) => (move < 0 ? -move : move >= 0 ? 0 : Number.NaN)),
    bars,
  );
  return both(gains, losses, (up, down) => (up + down === 0 ? 50 : 100 - 100 / (1 + up / down)));
}

const trueRange = ({ high, low, close }: Columns): Series =>
  high.map((top, index) => {
    const earlier = close[index - 1] ?? top;
    const bottom = low[index]!;
    return index === 0 ? top - bottom : Math.max(top - bottom, Math.abs(top - earlier), Math.abs(bottom - earlier));
  });

const macd = (close: Series): Series => difference(ema(close, 12), ema(close, 26));

/** Upper, middle and lower band. */
function bollinger(close: Series) {
  const middle = last(close, 20, average);
  const deviation = last(close, 20, spread);
  return {
    middle,
    upper: both(middle, deviation, (a, b) => a + 2 * b),
    lower: both(middle, deviation, (a, b) => a - 2 * b),
    width: both(middle, deviation, (a, b) => (4 * b) / a),
    place: both(difference(close, middle), deviation, (off, b) => (b === 0 ? 0.5 : (off + 2 * b) / (4 * b))),
  };
}

export const plainFeatures: Readonly<Record<FeatureName, (columns: Columns) => Series>> = {
  ema_9: ({ close }) => ema(close, 9),
  ema_21: ({ close }) => ema(close, 21),
  ema_50: ({ close }) => ema(close, 50),
  ema_200: ({ close }) => ema(close, 200),
  ema_9_distance: ({ close }) => distance(close, ema(close, 9)),
  ema_21_distance: ({ close }) => distance(close, ema(close, 21)),
  ema_50_distance: ({ close }) => distance(close, ema(close, 50)),
  ema_200_distance: ({ close }) => distance(close, ema(close, 200)),
  sma_20: ({ close }) => last(close, 20, average),
  sma_50: ({ close }) => last(close, 50, average),
  rsi_14: ({ close }) => rsi(close, 14),
  macd_12_26: ({ close }) => macd(close),
  macd_signal_9: ({ close }) => ema(macd(close), 9),
  macd_histogram: ({ close }) => difference(macd(close), ema(macd(close), 9)),
  atr_14: (columns) => wilder(trueRange(columns), 14),
  atr_14_share: (columns) => both(wilder(trueRange(columns), 14), columns.close, (a, b) => a / b),
  bollinger_upper_20: ({ close }) => bollinger(close).upper,
  bollinger_middle_20: ({ close }) => bollinger(close).middle,
  bollinger_lower_20: ({ close }) => bollinger(close).lower,
  bollinger_width_20: ({ close }) => bollinger(close).width,
  bollinger_place_20: ({ close }) => bollinger(close).place,
};
