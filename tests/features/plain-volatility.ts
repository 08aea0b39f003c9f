/** Volatility, bands and channels by their definitions. */
import { trueRange } from "./plain-momentum.ts";
import {
  average,
  type Columns,
  each,
  ema,
  largest,
  last,
  minus,
  moves,
  over,
  plus,
  scale,
  type Series,
  sma,
  smallest,
  spread,
  sum,
  wilder,
} from "./plain-series.ts";

const atr = (columns: Columns, bars: number): Series => wilder(trueRange(columns), bars);
const returns = (close: Series): Series => moves(each(Math.log, close));
const volatility = (close: Series, bars: number): Series => last(returns(close), bars, spread);
const rootMean = (a: Series): Series => last(a, 20, (window) => Math.sqrt(average(window)));

type Band = { readonly upper: Series; readonly middle: Series; readonly lower: Series };
const around = (middle: Series, half: Series): Band => ({
  upper: plus(middle, half),
  middle,
  lower: minus(middle, half),
});
const bollinger = (close: Series): Band => around(sma(close, 20), scale(last(close, 20, spread), 2));
const keltner = (columns: Columns): Band => around(ema(columns.close, 20), scale(atr(columns, 10), 2));
function donchian({ high, low }: Columns): Band {
  const [upper, lower] = [last(high, 20, largest), last(low, 20, smallest)];
  return { upper, middle: scale(plus(upper, lower), 0.5), lower };
}
const width = ({ upper, middle, lower }: Band): Series => over(minus(upper, lower), middle);
const place = (close: Series, { upper, lower }: Band): Series => over(minus(close, lower), minus(upper, lower), 0.5);

export const plainVolatility = {
  atr_14: (columns: Columns) => atr(columns, 14),
  atr_14_share: (columns: Columns) => over(atr(columns, 14), columns.close),
  volatility_20: ({ close }: Columns) => volatility(close, 20),
  volatility_ratio_10_50: ({ close }: Columns) => over(volatility(close, 10), volatility(close, 50), 1),
  parkinson_20: ({ high, low }: Columns) =>
    rootMean(each((h, l) => Math.log(h / l) ** 2 / (4 * Math.log(2)), high, low)),
  garman_klass_20: ({ open, high, low, close }: Columns) =>
    rootMean(
      each(
        (o, h, l, c) => Math.log(h / l) ** 2 / 2 - (2 * Math.log(2) - 1) * Math.log(c / o) ** 2,
        open,
        high,
        low,
        close,
      ),
    ),
  rogers_satchell_20: ({ open, high, low, close }: Columns) =>
    rootMean(
      each(
        (o, h, l, c) => Math.log(h / c) * Math.log(h / o) + Math.log(l / c) * Math.log(l / o),
        open,
        high,
        low,
        close,
      ),
    ),
  ulcer_14: ({ close }: Columns) => {
    const falls = each((c, peak) => (c / peak - 1) ** 2, close, last(close, 14, largest));
    return last(falls, 14, (window) => Math.sqrt(average(window)));
  },
  mass_25: ({ high, low }: Columns) => {
    const once = ema(minus(high, low), 9);
    return sum(over(once, ema(once, 9), 1), 25);
  },
  choppiness_14: (columns: Columns) =>
    each(
      (path, top, bottom) => (top === bottom ? 100 : (100 * Math.log(path / (top - bottom))) / Math.log(14)),
      sum(trueRange(columns), 14),
      last(columns.high, 14, largest),
      last(columns.low, 14, smallest),
    ),
  bollinger_upper_20: ({ close }: Columns) => bollinger(close).upper,
  bollinger_middle_20: ({ close }: Columns) => bollinger(close).middle,
  bollinger_lower_20: ({ close }: Columns) => bollinger(close).lower,
  bollinger_width_20: ({ close }: Columns) => width(bollinger(close)),
  bollinger_place_20: ({ close }: Columns) => place(close, bollinger(close)),
  keltner_upper_20: (columns: Columns) => keltner(columns).upper,
  keltner_lower_20: (columns: Columns) => keltner(columns).lower,
  keltner_place_20: (columns: Columns) => place(columns.close, keltner(columns)),
  donchian_upper_20: (columns: Columns) => donchian(columns).upper,
  donchian_middle_20: (columns: Columns) => donchian(columns).middle,
  donchian_lower_20: (columns: Columns) => donchian(columns).lower,
  donchian_width_20: (columns: Columns) => width(donchian(columns)),
  donchian_place_20: (columns: Columns) => place(columns.close, donchian(columns)),
};
