/** The two hooks of execution, in order: how an entry is worked, then what it may cost. Source: seed 004. */
import type { FundConfig } from "../../../domain/config.ts";
import type { ExecutionHook } from "./execution-hook.ts";
import { selectOrderType } from "./order-type-selection.ts";
import { checkSlippage } from "./slippage-check.ts";

export const executionHooks = ({ hooks }: FundConfig): readonly ExecutionHook[] => [
  {
    name: "order-type-selection",
    mode: hooks["order-type-selection"],
    canOnlyTighten: false,
    onFailure: "PASS",
    review: selectOrderType,
  },
  {
    name: "slippage-check",
    mode: hooks["slippage-check"],
    canOnlyTighten: true,
    onFailure: "PASS",
    review: checkSlippage,
  },
];
