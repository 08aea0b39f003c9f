/**
 * No entry while orders, fills, positions and balances are not known to agree with the venue's, nor in a symbol in which
 * they differ. Asked here, owned by surveillance: its controls RT-05 and RT-06 count what was refused. Fails closed: no word of the venue, or an old one, is no agreement. Source: controls.md, RT-05, RT-06.
 */
import type { Check } from "./check.ts";

/** [RT-05] */
export const booksAgree: Check = {
  name: "reconciled",
  refuses: (_, { isReconciled }) =>
    isReconciled === true ? undefined : "orders, positions and balances are not known to agree with the venue's",
};

/** [RT-06] */
export const symbolIsSettled: Check = { name: "symbol-frozen", refuses: (_, { symbolFreeze }) => symbolFreeze };
