/** The Researcher's tasks as they become known: asked for, taken, done, out of time. */
import type { DecisionPayloads } from "../domain/decision.ts";
import { taskChanged } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import {
  expireTasks,
  expiryOf,
  moveTask,
  nextExpiry,
  openTask,
  type TaskMove,
} from "./council/researcher/task-book.ts";
import type { GovernanceState } from "./governance-state.ts";
import type { Refusal } from "./operator/operator-book.ts";

/** @param id of the decision that asks for it */
export function openResearchTask(
  state: GovernanceState,
  id: string,
  payload: Readonly<DecisionPayloads["RESEARCH_TASK"]>,
  outbox: Outbox,
): void {
  openTask(state.tasks, id, payload, outbox.at);
  state.tasksExpireAt ??= expiryOf(outbox.at);
  emit(outbox, taskChanged.create({ taskId: id, status: "OPEN", by: null }));
}

/** Somebody took a task or finished it. A seat that rests does not hold its tasks back. */
export function moveResearchTask(state: GovernanceState, move: TaskMove, outbox: Outbox): Refusal | undefined {
  const { taskId, to, operator } = move;
  const rule = moveTask(state.tasks, move, outbox.at);
  if (rule !== undefined) return { field: "task_id", value: taskId, rule };
  emit(outbox, taskChanged.create({ taskId, status: to, by: operator }));
  return undefined;
}

/** At the first round after their time is up; nothing waits for a task, so nobody is woken for it. */
export function expireResearchTasks(state: GovernanceState, outbox: Outbox): void {
  if (state.tasksExpireAt === undefined || outbox.at < state.tasksExpireAt) return;
  for (const { id, status } of expireTasks(state.tasks, outbox.at))
    emit(outbox, taskChanged.create({ taskId: id, status, by: null }));
  state.tasksExpireAt = nextExpiry(state.tasks);
}
