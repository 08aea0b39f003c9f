/** RT-04: a symbol whose bars stop coming is told, and nothing is bought on what it last said. Source: controls.md, RT-04. */
import { type EpochMs, epochMs } from "../../units/units.ts";
import {
  type Finding,
  type InstrumentView,
  isNewsOf,
  type RealTimeControl,
  type Watched,
} from "../real-time-control.ts";

export const streamLiveness: RealTimeControl = {
  id: "RT-04",
  name: "Stream liveness",
  purpose: "Keeps the fund from trading on a stream that has gone silent without saying so.",
  answers: ["RTS 6 Art. 16"],
  source: "controls.md, RT-04; three intervals chosen",
  owner: "TRADER",
  action: "No entry on a price older than the guard allows; exits go on; the stop rests at the venue.",
  level: "warning",
  parameters: ({ surveillance: { silentAfterIntervals } }) => [
    {
      setting: "surveillance.silentAfterIntervals",
      unit: "COUNT",
      bound: "BELOW",
      warn: silentAfterIntervals * 0.8,
      block: silentAfterIntervals,
    },
  ],
  looks: (instruments, watched) => instruments.flatMap((each) => silenceOf(each, watched) ?? []),
};

const keyOf = (symbol: string): string => `RT-04 ${symbol}`;

/**
 * When the next stream falls silent unless a bar comes: bars stop with the closes, so that somebody has to look without
 * them. One millisecond late, so that bars which close at that very moment come first.
 */
export function silenceDueAt(
  instruments: readonly InstrumentView[],
  { at, config, memory }: Watched,
): EpochMs | undefined {
  const wait = config.intervalMs * config.surveillance.silentAfterIntervals + 1;
  let due: number | undefined;
  for (const { symbol, closedAt, isTrading } of instruments) {
    if (closedAt === undefined || !isTrading || memory.standing.has(keyOf(symbol))) continue;
    const silentAt = closedAt + wait;
    if (silentAt > at && !(due !== undefined && due <= silentAt)) due = silentAt;
  }
  return due === undefined ? undefined : epochMs(due);
}

/** Nothing for a symbol that has never had a bar: it has no stream yet. */
function silenceOf({ symbol, closedAt, isTrading }: InstrumentView, watched: Watched): Finding | undefined {
  if (closedAt === undefined || !isTrading) return undefined;
  const { config, memory, at } = watched;
  const limit = config.surveillance.silentAfterIntervals;
  const value = (at - closedAt) / config.intervalMs;
  const isSilent = !(value < limit);
  const refusal = isSilent ? `no bar of ${symbol} for ${value.toFixed(1)} intervals` : undefined;
  const isNews = isNewsOf(memory.standing, keyOf(symbol), isSilent);
  return { refusal, measure: { value, limit, bound: "BELOW" }, symbol, isNews };
}
