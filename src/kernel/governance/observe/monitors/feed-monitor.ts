/**
 * Feed: 100, 50 when bars are late, nothing when they are lost, 10 less for each held symbol that is silent (chosen;
 * the lines of late and lost are those of `health.ts`).
 */
import { lostIntervals, staleIntervals } from "../health.ts";
import { issueIf, type Monitor, report } from "./readings.ts";

const whenLate = 50;
const silentCosts = 10;

export const monitorFeed: Monitor = ({ vitals, at }) => {
  const { lastBarsAt, barInterval, silentSymbols } = vitals;
  const late = lastBarsAt === undefined ? Number.NaN : (at - lastBarsAt) / barInterval;
  if (!(late <= lostIntervals)) return { monitor: "feed", score: 0, status: "FAILED", issues: ["feed: no bars"] };
  const score = (late > staleIntervals ? whenLate : 100) - silentCosts * silentSymbols.length;
  return report("feed", score, [
    issueIf(late > staleIntervals, "feed: bars are late"),
    issueIf(silentSymbols.length > 0, `feed: no bars of ${silentSymbols.join(", ")}`),
  ]);
};
