/** The five groups of directives are the policy in other words, with the table of the system risk mode. */
import { expect, it } from "vitest";
import { policy } from "../../../../tests/scenarios/given-fund.ts";
import { systemRiskModes } from "../../domain/modes.ts";
import { fraction } from "../../units/units.ts";
import { directivesOf } from "./directives.ts";

const given = policy({ maxPositions: 3, sizeFactor: fraction(0.5), entriesAllowed: false });

it("carry the limits of the mandate, whoever set them", () => {
  const { global, universe, portfolio, model } = directivesOf(given);
  expect(global).toMatchObject({ entriesAllowed: false, sizeFactor: 0.5, exitMode: "HOLD", systemRiskMode: "NORMAL" });
  expect(universe).toEqual({ mode: "NORMAL", activeSymbols: ["BTC", "ETH"] });
  expect(portfolio).toMatchObject({ maxPositions: 3, maxConcentration: 0.3 });
  expect(model).toEqual({ useConservative: false, modelWeights: undefined });
});

it("follow the table by system risk mode", () => {
  const rows = systemRiskModes.map((systemRiskMode) => {
    const { execution, portfolio, universe, model } = directivesOf({
      ...given,
      modes: { ...given.modes, systemRiskMode },
    });
    const { orderType, maxSlippage, maxSpread } = execution;
    return [orderType, maxSlippage, maxSpread, portfolio.maxConcentration, universe.mode, model.useConservative];
  });
  expect(rows).toEqual([
    ["LIMIT", 5, 10, 0.15, "SAFE", true],
    ["SMART", 15, 25, 0.2, "SAFE", true],
    ["SMART", 15, 25, 0.3, "NORMAL", false],
    ["SMART", 15, 25, 0.3, "NORMAL", false],
  ]);
});
