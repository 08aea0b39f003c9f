/**
 * Asks the venue what we have there when a pass of reconciliation is due, and tells the fund (RT-05, RT-06).
 *
 * One rule everywhere: by the fund's own time, every few seconds and after every start and reconnect. Where time comes in
 * bars it is asked at closes. An account ahead of the reports taken in is held back until they have come.
 */
import type { InputEvent } from "../kernel/events/catalogue.ts";
import type { FundState } from "../kernel/fund-state.ts";
import { accountDue, accountEvent } from "../kernel/step-reconcile.ts";
import type { EpochMs } from "../kernel/units/units.ts";
import type { Venue } from "../ports/venue.ts";

export type Asking = {
  readonly venue: Pick<Venue, "account">;
  readonly state: FundState;
  readonly now: () => EpochMs;
  readonly tell: (event: InputEvent) => Promise<unknown>;
  /** Takes in the reports that are on their way. */
  readonly catchUp: () => Promise<unknown>;
};

/** A venue that never stands still is told ahead of us after so many tries; the fund then asks for its reports (chosen). */
const mostCatchUps = 3;

/** @throws when the venue does not answer, or not with numbers: nothing is told then, and it stays due */
export async function askAccount({ venue, state, now, tell, catchUp }: Asking): Promise<void> {
  const scope = accountDue(state, now());
  const { fund } = state;
  if (scope === undefined || fund === undefined) return;
  let account = await venue.account();
  for (let tries = 0; tries < mostCatchUps && account.reportSeq > fund.trading.reportSeq; tries += 1) {
    await catchUp();
    account = await venue.account();
  }
  await tell(accountEvent(fund, account, scope));
}
