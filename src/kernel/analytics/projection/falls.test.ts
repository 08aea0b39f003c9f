/** Followed value by value, the kept drawdowns are the deepest of the whole path, and no more than asked for. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { deepestDrawdowns } from "../../maths/drawdown.ts";
import { fallsNow, keepFall, openFalls } from "./falls.ts";

it("keeps the deepest that ended and the one that goes on, of any path, in bounded room", () => {
  const anyPath = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(anyPath, fc.integer({ min: 1, max: 4 }), ([first = 100, ...rest], most) => {
      const falls = openFalls(first, 0);
      rest.forEach((value, index) => keepFall(falls, value, index + 1, most));
      expect(falls.ended.length).toBeLessThanOrEqual(most);
      const whole = deepestDrawdowns([first, ...rest], Number.POSITIVE_INFINITY);
      const isOver = ({ recovery }: { recovery: number | undefined }) => recovery !== undefined;
      expect(falls.ended).toEqual(whole.filter(isOver).slice(0, most));
      expect(fallsNow(falls).filter((fall) => !isOver(fall))).toEqual(whole.filter((fall) => !isOver(fall)));
    }),
  );
});
