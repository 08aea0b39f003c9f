/** What models outside the kernel say: forecasts, and how they have done. Both are journalled inputs (resolutions 38). */
import type { InputEvent } from "./events/catalogue.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { inputIgnored } from "./events/trading-events.ts";
import type { Fund } from "./fund-state.ts";
import { governNow } from "./step-govern.ts";
import { receiveForecast } from "./trading/signals/ensemble.ts";
import { noteReport, refuseModel } from "./trading/signals/model-book.ts";

export function hearModel(
  fund: Fund,
  data: Extract<InputEvent, { type: "forecast.received" }>["data"],
  outbox: Outbox,
): void {
  const refusal = fund.ids.has(data.symbol)
    ? refuseModel(fund.trading.signals.book, data.model)
    : `${data.symbol} is not configured`;
  if (refusal !== undefined) return emit(outbox, inputIgnored.create({ type: "forecast.received", reason: refusal }));
  const { model, symbol, upProbabilityFraction: upProbability, sampleSize, evidenceRatio: evidence } = data;
  const forecast = { model, symbol, upProbability, sampleSize, evidence, validUntil: data.validUntilMs };
  receiveForecast(fund.trading.signals, forecast, { config: fund.config, at: outbox.at });
}

type ModelReported = Extract<InputEvent, { type: "model.performance_updated" }>["data"];

export function hearModelReport(fund: Fund, data: ModelReported, outbox: Outbox): void {
  const { model, winRateFraction, sharpeRatio, cases, daysSinceTraining } = data;
  const reason = refuseModel(fund.trading.signals.book, model);
  if (reason !== undefined) return emit(outbox, inputIgnored.create({ type: "model.performance_updated", reason }));
  const report = {
    model,
    winRate: winRateFraction ?? undefined,
    sharpe: sharpeRatio ?? undefined,
    cases,
    daysSinceTraining: daysSinceTraining ?? undefined,
  };
  noteReport(fund.trading.signals.book, report, fund.config, outbox.at);
  governNow(fund, outbox);
}
