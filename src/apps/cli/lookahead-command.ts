/** `qt lookahead`: examines a strategy for look-ahead. Exits with 17 when it is proved, with 18 when it is suspected. */
import { openMarket, simulatedName } from "../backtest/market-choice.ts";
import { examinationText } from "../lookahead/examination-text.ts";
import { examine, type ExaminedMarket } from "../lookahead/examine.ts";
import { resolveStrategies } from "../strategies/resolve-strategies.ts";
import { FundError } from "../../ports/errors.ts";
import { readList, readWhole } from "./read-options.ts";

export type LookaheadFlags = {
  readonly bars?: string;
  readonly symbols?: string;
  readonly interval?: string;
  readonly kind?: string;
  readonly seed?: string;
  readonly days?: string;
  readonly cuts?: string;
  readonly json?: boolean;
};

export async function lookaheadCommand(word: string, flags: LookaheadFlags): Promise<void> {
  const { choices, library } = await resolveStrategies([word]);
  const [choice] = choices;
  const strategy = choice === undefined ? undefined : library.get(choice.name)?.strategy;
  if (choice === undefined || strategy === undefined)
    throw new FundError("BAD_USAGE", `expected a strategy, was ${word}`);
  const { markets, source } = marketsOf(flags);
  const cuts = readWhole("--cuts", flags.cuts, 1);
  const { parameters } = choice;
  const examination = examine(strategy, markets, { parameters, ...(cuts === undefined ? {} : { cuts }) });
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ strategy: choice, source, ...examination })}\n`
      : examinationText(`${choice.name} ${choice.version}`, source, examination),
  );
  const what = `${choice.name}: ${[...examination.faults.map((fault) => fault.what), ...examination.suspicions].join("; ")}`;
  if (examination.verdict === "LOOKS_AHEAD") throw new FundError("LOOKAHEAD_FOUND", what);
  if (examination.verdict === "SUSPECT") throw new FundError("LOOKAHEAD_SUSPECTED", what);
}

function marketsOf(flags: LookaheadFlags): { markets: ExaminedMarket[]; source: string } {
  const { history, files } = openMarket({
    market: flags.bars ?? simulatedName,
    symbols: readList(flags.symbols),
    interval: flags.interval,
    kind: flags.kind,
    seed: readWhole("--seed", flags.seed, 0),
    days: readWhole("--days", flags.days, 1),
  });
  const markets = new Map(
    history.instruments.map(({ symbol }) => [
      symbol,
      { bars: [] as ExaminedMarket["bars"][number][], closedAtMs: [] as number[] },
    ]),
  );
  for (const { closedAt, bars } of history.closedBars())
    for (const bar of bars) {
      const market = markets.get(bar.symbol);
      market?.bars.push(bar);
      market?.closedAtMs.push(closedAt);
    }
  return {
    markets: [...markets].map(([symbol, market]) => ({ symbol, ...market, intervalMs: history.interval })),
    source: files.length > 0 ? files.join(", ") : "the built-in market",
  };
}
