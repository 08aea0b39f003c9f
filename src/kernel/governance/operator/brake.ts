/**
 * The emergency brake: AI authority off, entries stopped; exits, stops and the guard go on (resolutions 9, 46, 47).
 *
 * The mandate that was in force when it was pulled is kept: while the brake is on it can only be tightened. It lifts no
 * freeze, and letting it go lifts none either.
 */
import { type RiskEnvelope, tighter } from "../../domain/risk-envelope.ts";
import type { EpochMs } from "../../units/units.ts";

/** Who pulled it: the daily loss limit's brake goes with the review that releases its freeze. */
export const dailyLossLimit = "daily loss limit";

export type Brake = {
  readonly since: EpochMs;
  readonly by: string;
  readonly reason: string;
  /** The tightest of every mandate in force since. */
  readonly envelope: RiskEnvelope;
};

/** What has tightened under the brake stays tight until it is let go, whoever would loosen it (resolutions 47). */
export const tightenedBy = (brake: Brake, inForce: RiskEnvelope): Brake => ({
  ...brake,
  envelope: { ...tighter(brake.envelope, inForce), entriesAllowed: brake.envelope.entriesAllowed },
});
