/**
 * Ordinary least squares on several columns, with standard errors.
 *
 * Solved by modified Gram-Schmidt (Björck 1967) on the columns as they stand, never by normal equations: those square the
 * condition number and lose half the digits on levels with a trend.
 */

export type LeastSquares = {
  /** In the order of the columns; NaN throughout when one column follows from the others. */
  readonly coefficients: readonly number[];
  /** Standard errors, with as many degrees of freedom as observations beyond the columns. */
  readonly errors: readonly number[];
};

/** Below this share of its own length a column is taken to follow from those before it. */
const dependent = 1e-12;

/** Of `y` on the columns, each as long as `y`. */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares {
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  for (const column of columns) {
    const left = Float64Array.from(column);
    const shares = basis.map((direction) => takeOut(direction, left));
    const length = Math.sqrt(dot(left, left));
    if (!(length > dependent * Math.sqrt(dot(column, column)))) return undetermined(columns.length);
    basis.push(left.map((value) => value / length));
    upper.push([...shares, length]);
  }
  const residual = Float64Array.from(y);
  const projections = basis.map((direction) => takeOut(direction, residual));
  const variance = dot(residual, residual) / (y.length - columns.length);
  const at = (row: number, column: number): number => upper[column]?.[row] ?? 0;
  return {
    coefficients: solveBack(at, projections),
    errors: columns.map((_, index) => Math.sqrt(variance) * inverseRowLength(at, index, columns.length)),
  };
}

const undetermined = (count: number): LeastSquares => {
  const unknown = Array.from({ length: count }, () => Number.NaN);
  return { coefficients: unknown, errors: unknown };
};

/** Takes the part along the unit `direction` out of `vector`, in place, and gives its length. */
function takeOut(direction: Float64Array, vector: Float64Array): number {
  const share = dot(direction, vector);
  for (const [index, value] of direction.entries()) vector[index] = (vector[index] ?? Number.NaN) - share * value;
  return share;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += value * (b[index] ?? Number.NaN);
  return sum;
}

type Entry = (row: number, column: number) => number;

/** x of R·x = b, R upper triangular. */
function solveBack(at: Entry, b: readonly number[]): number[] {
  const x = Array.from(b, () => 0);
  for (let row = b.length - 1; row >= 0; row--) {
    let left = b[row] ?? Number.NaN;
    for (let column = row + 1; column < b.length; column++) left -= at(row, column) * (x[column] ?? Number.NaN);
    x[row] = left / at(row, row);
  }
  return x;
}

/** Length of row `index` of R⁻¹: the root of that diagonal element of (XᵀX)⁻¹. */
function inverseRowLength(at: Entry, index: number, count: number): number {
  let sum = 0;
  for (let unit = index; unit < count; unit++) {
    const column = solveBack(
      at,
      Array.from({ length: count }, (_, row) => (row === unit ? 1 : 0)),
    );
    sum += (column[index] ?? Number.NaN) ** 2;
  }
  return Math.sqrt(sum);
}
