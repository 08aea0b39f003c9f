/**
 * Universe: 100 less 20 while little is known of its symbols, less 30 with fewer than 50 of them, less 10 with more than
 * 150 on the blacklist; nothing when no symbol is active.
 *
 * Source: origin-facts 8.2. A fund that is configured for fewer than 50 is asked for those it has, and what counts are the
 * symbols Universe OS takes: that the CIO trades five of them is no loss of health.
 */
import { issueIf, type Monitor, report } from "./readings.ts";

const wanted = { symbols: 50, costs: 30 };
const blacklisted = { symbols: 150, costs: 10 };
const lowConfidenceCosts = 20;

export const monitorUniverse: Monitor = ({ activeSymbols, configuredSymbols, universe }) => {
  const taken = universe?.symbols?.length ?? activeSymbols;
  const isSmall = taken < Math.min(wanted.symbols, configuredSymbols);
  const shutOut = universe?.health.blacklisted ?? configuredSymbols - activeSymbols;
  const excludesMany = shutOut > blacklisted.symbols;
  const isUnknown = universe?.health.confidence === "LOW";
  const costs =
    (isUnknown ? lowConfidenceCosts : 0) + (isSmall ? wanted.costs : 0) + (excludesMany ? blacklisted.costs : 0);
  return report("universe", activeSymbols === 0 ? 0 : 100 - costs, [
    issueIf(activeSymbols === 0, "universe: no symbol is active"),
    issueIf(excludesMany, `universe: ${shutOut} symbols are left out`),
    issueIf(isUnknown, "universe: little is known of its symbols"),
  ]);
};
