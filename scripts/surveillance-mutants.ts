/** Mutants of the real-time controls that act: what the flow of orders holds back, and what lowers the stage. */
import { alternatives, call, property, rules } from "./mutant-finders.ts";
import type { Source } from "./mutants.ts";

const kernel = "src/kernel";
const flow = { path: `${kernel}/surveillance/entry-flow.ts`, test: `${kernel}/surveillance/entry-flow.test.ts` };
const drift = {
  path: `${kernel}/surveillance/controls/rt-11-fill-quality.ts`,
  test: `${kernel}/surveillance/controls/controls.test.ts`,
};
const held = "tests/scenarios/held-back-by-flow.test.ts";
const demoted = "tests/scenarios/demoted-by-drift.test.ts";
const meeting = `${kernel}/step-surveillance.ts`;

export const surveillanceSources: readonly Source[] = [
  { ...flow, cuts: rules("readFlow", "order flow, too few orders to judge"), atLeast: 1 },
  { ...flow, cuts: rules("flowAfter", "order flow, back within its limits"), atLeast: 1 },
  { ...flow, cuts: alternatives("flowAfter", "order flow, what stops"), atLeast: 2 },
  { ...flow, cuts: rules("reviewFlow", "order flow, what is news again"), atLeast: 1 },
  {
    ...flow,
    cuts: call("reviewFlow", "forgetFlow", "order flow, what leaves the window while nothing is sent"),
    atLeast: 1,
  },
  {
    path: `${kernel}/trading/guard/entry-flow.ts`,
    test: `${kernel}/trading/guard/entry-checks.test.ts`,
    cuts: rules("whyWait", "order flow, who need not wait"),
    atLeast: 1,
  },
  {
    path: `${kernel}/trading/submit.ts`,
    test: held,
    cuts: call("submit", "rememberSent", "order flow, when an entry was last sent"),
    atLeast: 1,
  },
  { path: meeting, test: held, cuts: rules("reviewEntryFlow", "order flow, said when it changes"), atLeast: 1 },
  { path: meeting, test: held, cuts: rules("demotedFor", "slippage drift, no other control demotes"), atLeast: 1 },
  { path: meeting, test: demoted, cuts: rules("expectCosts", "slippage drift, other costs"), atLeast: 1 },
  { ...drift, cuts: rules("driftAfter", "slippage drift, rule"), atLeast: 2 },
  { path: drift.path, test: demoted, cuts: property("lowersStage", "slippage drift, lowers the stage"), atLeast: 1 },
  {
    path: `${kernel}/governance/operator-stage.ts`,
    test: demoted,
    cuts: rules("demoteForControl", "slippage drift, nobody to demote"),
    atLeast: 1,
  },
];
