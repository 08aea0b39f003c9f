/**
 * Does a series come back to a level? Two tests with opposite null hypotheses: look at both.
 *
 * Augmented Dickey-Fuller (1979, Said and Dickey 1984; null: a unit root) with MacKinnon's response surfaces for p-values
 * (1994) and critical values (2010); KPSS (Kwiatkowski, Phillips, Schmidt and Shin 1992; null: stationary around a level).
 */
import { normalCdf } from "./distributions.ts";
import { leastSquares } from "./least-squares.ts";
import { mean } from "./statistics.ts";

/** Beside the lags: nothing, a constant, or a constant and a line in time. */
export type Trend = "NONE" | "CONSTANT" | "LINE";

export type UnitRootTest = {
  /** The more negative, the less a unit root. */
  readonly statistic: number;
  /** Null without a constant, for which there is no usual table. */
  readonly pValue: number | null;
  /** At 1, 5 and 10 %, for this many observations. */
  readonly critical: readonly [number, number, number];
};

/** Of the values with `lags` lagged differences. NaN where there are too few values for it. */
export function unitRootTest(values: ArrayLike<number>, { lags, trend }: { lags: number; trend: Trend }): UnitRootTest {
  const at = (index: number): number => values[index] ?? Number.NaN;
  const change = (index: number): number => at(index) - at(index - 1);
  const first = lags + 1;
  const count = Math.max(0, values.length - first);
  const column = (of: (index: number) => number) => Float64Array.from({ length: count }, (_, row) => of(first + row));
  const columns = [
    ...(trend === "NONE" ? [] : [column(() => 1)]),
    ...(trend === "LINE" ? [column((index) => index)] : []),
    ...Array.from({ length: lags }, (_, lag) => column((index) => change(index - lag - 1))),
    column((index) => at(index - 1)),
  ];
  const { coefficients, errors } = leastSquares(columns, column(change));
  const statistic = (coefficients.at(-1) ?? Number.NaN) / (errors.at(-1) ?? Number.NaN);
  const [one, five, ten] = criticalSurfaces[trend];
  return {
    statistic,
    pValue: trend === "NONE" ? null : unitRootPValue(statistic, trend),
    critical: [surface(one, 1 / count), surface(five, 1 / count), surface(ten, 1 / count)],
  };
}

type PSurface = {
  /** Beyond these the p-value is 0 or 1. */
  readonly least: number;
  readonly most: number;
  /** Up to here the small surface, above it the large one. */
  readonly turn: number;
  readonly small: readonly number[];
  readonly large: readonly number[];
};

/** Probability, 0 to 1, of a statistic this low or lower under a unit root, in long series. */
export function unitRootPValue(statistic: number, trend: Exclude<Trend, "NONE">): number {
  const { least, most, turn, small, large } = pSurfaces[trend];
  if (statistic > most) return 1;
  if (statistic < least) return 0;
  return normalCdf(surface(statistic <= turn ? small : large, statistic));
}

/** A polynomial, lowest power first. */
const surface = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);

/** MacKinnon (1994), tables 3 and 4, one variable. */
const pSurfaces: Readonly<Record<Exclude<Trend, "NONE">, PSurface>> = {
  CONSTANT: {
    least: -18.83,
    most: 2.74,
    turn: -1.61,
    small: [2.1659, 1.4412, 0.038269],
    large: [1.7339, 0.93202, -0.12745, -0.010368],
  },
  LINE: {
    least: -16.18,
    most: 0.7,
    turn: -2.89,
    small: [3.2512, 1.6047, 0.049588],
    large: [2.5261, 0.61654, -0.37956, -0.060285],
  },
};

/** MacKinnon (2010), table 2, one variable: powers of one over the observations, at 1, 5 and 10 %. */
const criticalSurfaces: Readonly<Record<Trend, readonly [readonly number[], readonly number[], readonly number[]]>> = {
  NONE: [
    [-2.56574, -2.2358, -3.627, 0],
    [-1.941, -0.2686, -3.365, 31.223],
    [-1.61682, 0.2656, -2.714, 25.364],
  ],
  CONSTANT: [
    [-3.43035, -6.5393, -16.786, -79.433],
    [-2.86154, -2.8903, -4.234, -40.04],
    [-2.56677, -1.5384, -2.809, 0],
  ],
  LINE: [
    [-3.95877, -9.0531, -28.428, -134.155],
    [-3.41049, -4.3904, -9.036, -45.374],
    [-3.12705, -2.5856, -3.925, -22.38],
  ],
};

/**
 * KPSS statistic around a level: partial sums of the deviations over their long-run variance (Bartlett's window of `lags`).
 * Above 0.463 stationarity is rejected at 5 %, above 0.739 at 1 %. NaN when nothing varies.
 */
export function levelStationarity(values: ArrayLike<number>, lags: number): number {
  const centre = mean(values);
  const away = Float64Array.from(values, (value) => value - centre);
  let partial = 0;
  let squares = 0;
  for (const value of away) {
    partial += value;
    squares += partial ** 2;
  }
  let longRun = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let shared = 0;
    for (let index = lag; index < away.length; index++)
      shared += (away[index] ?? Number.NaN) * (away[index - lag] ?? Number.NaN);
    longRun += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * shared;
  }
  return longRun > 0 ? squares / away.length / longRun : Number.NaN;
}
