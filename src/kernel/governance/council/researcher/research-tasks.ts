/**
 * Researcher: which questions the figures ask, as tasks for people or for tools outside the kernel.
 *
 * Source: seed 000, "Research Task" (types and triggers), origin-facts 1.7 (hours), resolutions 20 and 60 (a rate speaks
 * from 20 cases; the model's win rate drives feature_engineering, the portfolio's drives backtest_strategy). A trigger
 * fires on crossing, and not while the same task is open or taken. A rate that is silent neither crosses nor comes back;
 * one that is not a number asks, since somebody must look at it.
 */
import type { Briefing, ModelPerformance, Performance } from "../../../domain/briefing.ts";
import type { Decision, ResearchTaskType } from "../../../domain/decision.ts";

const limits = { sharpe: 1, modelWinRate: 0.5, daysSinceTraining: 30, drawdown: 0.06, portfolioWinRate: 0.45 };

/** The portfolio among names of models, none of which is empty. */
const portfolio = "";

export type ResearcherMemory = {
  /** Triggers beyond their limit now, by model; they fire again only after coming back. */
  readonly beyond: Map<string, Set<ResearchTaskType>>;
};

export const openResearcher = (): ResearcherMemory => ({ beyond: new Map() });

/** The subject of a task: one type, for one model or for the portfolio. */
export const subjectOf = (taskType: ResearchTaskType, modelName: string | null): string =>
  `${taskType} ${modelName ?? "portfolio"}`;

/** `isBeyond` is undefined while the figure is silent. */
type Trigger<Figures> = {
  readonly taskType: ResearchTaskType;
  readonly isBeyond: (figures: Figures) => boolean | undefined;
  readonly reason: (figures: Figures) => string;
};

const modelTriggers: readonly Trigger<ModelPerformance>[] = [
  {
    taskType: "hyperparameter_tuning",
    isBeyond: ({ sharpe }) => (sharpe === undefined ? undefined : !(sharpe >= limits.sharpe)),
    reason: ({ model, sharpe }) => `Sharpe ${sharpe?.toFixed(2)} of ${model} is below ${limits.sharpe}`,
  },
  {
    taskType: "feature_engineering",
    isBeyond: ({ winRate }) => (winRate === undefined ? undefined : !(winRate >= limits.modelWinRate)),
    reason: ({ model, winRate }) => `win rate ${share(winRate)} of ${model} is below ${share(limits.modelWinRate)}`,
  },
  {
    taskType: "model_retraining",
    isBeyond: ({ daysSinceTraining: days }) => (days === undefined ? undefined : !(days <= limits.daysSinceTraining)),
    reason: ({ model, daysSinceTraining: days }) =>
      `${model} was trained ${days?.toFixed(0)} days ago, more than ${limits.daysSinceTraining}`,
  },
];

const portfolioTriggers: readonly Trigger<Performance>[] = [
  {
    taskType: "risk_analysis",
    isBeyond: ({ drawdown }) => !(drawdown <= limits.drawdown),
    reason: ({ drawdown }) => `drawdown ${share(drawdown)} is above ${share(limits.drawdown)}`,
  },
  {
    taskType: "backtest_strategy",
    isBeyond: ({ winRate }) => (winRate === undefined ? undefined : !(winRate >= limits.portfolioWinRate)),
    reason: ({ winRate }) => `the portfolio's win rate ${share(winRate)} is below ${share(limits.portfolioWinRate)}`,
  },
];

/**
 * Every question that was just raised.
 * @param isUnderWay whether a task of this subject is open or taken
 */
export function decideResearch(
  { models, performance }: Briefing,
  memory: ResearcherMemory,
  isUnderWay: (subject: string) => boolean,
): Decision<"RESEARCH_TASK">[] {
  const tasks: Decision<"RESEARCH_TASK">[] = [];
  forgetTheGone(memory, models);
  const ask = <Figures>(name: string, figures: Figures, triggers: readonly Trigger<Figures>[]): void => {
    for (const trigger of triggers) {
      if (!hasCrossed(memory, name, trigger.taskType, trigger.isBeyond(figures))) continue;
      const modelName = name === portfolio ? null : name;
      if (isUnderWay(subjectOf(trigger.taskType, modelName))) continue;
      tasks.push(taskFor(trigger.taskType, modelName, trigger.reason(figures)));
    }
  };
  for (const each of models) ask(each.model, each, modelTriggers);
  ask(portfolio, performance, portfolioTriggers);
  return tasks;
}

/** Whether the figure has just gone beyond; a silent one neither crosses nor comes back. */
function hasCrossed(
  { beyond }: ResearcherMemory,
  name: string,
  taskType: ResearchTaskType,
  isBeyond: boolean | undefined,
): boolean {
  if (isBeyond === undefined) return false;
  const known = beyond.get(name);
  const wasBeyond = known?.has(taskType) === true;
  if (isBeyond === wasBeyond) return false;
  if (!isBeyond) known?.delete(taskType);
  else if (known === undefined) beyond.set(name, new Set([taskType]));
  else known.add(taskType);
  return isBeyond;
}

/** A model that is no longer there takes its triggers with it, so that names outside cannot pile up. */
function forgetTheGone({ beyond }: ResearcherMemory, models: readonly ModelPerformance[]): void {
  for (const name of beyond.keys())
    if (name !== portfolio && !models.some(({ model }) => model === name)) beyond.delete(name);
}

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

function taskFor(taskType: ResearchTaskType, modelName: string | null, reason: string): Decision<"RESEARCH_TASK"> {
  const { hours, impact, what } = plans[taskType];
  const description = what(modelName ?? "");
  return {
    kind: "RESEARCH_TASK",
    payload: { taskType, description, estimatedDurationHours: hours, expectedImpact: impact, modelName },
    priority: "LOW",
    reason,
  };
}
