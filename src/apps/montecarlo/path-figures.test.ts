/** One path of returns in figures, by hand and against the report's own maths. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepestDrawdown } from "../../kernel/maths/drawdown.ts";
import { sharpeRatio } from "../../kernel/maths/statistics.ts";
import { figuresOfPath } from "./path-figures.ts";

const of = (...returns: readonly number[]) =>
  figuresOfPath(Float64Array.from(returns), Int32Array.from(returns.keys()));

describe("a path of daily returns", () => {
  it("has its growth, deepest fall from the start on, and longest time below a high", () => {
    const figures = of(-0.1, 0.2, 0.1, -0.5, 0.1, 0.1, 1);
    expect(figures.growth).toBeCloseTo(0.9 * 1.2 * 1.1 * 0.5 * 1.1 * 1.1 * 2, 12);
    expect(figures.maxDrawdown).toBeCloseTo(0.5, 12);
    expect(figures.underwaterDays).toBe(3);
  });

  it("has no fall where it only rises, and no Sharpe ratio where nothing varies", () => {
    expect(of(0.01, 0, 0.01)).toMatchObject({ maxDrawdown: 0, underwaterDays: 0 });
    expect(of(0.01, 0.01, 0.01).sharpe).toBe(0);
  });

  it("takes the days in the order it is given", () => {
    const returns = Float64Array.of(0.1, -0.5, 0.3);
    expect(figuresOfPath(returns, Int32Array.of(2, 2, 2)).growth).toBeCloseTo(1.3 ** 3, 12);
  });

  it("agrees with the report's drawdown and Sharpe ratio", () => {
    const change = fc.integer({ min: -200, max: 200 }).map((each) => each / 1_000);
    fc.assert(
      fc.property(fc.array(change, { minLength: 3, maxLength: 60 }), (returns) => {
        const equity = [1];
        for (const each of returns) equity.push((equity.at(-1) ?? 1) * (1 + each));
        const figures = of(...returns);
        expect(figures.maxDrawdown).toBeCloseTo(deepestDrawdown(equity).depth, 10);
        const sharpe = sharpeRatio(returns, 365);
        if (Math.abs(sharpe) < 1_000) expect(figures.sharpe).toBeCloseTo(sharpe, 4);
      }),
    );
  });
});
