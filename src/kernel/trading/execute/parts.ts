/**
 * Into which parts a style cuts an entry: shares of the whole that add up to one, in the order they are sent.
 *
 * Parts are a bar apart, since bars are the only prices there are. Ten parts of a TWAP and tenths of an iceberg:
 * origin-facts 28; five percent of the volume: methods B11.
 */
import type { ExecutionStyle } from "../../domain/execution.ts";
import { almgrenChriss } from "../../maths/execution/almgren-chriss.ts";

export const mostParts = 10;
const participation = 0.05;
/** What one USD squared of variance is worth, in USD (chosen: it fronts an order whose impact is one bar's volatility). */
const riskAversion = 1e-5;

export type ToCut = {
  /** USD. */
  readonly notional: number;
  /** Usual traded value of a bar, USD. */
  readonly turnover: number;
  /** Standard deviation of a bar's return. */
  readonly volatility: number;
  /** Impact of the whole in one bar, share of the price. */
  readonly impact: number;
  /** No more parts than this: the time there is, and the smallest order the venue takes. */
  readonly atMost: number;
};

const equal = (parts: number): number[] => Array.from({ length: parts }, () => 1 / parts);

export function sharesOf(style: ExecutionStyle, cut: ToCut): readonly number[] {
  const parts = Math.max(1, Math.min(mostParts, Math.floor(cut.atMost)));
  switch (style) {
    case "MARKET":
    case "LIMIT":
    case "POST_ONLY":
      return [1];
    case "ICEBERG":
    case "TWAP":
      return equal(parts);
    case "POV":
      return equal(Math.max(1, Math.min(parts, Math.ceil(cut.notional / (participation * cut.turnover)))));
    case "SCHEDULE":
      return scheduled(cut, parts);
  }
}

/** The square-root law as a straight line through the impact of the whole: Almgren and Chriss know no other. */
function scheduled({ notional, volatility, impact }: ToCut, parts: number): readonly number[] {
  if (!(impact > 0 && volatility >= 0)) return equal(parts);
  const task = { quantity: notional, duration: parts, periods: parts, riskAversion };
  const market = { volatility, fixedCost: 0, permanentImpact: 0, temporaryImpact: impact / notional };
  return almgrenChriss(task, market).trades.map((each) => each / notional);
}
