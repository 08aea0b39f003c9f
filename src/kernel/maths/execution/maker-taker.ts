/**
 * Whether to wait at the bid or to pay the offer, and what waiting has taught so far.
 *
 * A maker saves the spread, the difference of the fees and the impact, and loses what the price falls by once he is
 * filled (adverse selection); unfilled he chases the price. Waiting pays if the probability p of a fill is above
 * δ / (s + f_t + I − f_m − AS + δ) (methods B11). All costs in basis points.
 */

export type MakerTakerCosts = {
  /** Whole distance between bid and offer. */
  readonly spread: number;
  readonly takerFee: number;
  /** Below 0 for a rebate. */
  readonly makerFee: number;
  /** Of the taker's order. */
  readonly impact: number;
  /** Expected fall of the price after a maker's fill. */
  readonly adverseSelection: number;
  /** Expected cost of chasing when there was no fill, beyond the taker's cost now. */
  readonly chase: number;
};

/** The least probability of a fill at which waiting pays; above 1 where it never does. NaN where a cost is none. */
export function leastFillProbability({
  spread,
  takerFee,
  makerFee,
  impact,
  adverseSelection,
  chase,
}: MakerTakerCosts): number {
  const saved = spread + takerFee + impact - makerFee - adverseSelection;
  const atStake = saved + chase;
  if (Number.isNaN(atStake)) return Number.NaN;
  return saved > 0 ? chase / atStake : Number.POSITIVE_INFINITY;
}

/** Orders of one instrument that rested for one wait, and what became of the price. */
export type MakerRecord = {
  /** Shares of their quantity that were filled, summed; and how many there were. */
  filled: number;
  tried: number;
  /** Basis points the price stood below the fill when the wait was over, summed; and of how many fills. */
  adverse: number;
  judged: number;
  /** Basis points the price had run away by where there was no fill, summed; and how often. */
  chased: number;
  missed: number;
};

/** What was learnt weighs less: `kept` of it, 0 to 1. */
export function forget(record: MakerRecord, kept: number): void {
  record.filled *= kept;
  record.tried *= kept;
  record.adverse *= kept;
  record.judged *= kept;
  record.chased *= kept;
  record.missed *= kept;
}

export const openMakerRecord = (): MakerRecord => ({
  filled: 0,
  tried: 0,
  adverse: 0,
  judged: 0,
  chased: 0,
  missed: 0,
});

/** How many orders the belief before any weighs (chosen). */
const priorOrders = 10;
/** A coin toss: nothing is known of the queue (chosen). */
const priorFillProbability = 0.5;

export const fillProbabilityOf = ({ filled, tried }: MakerRecord): number =>
  (priorFillProbability * priorOrders + filled) / (priorOrders + tried);

/** @param spread what a maker earns, basis points: before any fill all of it is thought to be lost again */
export const adverseSelectionOf = ({ adverse, judged }: MakerRecord, spread: number): number =>
  (spread * priorOrders + adverse) / (priorOrders + judged);

/** @param move half of a bar's volatility in basis points: what a price runs away by before anything is known */
export const chaseCostOf = ({ chased, missed }: MakerRecord, move: number): number =>
  Math.max(0, (move * priorOrders + chased) / (priorOrders + missed));
