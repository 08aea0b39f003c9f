/**
 * Heterogeneous autoregression of the realised variance: the next day's from the last day, week and month.
 *
 * RV(t+1) = b0 + b1·RV(day) + b2·mean RV(7 days) + b3·mean RV(30 days), by least squares. Source: Corsi (2009), with 7 and
 * 30 days for a market that never closes (methods B2).
 */
import { mean } from "../statistics.ts";

/** Constant, day, week, month. */
export type HarModel = readonly [number, number, number, number];

const week = 7;
const month = 30;
/** A month before the first target, and ten observations for each coefficient. */
const leastDays = month + 40;

/** Undefined for fewer than 70 variances, for values that are not finite, and when the days are all alike. */
export function fitHar(variances: ArrayLike<number>): HarModel | undefined {
  if (!(variances.length >= leastDays)) return undefined;
  const scale = mean(variances);
  if (!(Number.isFinite(scale) && scale > 0)) return undefined;
  const scaled = Float64Array.from(variances, (each) => each / scale);
  const [constant = Number.NaN, day = 0, ofWeek = 0, ofMonth = 0] = solve(normalEquations(scaled)) ?? [];
  return Number.isFinite(constant) ? [constant * scale, day, ofWeek, ofMonth] : undefined;
}

/** Four lines of sums of products, the right-hand side last. */
function normalEquations(variances: Float64Array): Float64Array[] {
  const lines = Array.from({ length: 4 }, () => new Float64Array(5));
  for (let day = month; day < variances.length; day++) {
    const row = [...regressors(variances, day), variances[day] ?? Number.NaN];
    for (const [i, line] of lines.entries())
      for (const [j, each] of row.entries()) line[j] = (line[j] ?? 0) + (row[i] ?? 0) * each;
  }
  return lines;
}

/** Variance of the day after the last, at least 0; undefined for less than a month of days. */
export function forecastHar(model: HarModel, variances: ArrayLike<number>): number | undefined {
  if (!(variances.length >= month)) return undefined;
  const row = regressors(variances, variances.length);
  const forecast = model.reduce((sum, each, index) => sum + each * (row[index] ?? 0), 0);
  return Number.isFinite(forecast) ? Math.max(0, forecast) : undefined;
}

/** What is known before `day`. */
function regressors(variances: ArrayLike<number>, day: number): number[] {
  return [1, variances[day - 1] ?? Number.NaN, meanBefore(variances, day, week), meanBefore(variances, day, month)];
}

function meanBefore(values: ArrayLike<number>, day: number, days: number): number {
  let sum = 0;
  for (let index = day - days; index < day; index++) sum += values[index] ?? Number.NaN;
  return sum / days;
}

/** Gauss's elimination with the largest pivot; the last column is the right-hand side. Undefined when singular. */
function solve(lines: Float64Array[]): number[] | undefined {
  const size = lines.length;
  const least = 1e-9 * (lines[0]?.[0] ?? 0);
  for (let column = 0; column < size; column++) {
    const pivot = lines.slice(column).reduce((best, line) => (at(line, column) > at(best, column) ? line : best));
    if (!(at(pivot, column) > least)) return undefined;
    lines.splice(lines.indexOf(pivot), 1);
    lines.splice(column, 0, pivot);
    for (const line of lines) if (line !== pivot) clear(line, pivot, column);
  }
  return lines.map((line, index) => (line[size] ?? 0) / (line[index] ?? 0));
}

const at = (line: Float64Array, column: number): number => Math.abs(line[column] ?? 0);

function clear(line: Float64Array, pivot: Float64Array, column: number): void {
  const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
  for (let index = column; index < line.length; index++)
    line[index] = (line[index] ?? 0) - factor * (pivot[index] ?? 0);
}
