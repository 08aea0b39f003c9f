/**
 * When the risk officer has tails fitted, and what it does with the answers (resolutions 39b).
 *
 * Each desk's once a week, and at once on an alarm: a day's loss beyond its 99 % value at risk. A request that was not
 * answered within a day, because the process died, is made again. The standing forecast keeps to what was known when it was
 * made; a fit speaks from the next one on.
 */
import type { TailModel } from "../../../domain/tail.ts";
import type { EventOf } from "../../../events/define-event.ts";
import type { tailEstimated } from "../../../events/estimate-events.ts";
import { emit, type Outbox } from "../../../events/outbox.ts";
import { inputIgnored } from "../../../events/trading-events.ts";
import { dayMs, type EpochMs } from "../../../units/units.ts";
import type { Desk } from "./desk.ts";
import { type RiskOfficerState, takeFit } from "./risk-officer.ts";
import { lossesOf, unitLosses } from "./return-rings.ts";

const fitEveryMs = 7 * dayMs;
/** GARCH from fewer returns is noise. */
const minimumFitDays = 120;

/** Asks for every fit that is due. Call once a UTC day, after the desks have been judged. */
export function askForFits(state: RiskOfficerState, outbox: Outbox): void {
  state.desks.forEach((desk, id) => ask(desk, () => lossesOf(state, id), outbox));
  if (state.book.standing !== undefined) ask(state.book, () => unitLosses(state, state.bookWeights), outbox);
}

function ask(desk: Desk, lossesNow: () => Float64Array, { at, estimates }: Outbox): void {
  if (!isDue(desk, at)) return;
  const losses = lossesNow();
  if (losses.length < minimumFitDays) return;
  desk.askedAt = at;
  desk.hasAlarm = false;
  const returns = losses.map((loss) => -loss);
  estimates.push({ kind: "TAIL", subject: desk.subject, asOf: at, returns, before: desk.model?.garch });
}

function isDue({ askedAt, model, hasAlarm }: Desk, at: EpochMs): boolean {
  if (askedAt !== undefined && at - askedAt < dayMs) return false;
  return askedAt !== undefined || hasAlarm || model === undefined || at - model.asOf >= fitEveryMs;
}

type TailEstimated = EventOf<typeof tailEstimated>["data"];

export function hearTail(state: RiskOfficerState, data: TailEstimated, outbox: Outbox): void {
  if (takeFit(state, data.subject, modelOf(data))) return;
  const reason = `nobody asked for a newer tail of ${data.subject}`;
  emit(outbox, inputIgnored.create({ type: "tail.estimated", reason }));
}

const modelOf = ({ asOfMs, garch, excess, degreesRatio, residualDegreesRatio }: TailEstimated): TailModel => ({
  asOf: asOfMs,
  garch:
    garch !== null && garch.alphaRatio + garch.betaRatio < 1
      ? { omega: garch.omegaRatio, alpha: garch.alphaRatio, beta: garch.betaRatio }
      : undefined,
  excess:
    excess === null
      ? undefined
      : {
          threshold: excess.thresholdRatio,
          shape: excess.shapeRatio,
          shapeLow: excess.shapeLowRatio,
          shapeHigh: excess.shapeHighRatio,
          scale: excess.scaleRatio,
          exceedances: excess.exceedances,
          losses: excess.losses,
        },
  degrees: degreesRatio ?? undefined,
  residualDegrees: residualDegreesRatio ?? undefined,
});
