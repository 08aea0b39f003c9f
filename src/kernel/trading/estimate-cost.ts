/**
 * What an entry is expected to cost in each style: half the spread, the fee, and impact by the square-root law.
 *
 * There is no order book: the spread is the one assumed of the instrument, volume and volatility are those of the last
 * bars. Parts a bar apart are thought to have the impact of a part alone, as the simulated venue has it.
 */
import type { CostEstimate, ExecutionStyle } from "../domain/execution.ts";
import type { Instrument } from "../domain/instrument.ts";
import { squareRootImpact } from "../maths/execution/square-root-impact.ts";

/** What is known of a symbol's trading at a close. */
export type TradingScene = {
  readonly instrument: Instrument;
  /** Standard deviation of a bar's return. */
  readonly volatility: number;
  /** Usual traded value of a bar, USD. */
  readonly turnover: number;
  /** Y of the square-root law, as own fills have taught it. */
  readonly impactFactor: number;
};

/** Impact in basis points of taking so much in one bar. */
export const impactBps = ({ impactFactor, volatility, turnover }: TradingScene, notional: number): number =>
  10_000 * squareRootImpact(impactFactor, volatility, notional / turnover);

/** @param shares of the notional that each part takes; one of a whole is 1 */
export function takerCost(scene: TradingScene, notional: number, shares: readonly number[] = [1]): CostEstimate {
  const { halfSpreadBps, takerFeeBps } = scene.instrument;
  const impact = shares.reduce((sum, share) => sum + share * impactBps(scene, notional * share), 0);
  return { halfSpreadBps, impactBps: impact, feeBps: takerFeeBps, slippageBps: halfSpreadBps + impact };
}

/** A resting order with its fallback: filled it earns half the spread, unfilled it is taken, with the chase on top. */
export function makerCost(scene: TradingScene, notional: number, odds: MakerOdds): CostEstimate {
  const taken = takerCost(scene, notional);
  const { fillProbability: p, chaseBps } = odds;
  const { halfSpreadBps, makerFeeBps } = scene.instrument;
  const spread = (1 - 2 * p) * halfSpreadBps;
  const impact = (1 - p) * (taken.impactBps + chaseBps);
  return {
    halfSpreadBps: spread,
    impactBps: impact,
    feeBps: p * makerFeeBps + (1 - p) * taken.feeBps,
    slippageBps: spread + impact,
  };
}

/** What resting at the bid for one wait is thought to bring. */
export type MakerOdds = {
  readonly fillProbability: number;
  readonly adverseSelectionBps: number;
  /** How far the price runs away from who is not filled. */
  readonly chaseBps: number;
  /** The least probability of a fill at which waiting pays. */
  readonly leastProbability: number;
};

/** A limit bounds what is paid; what it costs not to be filled is no slippage. */
export function withinLimit(estimate: CostEstimate, limitBps: number): CostEstimate {
  if (!(estimate.slippageBps > limitBps)) return estimate;
  return { ...estimate, impactBps: Math.max(0, limitBps - estimate.halfSpreadBps), slippageBps: limitBps };
}

/** The estimate of one style. Styles in parts are given the shares of their parts. */
export function costOfStyle(
  style: ExecutionStyle,
  scene: TradingScene,
  notional: number,
  how: { readonly shares: readonly number[]; readonly odds: MakerOdds; readonly limitBps: number },
): CostEstimate {
  switch (style) {
    case "POST_ONLY":
      return makerCost(scene, notional, how.odds);
    case "LIMIT":
    case "ICEBERG":
      return withinLimit(takerCost(scene, notional, how.shares), how.limitBps);
    default:
      return takerCost(scene, notional, how.shares);
  }
}
