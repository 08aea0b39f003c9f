/** Journal: 100, or nothing once the reserve for exits is in use. */
import { type Monitor, report } from "./readings.ts";

export const monitorJournal: Monitor = ({ vitals }) =>
  vitals.journalHasReserve
    ? report("journal", 100, [])
    : { monitor: "journal", score: 0, status: "FAILED", issues: ["journal: the disk is full, no reserve is left"] };
