/** A typed column that grows: what a run leaves behind at every close, without an object for each. */

export type Column = { values: Float64Array<ArrayBuffer>; length: number };

const startLength = 1_024;

export const openColumn = (): Column => ({ values: new Float64Array(startLength), length: 0 });

export function push(column: Column, value: number): void {
  if (column.length === column.values.length) {
    const larger = new Float64Array(column.values.length * 2);
    larger.set(column.values);
    column.values = larger;
  }
  column.values[column.length] = value;
  column.length += 1;
}

/** The values pushed so far; a view, valid until the next push. */
export const filled = (column: Column): Float64Array => column.values.subarray(0, column.length);

/** The last value pushed, or `otherwise` when there is none. */
export const lastOf = (column: Column, otherwise: number): number =>
  column.length === 0 ? otherwise : (column.values[column.length - 1] ?? otherwise);
