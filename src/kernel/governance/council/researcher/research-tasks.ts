/**
 * Researcher: which questions the figures ask, as tasks for people or for tools outside the kernel.
 *
 * Source: seed 000, "Research Task" (types and triggers), origin-facts 1.7 (hours), resolutions 20 and 60 (a rate speaks
 * from 20 cases; the model's win rate drives feature_engineering, the portfolio's drives backtest_strategy). A trigger
 * fires on crossing, and not while the same task is open or taken. A rate that is silent neither crosses nor comes back;
 * one that is not a number asks, since somebody must look at it.
 */
import type { Briefing, ModelPerformance } from "../../../domain/briefing.ts";
import type { Decision, ResearchTaskType } from "../../../domain/decision.ts";

const limits = { sharpe: 1, modelWinRate: 0.5, daysSinceTraining: 30, drawdown: 0.06, portfolioWinRate: 0.45 };

export type ResearcherMemory = {
  /** Triggers beyond their limit now, as `type model`; they fire again only after coming back. */
  readonly beyond: Set<string>;
};

export const openResearcher = (): ResearcherMemory => ({ beyond: new Set() });

/** The subject of a task: one type, for one model or for the portfolio. */
export const subjectOf = (taskType: ResearchTaskType, modelName: string | null): string =>
  `${taskType} ${modelName ?? "portfolio"}`;

/** One figure a trigger looks at; `isBeyond` is undefined while the figure is silent. */
type Finding = {
  readonly taskType: ResearchTaskType;
  readonly modelName: string | null;
  readonly isBeyond: boolean | undefined;
  readonly reason: () => string;
};

/**
 * Every question that was just raised.
 * @param isUnderWay whether a task of this subject is open or taken
 */
export function decideResearch(
  briefing: Briefing,
  memory: ResearcherMemory,
  isUnderWay: (subject: string) => boolean,
): Decision<"RESEARCH_TASK">[] {
  const tasks: Decision<"RESEARCH_TASK">[] = [];
  const found = findings(briefing);
  let known = 0;
  for (const finding of found) {
    const subject = subjectOf(finding.taskType, finding.modelName);
    const wasBeyond = memory.beyond.has(subject);
    if (finding.isBeyond === true) memory.beyond.add(subject);
    if (finding.isBeyond === false) memory.beyond.delete(subject);
    if (finding.isBeyond ?? wasBeyond) known += 1;
    if (finding.isBeyond === true && !wasBeyond && !isUnderWay(subject)) tasks.push(taskFor(finding));
  }
  if (memory.beyond.size > known) forgetTheGone(memory, found);
  return tasks;
}

/** A model that is no longer there takes its triggers with it. */
function forgetTheGone({ beyond }: ResearcherMemory, found: readonly Finding[]): void {
  const subjects = new Set(found.map(({ taskType, modelName }) => subjectOf(taskType, modelName)));
  for (const subject of beyond) if (!subjects.has(subject)) beyond.delete(subject);
}

function findings({ models, performance }: Briefing): Finding[] {
  const { drawdown, winRate } = performance;
  return [
    ...models.flatMap(findingsOfModel),
    {
      taskType: "risk_analysis",
      modelName: null,
      isBeyond: !(drawdown <= limits.drawdown),
      reason: () => `drawdown ${share(drawdown)} is above ${share(limits.drawdown)}`,
    },
    {
      taskType: "backtest_strategy",
      modelName: null,
      isBeyond: winRate === undefined ? undefined : !(winRate >= limits.portfolioWinRate),
      reason: () => `the portfolio's win rate ${share(winRate)} is below ${share(limits.portfolioWinRate)}`,
    },
  ];
}

const findingsOfModel = ({ model, sharpe, winRate, daysSinceTraining }: ModelPerformance): Finding[] => [
  {
    taskType: "hyperparameter_tuning",
    modelName: model,
    isBeyond: sharpe === undefined ? undefined : !(sharpe >= limits.sharpe),
    reason: () => `Sharpe ${sharpe?.toFixed(2)} of ${model} is below ${limits.sharpe}`,
  },
  {
    taskType: "feature_engineering",
    modelName: model,
    isBeyond: winRate === undefined ? undefined : !(winRate >= limits.modelWinRate),
    reason: () => `win rate ${share(winRate)} of ${model} is below ${share(limits.modelWinRate)}`,
  },
  {
    taskType: "model_retraining",
    modelName: model,
    isBeyond: daysSinceTraining === undefined ? undefined : !(daysSinceTraining <= limits.daysSinceTraining),
    reason: () =>
      `${model} was trained ${daysSinceTraining?.toFixed(0)} days ago, more than ${limits.daysSinceTraining}`,
  },
];

const share = (value = Number.NaN): string => `${(value * 100).toFixed(2)} %`;

type Plan = { readonly hours: number; readonly impact: string; readonly what: (model: string) => string };

/** Hours from origin-facts 1.7; the first impact is the seed's, the others are chosen. */
const plans: { readonly [Type in ResearchTaskType]: Plan } = {
  hyperparameter_tuning: {
    hours: 8,
    impact: "Sharpe up by 0.3 to 0.5",
    what: (model) => `Tune the parameters of ${model} by a search that is judged on data it has not seen`,
  },
  feature_engineering: {
    hours: 12,
    impact: "win rate of the model above 50 %",
    what: (model) => `Look for features that tell winners of ${model} from losers, and drop those that do not`,
  },
  model_retraining: {
    hours: 4,
    impact: "a model that has seen the present market",
    what: (model) => `Train ${model} anew on the last 90 days and compare it with the present one`,
  },
  risk_analysis: {
    hours: 4,
    impact: "the causes of the drawdown, and whether the limits fit them",
    what: () => "Find which positions, symbols and hours made the drawdown, and what would have limited it",
  },
  backtest_strategy: {
    hours: 6,
    impact: "win rate of the portfolio above 45 %, or a strategy to switch off",
    what: () => "Backtest every strategy on the recent market, each against doing nothing",
  },
};

function taskFor({ taskType, modelName, reason }: Finding): Decision<"RESEARCH_TASK"> {
  const { hours, impact, what } = plans[taskType];
  const description = what(modelName ?? "");
  return {
    kind: "RESEARCH_TASK",
    payload: { taskType, description, estimatedDurationHours: hours, expectedImpact: impact, modelName },
    priority: "LOW",
    reason: reason(),
  };
}
