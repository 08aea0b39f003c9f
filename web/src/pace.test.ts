/** The pace is fund time over wall time, of the last seconds only. */
import { expect, it } from "vitest";
import { createPace } from "./pace.ts";

it("says how fast the fund's time runs", () => {
  const pace = createPace();
  expect(pace.after(0, 0)).toBe("–");
  expect(pace.after(1_800_000, 500)).toBe("–");
  expect(pace.after(7_200_000, 2_000)).toBe("×3,600");
});

it("forgets what is long ago", () => {
  const pace = createPace();
  for (let second = 0; second <= 20; second += 1) pace.after(second * 3_600_000, second * 1_000);
  for (let second = 21; second <= 40; second += 1) pace.after(20 * 3_600_000 + (second - 20) * 1_000, second * 1_000);
  expect(pace.after(20 * 3_600_000 + 21_000, 41_000)).toBe("×1.0");
});

it("says when time stands still", () => {
  const pace = createPace();
  pace.after(5, 0);
  expect(pace.after(5, 5_000)).toBe("standing");
});
