/** Moving means and direction by their definitions. */
import { trueRange } from "./plain-momentum.ts";
import {
  before,
  type Columns,
  each,
  ema,
  gap,
  largest,
  last,
  line,
  minus,
  moves,
  over,
  plus,
  scale,
  type Series,
  sma,
  smallest,
  sum,
  wilder,
  wma,
} from "./plain-series.ts";

const efficiency = (close: Series): Series =>
  over(each(Math.abs, moves(close, 10)), sum(each(Math.abs, moves(close)), 10));

function kama(close: Series): Series {
  const ratio = efficiency(close);
  let value = close[9] ?? Number.NaN;
  return close.map((price, index) => {
    if (index < 10) return Number.NaN;
    value += (ratio[index]! * (2 / 3 - 2 / 31) + 2 / 31) ** 2 * (price - value);
    return value;
  });
}

function zlema(close: Series): Series {
  let value = close[8] ?? Number.NaN;
  return close.map((price, index) => {
    if (index < 9) return Number.NaN;
    value += (2 / 21) * (price + price - close[index - 9]! - value);
    return value;
  });
}

const twice = (close: Series): Series => ema(ema(close, 20), 20);

/** Wilder's directional moves, up and down. */
function directional({ high, low, close, ...rest }: Columns) {
  const [up, down] = [moves(high), scale(moves(low), -1)];
  const ranges = trueRange({ high, low, close, ...rest }).map((value, index) => (index === 0 ? Number.NaN : value));
  const range = wilder(ranges, 14);
  const plusDi = scale(
    over(
      wilder(
        each((u, d) => (u > d && u > 0 ? u : 0), up, down),
        14,
      ),
      range,
    ),
    100,
  );
  const minusDi = scale(
    over(
      wilder(
        each((u, d) => (d > u && d > 0 ? d : 0), up, down),
        14,
      ),
      range,
    ),
    100,
  );
  const dx = each((a, b) => (a + b === 0 ? 0 : (100 * Math.abs(a - b)) / (a + b)), plusDi, minusDi);
  return { plusDi, minusDi, adx: wilder(dx, 14) };
}

/** 100 at a new extreme, 4 less for each bar since. Of equal ones the newest counts. */
const aroon = (a: Series, side: 1 | -1): Series =>
  last(
    a.map((value) => side * value),
    26,
    (window) => 100 * (window.lastIndexOf(Math.max(...window)) / 25),
  );

const middle = ({ high, low }: Columns, bars: number): Series =>
  each((top, bottom) => (top + bottom) / 2, last(high, bars, largest), last(low, bars, smallest));

/** The stop told as a story: a side, an extreme, a step. */
function parabolic({ high, low }: Columns): Series {
  let isRising = true;
  let [stop, extreme, step] = [Number.NaN, Number.NaN, 0.02];
  return high.map((top, i) => {
    const bottom = low[i]!;
    if (i === 0) return Number.NaN;
    if (i === 1) {
      isRising = high[0]! + low[0]! <= top + bottom;
      [stop, extreme] = isRising ? [low[0]!, high[0]!] : [high[0]!, low[0]!];
    }
    stop += step * (extreme - stop);
    const recent = [i - 1, Math.max(0, i - 2)];
    stop = isRising
      ? Math.min(stop, ...recent.map((at) => low[at]!))
      : Math.max(stop, ...recent.map((at) => high[at]!));
    if (isRising ? top > extreme : bottom < extreme) {
      extreme = isRising ? top : bottom;
      step = Math.min(0.2, step + 0.02);
    }
    if (isRising ? bottom < stop : top > stop) {
      isRising = !isRising;
      [stop, extreme, step] = [extreme, isRising ? top : bottom, 0.02];
    }
    return stop;
  });
}

export const plainTrend = {
  ema_9: ({ close }: Columns) => ema(close, 9),
  ema_21: ({ close }: Columns) => ema(close, 21),
  ema_50: ({ close }: Columns) => ema(close, 50),
  ema_200: ({ close }: Columns) => ema(close, 200),
  ema_9_distance: ({ close }: Columns) => gap(close, ema(close, 9)),
  ema_21_distance: ({ close }: Columns) => gap(close, ema(close, 21)),
  ema_50_distance: ({ close }: Columns) => gap(close, ema(close, 50)),
  ema_200_distance: ({ close }: Columns) => gap(close, ema(close, 200)),
  ema_9_21_gap: ({ close }: Columns) => gap(ema(close, 9), ema(close, 21)),
  ema_50_200_gap: ({ close }: Columns) => gap(ema(close, 50), ema(close, 200)),
  sma_20: ({ close }: Columns) => sma(close, 20),
  sma_50: ({ close }: Columns) => sma(close, 50),
  sma_200: ({ close }: Columns) => sma(close, 200),
  sma_50_200_gap: ({ close }: Columns) => gap(sma(close, 50), sma(close, 200)),
  wma_20: ({ close }: Columns) => wma(close, 20),
  hma_20: ({ close }: Columns) => wma(minus(scale(wma(close, 10), 2), wma(close, 20)), 4),
  dema_20: ({ close }: Columns) => minus(scale(ema(close, 20), 2), twice(close)),
  tema_20: ({ close }: Columns) =>
    each((a, b, c) => 3 * a - 3 * b + c, ema(close, 20), twice(close), ema(twice(close), 20)),
  trima_20: ({ close }: Columns) => sma(sma(close, 11), 10),
  zlema_20: ({ close }: Columns) => zlema(close),
  kama_10: ({ close }: Columns) => kama(close),
  efficiency_10: ({ close }: Columns) => efficiency(close),
  slope_20: ({ close }: Columns) => over(line(close, 20, "slope"), close),
  line_end_20: ({ close }: Columns) => line(close, 20, "end"),
  adx_14: (columns: Columns) => directional(columns).adx,
  plus_di_14: (columns: Columns) => directional(columns).plusDi,
  minus_di_14: (columns: Columns) => directional(columns).minusDi,
  aroon_up_25: ({ high }: Columns) => aroon(high, 1),
  aroon_down_25: ({ low }: Columns) => aroon(low, -1),
  aroon_oscillator_25: ({ high, low }: Columns) => minus(aroon(high, 1), aroon(low, -1)),
  vortex_up_14: (columns: Columns) =>
    over(sum(each(Math.abs, minus(columns.high, before(columns.low))), 14), sum(trueRange(columns), 14)),
  vortex_down_14: (columns: Columns) =>
    over(sum(each(Math.abs, minus(columns.low, before(columns.high))), 14), sum(trueRange(columns), 14)),
  ichimoku_conversion_9: (columns: Columns) => middle(columns, 9),
  ichimoku_base_26: (columns: Columns) => middle(columns, 26),
  ichimoku_span_a: (columns: Columns) => before(scale(plus(middle(columns, 9), middle(columns, 26)), 0.5), 26),
  ichimoku_span_b: (columns: Columns) => before(middle(columns, 52), 26),
  parabolic_stop: parabolic,
  parabolic_distance: (columns: Columns) => over(minus(columns.close, parabolic(columns)), columns.close),
  vertical_filter_28: ({ close }: Columns) =>
    over(minus(last(close, 28, largest), last(close, 28, smallest)), sum(each(Math.abs, moves(close)), 28)),
};
