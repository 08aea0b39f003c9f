/**
 * PT-06: a strategy that enters the same symbol on the same side again and again is disabled until a person enables it.
 *
 * Decisions are counted, not the parts one is worked in. Source: controls.md, PT-06; RTS 6 Art. 15(3).
 */
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured } from "../measured.ts";
import { repeatWindow } from "../../../domain/control-limits.ts";
import { limitParameter } from "./limit-parameter.ts";

export const isEnabled: Check = {
  name: "strategy-enabled",
  refuses: (_, { disabledFor }) => disabledFor,
};

export const repeatsSeldom = measured({
  name: "repeated-execution",
  measure: (_, { executions, controls }) => ({
    value: executions,
    limit: controls.repeats.maxExecutions,
    unit: "COUNT",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, { symbol, side }) =>
    `expected a strategy to ${side} ${symbol} at most ${limit} times within the window, was ${value}`,
});

export const repeatedExecution: GuardControl = {
  id: "PT-06",
  name: "Repeated automated execution",
  purpose: "Keeps a strategy that has gone into a loop from trading until somebody has looked at it.",
  answers: ["RTS 6 Art. 15(3)"],
  source: "controls.md, PT-06; figures chosen (ADR 0040)",
  owner: "OPERATOR",
  action:
    "The strategy is disabled: its entries are refused and cancelled until a named person enables it. Exits go on.",
  parameters: ({ controls: { repeats }, intervalMs }) => [
    limitParameter("controls.repeats.maxExecutions", "COUNT", repeats.maxExecutions),
    {
      setting: "controls.repeats.windowMs",
      unit: "MS",
      bound: "AT_MOST",
      warn: null,
      block: repeatWindow(repeats, intervalMs),
      note: repeats.windowMs > 0 ? `at least ${2 * repeats.maxExecutions} bars` : undefined,
    },
  ],
  checks: [isEnabled, repeatsSeldom],
};
