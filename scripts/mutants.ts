/**
 * Mutants: the safety sources with exactly one safeguard taken out, found by reading the sources themselves.
 *
 * Whatever is added to a list of checks, to the triggers, to the constitution, to the levels, to the controller's rules or
 * to the risk officer's score is a mutant by being there. Nothing on disk changes: a mutant is a text, put in the place of the file when a test loads it.
 */
import { readFileSync } from "node:fs";
import { parseSync } from "vite";
import { balancerSources } from "./balancer-mutants.ts";
import {
  bands,
  calls,
  conditions,
  type Cut,
  evaluators,
  levels,
  moves,
  named,
  rules,
  scoreParts,
  shareBounds,
  triggers,
} from "./mutant-finders.ts";
import { guardSources } from "./guard-mutants.ts";
import { surveillanceSources } from "./surveillance-mutants.ts";
import { symbolSources } from "./symbol-mutants.ts";

export type Mutant = {
  /** What was taken out. */
  readonly name: string;
  readonly path: string;
  /** The test file that must notice. */
  readonly test: string;
  /** The text of the file without it. */
  readonly text: string;
};

export type Source = {
  readonly path: string;
  readonly test: string;
  readonly cuts: (program: unknown) => Iterable<Cut>;
  /** Fewer means that the finder no longer understands the file. */
  readonly atLeast: number;
};
const kernel = "src/kernel";
const governance = `${kernel}/governance`;
const controller = `${governance}/council/controller`;
const execution = `${kernel}/trading/hooks/execution`;
const guardControls = `${kernel}/trading/guard/controls`;
const officer = `${governance}/assess/risk-officer`;
const signals = `${kernel}/trading/signals`;
const sources: readonly Source[] = [
  ...symbolSources,
  {
    path: `${signals}/abstention.ts`,
    test: `${signals}/abstention.test.ts`,
    cuts: rules("abstentionOf", "ensemble, abstention"),
    atLeast: 3,
  },
  {
    path: `${signals}/abstention.ts`,
    test: `${signals}/abstention.test.ts`,
    cuts: rules("isWithoutSkill", "ensemble, too few cases to judge"),
    atLeast: 1,
  },
  {
    path: `${signals}/abstention.ts`,
    test: `${signals}/abstention.test.ts`,
    cuts: rules("healthOf", "ensemble, silence of an outside model"),
    atLeast: 1,
  },
  {
    path: `${signals}/agreement.ts`,
    test: `${signals}/agreement.test.ts`,
    cuts: rules("agreementOf", "ensemble, agreement"),
    atLeast: 3,
  },
  { path: `${signals}/weighing.ts`, test: `${signals}/weighing.test.ts`, cuts: shareBounds, atLeast: 2 },
  {
    path: `${signals}/weighing.ts`,
    test: `${signals}/weighing.test.ts`,
    cuts: rules("noteDifference", "ensemble, what was not judged"),
    atLeast: 1,
  },
  {
    path: `${signals}/panel.ts`,
    test: `${signals}/panel.test.ts`,
    cuts: rules("forgetAfterGap", "ensemble, missed bars"),
    atLeast: 1,
  },
  ...guardSources,
  ...surveillanceSources,
  {
    path: `${governance}/operator/approvals.ts`,
    test: `${governance}/operator/approvals.test.ts`,
    cuts: rules("useApproval", "override, approval"),
    atLeast: 5,
  },
  {
    path: `${guardControls}/pt-16-authority.ts`,
    test: `${kernel}/trading/guard/entry-checks.test.ts`,
    cuts: rules("refusalOfStrategy", "authority, strategy"),
    atLeast: 5,
  },
  {
    path: `${kernel}/trading/guard/approved-move.ts`,
    test: `${kernel}/trading/guard/approved-move.test.ts`,
    cuts: moves,
    atLeast: 5,
  },
  {
    path: `${kernel}/trading/positions/exit-rules.ts`,
    test: `${kernel}/trading/positions/exit-rules.test.ts`,
    cuts: rules("leaveOf", "exit rule, leave"),
    atLeast: 2,
  },
  {
    path: `${kernel}/trading/positions/exit-rules.ts`,
    test: `${kernel}/trading/positions/exit-rules.test.ts`,
    cuts: rules("raiseOf", "exit rule, stop"),
    atLeast: 2,
  },
  {
    path: `${kernel}/trading/strategies/read-advice.ts`,
    test: `${kernel}/trading/strategies/read-advice.test.ts`,
    cuts: rules("readEntry", "strategies, nonsense"),
    atLeast: 4,
  },
  {
    path: `${kernel}/trading/strategies/library.ts`,
    test: `${kernel}/trading/strategies/library.test.ts`,
    cuts: rules("refuseChoices", "strategies, other code"),
    atLeast: 4,
  },
  {
    path: `${kernel}/trading/strategies/view.ts`,
    test: `${kernel}/trading/strategies/view.test.ts`,
    cuts: rules("expectSpan", "strategies, look-ahead"),
    atLeast: 3,
  },
  {
    path: `${kernel}/trading/orchestrate/strategy-wish.ts`,
    test: `${kernel}/trading/orchestrate/strategy-wish.test.ts`,
    cuts: rules("strategyEntry", "strategies, floor"),
    atLeast: 2,
  },
  {
    path: `${kernel}/trading/hear-strategies.ts`,
    test: "tests/scenarios/strategies.test.ts",
    cuts: rules("whyLeave", "strategies, exit"),
    atLeast: 5,
  },
  {
    path: `${kernel}/features/board/feature-board.ts`,
    test: `${kernel}/features/board/feature-board.test.ts`,
    cuts: rules("isBar", "features, no bar"),
    atLeast: 5,
  },
  ...balancerSources,
  {
    path: `${kernel}/trading/hooks/post-trade/position-classes.ts`,
    test: `${kernel}/trading/hooks/post-trade/position-classes.test.ts`,
    cuts: named("classRules", "position class"),
    atLeast: 5,
  },
  {
    path: `${kernel}/trading/hooks/post-trade/amplification-blocks.ts`,
    test: `${kernel}/trading/hooks/post-trade/amplification-check.test.ts`,
    cuts: named("amplificationBlocks", "amplification block"),
    atLeast: 7,
  },
  {
    path: `${governance}/council/supervisor/freeze-triggers.ts`,
    test: `${governance}/council/supervisor/freeze-triggers.test.ts`,
    cuts: triggers,
    atLeast: 7,
  },
  {
    path: `${governance}/direct-policy.ts`,
    test: `${governance}/direct-policy.test.ts`,
    cuts: calls("constitution", "part", "constitution"),
    atLeast: 5,
  },
  {
    path: `${governance}/agent-authorities.ts`,
    test: `${governance}/agent-authorities.test.ts`,
    cuts: calls("agentAuthorities", "part", "constitution"),
    atLeast: 3,
  },
  {
    path: `${controller}/risk-mode.ts`,
    test: `${controller}/controller.test.ts`,
    cuts: calls("pointsOf", "against", "controller, points"),
    atLeast: 7,
  },
  {
    path: `${controller}/risk-mode.ts`,
    test: `${controller}/controller.test.ts`,
    cuts: rules("determineRiskMode", "controller, risk mode rule"),
    atLeast: 5,
  },
  {
    path: `${controller}/controller.ts`,
    test: `${controller}/controller.test.ts`,
    cuts: rules("decideRiskMode", "controller, emergency rule"),
    atLeast: 4,
  },
  {
    path: `${governance}/in-force.ts`,
    test: `${governance}/in-force.test.ts`,
    cuts: conditions("withoutBlocked", "blocked strategies get no weight"),
    atLeast: 2,
  },
  {
    path: `${officer}/score.ts`,
    test: `${officer}/score.test.ts`,
    cuts: scoreParts,
    atLeast: 7,
  },
  {
    path: `${officer}/ceiling.ts`,
    test: `${officer}/ceiling.test.ts`,
    cuts: bands,
    atLeast: 3,
  },
  {
    path: `${officer}/scoreboard.ts`,
    test: `${officer}/scoreboard.test.ts`,
    cuts: conditions("isSound", "binding estimator, test"),
    atLeast: 4,
  },
  {
    path: `${officer}/fits.ts`,
    test: `${officer}/fits.test.ts`,
    cuts: conditions("modelOf", "a fit that is no model"),
    atLeast: 2,
  },
  {
    path: `${execution}/order-type-selection.ts`,
    test: `${execution}/execution.test.ts`,
    cuts: rules("chooseStyle", "order type, rule"),
    atLeast: 6,
  },
  {
    path: `${execution}/slippage-check.ts`,
    test: `${execution}/execution.test.ts`,
    cuts: rules("checkSlippage", "slippage, rule"),
    atLeast: 4,
  },
  {
    path: `${kernel}/trading/work-parents.ts`,
    test: "tests/scenarios/working-an-entry.test.ts",
    cuts: rules("outlivedBy", "a parent outlived, rule"),
    atLeast: 2,
  },
  {
    path: `${governance}/observe/ess/levels.ts`,
    test: `${governance}/observe/ess/levels.test.ts`,
    cuts: levels,
    atLeast: 3,
  },
  {
    path: `${governance}/observe/ess/evaluators.ts`,
    test: `${governance}/observe/ess/evaluators.test.ts`,
    cuts: evaluators,
    atLeast: 6,
  },
];

export const testFiles: readonly string[] = [...new Set(sources.map(({ test }) => test))];

export const findMutants = (): Mutant[] => sources.flatMap(mutantsOf);

function mutantsOf({ path, test, cuts, atLeast }: Source): Mutant[] {
  const text = readFileSync(path, "utf8");
  const found = [...cuts(parseSync(path, text).program)];
  if (found.length < atLeast)
    throw new Error(`expected at least ${atLeast} safeguards in ${path}, was ${found.length}`);
  return found.map((cut) => ({ name: cut.name, path, test, text: without(text, cut) }));
}

/** The text without one element, and without the comma that followed it. */
function without(text: string, { start, end, replacement = "" }: Cut): string {
  const after = text.slice(end);
  return text.slice(0, start) + replacement + (replacement === "" ? after.replace(/^\s*,/, "") : after);
}
