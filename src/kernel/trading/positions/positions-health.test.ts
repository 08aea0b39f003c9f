/** How healthy what is held is: ten points for each toxic position, an issue where three in ten are. */
import { expect, it } from "vitest";
import { planOf, positionOf } from "../../../../tests/scenarios/given-fund.ts";
import type { PositionClass } from "../../domain/position-plan.ts";
import { healthOfPositions, isOfRiskyClass, toxicSymbols } from "./positions-health.ts";

const held = (kind: PositionClass | undefined, symbol = "BTC") => positionOf({ symbol, plan: planOf({ class: kind }) });

it("counts the toxic", () => {
  expect(toxicSymbols([undefined, held("TOXIC"), held("STALLING", "ETH")])).toEqual(["BTC"]);
  expect(healthOfPositions([])).toEqual({ score: 100, issues: [] });
  expect(healthOfPositions([undefined, held("STALLING")])).toEqual({ score: 100, issues: [] });
  expect(healthOfPositions([held("TOXIC")])).toEqual({ score: 90, issues: ["1 of 1 positions are toxic"] });
});

it("three of ten are no issue, four are", () => {
  const book = (toxic: number) => Array.from({ length: 10 }, (_, index) => held(index < toxic ? "TOXIC" : undefined));
  expect(healthOfPositions(book(3))).toEqual({ score: 70, issues: [] });
  expect(healthOfPositions(book(4)).issues).toHaveLength(1);
});

it("calls risky what is toxic or about to turn", () =>
  expect(
    (["TOXIC", "REVERSAL_RISK", "STALLING", undefined] as const).map((kind) => isOfRiskyClass(held(kind))),
  ).toEqual([true, true, false, false]));
