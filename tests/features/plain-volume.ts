/** Volume by its definitions. */
import { mfi, typical } from "./plain-momentum.ts";
import {
  before,
  type Columns,
  each,
  ema,
  gap,
  line,
  minus,
  moves,
  over,
  running,
  type Series,
  sma,
  sum,
  times,
} from "./plain-series.ts";

const weighted = (price: Series, { close, volume }: Columns): Series =>
  each(
    (value, traded, last) => (traded === 0 ? last : value / traded),
    sum(times(price, volume), 20),
    sum(volume, 20),
    close,
  );
const obv = ({ close, volume }: Columns): Series =>
  running(each((move, v) => Math.sign(move) * v, moves(close), volume));
const location = ({ high, low, close }: Columns): Series =>
  each((h, l, c) => (h === l ? 0 : (2 * c - h - l) / (h - l)), high, low, close);
const accumulation = (columns: Columns): Series => running(times(location(columns), columns.volume));

export const plainVolume = {
  relative_volume_20: ({ volume }: Columns) => over(volume, sma(volume, 20), 1),
  volume_gap_5_20: ({ volume }: Columns) => gap(sma(volume, 5), sma(volume, 20)),
  vwap_20: (columns: Columns) => weighted(typical(columns), columns),
  vwap_20_distance: (columns: Columns) => gap(columns.close, weighted(typical(columns), columns)),
  vwma_20: (columns: Columns) => weighted(columns.close, columns),
  mfi_14: (columns: Columns) => mfi(columns, 14),
  obv,
  obv_slope_20: (columns: Columns) => over(line(obv(columns), 20, "slope"), sma(columns.volume, 20)),
  accumulation,
  williams_accumulation: ({ high, low, close }: Columns) =>
    running(
      each(
        (h, l, c, then) => (c > then ? c - Math.min(l, then) : c < then ? c - Math.max(h, then) : 0),
        high,
        low,
        close,
        before(close),
      ),
    ),
  chaikin_3_10: (columns: Columns) => minus(ema(accumulation(columns), 3), ema(accumulation(columns), 10)),
  chaikin_flow_20: (columns: Columns) =>
    over(sum(times(location(columns), columns.volume), 20), sum(columns.volume, 20)),
  force_13: ({ close, volume }: Columns) => ema(times(moves(close), volume), 13),
  ease_of_movement_14: ({ high, low, volume }: Columns) =>
    sma(
      each(
        (move, h, l, v) => (v === 0 ? 0 : (move * (h - l)) / v),
        moves(each((h, l) => (h + l) / 2, high, low)),
        high,
        low,
        volume,
      ),
      14,
    ),
  price_volume_trend: ({ close, volume }: Columns) => running(times(gap(close, before(close)), volume)),
};
