/**
 * Where surveillance meets the fund: alerts are opened at the end of the step that caused them, acknowledged by people,
 * and freeze the fund where nobody answers.
 */
import type { FundConfig } from "./domain/config.ts";
import type { ControlId } from "./domain/control.ts";
import { entryFlowChanged } from "./events/control-events.ts";
import { commandRefused } from "./events/executive-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import type { operatorAlertAcknowledged } from "./events/surveillance-events.ts";
import type { AlertNotice } from "./domain/open-alert.ts";
import type { EventOf } from "./events/define-event.ts";
import { inputIgnored } from "./events/trading-events.ts";
import type { Fund } from "./fund-state.ts";
import { refuseName } from "./governance/operator/operator-book.ts";
import { demoteForControl } from "./governance/operator-stage.ts";
import { governNow } from "./step-govern.ts";
import {
  acknowledge,
  expireAlerts,
  mostUrgent,
  openAlert,
  scriptedAcknowledgementAt,
} from "./surveillance/alert-desk.ts";
import { realTimeRegister } from "./surveillance/controls/register.ts";
import { silenceDueAt } from "./surveillance/controls/rt-04-stream-liveness.ts";
import { reviewFlow } from "./surveillance/entry-flow.ts";
import { withFreezes } from "./surveillance/frozen-symbols.ts";
import { forgetDrift } from "./surveillance/surveillance-state.ts";
import { noticeOf } from "./surveillance/notices.ts";
import type { InstrumentView } from "./surveillance/real-time-control.ts";
import { watchFacts, watchInstruments } from "./surveillance/watch.ts";
import { type EpochMs, epochMs } from "./units/units.ts";

/** Freezes for what nobody has acknowledged in time. Called before anything else of a step may loosen. */
export function freezeForUnanswered(fund: Fund, outbox: Outbox): void {
  const message = expireAlerts(fund.surveillance.alerts, outbox);
  if (message === undefined || fund.governance.freeze !== undefined) return;
  governNow(fund, outbox, { safetyFailure: { part: "alert desk", message } });
}

/** Opens an alert for every fact of this step that is one, and for what the real-time controls find in them. */
export function raiseAlerts(fund: Fund, outbox: Outbox): void {
  const facts = [...outbox.facts];
  if (facts.length === 0) return;
  const { surveillance, controls } = fund;
  const notices = facts.flatMap((fact) => noticeOf(fact) ?? []);
  const found = watchFacts(facts, controls, { at: outbox.at, config: fund.config, memory: surveillance });
  const told = found.map((notice) => demotedFor(fund, outbox, notice));
  openAll(fund, outbox, [...notices, ...withFreezes(told, facts, surveillance.standing)]);
}

const lowersStage: ReadonlySet<ControlId> = new Set(
  realTimeRegister.flatMap((control) => (control.lowersStage === true ? [control.id] : [])),
);

/** Lowers the stage where the control does that, and has the alert say what came of it. */
function demotedFor({ governance, config }: Fund, outbox: Outbox, notice: AlertNotice): AlertNotice {
  const { control, message } = notice;
  if (control === null || !lowersStage.has(control)) return notice;
  const to = demoteForControl(governance, config, `${control}: ${message}`, outbox);
  const done = to === undefined ? `The stage stays ${governance.stage.current}` : `The stage went down to ${to}`;
  return { ...notice, message: `${message}. ${done}` };
}

/** Slippage against a spread that is no longer assumed proves nothing against the new one (RT-11). */
export function expectCosts({ surveillance, config: held }: Fund, wanted: FundConfig): void {
  const isOther = wanted.instruments.some(
    ({ halfSpreadBps }, id) => halfSpreadBps !== held.instruments[id]?.halfSpreadBps,
  );
  if (isOther) forgetDrift(surveillance);
}

/** Judges anew what our own flow of orders lets entries do, and says so where that is something else (RT-10). */
export function reviewEntryFlow({ surveillance, config }: Fund, outbox: Outbox): void {
  const { state: from } = surveillance.entryFlow;
  const { state: to, reason } = reviewFlow(surveillance, config.surveillance, outbox.at);
  if (to !== from) emit(outbox, entryFlowChanged.create({ from, to, reason }));
}

/** While the fund only learns there is nothing to see. */
const isTrading = ({ config, lastBarsAt }: Fund): boolean =>
  lastBarsAt !== undefined && lastBarsAt >= config.tradeFromMs;

/** Lets the controls look at every instrument, once a close is taken in and whenever the clock ticks without one. */
export function lookAtInstruments(fund: Fund, outbox: Outbox): void {
  const { surveillance, controls, config } = fund;
  if (!isTrading(fund)) return;
  const found = watchInstruments(instrumentsOf(fund), controls, { at: outbox.at, config, memory: surveillance });
  openAll(fund, outbox, found);
}

function openAll({ surveillance, config }: Fund, outbox: Outbox, notices: readonly AlertNotice[]): void {
  for (const notice of notices) openAlert(surveillance.alerts, outbox, notice, config.surveillance);
}

const instrumentsOf = ({ config, features, trading, ledger }: Fund): InstrumentView[] =>
  config.instruments.map(({ symbol, lotSize, status = "TRADING" }, id) => ({
    symbol,
    closedAt: (features.barsSeen[id] ?? 0) > 0 ? epochMs(features.closedAt[id] ?? 0) : undefined,
    isTrading: status === "TRADING",
    heldQuantity: trading.positions[id]?.quantity ?? 0,
    bookedQuantity: (ledger.lots[id] ?? 0) * lotSize,
    lotSize,
  }));

type Given = EventOf<typeof operatorAlertAcknowledged>["data"];

export function hearAcknowledgement(fund: Fund, { alertId, operator, reason, scripted }: Given, outbox: Outbox): void {
  const type = "operator.alert_acknowledged";
  const misnamed = scripted ? undefined : refuseName(operator);
  if (misnamed !== undefined) return emit(outbox, commandRefused.create({ command: type, ...misnamed }));
  const refusal = acknowledge(fund.surveillance.alerts, outbox, { alertId, operator, reason });
  if (refusal !== undefined) emit(outbox, inputIgnored.create({ type, reason: refusal }));
}

/** When somebody has to be asked next, when the fund freezes for want of an answer, and when a stream falls silent. */
export type AlertPlan = {
  readonly silenceAt: EpochMs | undefined;
  readonly freezesAt: EpochMs | undefined;
  /** The alert the scripted operator acknowledges next, and when; none where a person has to. */
  readonly scripted: { readonly alertId: string; readonly at: EpochMs } | undefined;
};

export function alertPlan(fund: Fund, now: EpochMs): AlertPlan {
  const { surveillance, config } = fund;
  const watched = { at: now, config, memory: surveillance };
  const silenceAt = isTrading(fund) ? silenceDueAt(instrumentsOf(fund), watched) : undefined;
  const urgent = mostUrgent(surveillance.alerts);
  if (urgent === undefined) return { silenceAt, freezesAt: undefined, scripted: undefined };
  const at = config.scriptedReviewAfterMs === null ? undefined : scriptedAcknowledgementAt(urgent);
  const scripted = at === undefined ? undefined : { alertId: urgent.id, at };
  return { silenceAt, freezesAt: urgent.freezesAt, scripted };
}
