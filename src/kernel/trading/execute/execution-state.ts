/** What execution remembers: parents at work, what fills have taught, and symbols whose entries pause. Plain data. */
import type { FundConfig } from "../../domain/config.ts";
import { type ImpactRecord, openImpactRecord } from "../../maths/execution/square-root-impact.ts";
import { type MakerRecord, openMakerRecord } from "../../maths/execution/maker-taker.ts";
import type { ParentOrder } from "./parent-order.ts";

export type ExecutionState = {
  /** By id, oldest first. */
  readonly parents: Map<string, ParentOrder>;
  readonly impact: ImpactRecord;
  /** By instrument. */
  readonly makers: MakerRecord[];
  /** Slippage of the last fills in basis points, oldest first. */
  readonly slippages: number[];
  /** By instrument: no entry before this moment. */
  readonly pausedUntil: Float64Array;
};

export const openExecution = ({ instruments }: FundConfig): ExecutionState => ({
  parents: new Map(),
  impact: openImpactRecord(),
  makers: instruments.map(() => openMakerRecord()),
  slippages: [],
  pausedUntil: new Float64Array(instruments.length),
});
