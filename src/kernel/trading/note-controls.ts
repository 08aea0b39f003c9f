/** Counts what the guard's controls said about an order, and warns of those near their limit. */
import { type ControlReading, noteReading, warnToday } from "../controls/control-book.ts";
import { type ControlId, useOf } from "../domain/control.ts";
import type { Order } from "../domain/order.ts";
import type { CheckReading, Measure } from "../domain/workings.ts";
import { emit } from "../events/outbox.ts";
import { controlWarned } from "../events/trading-events.ts";
import { entryChecks } from "./guard/checks.ts";
import { controlsAtGuard } from "./guard/controls/register.ts";
import type { TradingContext } from "./trading-context.ts";

const isAimed: ReadonlySet<string> = new Set(
  controlsAtGuard.flatMap(({ checks }) => checks.flatMap(({ name, isAimedAt }) => (isAimedAt === true ? [name] : []))),
);

const warnsNever: ReadonlySet<string> = new Set(
  controlsAtGuard.flatMap(({ checks }) => checks.flatMap(({ name, warns }) => (warns === false ? [name] : []))),
);

/** Exits and stops are asked whether they are well formed; how a limit on entries sits they do not say. */
const bindsEntries: ReadonlySet<ControlId> = new Set(
  controlsAtGuard.flatMap(({ id, checks }) => (checks.some((check) => entryChecks.includes(check)) ? [id] : [])),
);

/** @param readings of every check on the order, those after a refusal too */
export function noteControls(context: TradingContext, order: Order, readings: readonly CheckReading[]): void {
  const byCheck = new Map(readings.map((reading) => [reading.check, reading]));
  for (const { id, checks } of controlsAtGuard) {
    const asked = checks.flatMap(({ name }) => byCheck.get(name) ?? []);
    if (asked.length === 0) continue;
    const nearest = nearestOf(asked.filter(({ check }) => !isAimed.has(check)));
    const refusal = asked.find((reading) => reading.refusal !== undefined)?.refusal;
    const isJudged = order.purpose === "ENTRY" || !bindsEntries.has(id);
    const what = nearest?.check ?? "";
    const warnShare = warnsNever.has(what) ? Number.POSITIVE_INFINITY : undefined;
    noteOne(context, order.symbol, { control: id, refusal, measure: nearest?.measure, isJudged, warnShare }, what);
  }
}

type Measured = CheckReading & { readonly measure: Measure };

/** The reading that leaves the least room. One that is no number refuses by itself and is no use. */
function nearestOf(readings: readonly CheckReading[]): Measured | undefined {
  let nearest: Measured | undefined;
  for (const { measure, ...rest } of readings)
    if (measure !== undefined && Number.isFinite(use(measure)))
      if (!(nearest !== undefined && use(measure) <= use(nearest.measure))) nearest = { ...rest, measure };
  return nearest;
}

const use = ({ value, limit, bound }: Measure): number => useOf(value, limit, bound);

type Noted = ControlReading & { readonly measure: Measure | undefined };

function noteOne({ controls, outbox }: TradingContext, symbol: string, reading: Noted, what: string): void {
  const { control, measure } = reading;
  if (!noteReading(controls, outbox.at, reading) || measure === undefined) return;
  if (!warnToday(controls, outbox.at, control)) return;
  const { value, limit, unit } = measure;
  emit(outbox, controlWarned.create({ control, what, symbol, value, limit, unit }));
}
