/** The executive's board as a schema of its type. */
import { z } from "zod";
import {
  type BoardView,
  type BrakePanel,
  type EssTripView,
  type FederationFigures,
  type MonitorView,
  paces,
  type StagePanel,
  type StandView,
} from "../../../kernel/analytics/view/board-view.ts";
import type { StageCriterion } from "../../../kernel/analytics/view/executive-view.ts";
import type { HookView } from "../../../kernel/analytics/view/hook-tally.ts";
import { alertGrades, type AlertRecord } from "../../../kernel/analytics/view/alert-view.ts";
import { monitorNames } from "../../../kernel/domain/briefing.ts";
import { decisionKinds, seniority } from "../../../kernel/domain/decision.ts";
import { essEvaluators, exitModes } from "../../../kernel/domain/modes.ts";
import { hookNames } from "../../../kernel/domain/hooks.ts";
import {
  integrationStages,
  registeredSubsystems,
  subsystemModes,
  subsystemStatuses,
} from "../../../kernel/domain/subsystem.ts";

const number = z.number();
const count = z.int().min(0);
const time = z.number().min(0);
const text = z.string();
const flag = z.boolean();
const list = <Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> => z.array(item);
/** An object with exactly the fields of `Value`. */
const shape = <Value extends object>(fields: { readonly [Key in keyof Value]-?: z.ZodType<Value[Key]> }) =>
  z.strictObject(fields);

const stand = shape<StandView>({
  seat: z.enum(seniority),
  kind: z.enum(decisionKinds).nullable(),
  isActive: flag,
  says: text,
  reason: text,
  decisionId: text.nullable(),
  sinceMs: time.nullable(),
  isOverruled: flag,
});
const trip = shape<EssTripView>({
  atMs: time,
  evaluator: z.enum(essEvaluators),
  reason: text,
  exitMode: z.enum(exitModes),
  timeToZeroMs: time.nullable(),
  coolDownEndsAtMs: time.nullable(),
});
const criterion = shape<StageCriterion>({ name: text, has: text, needs: text, isMet: flag });

export const boardSchema: z.ZodType<BoardView> = shape<BoardView>({
  stands: list(stand),
  stage: shape<StagePanel>({ stage: z.enum(integrationStages), sinceMs: time, criteria: list(criterion) }),
  brake: shape<BrakePanel>({ sinceMs: time, by: text, reason: text }).nullable(),
  essTrip: trip.nullable(),
  monitors: list(
    shape<MonitorView>({
      monitor: z.enum(monitorNames),
      score: number,
      status: z.enum(subsystemStatuses),
      issues: list(text),
    }),
  ),
  hooks: list(
    shape<HookView>({
      hook: z.enum(hookNames),
      subsystem: z.enum(registeredSubsystems),
      configuredMode: z.enum(subsystemModes),
      isIsolated: flag,
      passed: count,
      vetoed: count,
      failed: count,
      lastAtMs: time.nullable(),
      lastNote: text,
    }),
  ),
  federation: shape<FederationFigures>({
    decisionsLastHour: count,
    decisionsPerHour: number,
    pace: z.enum(paces),
    conflictShare: number,
    overrideShare: number,
    freezesLastWeek: count,
  }),
  alerts: list(shape<AlertRecord>({ atMs: time, grade: z.enum(alertGrades), from: text, message: text })),
});
