/** An operator's override: what loosens a limit for a while, by name. Source: resolutions 8, controls.md PT-20. */
import { type EpochMs, minutes } from "../units/units.ts";

export const longestGrant = minutes(15);

/** A second person's word that one override may be given. */
export type Approval = {
  readonly token: string;
  readonly by: string;
  readonly reason: string;
  readonly at: EpochMs;
  /** Who has shown it; it is good once. */
  usedBy: string | undefined;
};
