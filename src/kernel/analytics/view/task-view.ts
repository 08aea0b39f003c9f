/** A research task as people read it. */
import type { ResearchTaskType } from "../../domain/decision.ts";
import type { ResearchTask, TaskStatus } from "../../domain/research-task.ts";

export type TaskView = {
  /** Id of the decision that asked for it. */
  readonly id: string;
  readonly status: TaskStatus;
  readonly taskType: ResearchTaskType;
  readonly description: string;
  readonly estimatedDurationHours: number;
  readonly expectedImpact: string;
  /** Null where the task is about the portfolio. */
  readonly modelName: string | null;
  readonly askedAtMs: number;
  readonly changedAtMs: number;
  readonly takenBy: string | null;
};

export const viewTask = ({ askedAt, changedAt, ...task }: ResearchTask): TaskView => ({
  ...task,
  askedAtMs: askedAt,
  changedAtMs: changedAt,
});
