/**
 * A state that older code wrote, made whole for today's: what it lacks is as in a fund that has just been opened.
 *
 * Only slices and fields are filled in; nothing that is there is changed, so memory, money, freezes and limits stay. What
 * a fund must not forget and older code told otherwise is carried over by name below. Where an old field is missing
 * because it was `undefined`, it is so in a fresh fund too; the tests hold every state of an eventful life to that.
 */
import { completeTallies } from "./controls/control-book.ts";
import type { Position } from "./domain/position.ts";
import { ensembleName } from "./domain/signal.ts";
import { fundConfigSchema, fundOpened } from "./events/fund-events.ts";
import type { Fund, FundState } from "./fund-state.ts";
import { widenRings } from "./governance/assess/risk-officer/return-rings.ts";
import { openState, step } from "./step.ts";
import { drawPlan } from "./trading/positions/draw-plan.ts";
import { openPaperBook } from "./trading/positions/paper-book.ts";
import { completeShadow } from "./trading/shadow/shadow-book.ts";
import { completeStrategyBooks } from "./trading/strategy-books.ts";
import { completeSignals } from "./trading/signals/ensemble.ts";
import { completeRecord } from "./trading/signals/track-record.ts";
import type { TradingState } from "./trading/trading-state.ts";
import type { EpochMs } from "./units/units.ts";

/** @param state as decoded from a snapshot; filled in place and returned */
export function upgradeState(state: FundState): FundState {
  const { fund } = state;
  if (fund === undefined) return state;
  fund.config = fundConfigSchema.parse(fund.config);
  const model = openState();
  step(model, { seq: 0, at: state.at, origin: "runtime", event: fundOpened.create(fund.config) });
  if (model.fund !== undefined) fill(fund, model.fund);
  carryOver(fund, state);
  return state;
}

/**
 * Gives `old` what only `fresh` has: fields of plain objects, and of the items of lists that are equally long, such as one
 * slot for each instrument. A mandate is no such slot; it is derived anew.
 */
function fill(old: object, fresh: object): void {
  for (const [name, value] of Object.entries(fresh)) {
    const held: unknown = Reflect.get(old, name);
    if (held === undefined) Reflect.set(old, name, value);
    else if (name !== "mandate" && isSlot(held) && isSlot(value) && isAlike(held, value)) fill(held, value);
  }
}

const isSlot = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

const isAlike = (held: object, fresh: object): boolean =>
  Array.isArray(held) ? Array.isArray(fresh) && held.length === fresh.length : !Array.isArray(fresh);

/** Before strategies had names of their own, all that was wished came from the models. */
function giveToEnsemble({ orders, ended, positions, closedTrades }: TradingState): void {
  for (const owned of [...orders.values(), ...ended, ...positions, ...closedTrades])
    if (owned !== undefined && !("strategy" in owned)) Reflect.set(owned, "strategy", ensembleName);
}

/** What was opened before positions had plans gets one as if it had been opened now, in a usual market. */
function givePlan(position: Position, at: EpochMs): void {
  const known: Partial<Position> = position;
  if (known.plan === undefined) {
    const plan = drawPlan({ row: "NORMAL", atr: 0 }, at, position.averagePrice, position.stopPrice);
    plan.firstQuantity = position.boughtQuantity;
    Reflect.set(position, "plan", plan);
  }
  const { reduction } = position;
  if (reduction !== undefined && !("reason" in reduction)) Reflect.set(reduction, "reason", "GOVERNANCE");
}

/** Ids of fills were a list before each was kept with its order. Of an order that is forgotten nothing is booked any more. */
function keepFillIds(trading: TradingState): void {
  const known: unknown = trading.fillIds;
  if (Array.isArray(known)) Reflect.set(trading, "fillIds", new Map(known.map((fillId) => [String(fillId), ""])));
}

/** What was on paper had no plan; a trade without money is not worth carrying over, what it came to is. */
function openPaperAnew(fund: Fund): void {
  if (!("positions" in fund.probation)) return;
  Reflect.set(fund, "probation", openPaperBook());
  Reflect.deleteProperty(fund.governance.universe, "onPaper");
}

function carryOver(fund: Fund, { at }: FundState): void {
  const { config, governance, trading } = fund;
  completeTallies(fund.controls);
  completeStrategyBooks(trading.strategyBooks);
  openPaperAnew(fund);
  completeSignals(trading.signals, config);
  for (const record of trading.signals.book.records.values()) completeRecord(record);
  giveToEnsemble(trading);
  keepFillIds(trading);
  for (const position of trading.positions) if (position !== undefined) givePlan(position, at);
  for (const shadowed of trading.shadow.positions.values()) completeShadow(shadowed);
  const { ess } = governance;
  /** Before the machine of six states a trip was a state without a story; it must still end by a review. */
  if (ess.state === "TRIPPED" && ess.trip === undefined) {
    const reason = "tripped before this version of the code";
    governance.ess = {
      ...ess,
      trip: {
        at,
        evaluator: "DRAWDOWN",
        reason,
        exitMode: "CANCEL",
        exitAskedAt: at,
        timeToZero: undefined,
        coolDownEndsAt: undefined,
      },
    };
  }
  widenRings(governance.riskOfficer);
  /** The policy is derived anew, since older code knew fewer authorities. */
  governance.directedFrom = "";
}
