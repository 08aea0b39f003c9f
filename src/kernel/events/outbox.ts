/**
 * What one step says: facts in order, and the ids it hands out.
 *
 * Ids are the entry's `seq` and a running index, so a replay gives the same ones and a restart can never reuse one.
 */
import type { EstimateRequest } from "../domain/estimate.ts";
import type { Workings } from "../domain/workings.ts";
import type { EpochMs } from "../units/units.ts";
import type { Fact } from "./catalogue.ts";

export type Outbox = {
  readonly seq: number;
  readonly at: EpochMs;
  readonly facts: Fact[];
  nextIndex: number;
  /** What is to be estimated beside the loop. */
  readonly estimates: EstimateRequest[];
  /** Where somebody asks why: what was looked at on the way to each order. */
  readonly workings: Workings | undefined;
};

export const openOutbox = (seq: number, at: EpochMs, workings?: Workings): Outbox => ({
  seq,
  at,
  facts: [],
  nextIndex: 0,
  estimates: [],
  workings,
});

export const emit = (outbox: Outbox, fact: Fact): void => {
  outbox.facts.push(fact);
};

export const nextAlertId = (outbox: Outbox): string => `A${outbox.seq}-${outbox.nextIndex++}`;
export const nextOrderId = (outbox: Outbox): string => `O${outbox.seq}-${outbox.nextIndex++}`;
