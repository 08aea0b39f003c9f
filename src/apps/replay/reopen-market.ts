/** Opens the market again that a manifest names, and proves by its identity that the bars are the same. */
import { z } from "zod";
import { marketKinds } from "../../adapters/recorded-market/bar-file-name.ts";
import { openRecordedMarket, type RecordedMarket } from "../../adapters/recorded-market/recorded-market.ts";
import { durationMs, epochMs } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { FundError } from "../../ports/errors.ts";
import type { Manifest } from "../../runtime/journal-records.ts";
import { reopenSimulated } from "../backtest/market-choice.ts";

const moment = z.number().transform(epochMs).optional();
const recordedSource = z.object({
  path: z.string(),
  symbols: z.array(z.string()),
  interval: z.string(),
  kind: z.enum(marketKinds).optional(),
  from: moment,
  to: moment,
});
const simulatedSource = z.object({
  simulated: z.object({
    seed: z.number(),
    interval: z.number().transform(durationMs),
    bars: z.number().optional(),
    until: moment,
  }),
});

/** With the funding recorded beside its bars, where there is any. */
export type ReopenedMarket = BarHistory & { readonly funding?: RecordedMarket["funding"] };

/**
 * @param path where the bar files are now, when they have moved
 * @throws JOURNAL_MISMATCH when the bars are not those of the run
 */
export function reopenMarket({ market }: Pick<Manifest, "market">, path?: string): ReopenedMarket {
  const history = openSource(market.source, path);
  if (history.identity === market.identity) return history;
  throw new FundError(
    "JOURNAL_MISMATCH",
    `expected the bars of the run, ${market.identity}, was another market, ${history.identity} (${history.source})`,
  );
}

function openSource(source: string, path: string | undefined): ReopenedMarket {
  const parsed = parse(source);
  const simulated = simulatedSource.safeParse(parsed).data?.simulated;
  if (simulated !== undefined) {
    const { seed, interval, bars, until } = simulated;
    return reopenSimulated({
      seed,
      interval,
      ...(bars === undefined ? {} : { bars }),
      ...(until === undefined ? {} : { until }),
    });
  }
  const recorded = recordedSource.safeParse(parsed).data;
  if (recorded !== undefined) return openRecordedMarket({ ...recorded, path: path ?? recorded.path });
  throw new FundError("JOURNAL_MISMATCH", `expected a market that can be opened again, was ${source}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
