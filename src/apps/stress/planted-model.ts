/**
 * An outside model for scenarios in which models fail. It looks ahead on purpose and is right six times in ten.
 *
 * A stress of words needs a model that is listened to; none that is honest is trusted on the built-in market. So one is
 * planted in both runs, and only the stressed run hears its words fail.
 */
import { forecastReceived } from "../../kernel/events/market-events.ts";
import { reseedRandom, seedRandom, uniform } from "../../kernel/maths/seeded-random.ts";
import { failedWord } from "../../kernel/simulation/stress/model-failure.ts";
import type { OpenStresses } from "../../kernel/simulation/stress/open-stresses.ts";
import { lastMomentInside } from "../../kernel/domain/bar.ts";
import { epochMs } from "../../kernel/units/units.ts";
import type { Told } from "../backtest/fund-run.ts";
import type { StressMarket } from "./stress-answer.ts";

export const plantedName = "planted";
const hitRate = 0.6;
const stream = 0x9e37;

export class PlantedModel {
  failed = 0;
  refused = 0;
  private readonly market: StressMarket;
  private readonly stresses: OpenStresses;
  private readonly random = seedRandom(0);

  constructor(market: StressMarket, seed: number, stresses: OpenStresses) {
    this.market = market;
    this.stresses = stresses;
    reseedRandom(this.random, seed | 0, stream);
  }

  /** Its words just before the close at `index`, on every symbol of that close. */
  speak(index: number, step: number): Told[] {
    const { config, closes } = this.market;
    const closed = closes[index];
    const later = closes[index + config.forecasting.horizonBars];
    if (closed === undefined || later === undefined || closed.closedAt < config.tradeFromMs) return [];
    return closed.bars.flatMap(({ symbol, close }) => {
      const end = later.bars.find((each) => each.symbol === symbol)?.close ?? close;
      const isRight = uniform(this.random) < hitRate;
      const upProbabilityFraction = end > close === isRight ? hitRate : 1 - hitRate;
      return this.word(symbol, upProbabilityFraction, { closedAt: closed.closedAt, step });
    });
  }

  private word(symbol: string, upProbabilityFraction: number, now: { closedAt: number; step: number }): Told[] {
    const validUntilMs = now.closedAt + this.market.config.intervalMs;
    const failure = this.stresses.wordFailure(now.step);
    if (failure !== undefined) this.failed += 1;
    const said = failedWord({ upProbabilityFraction, validUntilMs }, failure, now.closedAt);
    if (said === undefined) return [];
    const read = forecastReceived.schema.safeParse({
      model: plantedName,
      symbol,
      sampleSize: 1_000,
      evidenceRatio: 1,
      ...said,
    });
    if (!read.success) this.refused += 1;
    const at = epochMs(lastMomentInside(epochMs(now.closedAt)) - 1);
    return read.success ? [{ at, origin: "model", event: forecastReceived.create(read.data) }] : [];
  }
}
