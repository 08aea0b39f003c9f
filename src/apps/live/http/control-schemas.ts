/** The control register as schemas, each declared as the schema of its type: what differs does not compile. */
import { z } from "zod";
import { alertLevels } from "../../../kernel/domain/alert.ts";
import { type ControlParameter, controlIds, controlOwners } from "../../../kernel/domain/control.ts";
import {
  type AlertRow,
  calibrations,
  type ControlReport,
  type ControlRow,
  type ControlUse,
  type MonthReport,
} from "../../../kernel/domain/control-report.ts";
import { bounds, measureUnits } from "../../../kernel/domain/workings.ts";

const count = z.int().min(0);
const maybe = z.number().nullable();
const texts = z.array(z.string());

const useFields = {
  asked: count,
  warned: count,
  blocked: count,
  peakUseRatio: maybe,
  lastBlockedAtMs: maybe,
  lastReason: z.string().nullable(),
  calibration: z.enum(calibrations),
};
const use: z.ZodType<ControlUse> = z.strictObject(useFields);

const parameter: z.ZodType<ControlParameter> = z.strictObject({
  setting: z.string(),
  unit: z.enum(measureUnits),
  bound: z.enum(bounds),
  warn: maybe,
  block: z.number(),
  note: z.string().optional(),
});

const row: z.ZodType<ControlRow> = z.strictObject({
  id: z.enum(controlIds),
  name: z.string(),
  purpose: z.string(),
  answers: texts,
  source: z.string(),
  owner: z.enum(controlOwners),
  action: z.string(),
  parameters: z.array(parameter),
  use,
});

const alert: z.ZodType<AlertRow> = z.strictObject({
  id: z.string(),
  level: z.enum(alertLevels),
  control: z.enum(controlIds).nullable(),
  symbol: z.string().nullable(),
  message: z.string(),
  owner: z.enum(controlOwners),
  action: z.string(),
  raisedAtMs: z.number(),
  freezesAtMs: maybe,
});

const month: z.ZodType<MonthReport> = z.strictObject({
  month: z.string(),
  uses: z.array(z.strictObject({ id: z.enum(controlIds), ...useFields })),
});

export const controlReportSchema: z.ZodType<ControlReport> = z.strictObject({
  month: z.string(),
  controls: z.array(row),
  past: z.array(month),
  alerts: z.array(alert),
});
