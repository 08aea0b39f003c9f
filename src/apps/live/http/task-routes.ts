/** Research tasks: what the Researcher asks for, and people taking and finishing it. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { researchTaskTypes } from "../../../kernel/domain/decision.ts";
import { type ResearchTask, taskStatuses } from "../../../kernel/domain/research-task.ts";
import { operatorTaskMoved } from "../../../kernel/events/operator-events.ts";
import { taskBody, taskParams } from "./command-schemas.ts";
import { decisionUuid } from "./decision-uuid.ts";
import { badInput } from "./errors.ts";
import { isoTime } from "./federation-json.ts";
import { giveCommand } from "./give-command.ts";
import { about, badInputSchema, commandProblems, inputProblems } from "./problem.ts";
import type { CommandPort, LiveSource } from "./source.ts";

const taskSchema = z
  .strictObject({
    id: z.string(),
    decision_id: z.uuid().describe("Of the decision that asked for it."),
    task_type: z.enum(researchTaskTypes),
    description: z.string(),
    estimated_duration_hours: z.number(),
    expected_impact: z.string(),
    model_name: z.string().nullable(),
    status: z.enum(taskStatuses),
    asked_at: z.iso.datetime(),
    changed_at: z.iso.datetime(),
    taken_by: z.string().nullable(),
  })
  .meta({ id: "ResearchTask" });
const tasksSchema = z.strictObject({ total: z.int().min(0), tasks: z.array(taskSchema) });
const tasksQuery = z.object({ status: z.enum(taskStatuses).optional() });
const movedSchema = z.strictObject({ success: z.literal(true), task: taskSchema });

const taskJson = (task: ResearchTask, runId: string): z.output<typeof taskSchema> => ({
  id: task.id,
  decision_id: decisionUuid(runId, task.id),
  task_type: task.taskType,
  description: task.description,
  estimated_duration_hours: task.estimatedDurationHours,
  expected_impact: task.expectedImpact,
  model_name: task.modelName,
  status: task.status,
  asked_at: isoTime(task.askedAt),
  changed_at: isoTime(task.changedAt),
  taken_by: task.takenBy,
});

export function addTaskRoutes(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    "/api/federation/tasks",
    {
      schema: {
        ...about("federation", "getTasks", "Research tasks, latest first: all under way, and the last that ended"),
        querystring: tasksQuery,
        response: { 200: tasksSchema, ...inputProblems },
      },
    },
    ({ query: { status } }) => {
      const { runId } = source.view().identity;
      const tasks = source
        .tasks()
        .filter((task) => status === undefined || task.status === status)
        .map((task) => taskJson(task, runId))
        .reverse();
      return { total: tasks.length, tasks };
    },
  );
  addMoves(app, source, commands);
}

function addMoves(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  const moves = [
    { verb: "take", to: "TAKEN", id: "takeTask", summary: "Take an open research task" },
    { verb: "done", to: "DONE", id: "finishTask", summary: "Say that a taken research task is done" },
  ] as const;
  for (const { verb, to, id, summary } of moves)
    app.withTypeProvider<ZodTypeProvider>().post(
      `/api/federation/tasks/:id/${verb}`,
      {
        schema: {
          ...about("federation", id, summary),
          params: taskParams,
          body: taskBody,
          response: { 200: movedSchema, 404: badInputSchema, ...commandProblems },
        },
      },
      async ({ params: { id: taskId }, body: { operator } }, reply) => {
        const find = () => source.tasks().find((task) => task.id === taskId);
        if (find() === undefined) return reply.code(404).send(badInput("id", taskId, "expected the id of a task"));
        const verdict = await giveCommand(commands, operatorTaskMoved.create({ taskId, to, operator }));
        if (verdict.kind === "REFUSED") return reply.code(verdict.status === 503 ? 503 : 409).send(verdict.problem);
        const moved = find();
        if (moved === undefined) throw new Error(`expected task ${taskId} to be kept`);
        return reply.send({ success: true, task: taskJson(moved, source.view().identity.runId) });
      },
    );
}
