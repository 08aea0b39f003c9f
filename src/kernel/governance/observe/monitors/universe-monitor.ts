/**
 * Universe: 100 less 30 with fewer than 50 active symbols, less 10 with more than 150 left out, nothing with none.
 *
 * A fund that is configured for fewer than 50 is asked for those it has. The formula's 20 for low confidence has no
 * counterpart: the universe gives no confidence.
 */
import { issueIf, type Monitor, report } from "./readings.ts";

const wanted = { symbols: 50, costs: 30 };
const excluded = { symbols: 150, costs: 10 };

export const monitorUniverse: Monitor = ({ activeSymbols, configuredSymbols }) => {
  const isSmall = activeSymbols < Math.min(wanted.symbols, configuredSymbols);
  const excludesMany = configuredSymbols - activeSymbols > excluded.symbols;
  const score = 100 - (isSmall ? wanted.costs : 0) - (excludesMany ? excluded.costs : 0);
  return report("universe", activeSymbols === 0 ? 0 : score, [
    issueIf(activeSymbols === 0, "universe: no symbol is active"),
    issueIf(excludesMany, `universe: ${configuredSymbols - activeSymbols} symbols are left out`),
  ]);
};
