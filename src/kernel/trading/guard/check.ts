/** What a check of the guard is: a name, a refusal, and for limits the measure it refuses on. */
import type { Order } from "../../domain/order.ts";
import type { Measure } from "../../domain/workings.ts";
import type { GuardView } from "./guard-view.ts";

export type OrderView<Result> = (order: Order, view: GuardView) => Result;

export type Check = {
  readonly name: string;
  /** Why the order is refused, or nothing. */
  readonly refuses: OrderView<string | undefined>;
  /** What it compares with what; absent for rules of yes and no, nothing where it is not asked. */
  readonly measure?: OrderView<Measure | undefined>;
  /** Orders are sized by this limit, so that standing at it is no news and warns nobody. */
  readonly isAimedAt?: boolean | undefined;
  /** False of a limit that is as well kept near it as far from it: it has no level to warn at. */
  readonly warns?: boolean | undefined;
};
