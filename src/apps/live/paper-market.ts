/** The market a paper fund trades: the seeded built-in one, or recorded bars; and the configuration that goes with it. */
import { openRecordedMarket } from "../../adapters/recorded-market/recorded-market.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import { demoSeed, demoWarmUpDays } from "../../kernel/simulation/market/demo-seed.ts";
import { after, days, type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { withAiConfig } from "../../runtime/ai-config/fund-config-of.ts";
import type { AiSettings } from "../../runtime/ai-config/resolve-ai-config.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import type { Strategies } from "../strategies/resolve-strategies.ts";
import type { StartOptions } from "./start-options.ts";

export type PaperMarket = {
  readonly history: BarHistory;
  readonly wanted: FundConfig;
  readonly strategies?: Strategies;
};

/** The same market with strategies beside the models. */
export const withStrategies = (market: PaperMarket, strategies: Strategies): PaperMarket => ({
  ...market,
  wanted: { ...market.wanted, strategies: strategies.choices },
  strategies,
});

export function openPaperMarket({ market, symbols, seed }: StartOptions): PaperMarket {
  const history =
    market === undefined ? simulatedMarket({ seed: seed ?? demoSeed }) : openRecordedMarket({ path: market, symbols });
  const tradeFrom = market === undefined ? after(history.firstClose, days(demoWarmUpDays)) : warmUpEnd(history);
  const { identity, instruments, interval } = history;
  const wanted = defaultConfig({ market: identity, instruments, interval, tradeFrom, seed: seed ?? demoSeed });
  return { history, wanted };
}

/** The same market with the configuration that the environment asks for. */
export const governedBy = ({ history, wanted }: PaperMarket, { config }: AiSettings): PaperMarket => ({
  history,
  wanted: withAiConfig(wanted, config),
});

/** Share of a recorded market that only teaches, a year at most. */
const warmUpShare = 0.2;

function warmUpEnd({ firstClose, lastClose }: BarHistory): EpochMs {
  const span = (lastClose ?? firstClose) - firstClose;
  return epochMs(firstClose + Math.min(days(365), span * warmUpShare));
}
