/**
 * The book of research tasks: OPEN, then TAKEN, then DONE; EXPIRED where that took too long.
 *
 * A task is a request, so nothing in the fund waits for it. Ended ones are kept for a while to be looked at.
 */
import type { ResearchTask, TaskStatus } from "../../../domain/research-task.ts";
import type { DecisionPayloads } from "../../../domain/decision.ts";
import { after, days, type EpochMs } from "../../../units/units.ts";
import { subjectOf } from "./research-tasks.ts";

/** A task nobody finished by then asks about a market that is gone (chosen). */
const expiresAfter = days(14);
/** Ended tasks remembered (chosen). */
const endedKept = 200;

/** By id, in the order they were asked for. */
export type TaskBook = Map<string, ResearchTask>;

export const isUnderWay = ({ status }: ResearchTask): boolean => status === "OPEN" || status === "TAKEN";

/** Whether a task of this subject is open or taken. */
export function hasUnderWay(book: TaskBook, subject: string): boolean {
  for (const task of book.values())
    if (isUnderWay(task) && subjectOf(task.taskType, task.modelName) === subject) return true;
  return false;
}

export function openTask(
  book: TaskBook,
  id: string,
  payload: Readonly<DecisionPayloads["RESEARCH_TASK"]>,
  at: EpochMs,
): void {
  book.set(id, { ...payload, id, askedAt: at, status: "OPEN", changedAt: at, takenBy: null });
}

export type TaskMove = { readonly taskId: string; readonly to: "TAKEN" | "DONE"; readonly operator: string };

/** Moves a task on. Returns the rule that forbids it, or `undefined` when it was moved. */
export function moveTask(book: TaskBook, { taskId, to, operator }: TaskMove, at: EpochMs): string | undefined {
  const task = book.get(taskId);
  if (task === undefined) return "there is no such task";
  const needed: TaskStatus = to === "TAKEN" ? "OPEN" : "TAKEN";
  if (task.status !== needed) return `only a task that is ${needed} becomes ${to}, this one is ${task.status}`;
  note(book, { ...task, status: to, changedAt: at, takenBy: task.takenBy ?? operator });
  return undefined;
}

export const expiryOf = (askedAt: EpochMs): EpochMs => after(askedAt, expiresAfter);

/** When the next task that is under way runs out of time. */
export function nextExpiry(book: TaskBook): EpochMs | undefined {
  let next: EpochMs | undefined;
  for (const task of book.values()) {
    const due = expiryOf(task.askedAt);
    if (isUnderWay(task) && (next === undefined || due < next)) next = due;
  }
  return next;
}

/** Ends what nobody finished in time. Returns the tasks that expired now. */
export function expireTasks(book: TaskBook, at: EpochMs): ResearchTask[] {
  const expired: ResearchTask[] = [];
  for (const task of book.values())
    if (isUnderWay(task) && at >= expiryOf(task.askedAt)) expired.push({ ...task, status: "EXPIRED", changedAt: at });
  for (const task of expired) note(book, task);
  return expired;
}

/** Notes the change; of the ended ones the oldest is forgotten when there are too many. */
function note(book: TaskBook, changed: ResearchTask): void {
  book.set(changed.id, changed);
  const ended = [...book.values()].filter((task) => !isUnderWay(task));
  for (const { id } of ended.slice(0, Math.max(0, ended.length - endedKept))) book.delete(id);
}
