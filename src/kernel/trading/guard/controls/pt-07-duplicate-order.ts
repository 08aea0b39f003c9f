/**
 * PT-07: no order twice. Ids are counted from the journal entry that caused them, so the same cause gives the same id; and
 * an entry of the same symbol, side, quantity and price soon after is taken for the same, unless it is a part of a plan.
 *
 * Never the venue's task: venues refuse a known id only while its order is open (ADR 0016). Source: controls.md, PT-07.
 */
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";

export const idIsNew: Check = {
  name: "duplicate-id",
  refuses: ({ id }, { hasSeen }) => (hasSeen(id) ? `expected a new order id, was ${id} again` : undefined),
};

export const isNoRepeat: Check = {
  name: "duplicate-order",
  refuses: (_, { at, sameSentAt, controls: { duplicateWindowMs } }) =>
    sameSentAt === undefined || at - sameSentAt >= duplicateWindowMs
      ? undefined
      : `expected no second entry of the same symbol, side, quantity and price within ${duplicateWindowMs} ms, was one ${at - sameSentAt} ms ago`,
};

export const duplicateOrder: GuardControl = {
  id: "PT-07",
  name: "Duplicate order",
  purpose: "Keeps the same order from being sent twice after a retry, a reconnect or a restart.",
  answers: ["SEC 15c3-5(c)(1)(ii)", "RTS 6 Art. 15"],
  source: "controls.md, PT-07",
  owner: "TRADER",
  action: "The order is refused.",
  parameters: ({ controls }) => [
    {
      setting: "controls.duplicateWindowMs",
      unit: "MS",
      bound: "AT_LEAST",
      warn: null,
      block: controls.duplicateWindowMs,
    },
  ],
  checks: [idIsNew, isNoRepeat],
};
