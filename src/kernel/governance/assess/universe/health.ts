/**
 * How the universe as a whole is doing.
 *
 * Source: origin-facts 27.4. Its explosions of the spread need a book; cost spikes are those of fills alone. A win rate
 * speaks from 20 trades (resolutions 20). Confidence is LOW while fewer than half of the symbols have a record that says
 * anything: chosen, since the formula that wants it (8.2) does not say what it is.
 */
import { leastTrades } from "./tiers.ts";
import { isBlacklisted, type SymbolStanding, type UniverseHealth, type UniverseState } from "./universe.ts";

const deepestFall = 15;
const costSpikes = { symbols: 10, share: 0.5 };
const leastWinRate = 0.35;
const toxicSymbols = { symbols: 5, above: 0.7 };
const knownShare = 0.5;

export function healthOf({ standings, totalR, highestR }: UniverseState): UniverseHealth {
  const known = standings.filter(({ judgement }) => judgement.tier !== "INSUFFICIENT_DATA").length;
  const fall = highestR - totalR;
  const spiky = standings.filter(hasCostSpikes).length;
  const toxic = standings.filter(({ figures }) => figures.toxicity > toxicSymbols.above).length;
  const trades = standings.flatMap(({ record }) => record.trades);
  const winRate = trades.filter(({ r }) => r > 0).length / trades.length;
  const issues: string[] = [];
  if (fall > deepestFall) issues.push(`trades fell more than ${deepestFall} R from their best`);
  if (spiky >= costSpikes.symbols) issues.push(`${costSpikes.symbols} symbols and more cost far more than decided`);
  if (trades.length >= leastTrades && !(winRate >= leastWinRate))
    issues.push(`fewer than ${leastWinRate * 100} % of the last trades won`);
  if (toxic >= toxicSymbols.symbols) issues.push(`${toxicSymbols.symbols} symbols and more are toxic`);
  return {
    confidence: known >= knownShare * standings.length ? "KNOWN" : "LOW",
    issues,
    blacklisted: standings.filter(isBlacklisted).length,
  };
}

const hasCostSpikes = ({ record: { spikes } }: SymbolStanding): boolean =>
  spikes.filter((isSpike) => isSpike).length > costSpikes.share * spikes.length;
