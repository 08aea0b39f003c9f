/** What reconciliation remembers: when the books last agreed, what differs, which symbols are frozen. Plain data. */
import type { AccountScope, Difference, ReconciliationConfig, SymbolFreeze } from "../../domain/reconciliation.ts";
import type { DurationMs, EpochMs } from "../../units/units.ts";

export type Asked = { readonly at: EpochMs; readonly times: number };

export type ReconcileState = {
  /** When orders, fills, positions and balances last agreed; `undefined` from every start and reconnect until they do. */
  agreedAt: EpochMs | undefined;
  /** Whether they ever did since the last start or reconnect. */
  hasAgreed: boolean;
  /** When an account was last taken in, and when one of everything could last be compared. */
  ordersToldAt: EpochMs | undefined;
  allToldAt: EpochMs | undefined;
  /** What differs now and nobody has accepted. */
  open: readonly Difference[];
  /** By name of what differs: when and how often the venue's reports were asked for because of it, since the last start. */
  readonly asked: Map<string, Asked>;
  /** Names of differences an operator has accepted, until they change. */
  accepted: readonly string[];
  readonly frozen: Map<string, SymbolFreeze>;
  /** Orders of which the venue has said, asked by client id, that it does not work them. */
  readonly provenEnded: Set<string>;
  /** Our report number when the venue's account was last ahead of it. */
  behindAt: number | undefined;
  /** Accounts in a row that could not be compared, while nothing was caught up. */
  incomparable: number;
  /** Ids of the last fills and movements of cash that nobody here asked for, oldest first. */
  readonly foreignIds: string[];
};

export const openReconcile = (): ReconcileState => ({
  agreedAt: undefined,
  hasAgreed: false,
  ordersToldAt: undefined,
  allToldAt: undefined,
  open: [],
  asked: new Map(),
  accepted: [],
  frozen: new Map(),
  provenEnded: new Set(),
  behindAt: undefined,
  incomparable: 0,
  foreignIds: [],
});

/** After a start or a reconnect nobody knows what happened meanwhile, nor who still answers what was asked. Freezes stay. */
export function forgetAgreement(state: ReconcileState): void {
  state.agreedAt = undefined;
  state.hasAgreed = false;
  state.ordersToldAt = undefined;
  state.allToldAt = undefined;
  state.asked.clear();
  state.incomparable = 0;
}

/** As many accounts in a row that could not be compared are told to a person, once (chosen: a pass over positions). */
const incomparableAtMost = 3;

export const isStalledNow = ({ incomparable }: ReconcileState): boolean => incomparable === incomparableAtMost;

/** Longer ago than anything. */
const never = Number.NEGATIVE_INFINITY;

/** Agreement holds for so many pauses between passes, and where accounts come at closes, for so many bars (chosen). */
const trustedPauses = 3;
const trustedBars = 2;

export type Trust = ReconciliationConfig & { readonly intervalMs: DurationMs };

/** Whether entries may be sent at all. Without a word of the venue, or with an old one, they may not. */
export function isReconciled({ agreedAt }: ReconcileState, trust: Trust, at: number): boolean {
  if (!trust.isRequired) return true;
  return at - (agreedAt ?? never) <= Math.max(trustedPauses * trust.positionsEveryMs, trustedBars * trust.intervalMs);
}

/** What the venue is to be asked for now, if anything. */
export function dueScope(state: ReconcileState, config: ReconciliationConfig, at: number): AccountScope | undefined {
  const { isRequired, ordersEveryMs, positionsEveryMs } = config;
  if (!isRequired || !isDue(state.ordersToldAt, ordersEveryMs, at)) return undefined;
  return isDue(state.allToldAt, positionsEveryMs, at) ? "ALL" : "ORDERS";
}

const isDue = (since: number | undefined, every: number, at: number): boolean => !(at - (since ?? never) < every);

const reasonsKept = 20;

/** Stops entries in a symbol. Returns whether it was not frozen before; more reasons are kept beside the first. */
export function freezeSymbol(
  { frozen }: ReconcileState,
  symbol: string,
  reasons: readonly string[],
  at: EpochMs,
): boolean {
  const held = frozen.get(symbol);
  const all = new Set([...(held?.reasons ?? []), ...reasons]);
  frozen.set(symbol, { since: held?.since ?? at, reasons: [...all].slice(0, reasonsKept) });
  return held === undefined;
}

const foreignIdsKept = 1_000;

/**
 * Remembers what was booked unasked. Returns whether it was booked before. These always carry a report number, and one
 * at or below ours is never booked again, so that no flood of them can outrun the list.
 */
export function isBookedBefore({ foreignIds }: ReconcileState, id: string): boolean {
  if (foreignIds.includes(id)) return true;
  foreignIds.push(id);
  if (foreignIds.length > foreignIdsKept) foreignIds.shift();
  return false;
}
