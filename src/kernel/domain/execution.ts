/** How entries are worked: the styles there are, what each is thought to cost, and the bounds execution keeps to. */
import { type Bps, bps, type DurationMs, hours } from "../units/units.ts";
import type { Directives } from "./directives.ts";

/**
 * MARKET takes at once, within its protection. LIMIT takes what its limit allows and rests. POST_ONLY rests at the bid
 * and takes what a stated wait left unfilled. ICEBERG shows a tenth at a time at a limit. TWAP takes equal parts, a bar
 * apart; SCHEDULE parts that grow smaller (Almgren and Chriss); POV a share of the usual volume of each bar.
 */
export const executionStyles = ["MARKET", "LIMIT", "POST_ONLY", "ICEBERG", "TWAP", "SCHEDULE", "POV"] as const;
export type ExecutionStyle = (typeof executionStyles)[number];

/** What an entry is expected to cost one way, in basis points of the price it was decided at. */
export type CostEstimate = {
  /** Assumed of the instrument: there is no book to read it from. Below 0 where a maker earns it. */
  readonly halfSpreadBps: number;
  readonly impactBps: number;
  readonly feeBps: number;
  /** What the price is expected to be worse by: spread and impact, without the fee. */
  readonly slippageBps: number;
};

/** What an entry promises before costs, and what its way in and out is expected to cost, basis points. */
export type ExpectedEdge = { readonly grossBps: number; readonly costBps: number };

export type ExecutionConfig = {
  /** Whether styles are chosen; otherwise every entry is MARKET. */
  readonly choosesStyle: boolean;
  /** Whether an entry may be worked in parts. */
  readonly slices: boolean;
  /** Most a fill may be expected to be worse than the price it was decided at; the directive may be tighter. */
  readonly maxSlippageBps: Bps;
  /** Widest spread an entry is made at; the directive may be tighter. */
  readonly maxSpreadBps: Bps;
  /** How long an order rests before what is left of it is taken, or given up. */
  readonly makerWaitMs: DurationMs;
  /** How long a symbol has no new entries after a fill beyond the limit. */
  readonly pauseMs: DurationMs;
};

/** Costs: origin-facts 9.2; pause: origin-facts 35. */
export const defaultExecution: ExecutionConfig = {
  choosesStyle: false,
  slices: false,
  maxSlippageBps: bps(15),
  maxSpreadBps: bps(10),
  makerWaitMs: hours(1),
  pauseMs: hours(1),
};

export type ExecutionDirective = Directives["execution"];

/** The directive always wins over what execution wants: where it says LIMIT, nothing takes at any price. */
export const obeyDirective = (wanted: ExecutionStyle, { orderType }: Pick<ExecutionDirective, "orderType">) =>
  orderType === "LIMIT" && wanted !== "ICEBERG" ? "LIMIT" : wanted;

/** The tighter of what is configured and what the directive allows. */
export function executionLimits(config: ExecutionConfig, directive: ExecutionDirective) {
  return {
    slippageBps: Math.min(config.maxSlippageBps, directive.maxSlippage),
    spreadBps: Math.min(config.maxSpreadBps, directive.maxSpread),
  };
}
