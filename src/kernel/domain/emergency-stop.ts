/** What every part of the fund may ask about the state of the emergency stop. */
import type { Ess } from "./briefing.ts";
import type { EssEvaluator } from "./modes.ts";

/** Source: resolutions 17: a trip over equity or a daily loss re-arms only by a review; so does one by hand. */
const clearsItself: ReadonlySet<EssEvaluator> = new Set(["SYSTEM_HEALTH", "EXECUTION_ERRORS", "DATA_FEED"]);

/** Neither armed nor switched off: entries are stopped. */
export const isStopped = ({ state }: Ess): boolean => state !== "ARMED" && state !== "DISABLED";

/** Only a person, or the script standing in for one, may arm it again. */
export const needsReview = ({ trip }: Ess): boolean => trip === undefined || !clearsItself.has(trip.evaluator);

/** Stopped, cooled down, and a review is all it waits for. */
export const awaitsReview = (ess: Ess): boolean => ess.state === "RECOVERY_REVIEW" && needsReview(ess);
