/** Mutants of the guard: each check taken out, and what the controls on the flow of orders count by. */
import { checks, conditions, rules } from "./mutant-finders.ts";
import type { Source } from "./mutants.ts";

const kernel = "src/kernel";
const guard = `${kernel}/trading/guard`;
const flow = `${kernel}/trading/flow`;

/** What every order is asked and what reductions are is tried in one file, what stops entries in another. */
const checksOf = (list: string, test: string, atLeast: number): Source => ({
  path: `${guard}/checks.ts`,
  test: `${guard}/${test}`,
  cuts: checks(list),
  atLeast,
});

export const guardSources: readonly Source[] = [
  checksOf("orderChecks", "guard.test.ts", 5),
  checksOf("reductionChecks", "guard.test.ts", 3),
  checksOf("entryChecks", "entry-checks.test.ts", 65),
  {
    path: `${flow}/recent-entries.ts`,
    test: `${flow}/recent-entries.test.ts`,
    cuts: conditions("executionsWithin", "repeated execution, what counts"),
    atLeast: 5,
  },
  {
    path: `${flow}/recent-entries.ts`,
    test: `${flow}/recent-entries.test.ts`,
    cuts: rules("executionsWithin", "repeated execution, a part of one decision"),
    atLeast: 1,
  },
  {
    path: `${flow}/recent-entries.ts`,
    test: `${flow}/recent-entries.test.ts`,
    cuts: conditions("lastSent", "duplicate, what is the same"),
    atLeast: 4,
  },
  {
    path: `${flow}/recent-entries.ts`,
    test: `${flow}/recent-entries.test.ts`,
    cuts: rules("lastSent", "duplicate, a part of one decision"),
    atLeast: 1,
  },
  {
    path: `${kernel}/features/period-move.ts`,
    test: `${kernel}/features/period-move.test.ts`,
    cuts: rules("moveWithin", "period collar, nothing to compare with"),
    atLeast: 1,
  },
];
