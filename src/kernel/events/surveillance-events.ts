/** Alerts: raised with an owner and an action, acknowledged by a person, or acted on by themselves (RT-01, RT-02). */
import { z } from "zod";
import { alertLevels } from "../domain/alert.ts";
import { controlIds, controlOwners } from "../domain/control.ts";
import { defineEvent } from "./define-event.ts";
import { epochMsField, textField } from "./fields.ts";

export const alertIdField = z.string().regex(/^A\d+-\d+$/, "expected an alert id like A12-0");

export const alertOpened = defineEvent(
  "alert.opened",
  1,
  "Somebody should know: whose it is, what the fund has done, and until when a critical one has to be acknowledged.",
  z.strictObject({
    alertId: alertIdField,
    level: z.enum(alertLevels),
    control: z.enum(controlIds).nullable(),
    symbol: textField.nullable(),
    message: textField,
    owner: z.enum(controlOwners),
    action: textField,
    freezesAtMs: epochMsField.nullable(),
  }),
);

export const alertAcknowledged = defineEvent(
  "alert.acknowledged",
  1,
  "A named person has seen the alert and takes it on; it freezes nothing any more.",
  z.strictObject({ alertId: alertIdField, operator: textField, reason: textField }),
);

export const alertExpired = defineEvent(
  "alert.expired",
  1,
  "Nobody acknowledged a critical alert in time: the fund freezes.",
  z.strictObject({ alertId: alertIdField, message: textField }),
);

export const operatorAlertAcknowledged = defineEvent(
  "operator.alert_acknowledged",
  1,
  "A named person, or the scripted operator, acknowledges an alert.",
  z.strictObject({ alertId: alertIdField, operator: textField, reason: textField, scripted: z.boolean() }),
);
