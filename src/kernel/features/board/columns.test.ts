/** Whole columns hold the numbers of the stream, to the last bit, across the seams of blocks. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyMoves, barsOf } from "../../../../tests/features/any-bars.ts";
import { columnsOf } from "../../../../tests/features/plain-series.ts";
import type { Bar } from "../../domain/bar.ts";
import { featureDefinitions } from "./catalogue/catalogue.ts";
import { type BarColumns, featureColumns } from "./columns.ts";
import { featureNames, featureOf, openFeatureBoard, updateFeatureBoard } from "./feature-board.ts";
import { close, high, mean, plus } from "./formula.ts";

const formulas = featureNames.map((name) => featureDefinitions[name].formula);
const typed = (bars: readonly Bar[]): BarColumns =>
  Object.fromEntries(Object.entries(columnsOf(bars)).map(([name, values]) => [name, Float64Array.from(values)]));

function expectStream(bars: readonly Bar[]): void {
  const columns = featureColumns(formulas, typed(bars));
  const board = openFeatureBoard(1, featureNames);
  bars.forEach((each, index) => {
    updateFeatureBoard(board, 0, each);
    featureNames.forEach((name, place) => {
      const [batch, stream] = [columns[place]![index]!, featureOf(board, name, 0)];
      if (!Object.is(batch, stream)) expect.unreachable(`${name} at bar ${index}: ${batch} and ${stream}`);
    });
  });
}

it("every feature of the catalogue, over any bars", () => {
  fc.assert(
    fc.property(anyMoves(260), (moves) => expectStream(barsOf(moves))),
    { numRuns: 30 },
  );
});

it("over several blocks of bars", () => {
  fc.assert(
    fc.property(anyMoves(40), (moves) =>
      expectStream(barsOf(Array.from({ length: 4_300 }, (_, i) => moves[i % moves.length]!))),
    ),
    { numRuns: 3 },
  );
});

it("reads only the columns the formulas name", () => {
  expect(featureColumns([mean(close, 2)], { close: Float64Array.of(1, 2, 4) })).toEqual([
    Float64Array.of(Number.NaN, 1.5, 3),
  ]);
  expect(() => featureColumns([high], { close: Float64Array.of(1) })).toThrow("expected a column of high");
});

it("refuses columns of unequal length, and values no bar has", () => {
  const one = Float64Array.of(1);
  expect(() => featureColumns([plus(high, close)], { high: one, close: Float64Array.of(1, 2) })).toThrow(RangeError);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    for (const place of [0, 1, 2, 3, 4, 2_030])
      expect(() =>
        featureColumns([mean(close, 1)], { close: new Float64Array(2_031).fill(1).fill(value, place, place + 1) }),
      ).toThrow(`row ${place}`);
});
