/** Checks that compare one number with one limit: the same measure that refuses also tells value and limit. */
import type { Measure } from "../../domain/workings.ts";
import type { Check, OrderView } from "./check.ts";

/** Products of floats miss equality by less than this share. */
export const rounding = 1e-9;

/** NaN on either side never keeps to a bound. */
function isKept({ value, limit, bound }: Measure, slack: number): boolean {
  if (bound === "AT_MOST") return value <= limit * (1 + slack);
  return bound === "AT_LEAST" ? value >= limit : value < limit;
}

export type MeasuredCheck = {
  readonly name: string;
  readonly measure: OrderView<Measure>;
  /** The refusal in words. */
  readonly says: (measure: Measure, ...view: Parameters<OrderView<Measure>>) => string;
  /** Share of the limit by which rounding may pass it. */
  readonly slack?: number;
  readonly isAimedAt?: boolean;
  readonly warns?: boolean;
};

/** A check that always measures. */
export type LimitCheck = Omit<Check, "measure"> & { readonly measure: OrderView<Measure> };

export const measured = ({ name, measure, says, slack = 0, isAimedAt, warns }: MeasuredCheck): LimitCheck => ({
  name,
  measure,
  isAimedAt,
  warns,
  refuses: (order, view) => {
    const reading = measure(order, view);
    return isKept(reading, slack) ? undefined : says(reading, order, view);
  },
});
