/**
 * The last so many values, kept sorted: a ring for the order of arrival and an array for the order of size.
 *
 * A new value costs a binary search and one move of memory. Plain data: it can be cloned and stored.
 */

export type SortedWindow = {
  /** Values in order of arrival; the oldest is overwritten. */
  readonly ring: Float64Array;
  /** The first `size` of them are the values, largest first. */
  readonly sorted: Float64Array;
  size: number;
  next: number;
};

/** @param capacity how many values it holds, a whole number of 1 or more */
export function openSortedWindow(capacity: number): SortedWindow {
  if (!(Number.isInteger(capacity) && capacity > 0)) throw new RangeError(`expected a capacity, was ${capacity}`);
  return { ring: new Float64Array(capacity), sorted: new Float64Array(capacity), size: 0, next: 0 };
}

/** First place in the first `size` of `sorted` (largest first) whose value is not above `value`. */
export function placeOf(sorted: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) > value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes `value` in and, when full, the oldest out. A value that is not finite throws: it could never be found again. */
export function pushSorted(window: SortedWindow, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`expected a finite value, was ${value}`);
  const { ring, sorted } = window;
  if (window.size === ring.length) {
    const place = placeOf(sorted, window.size, ring[window.next] ?? 0);
    sorted.copyWithin(place, place + 1, window.size);
    window.size -= 1;
  }
  const place = placeOf(sorted, window.size, value);
  sorted.copyWithin(place + 1, place, window.size);
  sorted[place] = value;
  window.size += 1;
  ring[window.next] = value;
  window.next = window.next + 1 === ring.length ? 0 : window.next + 1;
}

/** A view of the values, largest first. */
export const largestFirst = ({ sorted, size }: SortedWindow): Float64Array => sorted.subarray(0, size);
