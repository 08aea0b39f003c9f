/** The life of a research task, as cases and as random walks through its states. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, day } from "../../../../../tests/scenarios/given.ts";
import type { DecisionPayloads } from "../../../domain/decision.ts";
import type { TaskStatus } from "../../../domain/research-task.ts";
import { subjectOf } from "./research-tasks.ts";
import { expireTasks, hasUnderWay, isUnderWay, moveTask, openTask, type TaskBook, type TaskMove } from "./task-book.ts";

const wanted: DecisionPayloads["RESEARCH_TASK"] = {
  taskType: "risk_analysis",
  description: "find the causes",
  estimatedDurationHours: 4,
  expectedImpact: "known causes",
  modelName: null,
};
const bookWith = (...ids: string[]): TaskBook => {
  const book: TaskBook = new Map();
  for (const id of ids) openTask(book, id, wanted, at(0));
  return book;
};
const move = (book: TaskBook, to: TaskMove["to"], operator = "Ada", taskId = "D1-0") =>
  moveTask(book, { taskId, to, operator }, at(1));

it("is open, taken, done, with who took it and when it changed", () => {
  const book = bookWith("D1-0");
  expect(book.get("D1-0")).toEqual({
    ...wanted,
    id: "D1-0",
    askedAt: at(0),
    status: "OPEN",
    changedAt: at(0),
    takenBy: null,
  });
  expect(move(book, "TAKEN")).toBeUndefined();
  expect(book.get("D1-0")).toMatchObject({ status: "TAKEN", changedAt: at(1), takenBy: "Ada" });
  expect(move(book, "DONE", "Grace")).toBeUndefined();
  expect(book.get("D1-0")).toMatchObject({ status: "DONE", takenBy: "Ada" });
});

it("moves one step at a time and never back, and says why not", () => {
  const open = bookWith("D1-0");
  expect(move(open, "DONE")).toBe("only a task that is TAKEN becomes DONE, this one is OPEN");
  move(open, "TAKEN");
  expect(move(open, "TAKEN", "Grace")).toBe("only a task that is OPEN becomes TAKEN, this one is TAKEN");
  move(open, "DONE");
  expect(move(open, "TAKEN")).toBe("only a task that is OPEN becomes TAKEN, this one is DONE");
  expect(move(open, "TAKEN", "Ada", "D9-9")).toBe("there is no such task");
  expect(open.get("D1-0")?.takenBy).toBe("Ada");
});

it("is under way for its subject while open or taken", () => {
  const book = bookWith("D1-0");
  const isBusy = () => hasUnderWay(book, subjectOf("risk_analysis", null));
  const seen = [isBusy()];
  move(book, "TAKEN");
  seen.push(isBusy());
  move(book, "DONE");
  seen.push(isBusy());
  expect(seen).toEqual([true, true, false]);
  expect(hasUnderWay(bookWith("D1-0"), subjectOf("backtest_strategy", null))).toBe(false);
});

describe("expiry", () => {
  it("ends an open or a taken task after 14 days, not a millisecond earlier, and a done one never", () => {
    const book = bookWith("D1-0", "D1-1", "D1-2");
    move(book, "TAKEN", "Ada", "D1-1");
    move(book, "TAKEN", "Ada", "D1-2");
    move(book, "DONE", "Ada", "D1-2");
    expect(expireTasks(book, at(14 * day - 1))).toEqual([]);
    expect(expireTasks(book, at(14 * day)).map(({ id }) => id)).toEqual(["D1-0", "D1-1"]);
    expect([...book.values()].map(({ status }) => status)).toEqual(["EXPIRED", "EXPIRED", "DONE"]);
    expect(expireTasks(book, at(99 * day)), "once").toEqual([]);
    expect(move(book, "TAKEN")).toBe("only a task that is OPEN becomes TAKEN, this one is EXPIRED");
  });
});

it("remembers the last 200 ended tasks and every one under way", () => {
  const ids = Array.from({ length: 203 }, (_, index) => `D${index}-0`);
  const book = bookWith("D999-0", ...ids);
  for (const taskId of ids)
    for (const to of ["TAKEN", "DONE"] as const) moveTask(book, { taskId, to, operator: "Ada" }, at(1));
  expect(book.size).toBe(201);
  expect([book.has("D999-0"), book.has("D2-0"), book.has("D3-0")]).toEqual([true, false, true]);
});

it("whatever is tried in whatever order: statuses only go forward, and a refusal changes nothing", () => {
  const order: readonly TaskStatus[] = ["OPEN", "TAKEN", "DONE"];
  const anyTry = fc.record({
    taskId: fc.constantFrom("D1-0", "D1-1", "D9-9"),
    to: fc.constantFrom("TAKEN" as const, "DONE" as const),
    operator: fc.constantFrom("Ada", "Grace"),
    days: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(anyTry, { maxLength: 20 }), (tries) => {
      const book = bookWith("D1-0", "D1-1");
      let now = 0;
      for (const { days, ...wish } of tries) {
        now += days;
        expireTasks(book, at(now * day));
        const before = new Map(book);
        const refusal = moveTask(book, wish, at(now * day));
        const task = book.get(wish.taskId);
        if (refusal !== undefined) expect(book).toEqual(before);
        else {
          const was = before.get(wish.taskId)!;
          expect(order.indexOf(task!.status)).toBe(order.indexOf(was.status) + 1);
          expect(isUnderWay(was)).toBe(true);
        }
        for (const { status, askedAt } of book.values())
          if (status === "OPEN" || status === "TAKEN") expect(at(now * day) - askedAt).toBeLessThan(14 * day);
      }
    }),
  );
});
