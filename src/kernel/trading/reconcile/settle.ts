/**
 * What one pass means: which symbols are frozen or released, whether entries may go out, what is to be done and told.
 *
 * A difference freezes its symbol until a pass over everything finds none in it; one that belongs to no symbol stops all
 * entries. What an operator has accepted is no difference until it changes. Written down in place; carries nothing out.
 */
import { type AccountScope, type Difference, orderKinds } from "../../domain/reconciliation.ts";
import { durationMs, type DurationMs, type EpochMs } from "../../units/units.ts";
import { askAgain } from "./ask-again.ts";
import type { Moment } from "./comparable.ts";
import type { Comparison } from "./compare.ts";
import { heldName, nameOf } from "./difference-name.ts";
import { freezeSymbol, type ReconcileState } from "./reconcile-state.ts";

export type PassMoment = { readonly scope: AccountScope; readonly at: EpochMs; readonly reportSeq: number };

export type Settlement = {
  /** What is to be done. */
  readonly remedies: readonly Difference[];
  /** While a difference stands, ever less often; and where the venue was ahead twice at one report number. */
  readonly asksReports: boolean;
  /** Whether what differs is not what was told last. */
  readonly isNews: boolean;
  readonly frozen: readonly { readonly symbol: string; readonly reasons: readonly string[] }[];
  readonly released: readonly { readonly symbol: string; readonly frozenFor: DurationMs }[];
};

const nothing: Omit<Settlement, "asksReports"> = { remedies: [], isNews: false, frozen: [], released: [] };

export function settle(state: ReconcileState, { moment, differences }: Comparison, of: PassMoment): Settlement {
  state.ordersToldAt = of.at;
  if (moment !== "SAME") return { ...nothing, asksReports: isStuck(state, moment, of.reportSeq) };
  state.behindAt = undefined;
  state.incomparable = 0;
  if (of.scope === "ALL") state.allToldAt = of.at;
  const before = state.open;
  const open = differences.filter((each) => heldName(state.accepted, each) === undefined);
  keepAccepted(state, differences, of.scope);
  state.open = of.scope === "ALL" ? open : [...before.filter(({ kind }) => !orderKinds.includes(kind)), ...open];
  keepProofs(state, open);
  const frozen = freezeAll(state, open, of.at);
  const released = of.scope === "ALL" ? releaseAll(state, of.at) : [];
  if (of.scope === "ALL") noteAgreement(state, of.at);
  const told = before.map(nameOf);
  const isNews = open.some((each) => heldName(told, each) === undefined) || state.open.length !== before.length;
  const asksReports = askAgain(state, open, of.at);
  return { remedies: open.filter(({ remedy }) => remedy !== "ASK_REPORTS"), asksReports, isNews, frozen, released };
}

/** Ahead twice while we heard nothing: something is not coming by itself. What is being caught up is no standstill. */
function isStuck(state: ReconcileState, moment: Moment, reportSeq: number): boolean {
  const isAhead = moment === "VENUE_AHEAD";
  const wasBehind = state.behindAt === reportSeq;
  state.incomparable = isAhead && !wasBehind ? 1 : state.incomparable + 1;
  if (isAhead) state.behindAt = reportSeq;
  return isAhead && wasBehind;
}

function keepAccepted(state: ReconcileState, differences: readonly Difference[], scope: AccountScope): void {
  if (scope !== "ALL") return;
  const found = differences.flatMap((each) => heldName(state.accepted, each) ?? []);
  state.accepted = state.accepted.filter((name) => found.includes(name));
}

/** A proof is about an order that is missing; of one that is not, it says nothing any more. */
function keepProofs({ provenEnded }: ReconcileState, open: readonly Difference[]): void {
  for (const orderId of provenEnded) {
    const isMissing = open.some(
      (each) =>
        each.orderId === orderId && (each.kind === "ORDER_MISSING_AT_VENUE" || each.kind === "ORDER_UNRESOLVED"),
    );
    if (!isMissing) provenEnded.delete(orderId);
  }
}

/** An order that the venue lists and has not answered for is proof, not doubt: it freezes nothing. */
function freezeAll(state: ReconcileState, open: readonly Difference[], at: EpochMs): Settlement["frozen"] {
  const reasons = new Map<string, string[]>();
  for (const { kind, symbol, explanation } of open)
    if (symbol !== undefined && kind !== "ORDER_UNANSWERED")
      reasons.set(symbol, [...(reasons.get(symbol) ?? []), explanation]);
  return [...reasons].flatMap(([symbol, said]) =>
    freezeSymbol(state, symbol, said, at) ? [{ symbol, reasons: said }] : [],
  );
}

/** Whether anything differs that no freeze of a symbol could hold. */
const differsOutsideSymbols = ({ open }: ReconcileState): boolean => open.some(({ symbol }) => symbol === undefined);

/** Only where nothing differs in the symbol, nor in what belongs to none. */
function releaseAll(state: ReconcileState, at: EpochMs): Settlement["released"] {
  if (differsOutsideSymbols(state)) return [];
  return [...state.frozen].flatMap(([symbol, { since }]) => {
    if (state.open.some((each) => each.symbol === symbol)) return [];
    state.frozen.delete(symbol);
    return [{ symbol, frozenFor: durationMs(at - since) }];
  });
}

/** From a start on everything has to agree; later what differs in one symbol is held by its freeze. */
function noteAgreement(state: ReconcileState, at: EpochMs): void {
  const differs = differsOutsideSymbols(state);
  state.hasAgreed ||= state.agreedAt !== undefined || state.open.length === 0;
  state.agreedAt = differs || !state.hasAgreed ? undefined : at;
}
