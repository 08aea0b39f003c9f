/**
 * A control that looks on while the fund runs: at the facts of each step, or at the whole of it at each
 * close and each tick of the clock.
 *
 * It refuses no order. What it finds is counted like what the guard's controls find, and where it is beyond its line an
 * alert is opened, with the control's own owner and action.
 */
import type { ControlReading } from "../controls/control-book.ts";
import type { AlertLevel } from "../domain/alert.ts";
import type { FundConfig } from "../domain/config.ts";
import type { Control } from "../domain/control.ts";
import type { Fact } from "../events/catalogue.ts";
import type { EpochMs } from "../units/units.ts";
import type { SurveillanceState } from "./surveillance-state.ts";

export type Finding = Omit<ControlReading, "control"> & {
  readonly symbol: string | null;
  /** False where people have been told of the same and it has not ended since. */
  readonly isNews: boolean;
  /** Of the alert, where it is another than the control's own. */
  readonly level?: AlertLevel;
};

/** One instrument as surveillance sees it. */
export type InstrumentView = {
  readonly symbol: string;
  /** Close of its last bar; undefined before the first. */
  readonly closedAt: EpochMs | undefined;
  readonly isTrading: boolean;
  /** Held by the positions, and by the ledger. */
  readonly heldQuantity: number;
  readonly bookedQuantity: number;
  readonly lotSize: number;
};

export type Watched = {
  readonly at: EpochMs;
  readonly config: FundConfig;
  readonly memory: SurveillanceState;
};

export type RealTimeControl = Control & {
  /** Of the alert it opens. */
  readonly level: AlertLevel;
  /** What it finds as news lowers the integration stage by one. */
  readonly lowersStage?: boolean;
  readonly hears?: (fact: Fact, watched: Watched) => Finding | undefined;
  readonly looks?: (instruments: readonly InstrumentView[], watched: Watched) => readonly Finding[];
};

/** What has been found for the first time since it was last well. */
export function isNewsOf(standing: Set<string>, key: string, stands: boolean): boolean {
  if (!stands) {
    standing.delete(key);
    return false;
  }
  if (standing.has(key)) return false;
  standing.add(key);
  return true;
}
