/**
 * PT-20: while an operator's override loosens a limit, entries stay small.
 *
 * The rest of it stands where the override is given: a name, a reason, an end within 15 minutes (`operator-book.ts`), a
 * second person's approval, good once (`approvals.ts`), and no word on hard limits. Source: controls.md, PT-20.
 */
import type { GuardControl } from "../guard-control.ts";
import { measured, rounding } from "../measured.ts";
import { shareOf, shareText, worstCost } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

/** With no override in force there is nothing to cap. */
export const overrideSizeFits = measured({
  name: "override-size",
  measure: (order, { authority, tradable, controls }) => ({
    value: authority.overrides.some(({ kind }) => kind === "GRANT") ? shareOf(worstCost(order), tradable) : 0,
    limit: controls.maxOverrideOrderFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value, limit }) =>
    `expected an entry of at most ${shareText(limit)} of tradable capital under an override, was ${shareText(value)}`,
});

export const override: GuardControl = {
  id: "PT-20",
  name: "Override",
  purpose: "Keeps an override named, approved by a second person, short and small.",
  answers: ["RTS 6 Art. 15, temporary and exceptional"],
  source: "controls.md, PT-20; resolutions 8; the size is chosen",
  owner: "OPERATOR",
  action: "An override that lacks something is refused; an entry under it that is too large is too.",
  parameters: ({ controls }) => [
    limitParameter("controls.maxOverrideOrderFraction", "SHARE", controls.maxOverrideOrderFraction),
  ],
  checks: [overrideSizeFits],
};
