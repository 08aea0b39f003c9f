/** What people order in the model: one command of each shape, with a name and without. */
import { seniority } from "../../src/kernel/domain/decision.ts";
import { riskModeLimits } from "../../src/kernel/domain/risk-mode.ts";
import { riskModes, tradingModes } from "../../src/kernel/domain/modes.ts";
import { integrationStages } from "../../src/kernel/domain/subsystem.ts";
import {
  operatorBrakeSet,
  operatorDecisionForced,
  operatorEssTripped,
  operatorFlagsSet,
  operatorModeSet,
  operatorRiskModeSet,
  operatorReviewGiven,
  operatorRiskSet,
  operatorSeatSwitched,
  operatorStageSet,
} from "../../src/kernel/events/operator-events.ts";
import { durationMs, fraction, hours, ratio, usd } from "../../src/kernel/units/units.ts";

import { fundOf, type Step, type World } from "../scenarios/world.ts";
import { answerAlerts, entriesAreAllowed, type Move, told } from "./move.ts";

const ada = { operator: "Ada", reason: "tells so" };
const nobody = { operator: null, reason: "tells so" };
const quarter = durationMs(15 * 60_000);

export const operatorMoves: Move[] = [
  {
    name: "review by name",
    effect: "MAY_LOOSEN",
    make: (world) => told(world, "operator", operatorReviewGiven.create({ ...ada, scripted: false })),
  },
  { name: "alerts acknowledged", effect: "NEVER_LOOSENS", make: answerAlerts },
  ...tradingModes.flatMap((mode): Move[] => [
    {
      name: `mode ${mode}, unnamed`,
      effect: "NEVER_LOOSENS",
      demands: (world) => mode === "LIVE" || !entriesAreAllowed(world),
      make: (world) =>
        told(
          world,
          "operator",
          operatorModeSet.create({ mode, durationMs: durationMs(10 * 60_000), expiresInMs: null, ...nobody }),
        ),
    },
    {
      name: `mode ${mode}, by name`,
      effect: "MAY_LOOSEN",
      demands: (world) => mode === "LIVE" || !entriesAreAllowed(world),
      make: (world) =>
        told(world, "operator", operatorModeSet.create({ mode, durationMs: null, expiresInMs: quarter, ...ada })),
    },
  ]),
  ...riskModes.flatMap((mode): Move[] => [
    {
      name: `risk mode ${mode}, unnamed`,
      effect: "NEVER_LOOSENS",
      demands: (world) =>
        (fundOf(world).governance.policy?.mandate.envelope.maxRiskPerTrade ?? 1) <=
        riskModeLimits[mode].maxRiskPerTradeFraction,
      make: (world) =>
        told(
          world,
          "operator",
          operatorRiskModeSet.create({ mode, durationMs: durationMs(10 * 60_000), expiresInMs: null, ...nobody }),
        ),
    },
    {
      name: `risk mode ${mode}, by name`,
      effect: "MAY_LOOSEN",
      make: (world) =>
        told(world, "operator", operatorRiskModeSet.create({ mode, durationMs: null, expiresInMs: quarter, ...ada })),
    },
  ]),
  {
    name: "leverage 3, unnamed",
    effect: "NEVER_LOOSENS",
    demands: (world) => (fundOf(world).governance.policy?.mandate.envelope.maxLeverage ?? 99) <= 3,
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(3), maxExposureFraction: fraction(0.2) }, nobody, null),
  },
  {
    name: "leverage 10, unnamed",
    effect: "NEVER_LOOSENS",
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(10) }, nobody, null),
  },
  {
    name: "leverage 10, by name without an end",
    effect: "NEVER_LOOSENS",
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(10) }, ada, null),
  },
  {
    name: "all limits at their most, by name",
    effect: "MAY_LOOSEN",
    make: (world) => setRisk(world, most, ada, quarter),
  },
  {
    name: "leverage 11, by name",
    effect: "NEVER_LOOSENS",
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(11) }, ada, quarter),
  },
  ...seniority.slice(1, 6).flatMap((seat): Move[] =>
    [false, true].map((enabled) => ({
      name: `${seat} ${enabled ? "back" : "rests"}`,
      effect: enabled ? "MAY_LOOSEN" : "NEVER_LOOSENS",
      make: (world) => told(world, "operator", operatorSeatSwitched.create({ seat, enabled, ...ada })),
    })),
  ),
  {
    name: "brake, unnamed",
    effect: "NEVER_LOOSENS",
    demands: (world) => fundOf(world).governance.brake !== undefined && !entriesAreAllowed(world),
    make: (world) => told(world, "operator", operatorBrakeSet.create({ engaged: true, ...nobody })),
  },
  {
    name: "brake off, unnamed",
    effect: "NEVER_LOOSENS",
    make: (world) => told(world, "operator", operatorBrakeSet.create({ engaged: false, ...nobody })),
  },
  {
    name: "brake off, by name",
    effect: "LETS_BRAKE_GO",
    make: (world) => told(world, "operator", operatorBrakeSet.create({ engaged: false, ...ada })),
  },
  {
    name: "emergency stop by hand",
    effect: "NEVER_LOOSENS",
    demands: (world) => fundOf(world).governance.ess.state !== "ARMED" && !entriesAreAllowed(world),
    make: (world) => told(world, "operator", operatorEssTripped.create({ exitMode: null, ...nobody })),
  },
  ...integrationStages.map(
    (stage): Move => ({
      name: `stage ${stage}, by name`,
      effect: "MAY_LOOSEN",
      make: (world) => told(world, "operator", operatorStageSet.create({ stage, ...ada })),
    }),
  ),
  ...(["OBSERVATION", "COORDINATION"] as const).map(
    (stage): Move => ({
      name: `stage ${stage}, unnamed`,
      effect: "NEVER_LOOSENS",
      make: (world) => told(world, "operator", operatorStageSet.create({ stage, ...nobody })),
    }),
  ),
  {
    name: "CEO off by flag",
    effect: "NEVER_LOOSENS",
    make: (world) =>
      told(world, "operator", operatorFlagsSet.create({ flags: { enableCeo: false }, expiresInMs: hours(1), ...ada })),
  },
  {
    name: "CEO asked at once",
    effect: "MAY_LOOSEN",
    make: (world) => told(world, "operator", operatorDecisionForced.create({})),
  },
];

const most = {
  maxLeverageRatio: ratio(10),
  maxPositionUsd: usd(50_000),
  maxDrawdownFraction: fraction(0.1),
  maxExposureFraction: fraction(0.9),
  stopLossMultiplierRatio: ratio(1),
};

function setRisk(
  world: World,
  limits: Partial<typeof most>,
  who: { readonly operator: string | null; readonly reason: string },
  expiresInMs: typeof quarter | null,
): Step[] {
  return told(world, "operator", operatorRiskSet.create({ limits, expiresInMs, ...who }));
}
