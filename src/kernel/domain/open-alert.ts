/** An alert that somebody owns: what is to be known, whose it is, and what happens by itself (controls.md, RT-02). */
import type { EpochMs } from "../units/units.ts";
import type { AlertLevel } from "./alert.ts";
import type { ControlId, ControlOwner } from "./control.ts";

export type AlertNotice = {
  readonly level: AlertLevel;
  /** The control that raises it; null where a seat or a subsystem speaks. */
  readonly control: ControlId | null;
  readonly symbol: string | null;
  readonly message: string;
  readonly owner: ControlOwner;
  /** What the fund has done about it by itself. */
  readonly action: string;
};

export type OpenAlert = AlertNotice & {
  /** `A` and the number of the entry and of the alert in it. */
  readonly id: string;
  readonly raisedAt: EpochMs;
  /** When the fund freezes unless somebody has acknowledged it; undefined where nobody has to. */
  readonly freezesAt: EpochMs | undefined;
};
