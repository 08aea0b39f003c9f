/**
 * The optimal trajectory of Almgren and Chriss: sell or buy X in N periods, fast against risk, slowly against impact.
 *
 * Source: R. Almgren and N. Chriss, "Optimal execution of portfolio transactions", Journal of Risk 3, 2000; formulas as
 * in methods B11. Permanent and temporary impact are linear. Without risk aversion the trajectory is a straight line.
 */

export type ImpactMarket = {
  /** Standard deviation of the price over one unit of time, in price. */
  readonly volatility: number;
  /** Cost of trading at all, per unit: half the spread and the fee. */
  readonly fixedCost: number;
  /** Price moved for good, per unit traded. */
  readonly permanentImpact: number;
  /** Price given way for the moment, per unit traded in one unit of time. */
  readonly temporaryImpact: number;
};

export type ExecutionTask = {
  readonly quantity: number;
  /** How long it may take, and in how many periods of equal length. */
  readonly duration: number;
  readonly periods: number;
  /** Cost that one unit of variance is worth. */
  readonly riskAversion: number;
};

export type Trajectory = {
  /** What is left at the start of each period and at the end: N + 1 values from the whole to 0. */
  readonly holdings: readonly number[];
  /** What each period trades. */
  readonly trades: readonly number[];
  readonly expectedCost: number;
  readonly variance: number;
  /** One over it is the time in which the work of a long order falls to 1/e; 0 for a straight line. */
  readonly kappa: number;
};

/** @throws when impact is so far permanent that trading faster would cost less: such a market has no optimum */
export function almgrenChriss(task: ExecutionTask, market: ImpactMarket): Trajectory {
  const { quantity, duration, periods, riskAversion } = task;
  const { volatility, fixedCost, permanentImpact, temporaryImpact } = market;
  const period = duration / periods;
  const eased = temporaryImpact - 0.5 * permanentImpact * period;
  if (!(eased > 0)) throw new RangeError(`expected a temporary impact above half the permanent one, was ${eased}`);
  const urgency = (riskAversion * volatility * volatility) / eased;
  const kappa = Math.acosh(0.5 * urgency * period * period + 1) / period;
  const holdings = Array.from({ length: periods + 1 }, (_, done) =>
    done === periods ? 0 : quantity * shareLeft(kappa, duration, done * period),
  );
  const trades = holdings.slice(1).map((left, index) => (holdings[index] ?? 0) - left);
  const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0);
  return {
    holdings,
    trades,
    expectedCost:
      0.5 * permanentImpact * quantity * quantity + fixedCost * quantity + (eased * squares(trades)) / period,
    variance: volatility * volatility * period * squares(holdings.slice(1)),
    kappa,
  };
}

/** sinh(κ(T − t)) / sinh(κT), written with decaying exponentials, so that a hurried order does not overflow. */
function shareLeft(kappa: number, duration: number, at: number): number {
  const left = duration - at;
  if (!(kappa * duration > 1e-9)) return left / duration;
  return (Math.exp(-kappa * at) * -Math.expm1(-2 * kappa * left)) / -Math.expm1(-2 * kappa * duration);
}
