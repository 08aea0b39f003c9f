/** The smaller version of `npm run chaos`: a few kills with every judgement, so that each change meets it. */
import { expect, it } from "vitest";
import { runChaos } from "./run-chaos.ts";

it("keeps its word over ten kills while the venue lives on", { timeout: 300_000 }, async () => {
  const result = await runChaos({
    kills: 10,
    seed: Number(process.env["CHAOS_SEED"] ?? 11),
    paceMs: 40,
    print: () => {},
  });
  expect(result.complaints).toEqual([]);
  expect(result.orders, "a chaos run that trades nothing proves nothing").toBeGreaterThan(10);
  expect(result.unknown, "no outcome was ever unknown: the run met no bad moment").toBeGreaterThan(0);
});
