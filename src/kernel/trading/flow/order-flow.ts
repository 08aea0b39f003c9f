/** What the flow of orders leaves behind for the controls that look at more than one order: plain data, part of state. */
import type { FundConfig } from "../../domain/config.ts";
import type { Side } from "../../domain/order.ts";
import type { EpochMs } from "../../units/units.ts";
import type { MessageCount } from "./message-budget.ts";
import type { RecentEntry } from "./recent-entries.ts";

/** Why a strategy may not enter: it repeated itself. */
export type Disabling = {
  readonly at: EpochMs;
  readonly symbol: string;
  readonly side: Side;
  readonly executions: number;
};

export type OrderFlow = {
  /** By scope and name (PT-05). */
  readonly messages: Map<string, MessageCount>;
  /** Oldest first (PT-06, PT-07). */
  readonly entries: RecentEntry[];
  /** By strategy; only a person takes one out (PT-06). */
  readonly disabled: Map<string, Disabling>;
  /** By instrument: no entry before this moment, since its price moved too fast (PT-02). */
  readonly coolsUntil: Float64Array;
  /** When an entry was last sent, by anybody (RT-10). */
  lastEntryAt: EpochMs | undefined;
};

export const openOrderFlow = ({ instruments }: FundConfig): OrderFlow => ({
  messages: new Map(),
  entries: [],
  disabled: new Map(),
  coolsUntil: new Float64Array(instruments.length),
  lastEntryAt: undefined,
});

export const whyDisabled = (strategy: string, { at, symbol, side, executions }: Disabling): string =>
  `${strategy} is disabled since ${at}: it wished to ${side} ${symbol} ${executions} times; a named person enables it`;
