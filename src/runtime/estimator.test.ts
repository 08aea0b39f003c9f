/** Estimates beside the loop: in order, each told once, and one that throws stops nothing. */
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import type { TailRequest } from "../kernel/domain/estimate.ts";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { epochMs } from "../kernel/units/units.ts";
import { createEstimator } from "./estimator.ts";

const request = (subject: string, returns = Float64Array.of(0.01, -0.02)): TailRequest => ({
  kind: "TAIL",
  subject,
  asOf: epochMs(1),
  returns,
  before: undefined,
});
const subjectsOf = (told: readonly InputEvent[]) =>
  told.map((event) => (event.type === "tail.estimated" ? event.data.subject : event.type));

it("tells each result once, in the order of the requests, even those asked for while it works", async () => {
  const told: InputEvent[] = [];
  const estimator = createEstimator(
    async (event) => {
      told.push(event);
      if (told.length === 1) estimator.ask([request("C")]);
    },
    () => expect.unreachable(),
  );
  estimator.ask([request("A"), request("B")]);
  await estimator.settled();
  expect(subjectsOf(told)).toEqual(["A", "B", "C"]);
});

it("goes on after one that throws, and after a fund that takes nothing in", async () => {
  const told: InputEvent[] = [];
  const errors: unknown[] = [];
  const broken: TailRequest = { ...request("broken"), returns: Float64Array.of() };
  Object.defineProperty(broken, "returns", {
    get: () => {
      throw new Error("no sample");
    },
  });
  const estimator = createEstimator(
    (event) => {
      told.push(event);
      return Promise.reject(new Error("shutting down"));
    },
    (error) => errors.push(error),
  );
  estimator.ask([broken, request("A"), request("B")]);
  await estimator.settled();
  expect(errors).toHaveLength(1);
  expect(subjectsOf(told)).toEqual(["A", "B"]);
});

it("lets others work between the parts of a search for hidden states", async () => {
  const told: InputEvent[] = [];
  const estimator = createEstimator(
    async (event) => told.push(event),
    () => expect.unreachable(),
  );
  const days = Float64Array.from({ length: 3 * 130 }, (_, cell) => Math.sin(cell * cell));
  estimator.ask([{ kind: "REGIME", symbol: "BTC", asOf: epochMs(1), days, before: undefined, isSearch: true }]);
  let turns = 0;
  while (told.length === 0) {
    await setImmediate();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(30);
});
