/** A strategy tried out alone: fills, stops, targets, time, lag and costs, by hand. */
import { describe, expect, it } from "vitest";
import { long, none, out, someStrategy } from "../../../../tests/scenarios/some-strategy.ts";
import { barsOf } from "../../../../tests/scenarios/closed-bars.ts";
import type { Advice, ClosedBar, View } from "./strategy.ts";
import { tryOut } from "./try-out.ts";

/** Buys at once, then says `held`. */
const buyer = (entry: Advice, held: (view: View) => Advice = () => none) =>
  someStrategy("buyer", (view) => (view.held === undefined ? entry : held(view)));
const free = { costFraction: 0 };
const rising = barsOf([100, 101, 102, 103, 104, 105]);

it("fills at the next open, and closes what is left at the end", () =>
  expect(tryOut(buyer(long()), rising, free).trades).toEqual([
    { enteredAt: 1, leftAt: 5, entryPrice: 100, exitPrice: 105, why: "END", returnRatio: expect.closeTo(0.05, 9) },
  ]));

it("leaves at the open after the word", () => {
  const strategy = buyer(long(), ({ held }) => (held?.bars === 2 ? out : none));
  expect(tryOut(strategy, rising, free).trades[0]).toMatchObject({
    enteredAt: 1,
    leftAt: 3,
    exitPrice: 102,
    why: "OUT",
  });
});

it("takes costs off on both sides", () => {
  const [trade] = tryOut(buyer(long()), rising, { costFraction: 0.01 }).trades;
  expect(trade).toMatchObject({ entryPrice: 101, exitPrice: expect.closeTo(103.95, 9) });
});

describe("a stop", () => {
  const fallingTo = (bar: Partial<ClosedBar>) => [
    ...rising.slice(0, 3),
    { open: 102, high: 102, low: 102, close: 102, volume: 1, ...bar },
  ];
  const stopped = (bar: Partial<ClosedBar>) =>
    tryOut(buyer(long({ stopDistance: 0.03 })), fallingTo(bar), free).trades[0];
  it("fills at its price inside the bar, at it and beyond", () => {
    expect(stopped({ low: 97.01 })).toMatchObject({ why: "END" });
    expect(stopped({ low: 97 })).toMatchObject({ why: "STOP", exitPrice: 97, leftAt: 3 });
  });
  it("fills at the open where the market has gapped through", () =>
    expect(stopped({ open: 90, low: 89, close: 91 })).toMatchObject({ why: "STOP", exitPrice: 90 }));
  it("works in the bar of the entry", () => {
    const bars = [...rising.slice(0, 1), { open: 100, high: 100, low: 96, close: 100, volume: 1 }];
    expect(tryOut(buyer(long({ stopDistance: 0.03 })), bars, free).trades[0]).toMatchObject({
      why: "STOP",
      exitPrice: 97,
    });
  });
});

it("a target is looked at on closes, a time on bars", () => {
  expect(tryOut(buyer(long({ targetDistance: 0.03 })), rising, free).trades[0]).toMatchObject({
    why: "TARGET",
    leftAt: 4,
  });
  expect(tryOut(buyer(long({ maxBars: 2 })), rising, free).trades[0]).toMatchObject({ why: "TIME", leftAt: 3 });
});

it("a lag carries every decision out later", () => {
  const strategy = buyer(long(), ({ held }) => (held?.bars === 1 ? out : none));
  expect(tryOut(strategy, rising, { ...free, lagBars: 1 }).trades[0]).toMatchObject({ enteredAt: 2, leftAt: 4 });
});

it("says what was said at each close, and where the strategy failed", () => {
  const { said, trades } = tryOut(
    someStrategy("failing", ({ held }) => {
      if (held?.bars === 2) throw new Error("a slip");
      return held === undefined ? long() : none;
    }),
    rising,
    free,
  );
  expect(said.map(({ advice }) => advice.kind)).toEqual(["LONG", "NONE", "NONE", "NONE", "NONE", "NONE"]);
  expect(said.map(({ rested }) => rested)).toEqual([
    undefined,
    undefined,
    ...Array.from({ length: 4 }, () => "it threw a slip"),
  ]);
  expect(trades, "and what it held was left").toMatchObject([{ leftAt: 3 }]);
});

it("tells the strategy what it holds as a fund does", () => {
  const seen: View["held"][] = [];
  tryOut(
    buyer(long({ stopDistance: 0.02 }), ({ held }) => {
      seen.push(held);
      return none;
    }),
    rising.slice(0, 4),
    free,
  );
  expect(seen).toEqual([1, 2, 3].map((bars) => ({ entryPrice: 100, stopPrice: 98, bars })));
});

it("refuses parameters that are none of the strategy's", () =>
  expect(() => tryOut(buyer(long()), rising, { parameters: { other: 1 } })).toThrow(
    "expected a parameter of buyer, was other",
  ));
