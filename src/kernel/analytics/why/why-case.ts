/** What an explanation is built from: the workings of one decision, with the bars before it and the facts after. */
import type { Bar } from "../../domain/bar.ts";
import type { FundConfig } from "../../domain/config.ts";
import type { CloseWorkings, GovernanceWorkings, OrderWorkings } from "../../domain/workings.ts";
import type { Fact } from "../../events/catalogue.ts";
import type { EpochMs } from "../../units/units.ts";
import type { FillWhy, SiblingWhy, StatusWhy } from "./why.ts";

export type DataOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>["data"];

export type SeenBar = { readonly closedAt: EpochMs; readonly bar: Bar };

type Moment = {
  readonly seq: number;
  readonly at: EpochMs;
  readonly config: FundConfig;
  readonly governance: GovernanceWorkings | undefined;
  /** Oldest first, up to the decision. */
  readonly bars: readonly SeenBar[];
  /** The wish of that close for the symbol, with what the hooks said. */
  readonly intent: DataOf<"intent.proposed"> | undefined;
};

export type OrderCase = Moment & {
  readonly workings: OrderWorkings;
  /** Of the position the order belongs to: the id of the order that opened it. */
  readonly openedBy: string;
  /** Grow as facts come in. */
  readonly statuses: StatusWhy[];
  readonly fills: Omit<FillWhy, "slippageBps">[];
};

export type CloseCase = Moment & {
  readonly closedAt: EpochMs;
  readonly workings: CloseWorkings;
  readonly order: DataOf<"order.submitted"> | undefined;
  readonly refusal: DataOf<"order.refused"> | undefined;
  readonly checks: OrderWorkings["checks"];
  readonly caps: OrderWorkings["caps"];
};

/** A position from its first order to its end, as facts tell it. */
export type Life = {
  readonly openedBy: string;
  readonly symbol: string;
  readonly orders: SiblingWhy[];
  opened: (DataOf<"position.opened"> & { readonly atMs: EpochMs }) | undefined;
  closed: DataOf<"position.closed"> | undefined;
};
