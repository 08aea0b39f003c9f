/** What an operator may order of a council in a test, each with its usual name, reason and end. */
import type { Fact } from "../../src/kernel/events/catalogue.ts";
import type { OperatorCommand } from "../../src/kernel/governance/hear-operator.ts";
import { minutes } from "../../src/kernel/units/units.ts";
import { type Council, round } from "./council.ts";

export type Data<Type extends OperatorCommand["type"]> = Extract<OperatorCommand, { type: Type }>["data"];
export const ada = { operator: "Ada", expiresInMs: minutes(15) };
export const nobody = { operator: null, expiresInMs: null };

export const order = (council: Council, command: OperatorCommand) => round(council, { command });
export const setMode = (council: Council, change: Partial<Data<"operator.mode_set">>) =>
  order(council, {
    type: "operator.mode_set",
    version: 1,
    data: { mode: "PAUSED", durationMs: null, reason: "a test", ...nobody, ...change },
  });
export const setRisk = (
  council: Council,
  limits: Data<"operator.risk_set">["limits"],
  who: Partial<typeof ada> & { readonly approval?: string } = {},
) =>
  order(council, {
    type: "operator.risk_set",
    version: 1,
    data: { limits, reason: "a test", ...nobody, ...who },
  });
export const setBrake = (council: Council, engaged: boolean, operator: string | null = null) =>
  order(council, { type: "operator.brake_set", version: 1, data: { engaged, operator, reason: "a test" } });
export const setSeat = (
  council: Council,
  seat: Data<"operator.seat_switched">["seat"],
  enabled: boolean,
  operator: string | null = "Ada",
) =>
  order(council, {
    type: "operator.seat_switched",
    version: 1,
    data: { seat, enabled, operator, reason: "a test" },
  });
export const setStage = (
  council: Council,
  stage: Data<"operator.stage_set">["stage"],
  operator: string | null = null,
) => order(council, { type: "operator.stage_set", version: 1, data: { stage, operator, reason: "a test" } });

export const refusalIn = (facts: readonly Fact[]) =>
  facts.find((fact) => fact.type === "operator.command_refused")?.data;
export const envelopeOf = ({ state }: Council) => state.policy!.mandate.envelope;
