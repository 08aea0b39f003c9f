/** Seats, monitors, tasks, alerts and the stage's criteria, column by column. Colour marks what is abnormal. */
import type { BoardView, MonitorView, StandView } from "../../src/kernel/analytics/view/board-view.ts";
import type { HookView } from "../../src/kernel/analytics/view/hook-tally.ts";
import type { StageCriterion } from "../../src/kernel/analytics/view/executive-view.ts";
import type { TaskView } from "../../src/kernel/analytics/view/task-view.ts";
import { count, duration, orUnknown, shortTime, type Tone, words } from "./format.ts";
import { type Column, plain } from "./table.ts";

export const standColumns: Column<StandView>[] = [
  { title: "Seat", cell: ({ seat, isActive }) => ({ text: seat, note: isActive ? "" : "rests" }) },
  {
    title: "Stands by",
    wraps: true,
    cell: ({ kind, says, decisionId, isOverruled }) => ({
      text: kind === null ? "nothing yet" : says,
      note: kind === null ? "" : `${words(kind)} ${decisionId ?? ""}${isOverruled ? ", overruled" : ""}`,
      tone: kind === null || isOverruled ? "quiet" : "plain",
    }),
  },
  { title: "Since", cell: ({ sinceMs }) => plain(sinceMs === null ? "" : shortTime(sinceMs)) },
  { title: "Why", isWide: true, cell: ({ reason }) => plain(reason) },
];

const statusTones: Readonly<Record<MonitorView["status"], Tone>> = {
  ACTIVE: "plain",
  DEGRADED: "warn",
  DISABLED: "quiet",
  FAILED: "bad",
};

export const monitorColumns: Column<MonitorView>[] = [
  { title: "Monitor", cell: ({ monitor }) => plain(monitor) },
  { title: "Score", isNumber: true, cell: ({ score, status }) => ({ text: count(score), tone: statusTones[status] }) },
  { title: "Status", cell: ({ status }) => ({ text: words(status), tone: statusTones[status] }) },
  { title: "Issues", isWide: true, cell: ({ issues }) => plain(issues.join("; ")) },
];

export const hookColumns: Column<HookView>[] = [
  { title: "Hook", cell: ({ hook, subsystem }) => ({ text: hook, note: words(subsystem) }) },
  {
    title: "Mode",
    cell: ({ configuredMode, isIsolated }) =>
      isIsolated ? { text: "left out", tone: "bad" } : { text: words(configuredMode), tone: modeTone(configuredMode) },
  },
  { title: "Passed", isNumber: true, cell: ({ passed }) => plain(count(passed)) },
  { title: "Stopped", isNumber: true, cell: ({ vetoed }) => plain(count(vetoed)) },
  {
    title: "Failed",
    isNumber: true,
    cell: ({ failed }) => ({ text: count(failed), tone: failed > 0 ? "bad" : "quiet" }),
  },
  {
    title: "Said last",
    isWide: true,
    cell: ({ lastAtMs, lastNote }) =>
      lastAtMs === null ? { text: "nothing yet", tone: "quiet" } : { text: lastNote, note: shortTime(lastAtMs) },
  },
];

const modeTone = (mode: HookView["configuredMode"]): Tone => (mode === "ENFORCED" ? "plain" : "quiet");

export const criterionColumns: Column<StageCriterion>[] = [
  { title: "Next stage asks for", cell: ({ name }) => plain(name) },
  { title: "Has", isNumber: true, cell: ({ has, isMet }) => ({ text: has, note: isMet ? "met" : "not yet" }) },
  { title: "Needs", isNumber: true, cell: ({ needs }) => plain(needs) },
];

export const taskColumns: Column<TaskView>[] = [
  { title: "Asked", cell: ({ askedAtMs, id }) => ({ text: shortTime(askedAtMs), note: id }) },
  {
    title: "Task",
    cell: ({ taskType, modelName }) => ({ text: words(taskType), note: orUnknown(modelName, (name) => name) }),
  },
  {
    title: "Status",
    cell: ({ status, takenBy }) => ({
      text: words(status),
      note: takenBy ?? "",
      tone: status === "DONE" || status === "EXPIRED" ? "quiet" : "plain",
    }),
  },
  {
    title: "What for",
    isWide: true,
    cell: ({ description, expectedImpact, estimatedDurationHours }) => ({
      text: description,
      note: `${expectedImpact}, about ${duration(estimatedDurationHours * 3_600_000)} of work`,
    }),
  },
];

type Alert = BoardView["alerts"][number];
const gradeTones: Readonly<Record<Alert["grade"], Tone>> = {
  CRITICAL: "bad",
  HIGH: "warn",
  MEDIUM: "plain",
  LOW: "quiet",
};

export const alertColumns: Column<Alert>[] = [
  { title: "Time", cell: ({ atMs }) => plain(shortTime(atMs)) },
  { title: "Level", cell: ({ grade, from }) => ({ text: words(grade), note: from, tone: gradeTones[grade] }) },
  { title: "Message", isWide: true, cell: ({ message }) => plain(message) },
];
