/**
 * The double-entry ledger: every posting moves an amount between accounts, so that the accounts always sum to zero.
 *
 * Amounts are whole micro-dollars (1e-6 USD), safe integers up to 9 billion USD; quantities are whole lots. Integers
 * add without rounding, so conservation is exact and a property test can demand it (resolutions 41).
 */
import type { CashCause } from "../domain/venue-report.ts";
import { type UsdAmount, usd } from "../units/units.ts";

/** Money accounts. Their sum is zero at all times. CASH is what the venue calls the wallet; INVENTORY is spot at cost. */
export const accounts = [
  "CASH",
  "LOCKED_PROFIT",
  "RESERVE",
  "INVENTORY",
  "FEES",
  "FUNDING",
  "REALIZED_PNL",
  "CAPITAL",
] as const;
export type Account = (typeof accounts)[number];

/** Accounts of money that is not traded with (resolutions 21). */
export type SetAside = "LOCKED_PROFIT" | "RESERVE";

export type Ledger = {
  readonly balances: Record<Account, number>;
  /**
   * What is promised to each of them and still invested, in micro-dollars: a memo beside the balances, so that their sum
   * stays zero. It is moved out of CASH as soon as cash is free (`split-profit.ts`).
   */
  readonly due: Record<SetAside, number>;
  /** Highest realised profit that has been split, in micro-dollars; only what lies above it is new. */
  splitMark: number;
  /**
   * Lots held per instrument id, and what they cost in micro-dollars: of spot the parts of INVENTORY, of perpetuals the
   * notional they were entered at, for which no money changed hands.
   */
  readonly lots: Float64Array;
  readonly cost: Float64Array;
};

const microPerUsd = 1_000_000;
export const toMicros = (amount: number): number => {
  const micros = Math.round(amount * microPerUsd);
  if (!Number.isSafeInteger(micros)) throw new RangeError(`expected an amount below 9 billion USD, was ${amount}`);
  return micros;
};
export const fromMicros = (micros: number): UsdAmount => usd(micros / microPerUsd);

export const openLedger = (instruments: number): Ledger => ({
  balances: { CASH: 0, LOCKED_PROFIT: 0, RESERVE: 0, INVENTORY: 0, FEES: 0, FUNDING: 0, REALIZED_PNL: 0, CAPITAL: 0 },
  due: { LOCKED_PROFIT: 0, RESERVE: 0 },
  splitMark: 0,
  lots: new Float64Array(instruments),
  cost: new Float64Array(instruments),
});

function post(ledger: Ledger, debit: Account, credit: Account, micros: number): void {
  ledger.balances[debit] += micros;
  ledger.balances[credit] -= micros;
}

export const deposit = (ledger: Ledger, amount: UsdAmount): void => post(ledger, "CASH", "CAPITAL", toMicros(amount));

export const payFee = (ledger: Ledger, fee: UsdAmount): void => post(ledger, "FEES", "CASH", toMicros(fee));

/**
 * Moves cash aside, in micro-dollars. Money set aside has no way back yet: no rule of the seeds draws on it.
 * @throws when there is less: CASH is never overdrawn by setting money aside
 */
export function setAside(ledger: Ledger, to: SetAside, micros: number): void {
  if (!(micros >= 0 && micros <= ledger.balances.CASH))
    throw new RangeError(`expected to set aside at most the ${ledger.balances.CASH} in cash, was ${micros}`);
  post(ledger, to, "CASH", micros);
}

const accountOfCause = { FUNDING: "FUNDING", FEE: "FEES", TRANSFER: "CAPITAL" } as const satisfies Record<
  CashCause,
  Account
>;

/** Cash the venue moved without a trade; below zero it took some. */
export const bookCashMoved = (ledger: Ledger, amount: UsdAmount, cause: CashCause): void =>
  post(ledger, "CASH", accountOfCause[cause], toMicros(amount));

/** `lots` bought for `paid` USD, fees apart. */
export function bookBuy(ledger: Ledger, id: number, lots: number, paid: UsdAmount): void {
  const micros = toMicros(paid);
  ledger.lots[id] = (ledger.lots[id] ?? 0) + lots;
  ledger.cost[id] = (ledger.cost[id] ?? 0) + micros;
  post(ledger, "INVENTORY", "CASH", micros);
}

/**
 * `lots` sold for `received` USD, fees apart. The cost leaves at the average; selling everything leaves none behind.
 * @returns the realised profit in USD before fees
 */
export function bookSell(ledger: Ledger, id: number, lots: number, received: UsdAmount): UsdAmount {
  const released = releaseLots(ledger, id, lots);
  const profit = toMicros(received) - released;
  post(ledger, "CASH", "INVENTORY", released);
  post(ledger, "CASH", "REALIZED_PNL", profit);
  return fromMicros(profit);
}

/** `lots` of a perpetual entered at `notional` USD: remembered, not paid. */
export function bookPerpetualBuy(ledger: Ledger, id: number, lots: number, notional: UsdAmount): void {
  ledger.lots[id] = (ledger.lots[id] ?? 0) + lots;
  ledger.cost[id] = (ledger.cost[id] ?? 0) + toMicros(notional);
}

/** `lots` of a perpetual left at `notional` USD: only the difference moves. @returns the realised profit before fees */
export function bookPerpetualSell(ledger: Ledger, id: number, lots: number, notional: UsdAmount): UsdAmount {
  const profit = toMicros(notional) - releaseLots(ledger, id, lots);
  post(ledger, "CASH", "REALIZED_PNL", profit);
  return fromMicros(profit);
}

/** Takes lots out at their average cost. @returns that cost, micro-dollars */
function releaseLots(ledger: Ledger, id: number, lots: number): number {
  const held = ledger.lots[id] ?? 0;
  if (lots > held) throw new RangeError(`expected to sell at most the ${held} lots held, was ${lots}`);
  const cost = ledger.cost[id] ?? 0;
  const released = lots === held ? cost : Math.round(cost * (lots / held));
  ledger.lots[id] = held - lots;
  ledger.cost[id] = cost - released;
  return released;
}

/** What was paid in, less what was taken out. */
export const capitalOf = (ledger: Ledger): UsdAmount => fromMicros(0 - ledger.balances.CAPITAL);
export const cashOf = (ledger: Ledger): UsdAmount => fromMicros(ledger.balances.CASH);
/** Profit locked away, and the reserve, each with what is promised to it and still invested (resolutions 21). */
export const lockedOf = (ledger: Ledger): UsdAmount =>
  fromMicros(ledger.balances.LOCKED_PROFIT + ledger.due.LOCKED_PROFIT);
export const reserveOf = (ledger: Ledger): UsdAmount => fromMicros(ledger.balances.RESERVE + ledger.due.RESERVE);
/** The part of the two that is still invested. */
export const dueOf = (ledger: Ledger): UsdAmount => fromMicros(ledger.due.LOCKED_PROFIT + ledger.due.RESERVE);
export const costOfHeld = (ledger: Ledger, id: number): UsdAmount => fromMicros(ledger.cost[id] ?? 0);
/** What perpetuals held were entered at: it is in their worth, and nobody has paid it. */
export const enteredOnMargin = ({ balances, cost }: Ledger): UsdAmount =>
  fromMicros(cost.reduce((sum, each) => sum + each, 0) - balances.INVENTORY);
/** Realised profit after fees and funding, in micro-dollars. */
export const realizedMicros = ({ balances }: Ledger): number =>
  0 - balances.REALIZED_PNL - balances.FEES - balances.FUNDING;
/** Realised profit after fees and funding. */
export const realizedOf = (ledger: Ledger): UsdAmount => fromMicros(realizedMicros(ledger));
/** Realised profit that nobody has split yet. */
export const newProfitOf = (ledger: Ledger): UsdAmount =>
  fromMicros(Math.max(0, realizedMicros(ledger) - ledger.splitMark));
/** Zero, always: what the conservation property asserts. */
export const imbalanceOf = (ledger: Ledger): number =>
  accounts.reduce((sum, account) => sum + ledger.balances[account], 0);
