/**
 * The alert desk: every alert has an owner and an action, and a critical one that nobody acknowledges freezes (RT-02).
 *
 * Knight Capital had 97 unread warning mails in an hour; an alert that nobody has to answer is no control. Alerts are
 * opened in the very step that caused them (RT-01), so their latency is that of the loop.
 */
import type { AlertNotice, OpenAlert } from "../domain/open-alert.ts";
import type { SurveillanceConfig } from "../domain/surveillance.ts";
import { emit, nextAlertId, type Outbox } from "../events/outbox.ts";
import { alertAcknowledged, alertExpired, alertOpened } from "../events/surveillance-events.ts";
import { after, type EpochMs, epochMs } from "../units/units.ts";

export type AlertDesk = {
  /** Alerts that nobody has acknowledged, oldest first. */
  readonly open: Map<string, OpenAlert>;
};

export const openAlertDesk = (): AlertDesk => ({ open: new Map() });

/** Those that need no answer make room for later ones. */
const openKept = 200;

export function openAlert(
  desk: AlertDesk,
  outbox: Outbox,
  notice: AlertNotice,
  { acknowledgeWithinMs }: Pick<SurveillanceConfig, "acknowledgeWithinMs">,
): void {
  const id = nextAlertId(outbox);
  const freezesAt = notice.level === "critical" ? after(outbox.at, acknowledgeWithinMs) : undefined;
  desk.open.set(id, { ...notice, id, raisedAt: outbox.at, freezesAt });
  emit(outbox, alertOpened.create({ alertId: id, ...notice, freezesAtMs: freezesAt ?? null }));
  forgetOldest(desk);
}

function forgetOldest({ open }: AlertDesk): void {
  for (const { id, freezesAt } of open.values()) {
    if (open.size <= openKept) return;
    if (freezesAt === undefined) open.delete(id);
  }
}

type Acknowledgement = { readonly alertId: string; readonly operator: string; readonly reason: string };

/** @returns why it cannot be acknowledged, or nothing */
export function acknowledge(desk: AlertDesk, outbox: Outbox, given: Acknowledgement): string | undefined {
  if (!desk.open.delete(given.alertId)) return `expected an open alert, ${given.alertId} is none`;
  emit(outbox, alertAcknowledged.create(given));
  return undefined;
}

/** Alerts whose time is over leave the desk. @returns the message the fund freezes for, or nothing */
export function expireAlerts(desk: AlertDesk, outbox: Outbox): string | undefined {
  let freezesFor: string | undefined;
  for (const { id, message, freezesAt } of desk.open.values()) {
    if (freezesAt === undefined || outbox.at < freezesAt) continue;
    desk.open.delete(id);
    emit(outbox, alertExpired.create({ alertId: id, message }));
    freezesFor ??= `nobody acknowledged ${id}: ${message}`;
  }
  return freezesFor;
}

/** The open alert that has to be acknowledged first. */
export function mostUrgent({ open }: AlertDesk): OpenAlert | undefined {
  let first: OpenAlert | undefined;
  for (const alert of open.values())
    if (alert.freezesAt !== undefined && !(first?.freezesAt !== undefined && first.freezesAt <= alert.freezesAt))
      first = alert;
  return first;
}

/** When the scripted operator acknowledges what he has to: after half of the time there is for it. */
export function scriptedAcknowledgementAt({ raisedAt, freezesAt }: OpenAlert): EpochMs | undefined {
  return freezesAt === undefined ? undefined : epochMs(raisedAt + (freezesAt - raisedAt) / 2);
}
