/** On what terms a run traded, in one line. */
import type { Instrument } from "../../kernel/domain/instrument.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import { whole } from "../figures.ts";

export function venueLine(venue: VenueFile | undefined, instruments: readonly Instrument[]): string {
  const costs =
    `maker ${spanOf(instruments.map(({ makerFeeBps }) => makerFeeBps))} and taker ` +
    `${spanOf(instruments.map(({ takerFeeBps }) => takerFeeBps))} bps, half-spread ` +
    `${spanOf(instruments.map(({ halfSpreadBps }) => halfSpreadBps))} bps`;
  if (venue === undefined) return `Venue: assumed, ${costs}`;
  return `Venue: ${venue.name}, ${[costs, ...furtherTerms(venue)].join(", ")}`;
}

function furtherTerms(venue: VenueFile): string[] {
  const { feeTiers = [], feeAsset, impactFactorRatio, maxParticipationFraction, latencyMs } = venue;
  const [first] = feeTiers;
  return [
    first === undefined ? "" : `fee tiers from ${whole(first.from30DayVolumeUsd)} USD in 30 days`,
    feeAsset === undefined ? "" : `fees less ${percent(feeAsset.discountFraction)} in ${feeAsset.asset}`,
    impactFactorRatio === undefined ? "" : `impact factor ${impactFactorRatio}`,
    maxParticipationFraction === undefined ? "" : `${percent(maxParticipationFraction)} of a bar's volume at most`,
    latencyMs === undefined
      ? ""
      : `latency ${latencyMs.there} ms there, ${latencyMs.back} ms back, jitter up to ${latencyMs.jitter} ms`,
  ].filter((each) => each !== "");
}

/** As `--json` and `report.json` have it; null where no file said anything. */
export const venueJson = (venue: VenueFile | undefined): VenueFile | null => venue ?? null;

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;

function spanOf(values: readonly number[]): string {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? String(low) : `${low} to ${high}`;
}
